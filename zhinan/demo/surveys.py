"""Surveys of a world: what was asked and how many gave each answer, made into responses as people send them."""

import tomllib
from datetime import datetime, time
from math import gcd

from django.utils import timezone
from django.utils.dateparse import parse_date

from zhinan.events.models import DAYS, Event, Moment, Survey
from zhinan.history.actions import write_new
from zhinan.programmes.models import Programme
from zhinan.questionnaires import actions
from zhinan.questionnaires.models import Questionnaire, Round, read

from .reading import WrongData


def load_surveys(folder):
    """Make each survey that has a data file in the folder `surveys` of a world; raises WrongData."""
    for path in sorted((folder / "surveys").glob("*.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            load_survey(said)
        except KeyError as missing:
            raise WrongData(f"{path.name}: {missing} is not said.") from None


def load_survey(said):
    """Make the questionnaire, its round and its responses of the tables of one data file."""
    programme = Programme.objects.get(slug=said["programme"])
    questionnaire = Questionnaire(slug=said["slug"], programme=programme)
    words = {name: said["questionnaire"][name] for name in ("title", "description", "language", "translations")}
    content = read(said["content"])
    actions.create(questionnaire, {**words, "programme": programme.pk}, by=None, content=content)
    actions.publish(questionnaire.draft(), by=None, now=noon(said))
    round = Round(slug=said["round"]["slug"], questionnaire=questionnaire)
    write_new(round, said["round"]["values"], by=None)
    round = actions.open_round(round, by=None)
    answer(round, content, said)
    actions.close_round(round, by=None)
    event = Event.objects.get(slug=said["event"])
    after = {"moment": Moment.SATISFACTION, "days": DAYS[Moment.SATISFACTION], "asked_on": round.opens_on}
    Survey.objects.create(event=event, round=round, **after)


def answer(round, content, said):
    """Send as many responses as the survey had, so that each answer was given as often as its file says.

    Who gave which answers together is invented: the answers of each question are dealt out by a step of its own.
    """
    many, moment = said["responses"], noon(said)
    steps = [step for step in range(1, many) if gcd(step, many) == 1]
    columns = {}
    for place, (key, counts) in enumerate(said["answers"].items()):
        column = [value for value, times in counts for _time in range(times)]
        column += [None] * (many - len(column))
        columns[key] = [column[index * steps[place % len(steps)] % many] for index in range(many)]
    for index in range(many):
        values = {}
        for key, column in columns.items():
            question, _dot, statement = key.partition(".")
            if statement:
                values.setdefault(question, {})[statement] = column[index]
            else:
                values[question] = column[index]
        response = actions.begin(round, now=moment, language=content.languages[0])
        actions.save(response, values, now=moment)
        actions.send(response, now=moment)


def noon(said):
    """Noon of the first day of the round of a data file."""
    return noon_of(parse_date(str(said["round"]["values"]["opens_on"])))


def noon_of(day):
    """Noon of `day`."""
    return timezone.make_aware(datetime.combine(day, time(12)))
