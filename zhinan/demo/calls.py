"""Calls for proposals of a world: rules from a preset, opened, asked about, and an application begun."""

import tomllib
from datetime import datetime, time, timedelta

from zhinan.accounts.actions import grant_role
from zhinan.codelists.models import Country, Currency
from zhinan.grants import actions
from zhinan.grants.models import Call, CallQuestion, Panelist
from zhinan.history.actions import write
from zhinan.kit.zones import moment_of
from zhinan.network.models import Organisation
from zhinan.programmes.models import Fund, Programme

from .reading import WrongData


def load_calls(folder, now, people):
    """Make each call that has a data file in the folder `calls` of a world; raises WrongData.

    Its deadline is counted from the moment `now`, so that one is always open. `people` are {word: User} of the cast.
    """
    for path in sorted((folder / "calls").glob("*.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            load_call(said, now, people)
        except KeyError as missing:
            raise WrongData(f"{path.name}: {missing} is not said.") from None


def load_call(said, now, people):
    """Open one call, and begin an application to it."""
    write_draft(opened(said, now, people), said["application"], now, people)


def opened(said, now, people):
    """The call of one data file, begun and opened at the moment `now`, its panel seated, what was asked answered."""
    words, links = said["call"], {"programme": Programme, "fund": Fund}
    closes = datetime.combine((now + timedelta(days=said["closes_in"])).date(), time(17))
    call = Call(slug=words["slug"])
    keys = {name: model.objects.get(slug=words[name]).pk for name, model in links.items()}
    beginning = {"preset": said["preset"], "rubric": said["rubric"], "year": closes.year}
    actions.begin_call(call, {**words, **keys, **beginning}, by=None)
    closes_at = moment_of(closes, said["zone"]).moment.isoformat()
    write(call.draft(), {"deadline_at": closes_at, "zone": said["zone"], **said.get("rules", {})}, by=None)
    actions.publish_rules(call.draft(), by=None, now=now)
    call = actions.open_call(call, by=None, now=now)
    for seat in said["seats"]:
        sit(call, seat, people[seat["account"]])
    for one in said["questions"]:
        CallQuestion.objects.create(call=call, asked_at=now, answered_at=now, **one)
    return call


def sit(call, seat, user):
    """Give `user` a seat in the panel of `call`."""
    place = Organisation.objects.filter(slug=seat.get("organisation", "")).first()
    grant_role(user, seat["role"], call.scope())
    Panelist.objects.create(call=call, user=user, organisation=place).goals.set(seat.get("goals", []))


def write_draft(call, said, now, people):
    """An application that its author begins, with some of it written: what is missing shows what is asked."""
    said, author = dict(said), people[said["author"]]
    lead = Organisation.objects.get(slug=said.pop("lead"))
    begun = {"title": said.pop("title"), "lead": lead.pk, "language": call.language}
    made = actions.begin(call, begun, by=author, now=now)
    rest = {name: [keyed(one) for one in value] if is_rows(value) else value for name, value in said.items()}
    actions.write_section(made, rest, by=author, now=now)
    return made


def is_rows(value):
    """Whether `value` is a list of tables."""
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def keyed(row):
    """The table `row` with the keys of records in place of the codes and slugs by which a data file names them."""
    return {name: KEYS[name](said) if name in KEYS else said for name, said in row.items()}


KEYS = {
    "country": lambda code: Country.objects.find(code).pk,
    "currency": lambda code: Currency.objects.get(code=code).pk,
    "organisation": lambda slug: Organisation.objects.get(slug=slug).pk,
}
