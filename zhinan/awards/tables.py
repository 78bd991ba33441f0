"""Columns of the portfolio, of what is late, of the cash that is needed and of the ledger: for page, CSV and XLSX."""

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.kit.dates import PartialDate
from zhinan.kit.lists import Day, Listed, Name, Seen, Text
from zhinan.kit.quantities import in_digits
from zhinan.kit.rows import Rows
from zhinan.programmes.models import Kind, Stage
from zhinan.programmes.tables import Day as PlainDay

from .figures import COLUMNS, MEASURES, NO_DAY, due, lines
from .models import Award
from .states import AwardState

GRANT = pgettext_lazy("column", "Grant")
CURRENCY = pgettext_lazy("column", "Currency")
STATE = pgettext_lazy("column", "State")
DOLLARS = gettext_lazy("US dollars")
PLACES = {
    "spent": "ledger/",
    "returned": "ledger/",
    "paid": "#instalments",
    "approved": "#instalments",
    "left": "#instalments",
}
PLACES |= dict.fromkeys(("pledged", "secured", "delivered"), "#match")  # on an award, what each sum stands on


class Amount(Text):
    """One of MEASURES in the currency of the award; leads to what it was added up from."""

    def __init__(self, label, measure, **options):
        super().__init__(label, accessor="line", **{"orderable": False, **options})
        self.measure = measure

    def amount(self, line):
        """The number."""
        return line.value(self.measure)

    def shown(self, record, value, user):
        address = f"{record.get_absolute_url()}{PLACES.get(self.measure, '')}"
        return format_html('<a href="{}">{}</a>', address, in_digits(self.amount(value)))

    def plain(self, value, user):
        return self.amount(value)


class InDollars(Amount):
    """The sum by which the list was narrowed, in US dollars by the rate of the day of the award."""

    def amount(self, line):
        return line.dollars(self.measure)


class Ratio(Text):
    """How much match is verified for one unit of the award, and how much is asked for."""

    def shown(self, record, value, user):
        if not value.match_ratio and not value.matched.pledged:
            return ""
        words = _("{there} of {needed}").format(there=self.there(value), needed=in_digits(value.match_ratio))
        return format_html('<a href="{}#match">{}</a>', record.get_absolute_url(), words)

    def plain(self, value, user):
        return value.matched.ratio(value.matched.secured)

    def there(self, line):
        """What is verified, in digits."""
        return in_digits(self.plain(line, None))


class Next(Text):
    """What is due next of an award, or is late."""

    def shown(self, record, value, user):
        return format_html('<a href="{}">{}</a>', value.address or record.get_absolute_url(), value)


class Awards(Listed):
    """The portfolio; `figure` is there where the list was narrowed to those of which a sum is not zero."""

    related = ("grant", "payer", "currency")
    grant = Name(GRANT, order_by="grant__title")
    payer = Seen(gettext_lazy("Who pays the grant"), order_by="payer__name")
    on = Day(gettext_lazy("Awarded on"), accessor="awarded_on")
    currency = Text(CURRENCY, accessor="currency__code")
    awarded = Amount(MEASURES["awarded"], "awarded", orderable=True, order_by="amount")
    paid = Amount(MEASURES["paid"], "paid")
    left = Amount(MEASURES["left"], "left")
    match = Ratio(gettext_lazy("Match for each unit of the grant"), accessor="line", orderable=False)
    step = Next(gettext_lazy("What is next"), orderable=False)
    state = Text(STATE)
    figure = InDollars("", "awarded")

    def __init__(self, rows, user, measure=""):
        super().__init__(rows, user)
        self.measure = measure
        if measure:
            column = self.columns["figure"].column
            column.measure, column.verbose_name = measure, _("{sum}, US dollars").format(sum=MEASURES[measure])
        else:
            self.exclude = ("figure",)


class Lines(Rows):
    """The rows of the portfolio: awards with their `line`, and their next `step` on the day `on`."""

    def __init__(self, awards, on, *kept):
        super().__init__(awards, *kept)
        self.on = on

    def __getitem__(self, key):
        """The awards of a slice of the keys: nine queries more."""
        found = super().__getitem__(key)
        these = Award.objects.filter(pk__in=[one.pk for one in found])
        money, steps = {one.pk: one for one in lines(these)}, next_steps(these, self.on)
        for one in found:
            one.line, one.step = money[one.pk], steps.get(one.pk) or first_step(one)
        return found


class Step:
    """What is next, in words, and where."""

    def __init__(self, words, address=""):
        self.words, self.address = words, address

    def __str__(self):
        return self.words


def next_steps(awards, on):
    """{key: Step} of the queryset `awards`: what is due first of each, which may be late."""
    found = {}
    for one in due(awards, on):
        sentence = _("{what}: {days} days late") if one.is_late else _("{what}: due {day}")
        words = sentence.format(what=one.what, days=one.days, day=PartialDate(one.due_on.isoformat()).in_words())
        found.setdefault(one.award.pk, Step(words, one.address))
    return found


def first_step(award):
    """The Step of an `award` of which nothing is due; None where nothing is to be done."""
    return Step(_("The agreement is to be signed")) if award.state == AwardState.BEGUN else None


class Anchor(tables.Column):
    """Words that lead to where the row stands."""

    def __init__(self, label, **options):
        super().__init__(label, **{"orderable": False, **options})

    def render(self, value, record):
        """With the way there."""
        return format_html('<a href="{}">{}</a>', record.address, value)

    def value(self, value):
        """The words alone."""
        return str(value)


class Number(tables.Column):
    """An amount: digits in groups on the page, a number in files."""

    def __init__(self, label, **options):
        super().__init__(label, orderable=False, attrs={"td": {"class": "num"}, "th": {"class": "num"}}, **options)

    def render(self, value):
        """As a reader expects it."""
        return in_digits(value)

    def value(self, value):
        """As a spreadsheet expects it."""
        return value


class Late(tables.Table):
    """What is late, and who still has to report."""

    grant = Anchor(GRANT, accessor="award__grant")
    what = Anchor(pgettext_lazy("column", "What"))
    kind = tables.Column(pgettext_lazy("column", "Kind"), accessor="kind__label", orderable=False)
    due_on = PlainDay(gettext_lazy("Due on"), orderable=False)
    days = tables.Column(gettext_lazy("Days late"), orderable=False, default="")


class Cash(tables.Table):
    """Instalments that are not paid, and when each is expected."""

    grant = Anchor(GRANT, accessor="award__grant")
    number = tables.Column(pgettext_lazy("column", "Instalment"), accessor="instalment__position", orderable=False)
    state = tables.Column(STATE, accessor="instalment__get_state_display", orderable=False)
    day = PlainDay(gettext_lazy("Expected on"), orderable=False, default="")
    source = tables.Column(gettext_lazy("Whose day that is"), accessor="is_from_report", orderable=False)
    currency = tables.Column(CURRENCY, accessor="award__currency__code", orderable=False)
    amount = Number(pgettext_lazy("column", "Amount"), accessor="instalment__amount")
    dollars = Number(DOLLARS)

    def render_source(self, value, record):
        """Its own, or that of the report for which it waits."""
        if record.day is None:
            return ""
        return pgettext("whose day", "of its report") if value else pgettext("whose day", "its own")

    value_source = render_source


def months_sheet(months):
    """Yield the head, and then a line for each month and currency; the sum in dollars is of the whole month."""
    yield _("Month"), pgettext("plural", "instalments"), str(CURRENCY), pgettext("column", "Amount"), str(DOLLARS)
    for one in months:
        for code, amount in one.amounts.items():
            yield month_in_words(one.month), one.n, code, amount, one.dollars


def month_in_words(month):
    """A month of the list as a reader expects it."""
    return _("no day yet") if month == NO_DAY else PartialDate(month).in_words()


def groups_sheet(groups, names):
    """Yield the head, and then a line for each group of `groups`, under `names` of what they are grouped by."""
    words = pgettext("column", "By"), pgettext("column", "Name"), pgettext("plural", "awards")
    yield *words, *(_("{sum}, US dollars").format(sum=MEASURES[measure]) for measure in COLUMNS)
    for what, rows in groups.items():
        for one in rows:
            yield str(names[what]), one.label, one.n, *(total.dollars for total in one.totals)


def ledger_head():
    """The words over the columns of `ledger_line`."""
    words = [pgettext("column", "Posting"), pgettext("column", "On"), str(GRANT), pgettext("column", "What")]
    words += [pgettext("contributor", "From"), _("Whose money"), pgettext("column", "Kind")]
    words += [pgettext("column", "Stage"), pgettext("column", "Amount"), str(CURRENCY)]
    words += [_("US dollars for one unit"), pgettext("column", "Rate of"), str(DOLLARS)]
    words += [_("Worth in the currency of the award"), _("Currency of the award"), _("Balance of its own cash")]
    words += [pgettext("column", "Quantity"), pgettext("column", "Unit"), pgettext("column", "Evidence")]
    words += [_("By hand"), _("Takes back posting"), _("Reason"), _("Reference of the bank")]
    return [*words, _("Approved by"), _("Written by"), _("Written at"), _("SHA-256 of the evidence")]


def ledger_line(row, labels):
    """A Row of the ledger as cells of the auditor's file; `labels` are {value of a choice: its words}."""
    one, origin = row.posting, row.origin
    said = [one.pk, one.on, row.title, origin.words, row.contributor, labels[one.is_parallel]]
    said += [labels[one.kind], labels[one.stage], one.amount]
    said += [one.currency.code if one.currency else None, one.usd_rate, one.rate_on, row.dollars]
    said += [row.worth, row.award.currency.code, row.balance, one.quantity, one.unit or None, one.evidence]
    said += [labels["by_hand"] if row.by_hand else None, one.reverses_id, origin.reason, origin.reference]
    return [*said, row.approved_by, row.recorded_by, timezone.localtime(one.posted_at), origin.sha256]


def ledger_sheet(rows):
    """Yield the head, and then a line for each of `rows`, however many they are."""
    labels = {value: str(label) for choices in (Kind, Stage) for value, label in choices.choices}
    labels |= {True: pgettext("from whom", "partners"), False: pgettext("from whom", "the grant itself")}
    labels["by_hand"] = pgettext("answer", "yes")
    yield ledger_head()
    for one in rows:
        yield ledger_line(one, labels)
