"""What people get wrong around an event: hours, mail addresses, files that are too long, forms sent twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhinan.accounts.tests.make import user
from zhinan.events.models import Admission, GroupRegistration, Registration, Roll
from zhinan.kit.reading import LIMITS

from .make import event
from .test_registration import planned, typed

pytestmark = pytest.mark.django_db
ZOOM = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
GROUP = {"organisation_name": "Weavers", "name": "Amina", "email": "office@zhinan.example", "consent": "on"}


@pytest.fixture
def office(client):
    client.force_login(user("Secretariat", "secretariat", "programme:1"))
    return client


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"opens_at": "2026-03-29T02:30"}, "There is no 02:30 on that day in Europe/Paris"),
        ({"closes_at": "2026-03-29T02:30"}, "There is no 02:30 on that day in Europe/Paris"),
        ({"opens_at": "tomorrow"}, "Write a day and an hour, as 2026-07-14 09:00."),
        ({"opens_at": "2026-03-30T09:00", "closes_at": "2026-03-30T08:00"}, "It closes before it opens."),
        ({"capacity": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"capacity": "many"}, "Enter a whole number."),
    ],
)
def test_terms_that_cannot_be_are_refused_in_words_and_what_was_typed_stays(office, said, told):
    found = event(starts_on="2026-04-14", state="planned", zone="Europe/Paris")
    answer = office.post(reverse("event-terms", args=[found.slug]), said)
    page = answer.content.decode()
    assert (answer.status_code, told in page) == (200, True)
    assert [value for value in said.values() if f'value="{value}"' not in page] == []
    assert Admission.objects.count() == 0


def test_an_hour_of_the_terms_that_comes_twice_is_taken_and_said(office):
    found = event(starts_on="2026-11-14", state="planned", zone="Europe/Paris")
    answer = office.post(reverse("event-terms", args=[found.slug]), {"opens_at": "2026-10-25T02:30"})
    assert "02:30 comes twice on that day in Europe/Paris" in office.get(answer.url).content.decode()


@pytest.mark.parametrize("mail", ["", "amina", "amina@", "amina@zhinan", "amina zhinan.example", "a@b@zhinan.example"])
def test_a_mail_typed_wrong_is_told_with_one_that_is_right_and_stays_in_the_field(client, mail):
    found = planned()
    page = client.post(reverse("register", args=[found.slug]), typed(email=mail)).content.decode()
    sentence = "This is no mail address. Write it as amina@example.org." if mail else "This field is required."
    assert (sentence in page, f'value="{mail}"' in page or not mail) == (True, True)
    assert Registration.objects.count() == 0


def test_a_form_for_colleagues_that_is_sent_twice_by_the_back_button_registers_them_once(client):
    found = planned()
    said = GROUP | {"people": "Ben Ali, ben@zhinan.example", "once": "6f9619ff-8b86-d011-b42d-00cf4fc964aa"}
    address, done = (reverse(name, args=[found.slug]) for name in ("register-group", "registered"))
    assert [client.post(address, said).url for _turn in range(2)] == [done, done]
    assert (GroupRegistration.objects.count(), Registration.objects.count()) == (1, 1)


def test_an_attendance_file_of_more_than_two_hundred_thousand_rows_is_refused_with_what_to_do(office):
    found = event(starts_on="2026-03-10")
    file = SimpleUploadedFile("participants.csv", (ZOOM + "Amina,,,,5,\n" * (LIMITS.rows + 1)).encode(), "text/csv")
    page = office.post(reverse("add-roll", args=[found.slug]), {"file": file}).content.decode()
    told = "This sheet has more than 200,000 rows. Split it into several files, and import one at a time."
    assert (told in page, Roll.objects.count()) == (True, 0)
