"""Who withdrew comes back at their own wish alone, and an arrival that is taken back takes nothing else with it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.events import access, actions
from zhinan.events.actions.confiding import forget_participant
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import programme

from .make import attendance, event, person
from .test_courses import NOW, course, nominated, nominee, states, sweep
from .test_nominating import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
AGREED = {"consent": "on"}


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def withdrawn(found):
    """Somebody who withdrew from the course `found`."""
    return actions.withdraw(nominated(found, 1), on=localdate())


def test_who_withdrew_is_nominated_by_no_link_and_nobody_who_stands_beside_them_is(client):
    found = course()
    withdrawn(found)
    for invited in found.invited.all():
        guests = [nominee(1, invited.country.alpha3), nominee(2, invited.country.alpha3)]
        with pytest.raises(NotNow, match=r"^Guest 1: not to be nominated by a link\."):
            actions.nominate_by_link(invited, guests, now=NOW, body="Ministry")
    assert states(found) == [("Guest 1", "withdrawn")]


def test_the_form_of_the_link_says_so_and_keeps_what_was_typed(client):
    found = course()
    withdrawn(found)
    said = typed(("Guest 1", "guest-1@zhinan.example"), ("Guest 2", "guest-2@zhinan.example"))
    page = client.post(found.invited.first().own_address(), said)
    assert page.context["form"].non_field_errors() == [
        "Guest 1: not to be nominated by a link. Take them out, or write to whoever sent you the link."
    ]
    assert 'value="guest-2@zhinan.example"' in page.content.decode()
    assert states(found) == [("Guest 1", "withdrawn")]


@pytest.mark.parametrize("who", ["secretariat", "officer"])
def test_those_who_look_after_the_course_take_a_withdrawal_back_when_the_person_agrees_anew(client, who):
    office = programme()
    found = course(office)
    row = withdrawn(found)
    held = {"secretariat": ("secretariat", office.scope()), "officer": (RoleName.COURSE_OFFICER, None)}[who]
    client.force_login(user("Somebody", held[0], held[1] or access.scope_of(found.event)))
    way = reverse("nominate_again-participant", args=[row.pk])
    assert "Take the withdrawal back" in client.get(row.get_absolute_url()).content.decode()
    assert "Ask them first" in client.post(way).content.decode()
    assert states(found) == [("Guest 1", "withdrawn")]
    sweep()
    client.post(way, AGREED)
    row.refresh_from_db()
    assert (row.state, row.consented_on) == ("nominated", localdate())
    assert [to for to, _subject in sweep()] == ["guest-1@zhinan.example"]


def test_who_asked_to_be_forgotten_does_not_come_back():
    row = withdrawn(course())
    forget_participant(row)
    with pytest.raises(NotNow, match=r"This person asked to be forgotten\."):
        actions.nominate_again(row, by=None, now=NOW)


def test_a_place_that_was_typed_by_hand_stays_when_an_arrival_is_taken_back():
    found, known = course(), person(name="Guest 1", email="guest-1@zhinan.example")
    place = attendance(found.event, known)
    place.organisation = organisation()
    place.save()
    row = nominated(found, 1, state="arrived")
    assert (row.attendance, found.event.attendances.count()) == (place, 1)
    actions.not_arrived(row, by=None)
    assert [(one.pk, one.person, one.organisation) for one in found.event.attendances.all()] == [
        (place.pk, known, place.organisation)
    ]
    actions.arrive(row, by=None, now=NOW)
    row.refresh_from_db()
    actions.not_arrived(row, by=None)
    assert found.event.attendances.count() == 1


@pytest.mark.parametrize(
    ("days", "asks"),
    [({"starts_on": 0}, False), ({"starts_on": 1}, True), ({"starts_on": -3, "ends_on": 0}, False),
     ({"starts_on": -3, "ends_on": 2}, True), ({}, False)],
)  # fmt: skip
def test_that_it_took_place_is_asked_about_before_the_last_day_alone(client, days, asks):
    office = programme()
    client.force_login(user("Secretariat", "secretariat", office.scope()))
    facts = {name: (localdate() + timedelta(days=n)).isoformat() for name, n in days.items()}
    found = event(office, state="planned", **{"starts_on": None, **facts})
    way = reverse("hold-event", args=[found.slug])
    assert 'type="checkbox" name="early"' not in client.get(way).content.decode()
    page = client.post(way)
    found.refresh_from_db()
    assert (page.status_code, found.state) == ((200, "planned") if asks else (302, "held"))
    if asks:
        assert 'type="checkbox" name="early"' in page.content.decode()
        client.post(way, {"early": "on"})
        found.refresh_from_db()
        assert found.state == "held"
