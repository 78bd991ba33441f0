"""Surveys of an event: planned, put to people when their day has come, closed when their time is over."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.accounts.models import STAFF
from zhinan.history.actions import alone_with, record, write
from zhinan.kit.lifecycle import NotNow
from zhinan.questionnaires import actions as questionnaires
from zhinan.questionnaires.models import Round, Way
from zhinan.questionnaires.states import RoundState

from ..models import Survey
from ..rules import due_on
from ..states import HELD, Place, State
from .seating import people_of

LOG = logging.getLogger(__name__)
OPEN_FOR = 21  # days in which answers are taken


@transaction.atomic
def plan_survey(survey, questionnaire, is_anonymous, *, by):
    """Save the new `survey` with a round of `questionnaire` of its own; raises NotNow where nothing is published."""
    if questionnaire.published() is None:
        raise NotNow(_("Publish the questionnaire first: it has no published version yet."))
    made = Round(questionnaire=questionnaire, language=questionnaire.language)
    words = {"title": str(survey)[:200], "way": Way.PERSONAL, "is_anonymous": is_anonymous, "audience": STAFF}
    write(made, words, by=by)
    survey.round = made
    survey.full_clean()
    survey.save()
    record(survey.event, "survey_planned", by=by, to=STAFF)
    return survey


@transaction.atomic
def drop_survey(survey, *, by):
    """Put `survey` to nobody; raises NotNow where people were asked already."""
    with alone_with(survey) as stored:
        if stored.asked_on is not None:
            raise NotNow(_("People were asked already. Close the round instead."))
        record(stored.event, "survey_dropped", by=by, to=STAFF)
        asked = stored.round
        stored.delete()
        write(asked, {"audience": "archive"}, by=by, verb="archived")


def ask_due(today):
    """Put each survey whose day has come to those who registered; returns how many surveys that were.

    One that cannot be put holds up no other: the log says why.
    """
    waiting, done = Survey.objects.waiting().select_related("event", "round__questionnaire"), 0
    for survey in waiting:
        try:
            done += is_due(survey, today) and put(survey, today)
        except NotNow as refusal:
            LOG.warning("Survey %s of event %s was put to nobody: %s", survey.pk, survey.event_id, refusal)
    return done


def is_due(survey, today):
    """Whether the day of `survey` has come, and its event was not called off; before it, that is still planned."""
    day = due_on(survey.event, survey.days)
    states = (State.PLANNED,) if survey.days < 0 else (State.PLANNED, State.HELD)
    return day is not None and day <= today and survey.event.state in states


@transaction.atomic
def put(survey, today):
    """Open the round of `survey` and ask everybody who has a place, before the event also who waits for one."""
    with alone_with(survey) as stored:
        if stored.asked_on is not None:
            return False
        places = HELD if stored.days < 0 else (Place.REGISTERED,)
        rows = stored.event.registrations.filter(state__in=places).exclude(email_mark="")
        people = [{"email": one.email, "name": one.name, "language": one.language} for one in rows]
        people += people_of(stored.event, stored.days < 0)
        write(stored.round, {"closes_on": (today + timedelta(days=OPEN_FOR)).isoformat()}, by=None)
        if stored.round.state == RoundState.PLANNED:
            questionnaires.open_round(stored.round, by=None)
        questionnaires.ask(stored.round, people, by=None)
        stored.asked_on = today
        stored.save()
        record(stored.event, "survey_put", to=STAFF)
        return True


def close_over(today):
    """Close the rounds of surveys whose last day is over; returns how many."""
    over = Survey.objects.filter(round__state=RoundState.OPEN, round__closes_on__lt=today).select_related("round")
    for survey in over:
        questionnaires.close_round(survey.round, by=None)
    return len(over)
