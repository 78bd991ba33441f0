"""The next one like it: a copy takes over agenda, terms and surveys, on the clock, not the links of the other one."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName, User
from zhinan.accounts.tests.make import user
from zhinan.codelists.models import Country
from zhinan.events import actions
from zhinan.events.actions.nominating import Nominee
from zhinan.events.forms import EventForm
from zhinan.events.models import Admission, Course, Event, Session, Speaker, Survey
from zhinan.history.actions import write
from zhinan.kit.tests.make import sent
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.tests.make import questionnaire

from .make import event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NINE = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)  # nine o'clock in Paris, before the clocks are put forward


@pytest.fixture(autouse=True)
def _office():
    user("Office", RoleName.ADMINISTRATOR)


@pytest.fixture
def wells():
    """A webinar with hours, an agenda, terms and a survey."""
    made = event(programme(name="Our programme"), title="Wells", starts_on="2026-03-10", zone="Europe/Paris",
                 begins_at=NINE, ends_at=NINE.replace(hour=10))  # fmt: skip
    session = Session.objects.create(
        event=made, title="Digging", begins_at=NINE, room="Hall", recording="https://a.example"
    )
    Speaker.objects.create(session=session, name="A speaker")
    terms = {"capacity": 40, "needs_approval": True, "join_link": "https://meet.example/1"}
    actions.set_terms(Admission(event=made), terms, by=None)
    asked = questionnaire(audience="staff")
    actions.plan_survey(Survey(event=made, moment="satisfaction", days=2), asked, True, by=None)
    return made


def copied(source, **facts):
    made = event(state="planned", **{"starts_on": "2026-04-14", **facts})
    made.said = actions.take_over(source, made, by=User.objects.get(name="Office"), with_terms=True)
    made.refresh_from_db()
    return made


def test_hours_stay_the_same_on_the_clock_though_it_was_put_forward_between(wells):
    made = copied(wells)
    seven = datetime(2026, 4, 14, 7, 0, tzinfo=UTC)
    assert (made.zone, made.begins_at, made.ends_at) == ("Europe/Paris", seven, seven.replace(hour=9))
    assert made.sessions.get().begins_at == seven


def test_agenda_terms_and_surveys_come_along_and_what_belongs_to_the_other_one_does_not(wells):
    made = copied(wells)
    session = made.sessions.get()
    assert (session.title, session.room, session.recording, session.speakers.count()) == ("Digging", "Hall", "", 0)
    terms = made.admission
    assert (terms.capacity, terms.needs_approval, terms.join_link) == (40, True, "")
    survey = made.surveys.get()
    assert (survey.moment, survey.days, survey.round.is_anonymous, survey.round.state) == (
        "satisfaction",
        2,
        True,
        "planned",
    )
    assert survey.round != wells.surveys.get().round


@pytest.mark.parametrize("day", ["2026-04", "", "2026"])
def test_where_the_day_is_not_known_there_are_no_hours(wells, day):
    made = copied(wells, starts_on=day or None)
    assert (made.begins_at, made.zone, made.sessions.get().begins_at) == (None, "", None)


def test_an_hour_that_the_clocks_leave_out_leaves_the_hours_to_be_written_anew(wells):
    wells.begins_at, wells.ends_at = NINE.replace(hour=1, minute=30), NINE.replace(hour=2)
    wells.save()
    made = copied(wells, starts_on="2026-03-29")
    assert (made.begins_at, made.said[0][:30]) == (None, "The hours were not taken over:")


def test_what_another_office_may_not_open_is_not_given_by_a_copy(client, wells):
    client.force_login(user("Elsewhere", RoleName.SECRETARIAT, programme(name="Another").scope()))
    typed = {"title": "Theirs", "kind": "webinar", "mode": "online", "starts_on": "2026-04-14", "state": "planned"}
    answer = client.post(reverse("copy-event", args=[wells.slug]), sent(EventForm, **typed))
    made = Event.objects.get(title="Theirs")
    assert (answer.url, made.sessions.count(), made.surveys.count()) == (made.get_absolute_url(), 1, 0)
    assert not Admission.objects.filter(event=made).exists()


def test_a_questionnaire_that_is_no_registration_any_more_is_told_and_left_out(wells):
    terms = wells.admission
    terms.questionnaire = questionnaire(purpose="survey", audience="staff")
    terms.save()
    made = copied(wells)
    assert (made.admission.questionnaire, made.admission.capacity) == (None, 40)
    assert made.said == ["The questions of registration were not taken over. Choose a questionnaire on its terms."]


def test_an_event_without_anything_is_copied_with_nothing():
    made = copied(event())
    assert (made.sessions.count(), made.surveys.count(), Admission.objects.count()) == (0, 0, 0)


def test_the_form_of_a_copy_saves_all_of_it(client, wells):
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, programme_of(wells).scope()))
    way = reverse("copy-event", args=[wells.slug])
    typed = {"title": "More wells", "kind": "webinar", "mode": "online", "starts_on": "2026-04-14", "state": "planned"}
    answer = client.post(way, sent(EventForm, language="en", audience="public", **typed))
    made = Event.objects.get(title="More wells")
    assert (answer.url, made.sessions.count(), made.admission.capacity) == (made.get_absolute_url(), 1, 40)


def programme_of(event):
    return event.involvements.get().programme


def test_the_sheet_of_a_course_comes_along_with_new_links_and_without_people_and_days(wells):
    sheet = Course(event=wells)
    kenya = Country.objects.find("KEN")
    said = {
        "subject": "Wells",
        "field": "agriculture",
        "objectives": "Dig one.",
        "position": "Engineers",
        "capacity": 2,
    }
    said |= {"translations": {"zh": {"subject": "水井"}}, "closes_on": "2026-02-01", "erase_on": "2026-06-30"}
    write(sheet, {**said, "invited": [{"country": kenya.pk, "places": 2}]}, by=None)
    guest = Nominee(name="Guest", email="guest@zhinan.example", country=kenya)
    actions.nominate(sheet, [guest], now=NINE)
    made = copied(wells)
    new = made.course
    assert (new.subject, new.objectives, new.position, new.capacity) == ("Wells", "Dig one.", "Engineers", 2)
    assert (new.translations["zh"], new.closes_on, new.erase_on) == ({"subject": "水井"}, None, date(2026, 7, 13))
    assert [(one.country, one.places) for one in new.invited.all()] == [(kenya, 2)]
    assert new.invited.get().token_hash != sheet.invited.get().token_hash
    assert (new.participants.count(), sheet.participants.count()) == (0, 1)
    assert made.said == ["The last day of nominations was not taken over. Write it on the course sheet."]
