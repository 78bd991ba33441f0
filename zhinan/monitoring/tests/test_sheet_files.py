"""Files of spreadsheets as other programs write them, and a very large one."""

import io
import re
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
from django.utils import timezone

from zhinan.grants.tests.make import party
from zhinan.monitoring import actions
from zhinan.monitoring.forms import judge
from zhinan.monitoring.models import ReportedResult
from zhinan.monitoring.rules.sheets_read import read_sheet
from zhinan.monitoring.rules.sheets_standing import stock_of
from zhinan.programmes.tests.make import country
from zhinan.results.models import Indicator

from .make import seen
from .test_sheets import Book, report, share, writer

__all__ = ["report", "share", "writer"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


def shown_in_percent(stream, value):
    """The XLSX file in `stream` with the format 0% in the cell that holds the number `value`."""
    found = io.BytesIO()
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(found, "w") as copy:
        for name in package.namelist():
            text = package.read(name).decode()
            text = text.replace("</cellXfs>", '<xf numFmtId="200" xfId="0"/></cellXfs>')
            formats = '<numFmts count="1"><numFmt numFmtId="200" formatCode="0.0%"/></numFmts><fonts count="2">'
            text = text.replace('<fonts count="2">', formats).replace(f"<c><v>{value}</v>", f'<c s="5"><v>{value}</v>')
            copy.writestr(name, text)
    return found


def as_ods(book):
    """The bytes of the spreadsheet `book` as ODS; the number 0.75 in it is shown as a percentage."""
    head = "".join(f' xmlns:{name}="{address}"' for name, address in SPACES.items())
    tables = "".join(
        f'<table:table table:name="{name}">{"".join(map(row_of, rows))}</table:table>'
        for name, rows in book.pages.items()
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest></manifest>")
        body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        package.writestr("content.xml", f"<office:document-content{head}>{body}</office:document-content>")
    return stream


def row_of(cells):
    """A row of ODS."""
    return f"<table:table-row>{''.join(map(cell_of, cells))}</table:table-row>"


def cell_of(value):
    """A cell of ODS."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    kind = "percentage" if value == 0.75 else "float"
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"/>'


def judged(report, stream, name="a.xlsx"):
    """[(column, before, after, state, trouble)] of the cells of a file that are not the same."""
    stock = stock_of(report)
    cells = judge(stock, read_sheet(stream, name, stock)).cells()
    return [tuple(one[3:]) for one in cells if one.state != "same"]


def test_a_cell_that_shows_a_percentage_is_read_as_it_is_seen(share):
    book = Book(share).put("Results", 1, Number_or_percentage=0.75)
    assert judged(share, shown_in_percent(book.stored(), 0.75)) == [("✎ Number or percentage", "", "75", "new", "")]


def test_a_percentage_that_stands_is_not_taken_for_its_hundredth(share):
    actions.write_results(share, {Indicator.objects.get(): {"value": Decimal(1)}}, seen=seen(share), by=None)
    book = Book(share).put("Results", 1, Number_or_percentage=1)
    assert judged(share, book.stored()) == []
    assert judged(share, shown_in_percent(book.stored(), 1)) == [("✎ Number or percentage", "1", "100", "changed", "")]


def test_a_number_of_something_that_shows_a_percentage_is_refused(report):
    book = Book(report).put("Results", 1, Number_or_percentage=0.75)
    told = "“75 %” is a percentage. Write the number itself."
    assert judged(report, shown_in_percent(book.stored(), 0.75)) == [
        ("✎ Number or percentage", "", "0.75", "wrong", told)
    ]


def test_an_ods_file_is_read_as_well(share):
    book = Book(share).put("Results", 1, Number_or_percentage=0.75, Remarks="Lists").put("In words", 1, Answer="Ponds")
    assert judged(share, as_ods(book), "a.ods") == [
        ("✎ Number or percentage", "", "75", "new", ""),
        ("✎ Remarks", "", "Lists", "new", ""),
        ("✎ Answer", "", "Ponds", "new", ""),
    ]


def test_a_formula_whose_result_was_not_saved_is_said_at_its_cell(report):
    stream, found = Book(report).put("Results", 1, Remarks="7x").stored(), io.BytesIO()
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(found, "w") as copy:
        for name in package.namelist():
            copy.writestr(
                name, re.sub(r"<c t=[^>]*><is><t[^>]*>7x</t></is></c>", "<c><f>A1</f></c>", package.read(name).decode())
            )
    assert [trouble[:48] for *_rest, trouble in judged(report, found)] == [
        "This cell holds a formula without its result. Op"
    ]


MANY = ("NPL", "CHN", "BGD", "ETH", "PER", "KHM", "MMR", "VNM", "LAO", "UGA", "RWA", "GHA")


def test_twenty_thousand_cells_are_read_right_with_as_many_queries_as_one(report, writer, django_assert_num_queries):
    result = Indicator.objects.get().result
    Indicator.objects.bulk_create(
        Indicator(result=result, position=n, title=f"Farmers of village {n}", measure="unit") for n in range(2, 1_001)
    )
    for code in MANY:
        party(report.award.grant, "beneficiary", country=country(code))
    book = Book(report)
    names = [one for one in book.pages["Results"][0] if one and one.startswith("✎ ") and one not in SHARES]
    for n, row in enumerate(book.pages["Results"][1:], 1):
        said = {name: 1 for name in names} | {"✎ Number or percentage": n + 2, "✎ Women": n}
        for name, value in (said | {"✎ By age": "15-24: 1", "✎ Remarks": "Lists"}).items():
            row[book.place("Results", name)] = value
    stream = book.stored()
    with django_assert_num_queries(8):
        stock = stock_of(report)
        found = judge(stock, read_sheet(stream, "a.xlsx", stock))
    assert sum(cell is not None for row in book.pages["Results"] for cell in row) == 22_031
    assert ({one.state for one in found.cells()}, len(found.cells())) == ({"new"}, 19_000)
    actions.take_sheet(actions.lay_sheet(report, "a.xlsx", found, by=writer, now=timezone.now()), by=writer)
    told = ReportedResult.objects.order_by("indicator__position").values_list("value", flat=True)
    assert [*told] == [Decimal(n + 2) for n in range(1, 1_001)]


SHARES = ("✎ How many of them", "✎ Of how many", "✎ From how many (n)")
