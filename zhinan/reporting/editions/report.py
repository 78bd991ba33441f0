"""The report itself: a programme, a year, a cut-off, and everything that is asked for them, each once."""

from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from zhinan.kit.figures import Period

from ..rules import agrees, findings
from .answers import Answers


class NoReport(ValueError):
    """There is no report of that programme or year; the text says which there are."""


class Report:
    """What `programme` may claim for `year`, as known on the day `as_of`.

    The cut-off is the one that the programme states for the period, else the period's end. Where it lies ahead of `on`,
    the day of asking, the report tells what is known so far: its records are then known as of `known_on`. Raises
    NoReport for a year outside the programme's life.
    """

    def __init__(self, programme, year, as_of=None, *, on=None):
        row = programme.periods.filter(year=year).first()
        if row is None:
            _refuse_year(programme, year)
            period = Period(date(year, 1, 1), date(year, 12, 31))
        else:
            period = Period(row.starts_on, row.ends_on)
        self.programme, self.year, self.period = programme, year, period
        if as_of and as_of < period.start:
            raise NoReport(
                _("{day} lies before {year} begins: name a cut-off from {start} on.").format(
                    day=as_of, year=year, start=period.start
                )
            )
        self.as_of = as_of or (row.cut_off_on if row else period.end)
        self.known_on = min(self.as_of, on or self.as_of)
        self.is_so_far = self.known_on < self.as_of
        self.answers = Answers(programme, self.period, self.as_of)

    @classmethod
    def of(cls, slug, year, as_of=None, *, programmes, on=None):
        """The report of the one of the queryset `programmes` with this `slug`, asked `on` a day; raises NoReport."""
        programme = programmes.filter(slug=slug).first()
        if programme is None:
            known = ", ".join(programmes.values_list("slug", flat=True)) or _("none yet")
            raise NoReport(_("There is no programme “{slug}”. Programmes: {known}.").format(slug=slug, known=known))
        return cls(programme, year, as_of, on=on)

    @cached_property
    def figures(self):
        """All figures, in the order of the catalogue."""
        return self.answers.figures()

    @cached_property
    def findings(self):
        """All findings, in the order of the rules."""
        return findings(self.answers)

    def said_of(self, figure):
        """The checked statements about `figure`."""
        return self.answers.said_of(figure.key)

    def agrees(self, figure):
        """False if a statement about `figure` is not supported, True if all are supported, else None."""
        return agrees(checked.verdict for checked in self.said_of(figure))

    def mark(self, figure):
        """The word of a tile's mark: supported, incomplete, or open where nothing is derived or sources differ."""
        agreed = self.agrees(figure)
        if figure.value is None or agreed is False:
            return "open"
        if agreed:
            return "supported"
        return "incomplete" if self.said_of(figure) or not figure.is_whole else ""


def _refuse_year(programme, year):
    """Raise NoReport where `year` lies outside the life of `programme`."""
    first = programme.starts_earliest.year if programme.starts_earliest else 1
    last = programme.ends_latest.year if programme.ends_latest else 9999
    if not first <= year <= last:
        raise NoReport(
            _("{programme} has no year {year}: it runs from {first} to {last}.").format(
                programme=programme, year=year, first=first, last=last
            )
        )
