"""Short makers for the tests of this room, and of those above it."""

from itertools import count

from zhinan.network.models import Agreement, Membership, Network, Organisation, Partnership, Person
from zhinan.network.states import State, by_dates

NUMBERS = count(1)


def named(word, **facts):
    """Slug and name of a record that is made."""
    number = next(NUMBERS)
    return {"slug": f"{word}-{number}", "name": f"{word.capitalize()} {number}", **facts}


def titled(word, **facts):
    """Slug and title of a record that is made."""
    number = next(NUMBERS)
    return {"slug": f"{word}-{number}", "title": f"{word.capitalize()} {number}", **facts}


def organisation(**facts):
    """An organisation in the database."""
    return Organisation.objects.create(**named("organisation", **facts))


def person(**facts):
    """A person in the database."""
    return Person.objects.create(**named("person", **facts))


def network(**facts):
    """A network in the database."""
    return Network.objects.create(**named("network", **facts))


def membership(network, **facts):
    """A membership of `network`, of a new organisation unless one is named; one with a day of leaving is over."""
    who = facts.pop("organisation", None) or organisation()
    facts.setdefault("state", by_dates(State.MEMBER, facts.get("left_on")))
    return Membership.objects.create(network=network, organisation=who, **facts)


def agreement(*parties, **facts):
    """An agreement between `parties`."""
    made = Agreement.objects.create(**titled("agreement", **facts))
    made.parties.set(parties)
    return made


def partnership(*organisations, **facts):
    """A partnership with `organisations`."""
    made = Partnership.objects.create(**titled("partnership", **facts))
    made.organisations.set(organisations)
    return made
