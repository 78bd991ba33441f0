"""The next one like it: what a copy of an event takes over beside what its form shows."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhinan.history.actions import write
from zhinan.kit.values import kept
from zhinan.kit.zones import moment_of, wall_of
from zhinan.questionnaires.models import Questionnaire

from ..models import HOURS, Admission, Course, Session, Survey
from .surveys import plan_survey
from .terms import set_terms

TERMS = ("capacity", "needs_approval", "has_waiting_list", "takes_groups", "questionnaire", "erase_after")
OTHER_DAYS = ("closes_on", "erase_on")  # of a course sheet
AGENDA = ("title", "description", "room", "position", "language", "translations")


def take_over(source, made, *, by, with_terms):
    """Give the new event `made` hours, agenda and course sheet of `source`, and `with_terms` registration and surveys.

    Hours stay the same on the clock, as many days later as the event is. Speakers, recordings, links to join and the
    days of registration are the other event's own. Returns sentences about what was left out and what to do.
    """
    left_out, later = [], time_between(source, made)
    if source.begins_at and later is None:
        left_out.append(_("The hours were not taken over: the day is not known. Write them on the page of hours."))
    hours = moved(source, source, later) if later is not None else {}
    if hours and not set_hours(made, {"zone": source.zone, **hours}, by=by):
        hours = {}
    if later is not None and not hours:
        left_out.append(_("The hours were not taken over: the clocks are put forward on that day. Write them anew."))
        later = None
    for session in source.sessions.all():
        hours = moved(session, source, later) if later is not None else {}
        new = Session(event=made)
        write(new, kept(session, AGENDA), by=by)
        if hours:
            set_hours(new, hours, by=by)
    left_out += take_over_sheet(source, made, by=by)
    if with_terms:
        left_out += take_over_terms(source, made, by=by)
    return left_out


def take_over_sheet(source, made, *, by):
    """Give `made` the course sheet of `source` with the invited countries, each with a new link, and without people.

    Its days are other ones: returns sentences about those that are to be written.
    """
    sheet = Course.objects.filter(event=source).first()
    if sheet is None:
        return []
    values = {name: value for name, value in kept(sheet).items() if name not in OTHER_DAYS}
    values["invited"] = [{**row, "id": None} for row in values["invited"]]
    write(Course(event=made), values, by=by)
    if sheet.closes_on is None:
        return []
    return [_("The last day of nominations was not taken over. Write it on the course sheet.")]


def set_hours(record, values, *, by):
    """Write the hours among `values` of `record`; False, and nothing is written, where they cannot be."""
    try:
        write(record, values, by=by)
    except ValidationError:
        record.refresh_from_db()
        return False
    return True


def take_over_terms(source, made, *, by):
    """Give `made` the terms of registration and the surveys of `source`; returns sentences about what is left out."""
    asked, left_out = set(Questionnaire.objects.visible_to(by).values_list("pk", flat=True)), []
    if terms := Admission.objects.filter(event=source).first():
        values = kept(terms, TERMS)
        is_fit = terms.questionnaire is None or (
            terms.questionnaire_id in asked and terms.questionnaire.purpose == Admission.PURPOSE
        )
        if not is_fit:
            left_out.append(
                _("The questions of registration were not taken over. Choose a questionnaire on its terms.")
            )
        set_terms(Admission(event=made), values if is_fit else values | {"questionnaire": None}, by=by)
    for survey in source.surveys.select_related("round__questionnaire"):
        if survey.round.questionnaire_id not in asked:
            left_out.append(_("A survey was not taken over: you may not see its questionnaire."))
            continue
        new = Survey(event=made, moment=survey.moment, days=survey.days)
        plan_survey(new, survey.round.questionnaire, survey.round.is_anonymous, by=by)
    return list(dict.fromkeys(left_out))


def time_between(source, made):
    """The time from the day on which `source` begins to that of `made`; None where an hour or a day is not known."""
    begins, day = source.begins_at, made.starts_on
    if not begins or not day or day.earliest != day.latest:
        return None
    return day.earliest - wall_of(begins, source.zone).date()


def moved(record, source, later):
    """The hours of `record`, as JSON holds them, so much `later` by the clocks of the event `source`.

    None of them, where the clocks leave one out.
    """
    found = {}
    for name in HOURS:
        if moment := getattr(record, name):
            try:
                found[name] = moment_of(wall_of(moment, source.zone) + later, source.zone).moment.isoformat()
            except ValidationError:
                return {}
    return found
