"""Surveys of an event: planned, put by themselves on their day to those who registered, and counted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import PUBLIC, RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events import actions, figures
from zhinan.events.models import Moment, Registration, Survey
from zhinan.history.actions import write
from zhinan.kit.figures import Period
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires import tasks
from zhinan.questionnaires.models import Question
from zhinan.questionnaires.tests.make import GENDER, choices, drafted, questionnaire, words

from .make import event

pytestmark = pytest.mark.django_db
LIKED = Question("liked", "scale", words("I liked it"), choices=choices("no", "rather", "yes"), is_required=True)


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def office(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme", ends_on="2027")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, found.scope()))
    return found


@pytest.fixture
def held(office):
    """A webinar of the programme that was held, with seven who registered and one who cancelled."""
    made = event(office, title="Wells", starts_on="2026-03-10", state="held")
    for number in range(8):
        Registration.objects.create(
            event=made, name=f"Guest {number}", email=f"guest-{number}@zhinan.example", consented_on=date(2026, 3, 1),
            registered_at=timezone.now(), state="cancelled" if number == 7 else "registered", language="en",
        )  # fmt: skip
    return made


def plan(client, event, asked, moment="satisfaction", **said):
    return client.post(
        reverse("event-surveys", args=[event.slug]), {"moment": moment, "questionnaire": asked.pk, **said}
    )


def test_a_survey_is_planned_on_its_usual_day_and_put_once_to_those_with_a_place(client, office, held):
    asked = questionnaire(LIKED, programme=office, audience="staff")
    assert plan(client, held, asked).url == reverse("event-surveys", args=[held.slug])
    survey = Survey.objects.get()
    assert (survey.days, survey.round.state, survey.round.way) == (1, "planned", "personal")
    assert "11 March 2026" in client.get(reverse("event-surveys", args=[held.slug])).content.decode()
    days = [date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 12)]
    assert [actions.ask_due(day) for day in days] == [0, 1, 0]
    survey.refresh_from_db()
    assert (survey.round.state, survey.round.asked.count(), survey.round.closes_on) == ("open", 7, date(2026, 4, 1))


def test_before_an_event_those_who_wait_for_a_place_are_asked_too_and_not_after_it_began(client, office, held):
    asked = questionnaire(LIKED, programme=office, audience="staff")
    plan(client, held, asked, moment="needs")
    assert actions.ask_due(date(2026, 3, 9)) == 0  # it was held: nobody is asked what they need
    held.state = "planned"
    held.save()
    held.registrations.filter(name="Guest 6").update(state="waiting")
    assert [actions.ask_due(day) for day in (date(2026, 2, 23), date(2026, 2, 24))] == [0, 1]
    assert Survey.objects.get().round.asked.count() == 7


def test_a_survey_goes_out_answers_come_in_and_the_figure_counts_them_once_they_are_public(client, office, held):
    asked = questionnaire(LIKED, GENDER, programme=office, audience="staff")
    today = timezone.localdate()
    held.starts_on = (today - timedelta(days=1)).isoformat()
    held.save()
    plan(client, held, asked, is_anonymous="on")
    assert actions.ask_due(today) == 1
    assert tasks.send_due(timezone.now()) == 7
    client.logout()
    for number, one in enumerate(mail.outbox):
        way = "/answer/" + one.body.partition("/answer/")[2].split()[0]
        client.post(way, {"q-liked": "no" if number == 0 else "yes", "q-gender": "female"})
    round = Survey.objects.get().round
    year = Period(date(today.year, 1, 1), date(today.year, 12, 31))
    nothing = figures.satisfaction(office, year, date(today.year, 12, 31))
    assert (nothing.value, nothing.reason) == (None, "No answer of a survey is recorded.")
    assert actions.close_over(today + timedelta(days=22)) == 1
    round.refresh_from_db()
    write(round, {"audience": PUBLIC}, by=None)
    found = figures.satisfaction(office, year, date(today.year + 1, 12, 31))
    assert (found.value, found.base, found.n()) == (Decimal("85.71"), 7, 1)
    assert [one.answered for one in found.records] == [7]


def test_a_survey_is_taken_back_until_people_were_asked(client, office, held):
    asked = questionnaire(LIKED, programme=office, audience="staff")
    plan(client, held, asked)
    plan(client, held, asked, moment="follow_up")
    first, second = Survey.objects.all()
    client.post(reverse("drop-survey", args=[second.pk]))
    actions.ask_due(date(2026, 3, 11))
    with pytest.raises(NotNow, match="People were asked already"):
        actions.drop_survey(first, by=None)
    assert [one.moment for one in Survey.objects.all()] == [Moment.SATISFACTION]


def test_a_questionnaire_of_which_nothing_is_published_is_not_offered(client, office, held):
    asked = drafted(LIKED, programme=office, audience="staff")
    refused = plan(client, held, asked)
    assert list(refused.context["form"].errors) == ["questionnaire"]
    with pytest.raises(NotNow):
        actions.plan_survey(Survey(event=held, moment="needs", days=-1), asked, False, by=None)


def test_who_may_plan_surveys(client, office, held):
    people = cast(office, programme(name="Another"))
    through = set()
    for word, person in people.items():
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        if client.get(reverse("event-surveys", args=[held.slug])).status_code == 200:
            through.add(word)
    assert through == {"secretariat", "administrator"}
