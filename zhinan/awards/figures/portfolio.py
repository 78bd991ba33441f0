"""The portfolio in numbers: each sum, what it is by year, country, sector and state, and the words of its list."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from zhinan.codelists.models import Country, PurposeCode
from zhinan.grants.models import GrantParty
from zhinan.grants.rules.countries import BESIDE
from zhinan.programmes.rules import DOLLAR

from ..rules.matched import ratio_of
from ..states import AwardState
from .sums import MEASURES, NOTHING

NONE = "-"  # in an address: those of which it is not recorded
COLUMNS = ("awarded", "paid", "left")  # what is said of each year, country, sector and state


@dataclass(frozen=True)
class Total:
    """The sum of one measure in US dollars, and of how many awards: those of which it is not zero."""

    measure: str
    dollars: Decimal
    n: int

    @property
    def label(self):
        """What was added up."""
        return MEASURES[self.measure]


@dataclass(frozen=True)
class Group:
    """The awards of one year, country, sector or state: its label, the words of its list, and the sums of COLUMNS."""

    label: str
    word: str
    totals: list
    n: int


def total(lines, measure):
    """The Total of one of MEASURES over the list `lines`."""
    found = [amount for amount in (one.dollars(measure) for one in lines) if amount]
    return Total(measure, sum(found, NOTHING), len(found))


def totals(lines):
    """{measure: Total} of the list `lines`."""
    return {measure: total(lines, measure) for measure in MEASURES}


@dataclass(frozen=True)
class Summed:
    """A portfolio of `n` awards in numbers: {measure: Total}, and the keys of those that are `unrated`.

    `rates` are the first and the last day of the rates by which other currencies were turned into dollars, or None.
    """

    totals: dict
    rates: tuple | None
    unrated: list
    n: int

    def ratio(self, measure):
        """What `measure` of match gives for one dollar that was awarded; None where none was."""
        awarded = self.totals["awarded"].dollars
        return ratio_of(self.totals[measure].dollars, awarded) if awarded else None


def summed(lines):
    """The list `lines` in numbers."""
    days = [one.rate_on for one in lines if one.code != DOLLAR]
    unrated = [one.pk for one in lines if one.unrated]
    return Summed(totals(lines), (min(days), max(days)) if days else None, unrated, len(lines))


def countries():
    """Who takes part in grants, each with `at`, the key of its country; who only pays or helps has none."""
    named = GrantParty.objects.exclude(role__in=BESIDE).annotate(at=Coalesce("country", "organisation__country"))
    return named.filter(at__isnull=False).order_by()


def groups(lines, awards):
    """{what: [Group]} of the list `lines` of the queryset `awards`: four queries at most, whatever their number.

    A grant in several countries stands whole at each of them.
    """
    return {
        "year": by_year(lines),
        "country": by_country(lines, awards),
        "sector": by_sector(lines),
        "state": by_state(lines),
    }


def by_year(lines):
    """By the year of the award, the newest first."""
    found = gathered(lines, lambda one: [str(one.awarded_on.year)])
    return [group(year, year, found[year]) for year in sorted(found, reverse=True)]


def by_state(lines):
    """By the state of the award, in the order of its life."""
    found = gathered(lines, lambda one: [one.state])
    return [group(capfirst(str(one.label)), one.value, found[one]) for one in AwardState if one in found]


def by_sector(lines):
    """By the sector of the grant, or by its purpose where it names none; the largest first."""
    found = gathered(lines, lambda one: [one.sector or one.purpose or NONE])
    names = {one.code: str(one) for one in PurposeCode.objects.filter(code__in=found)}
    return largest((names.get(word, word), word, rows) for word, rows in found.items())


def by_country(lines, awards):
    """By the countries that take part in the grant, the largest first."""
    held = defaultdict(set)
    for grant, country in countries().filter(grant__in=awards.order_by().values("grant")).values_list("grant", "at"):
        held[grant].add(country)
    there = {one.pk: one for one in Country.objects.filter(pk__in=set().union(*held.values()))}
    found = gathered(lines, lambda one: [there[key].alpha3 for key in held.get(one.grant, ())] or [NONE])
    names = {one.alpha3: str(one) for one in there.values()}
    return largest((names.get(word, word), word, rows) for word, rows in found.items())


def gathered(lines, words):
    """{word: [Line]} of `lines`, each under all that `words` gives of it."""
    found = defaultdict(list)
    for one in lines:
        for word in words(one):
            found[word].append(one)
    return found


def group(label, word, lines):
    """The Group of `lines`."""
    return Group(label, word, [total(lines, measure) for measure in COLUMNS], len(lines))


def largest(parts):
    """The groups of (label, word, lines), what was awarded most first, and last what is not recorded."""
    found = [group(_("not recorded") if word == NONE else label, word, lines) for label, word, lines in parts]
    return sorted(found, key=lambda one: (one.word == NONE, -one.totals[0].dollars, one.label))
