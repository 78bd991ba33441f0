"""Columns of the ledger of a project as a file: what its page shows."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.kit.templatetags.kit import day


class Day(tables.Column):
    """A day in words."""

    def render(self, value):
        """The day as a reader expects it."""
        return day(value)

    def value(self, value):
        """The day as a spreadsheet expects it."""
        return value


class Ledger(tables.Table):
    """Every posting, reversals among them."""

    on = Day(pgettext_lazy("column", "On"))
    contributor = tables.Column(pgettext_lazy("contributor", "From"))
    is_parallel = tables.Column(gettext_lazy("Whose money"))
    kind = tables.Column(pgettext_lazy("column", "Kind"), accessor="get_kind_display")
    stage = tables.Column(pgettext_lazy("column", "Stage"), accessor="get_stage_display")
    amount = tables.Column(pgettext_lazy("column", "Amount"))
    currency = tables.Column(pgettext_lazy("column", "Currency"), accessor="currency__code")
    usd_rate = tables.Column(gettext_lazy("US dollars for one unit"))
    rate_on = Day(pgettext_lazy("column", "Rate of"))
    quantity = tables.Column(pgettext_lazy("column", "Quantity"))
    unit = tables.Column(pgettext_lazy("column", "Unit"))
    valuation_method = tables.Column(gettext_lazy("How its value was found"))
    evidence = tables.Column(pgettext_lazy("column", "Evidence"))
    reverses_id = tables.Column(pgettext_lazy("column", "Reversal"), empty_values=())

    def value_is_parallel(self, value):
        """A partner's or the grant's own."""
        return pgettext("from whom", "partners") if value else pgettext("from whom", "the grant itself")

    def value_contributor(self, value):
        """Its name."""
        return str(value)

    def value_reverses_id(self, value):
        """Whether the posting takes another one back."""
        return pgettext("answer", "yes") if value else None
