"""What the spreadsheet of a report has: its sheets, their columns, and what each is called in every language."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from zhinan.codelists.models import Country
from zhinan.kit.reading.headings import fold
from zhinan.results.models import Dimension, Measure, Sex

RESULTS, FINANCES, WORDS = "results", "finances", "words"
MARK = "✎ "  # before the heading of a column to fill in; headings are compared without signs
ORIGIN = re.compile(r"R(\d{1,12})-V(\d{1,9})", re.ASCII)  # of which report, and which version of it
SHARE = ("value", "numerator", "denominator", "n", "comment")


@dataclass(frozen=True)
class Column:
    """One column: its `key`, what it is called, whether a person fills it in, and whether a number stands there.

    `label` is words that are told in the reader's language, or a Country. Without one that `may_miss` a sheet is read.
    """

    key: str
    label: Any
    width: int = 14
    is_filled: bool = False
    is_number: bool = False
    may_miss: bool = False

    def heading(self):
        """What stands above it, in the reader's language."""
        return f"{MARK if self.is_filled else ''}{capfirst(self.label)}"

    def words(self):
        """Every heading that means it, folded: in each language of the site, and its key."""
        return {fold(one) for one in (self.key, *in_each_language(self.label))}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its `key`, what it is called, and its columns."""

    key: str
    title: Any
    columns: tuple
    known: dict = field(init=False)  # {folded heading: key}

    def __post_init__(self):
        known = {word: one.key for one in self.columns for word in one.words()}
        object.__setattr__(self, "known", known)

    def filled(self):
        """{key: Column} of those that a person fills in."""
        return {one.key: one for one in self.columns if one.is_filled}

    def names(self):
        """What it may be called, folded."""
        return {fold(one) for one in in_each_language(self.title)}


def in_each_language(words):
    """`words` as each language of the site says them."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(str(words))
    return found


def number(key, label, **more):
    """A column for a number to fill in."""
    return Column(key, label, is_filled=True, is_number=True, **more)


CODE = Column("code", pgettext_lazy("column", "Code"), 12)
BEFORE = (
    CODE,
    Column("result", pgettext_lazy("column", "Result"), 28),
    Column("indicator", pgettext_lazy("column", "Indicator"), 40),
    Column("unit", pgettext_lazy("column", "Unit")),
    Column("baseline", pgettext_lazy("column", "Baseline"), 18),
    Column("target", pgettext_lazy("column", "Target"), 24),
    Column("so-far", pgettext_lazy("column", "So far"), 24),
)
NUMBERS = (
    number("value", gettext_lazy("Number or percentage"), width=20),
    number("numerator", gettext_lazy("How many of them"), width=18),
    number("denominator", gettext_lazy("Of how many")),
    number("n", gettext_lazy("From how many (n)"), width=18),
)
FINANCE = (
    CODE,
    Column("heading", pgettext_lazy("of a budget", "line"), 36, is_filled=True),
    Column("source", pgettext_lazy("of a budget", "paid by"), 16, is_filled=True),
    Column("budget", pgettext_lazy("column", "Budget")),
    Column("before", pgettext_lazy("column", "Spent before")),
    number("spent", pgettext_lazy("column", "Spent in these days"), width=20),
    Column("explanation", gettext_lazy("Why it differs from the budget"), 50, is_filled=True),
)
SAID = (
    CODE,
    Column("question", pgettext_lazy("column", "Question"), 50),
    Column("choices", pgettext_lazy("column", "What can be chosen"), 36),
    Column("answer", pgettext_lazy("column", "Answer"), 80, is_filled=True),
)


def sheets_for(countries):
    """(Sheet of the results, of the finances, of the words) of a report whose grant is about `countries`."""
    groups = [number(f"{Dimension.SEX}-{one}", one.label) for one in Sex]
    groups += [number(f"{Dimension.COUNTRY}-{one.alpha3}", one, width=18, may_miss=True) for one in countries]
    last = (
        Column("ages", gettext_lazy("By age"), 24, is_filled=True),
        Column("comment", pgettext_lazy("column", "Remarks"), 50, is_filled=True),
    )
    return (
        Sheet(RESULTS, pgettext_lazy("sheet", "Results"), (*BEFORE, *NUMBERS, *groups, *last)),
        Sheet(FINANCES, pgettext_lazy("sheet", "Finances"), FINANCE),
        Sheet(WORDS, pgettext_lazy("sheet", "In words"), SAID),
    )


def countries_of(report, asked):
    """[Country] by which the results of `report` can be taken apart: of its grant, and those that stand there already.

    `asked` are its indicators, as `asked_in` gives them; one query.
    """
    parties = report.award.grant.parties.filter(country__isnull=False).values("country")
    held = {key for one in asked for dimension, key, _number in one.said.groups if dimension == Dimension.COUNTRY}
    return list(Country.objects.filter(Q(pk__in=parties) | Q(alpha3__in=held)))


def origin_of(report, version):
    """What the first sheet says of where it comes from: “R12-V3”."""
    return f"R{report.pk}-V{version}"


def taken_by(measure):
    """The prefixes of the columns that an indicator of `measure` takes; the others stay empty in its row."""
    if measure == Measure.PERCENTAGE:
        return SHARE
    if measure == Measure.QUALITATIVE:
        return ("comment",)
    groups = (f"{Dimension.SEX}-", f"{Dimension.COUNTRY}-", "ages") if measure == Measure.UNIT else ()
    return ("value", "comment", *groups)
