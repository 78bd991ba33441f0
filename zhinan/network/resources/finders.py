"""Organisations, networks and goals by what they are called, for the links of spreadsheets."""

from functools import cached_property

from zhinan.codelists.models import Goal
from zhinan.kit.resources import Called, Match

from ..models import Network, Organisation, OrganisationIdentifier, OrganisationName
from ..rules import candidates_for, waiting_among

MOST = 5  # candidates that are offered
COUNTRY_OF_BODY = "organisation_country"  # the column of a row that tells where the organisation is that it names


class Likely:
    """Which of the queryset `records` a name may mean, in any script, in short or with mistakes.

    Among them is nothing that is written after this was made, for it is known what that came from.
    """

    def __init__(self, records):
        newest = records.order_by("-pk").values_list("pk", flat=True).first()
        self.records = records.filter(pk__lte=newest) if newest else None

    @cached_property
    def waiting(self):
        """What stands in no table of keys yet."""
        return waiting_among(self.records)

    def keys(self, typings):
        """For each of `typings`, {name: value}, the keys of the likeliest records."""
        if self.records is None:
            return [()] * len(typings)
        found = candidates_for(self.records, typings, waiting=self.waiting)
        return [tuple(one.record.pk for one in near[:MOST]) for near in found]

    def of_texts(self, texts):
        """{text: keys of the likeliest records} for each of `texts`."""
        return dict(zip(texts, self.keys([{"name": text} for text in texts]), strict=True))

    def matches(self, typings, why):
        """A Match for each of `typings`, whose candidates are asked about in the sentence `why`."""
        return [Match(None, keys, why) for keys in self.keys(typings)]


def organisation_finder(user):
    """Called of the organisations that `user` may see: by name, address, other names, identifiers, short ones."""
    seen = Organisation.objects.visible_to(user)
    found = Called()
    found.new, found.alike = new_organisation, Likely(seen).of_texts
    for key, name, slug, name_zh, acronym in seen.values_list("pk", "name", "slug", "name_zh", "acronym").order_by(
        "pk"
    ):
        found.add(key, name, slug, name_zh)
        found.add_short(key, acronym)
    visible = set(found.labels)
    for key, name in OrganisationName.objects.order_by("pk").values_list("organisation_id", "name"):
        if key in visible:
            found.add(key, name)
    rows = OrganisationIdentifier.objects.order_by("pk").values_list("organisation_id", "scheme", "number")
    for key, scheme, number in rows:
        if key in visible:
            found.add(key, f"{scheme}-{number}")
    return found


def new_organisation(text, row):
    """(unsaved organisation, values) called `text`, in the country of the row that names it, where that is told."""
    return Organisation(), {"name": text, "country": row.get(COUNTRY_OF_BODY)}


def network_finder(user):
    """Called of the networks that `user` may see."""
    rows = Network.objects.visible_to(user).values_list("pk", "name", "slug", "name_zh", "acronym").order_by("pk")
    return Called((key, words) for key, *words in rows)


def goal_finder():
    """The Sustainable Development Goals by number, “SDG 3” and name."""
    rows = Goal.objects.active().values_list("pk", "number", "name")
    words = [
        (key, (str(number), name, f"SDG {number}", f"SDG{number}", f"Goal {number}")) for key, number, name in rows
    ]
    return Called(words, is_closed=True)
