"""Trainings of a world: the sheet of a course, and people from nomination to the end of it, step by step."""

import tomllib
from dataclasses import fields
from datetime import timedelta

from zhinan.codelists.models import Country
from zhinan.events import actions
from zhinan.events.actions.nominating import Nominee
from zhinan.events.models import Course, Event, Mail
from zhinan.history.actions import write
from zhinan.network.models import Organisation

from .reading import WrongData
from .surveys import noon_of

OPEN_FOR = timedelta(days=60)  # from the nominations to the first day of a course that was held
PLAIN = {one.name for one in fields(Nominee)} - {"country", "organisation"}
STEPS = {
    **{name: name for name in ("review", "accept", "queue", "arrive", "complete", "complete_in_part", "withdraw")},
    "decline": "turn_down",
}


def load_trainings(folder, today):
    """Make each training that has a data file in the folder `trainings` of a world; raises WrongData.

    Its days are counted from `today`, so that one is always open and the other has just been held: names of people go
    after some time, as they do with real ones.
    """
    for path in sorted((folder / "trainings").glob("*.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            load_training(said, today)
        except KeyError as missing:
            raise WrongData(f"{path.name}: {missing} is not said.") from None


def load_training(said, today):
    """Write the days and the sheet of one training, and take its people as far as they came."""
    begins = today + timedelta(days=said["begins_in"])
    ends = begins + timedelta(days=said["lasts"] - 1)
    event = Event.objects.get(slug=said["event"])
    write(event, {"starts_on": begins.isoformat(), "ends_on": ends.isoformat()}, by=None)
    course = Course(event=event)
    places = [{**one, "country": Country.objects.find(one["country"]).pk} for one in said["invited"]]
    closes_on = (begins - timedelta(days=said["closes_before"])).isoformat()
    write(course, {"capacity": None, **said["sheet"], "closes_on": closes_on, "invited": places}, by=None)
    course = Course.objects.select_related("event").get(pk=course.pk)
    for person in said["people"]:
        bring(course, person, min(begins - OPEN_FOR, today), begins)
    if ends < today:
        actions.hold(event, by=None)
    course.participants.update(mail_due=Mail.NONE)  # nobody has these addresses


def bring(course, said, named_on, begins_on):
    """Nominate somebody for `course` by the link of their country, and take them through the steps of their data."""
    country, named = Country.objects.find(said["country"]), noon_of(named_on)
    body = Organisation.objects.get(slug=said["organisation"])
    nominee = Nominee(**{name: said[name] for name in PLAIN & said.keys()}, country=country, organisation=body)
    invited = course.invited.select_related("course__event").get(country=country)
    actions.nominate_by_link(invited, [nominee], now=named, body=said["nominated_by"])
    row = course.participants.with_mail(nominee.email).get()
    dated = {"queue": {"now": named}, "arrive": {"now": noon_of(begins_on)}, "withdraw": {"on": named_on}}
    for step in said["steps"]:
        row = getattr(actions, STEPS[step])(row, by=None, **dated.get(step, {}))
    if "tests" in said:
        actions.score(row, *said["tests"], by=None)
