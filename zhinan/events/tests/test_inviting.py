"""The offices of invited countries are written to from their course, each with its own link."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.events import actions
from zhinan.events.models import InvitedCountry
from zhinan.history.actions import write
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.tests.make import programme

from .test_courses import LAST, course, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NOW = timezone.now()
OFFICE = "trainings@ministry.example"


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def found(client):
    """A course for Kenya and Laos whose secretariat is signed in."""
    office = programme()
    client.force_login(user("Secretariat", "secretariat", office.scope()))
    return course(office)


def kenya(found):
    return found.invited.select_related("course__event", "country").get(country__alpha3="KEN")


def contact(client, row, **typed):
    return client.post(reverse("invited-contact", args=[row.pk]), {"email": OFFICE, "language": "en", **typed})


def write_to(client, found, **typed):
    page = client.post(reverse("write-to-offices", args=[found.pk]), typed, follow=True)
    return [str(one) for one in page.context["messages"]]


def test_the_mail_brings_the_link_with_days_and_places_to_offices_that_are_known(client, found):
    contact(client, kenya(found))
    assert "Send the link to 1 office that has none yet" in read(client, found)
    assert write_to(client, found) == ["A mail goes to 1 office."]
    assert sweep() == [(OFFICE, "Invitation to nominate, Kenya: Rice")]
    body = mail.outbox[0].body
    said = ("people from Kenya for “Rice”", "2 places are kept for you.", "Changsha", kenya(found).own_address())
    assert [words for words in said if words not in body] == []
    assert ["mail sent" in read(client, found), "no mail was sent yet" in read(client, found)] == [True, False]
    assert write_to(client, found) == []


def read(client, found):
    return client.get(reverse("course-invited", args=[found.pk])).content.decode()


def test_one_office_is_written_to_again_after_a_day(client, found):
    row = kenya(found)
    contact(client, row)
    assert write_to(client, found, invited=row.pk) == ["A mail goes to 1 office."]
    assert write_to(client, found, invited=row.pk) == ["Kenya: a mail waits to be sent already."]
    sweep()
    assert write_to(client, found, invited=row.pk) == ["Kenya: a mail was sent less than a day ago."]
    actions.write_to(kenya(found), by=None, now=timezone.now() + timedelta(hours=24))
    assert [to for to, _subject in sweep()] == [OFFICE]


@pytest.mark.parametrize("language", ["zh", "fr"])
def test_the_office_is_written_to_in_its_language_where_the_site_speaks_it(client, found, language):
    contact(client, kenya(found), language=language)
    write_to(client, found)
    ((_to, subject),) = sweep()
    assert subject.startswith("Invitation to nominate") == (language == "fr") or language == "zh"
    assert kenya(found).language == language


def test_an_office_without_an_address_and_a_closed_course_are_refused_in_a_sentence(client, found):
    row = kenya(found)
    assert write_to(client, found, invited=row.pk) == ["Kenya: no mail address of an office is known."]
    contact(client, row)
    write(found, {"closes_on": (timezone.localdate() - timedelta(days=1)).isoformat()}, by=None)
    with pytest.raises(NotNow, match=r"^Nominations are closed\.$"):
        actions.write_to(row, by=None, now=timezone.now())
    assert sweep() == []


def test_a_wrong_address_is_refused_beside_the_field_and_kept_as_typed(client, found):
    page = contact(client, kenya(found), email="ministry at example")
    assert page.context["form"].errors == {"email": ["This is no mail address. Write it as amina@example.org."]}
    assert 'value="ministry at example"' in page.content.decode()
    assert kenya(found).email == ""


def test_another_address_and_another_link_were_sent_to_nobody_yet(client, found):
    row = kenya(found)
    contact(client, row)
    write_to(client, found)
    sweep()
    client.post(reverse("renew-link", args=[row.pk]))
    assert kenya(found).mailed_at is None
    write_to(client, found)
    sweep()
    contact(client, row, email="other@ministry.example")
    assert kenya(found).mailed_at is None


def test_the_address_stands_in_no_history_in_no_copy_and_readable_in_no_column(client, found):
    contact(client, kenya(found))
    write_to(client, found)
    assert OFFICE not in str(list(Entry.objects.values()))
    raw = InvitedCountry.objects.extra(select={"held": "events_invitedcountry.email"}).values_list("held", flat=True)
    assert OFFICE not in str(list(raw))
    client.logout()
    assert OFFICE not in client.get(found.event.get_absolute_url()).content.decode()


def test_an_edit_of_the_sheet_keeps_the_address_and_it_goes_once_the_course_is_over(client, found):
    contact(client, kenya(found))
    kept = [{"id": one.pk, "country": one.country_id, "places": 3} for one in found.invited.all()]
    write(found, {"invited": kept, "erase_on": "2050-08-01"}, by=None)
    assert (kenya(found).places, kenya(found).email) == (3, OFFICE)
    actions.erase_due(LAST)
    assert kenya(found).email == OFFICE
    actions.erase_due(date(2050, 8, 1))
    assert [one.email for one in found.invited.all()] == ["", ""]
