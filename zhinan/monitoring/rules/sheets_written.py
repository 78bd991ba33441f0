"""The spreadsheet of a report as a file to fill in: what stands there already stands in its cells."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.grants.models import BudgetSource
from zhinan.kit.sheets import Page, write_pages
from zhinan.kit.templatetags.kit import day

from .sheets import FINANCES, WORDS, origin_of

CHOICES = "Choices"  # the hidden sheet from which cells offer who pays
FURTHER = 20  # empty rows for lines that the budget does not have


def write_sheet(stock, stream):
    """Write the spreadsheet of a report, whose Stock is `stock`, to the binary `stream` as XLSX, in the reader's words.

    Text is stored as text, also where it begins like a formula.
    """
    pages = [page(sheet, stock.rows[sheet.key]) for sheet in stock.sheets]
    payers = Page(CHOICES, (), [(str(one.label),) for one in BudgetSource], is_hidden=True)
    write_pages([read_me(stock), *pages, payers], stream)


def read_me(stock):
    """The first sheet: how it is filled in, what it is about, and what it was made from."""
    report = stock.report
    days = _("{first} to {last}").format(first=day(report.starts_on), last=day(report.ends_on))
    how = (
        _("Fill in the columns whose headings begin with ✎; leave codes and headings as they are."),
        _("An empty cell changes nothing: what stands in the report is taken away on its page alone."),
        _("Then upload this file on the page of the report: you see what each cell does before it is written."),
    )
    rows = [
        *((one,) for one in how),
        (),
        (pgettext("of a sheet", "Grant"), str(report.award)),
        (pgettext("of a sheet", "Report"), report.called()),
        (pgettext("of a sheet", "Days"), days),
        (pgettext("of a sheet", "Currency"), report.award.currency.code),
        (pgettext("of a sheet", "Made from"), origin_of(report, stock.narrative.version)),
    ]
    return Page(pgettext("sheet", "Read me"), (), rows, (60, 60), is_wrapped=True)


def page(sheet, standing):
    """One sheet with a row for each of `standing`; its first column is the code."""
    rows = [(one.code, *(one.values.get(column.key) for column in sheet.columns[1:])) for one in standing]
    rows = [tuple(None if cell == "" else cell for cell in row) for row in rows]
    rows += [()] * (FURTHER if sheet.key == FINANCES else 0)
    head = tuple(column.heading() for column in sheet.columns)
    widths = tuple(column.width for column in sheet.columns)
    keys = [column.key for column in sheet.columns]
    offers = {keys.index("source"): (CHOICES, len(BudgetSource))} if sheet.key == FINANCES else {}
    return Page(str(sheet.title), head, rows, widths, offers, is_wrapped=sheet.key == WORDS)
