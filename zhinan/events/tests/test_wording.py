"""Certificates say who signs, and for how many hours of what, where that was written before they were issued."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from zhinan.accounts.tests.make import user
from zhinan.events import actions
from zhinan.events.models import Course, Wording
from zhinan.history.models import Entry
from zhinan.programmes.tests.make import programme

from .certified import came, issue, pages, read, wells_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
SAID = {"subject": "Digging and lining", "hours": "40", "signatory": "Head of Trainings", "position": "Director"}


@pytest.fixture
def office(client):
    """A programme with its secretariat, who is signed in."""
    made = programme()
    made.secretariat = user("Secretariat", "secretariat", made.scope())
    client.force_login(made.secretariat)
    return made


@pytest.fixture
def wells(office):
    return wells_of(office)


def typed(client, event, **words):
    return client.post(reverse("event-wording", args=[event.slug]), {**SAID, **words})


def sheet(client, row):
    return pages(client.get(reverse("certificate-file", args=[row.number])).content)[0]


def test_the_sheet_and_the_page_of_a_certificate_say_what_was_written(client, wells, office):
    place = came(wells)
    assert typed(client, wells).url == reverse("event-certificates", args=[wells.slug])
    (made,) = issue(wells, office.secretariat, place)
    words = sheet(client, made)
    said = ("Subject: Digging and lining", "Length of the whole: 40 hours", "Head of Trainings, Director")
    assert [one for one in said if one not in words] == []
    assert "Name and signature" not in words
    page = read(client, "certificate", made.number)
    assert [one for one in said[:2] if one not in page] == []


def test_what_was_issued_before_stays_and_nothing_is_said_that_nobody_wrote(client, wells, office):
    (made,) = issue(wells, office.secretariat, came(wells))
    typed(client, wells)
    made.refresh_from_db()
    assert {"subject", "hours", "signatory"} & made.said.keys() == set()
    assert ["Name and signature" in sheet(client, made), "Subject" in sheet(client, made)] == [True, False]


@pytest.mark.parametrize(("written", "shown"), [("", "Water for hills"), ("Digging", "Digging")])
def test_the_subject_is_that_of_the_course_sheet_where_none_is_written(client, wells, office, written, shown):
    Course.objects.create(event=wells, subject="Water for hills", field="agriculture")
    place = came(wells)
    typed(client, wells, subject=written)
    (made,) = issue(wells, office.secretariat, place)
    assert made.said["subject"] == {"en": shown}


def test_a_subject_that_is_the_title_is_not_said_twice(client, wells, office):
    place = came(wells)
    typed(client, wells, subject="Wells")
    (made,) = issue(wells, office.secretariat, place)
    assert "Subject" not in sheet(client, made)


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"hours": "0"}, {"hours": ["Ensure this value is greater than or equal to 1."]}),
        ({"hours": "many"}, {"hours": ["Enter a whole number."]}),
        ({"signatory": ""}, {"__all__": ["Write who signs as well: a position alone signs nothing."]}),
        ({"signatory": "http://a.example"}, {"signatory": ["Write the name alone, without addresses."]}),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written_by_half(client, wells, wrong, errors):
    page = typed(client, wells, **wrong)
    assert page.context["form"].errors == errors
    assert 'value="Digging and lining"' in page.content.decode()
    assert Wording.objects.count() == 0


def test_a_second_time_the_same_row_is_changed_and_the_history_names_nobody(client, wells):
    typed(client, wells)
    typed(client, wells, hours="", signatory="Another head")
    row = Wording.objects.get()
    assert (row.hours, row.signatory, row.position) == (None, "Another head", "Director")
    entries = Entry.objects.about(wells)
    assert [(one.verb, one.audience) for one in entries] == [("edited", "staff")] * 2
    assert "head" not in str([one.changes for one in entries]).casefold()


def test_an_action_refuses_the_same_as_the_form(wells):
    with pytest.raises(ValidationError, match="a position alone signs nothing"):
        actions.word_certificates(wells, {"position": "Director"}, by=None)
