"""Files that are read, and files that are refused with a sentence that says what to do."""

import io
import random
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhinan.kit.reading import LIMITS, Limits, WrongSheet, guess_heading, is_total, open_sheet
from zhinan.kit.reading.books import clean
from zhinan.kit.sheets import Page, write_csv, write_pages, write_xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def xlsx(header, rows, sheet=None):
    """The bytes of an XLSX file; `sheet` is the document of its sheet instead of the rows."""
    stream = io.BytesIO()
    write_xlsx(header, rows, stream)
    return stream.getvalue() if sheet is None else replaced(stream, "xl/worksheets/sheet1.xml", sheet)


def replaced(stream, name, content):
    """A packed file with another content in the part `name`."""
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in package.namelist():
            copy.writestr(part, content if part == name else package.read(part))
    return out.getvalue()


def sheet_of(rows, after=""):
    """The document of a sheet of XLSX."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def inline(place, text):
    """A cell of text of XLSX."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods(rows, **attributes):
    """The bytes of an ODS file with these rows of XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        encryption = "<encryption-data/>" if attributes.get("locked") else ""
        package.writestr("META-INF/manifest.xml", f"<manifest>{encryption}</manifest>")
        package.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}"><office:body>'
            f'<office:spreadsheet><table:table table:name="List">{rows}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )
    return stream.getvalue()


def cell(text, **attributes):
    """A cell of ODS."""
    more = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def read(content, name="list.xlsx", limits=LIMITS):
    """(rows, Book) of a file."""
    book = open_sheet(io.BytesIO(content), name, limits)
    return list(book.rows(book.sheets[0])), book


def refusal(content, name="list.xlsx", limits=LIMITS):
    """The sentence that a file is refused with."""
    with pytest.raises(WrongSheet) as trouble:
        read(content, name, limits)
    return str(trouble.value)


# what is read


def test_rows_keep_their_numbers_and_blank_ones_are_left_out():
    rows, _book = read(xlsx(["Name", "Number"], [["Rice", 1.5], [None, None], ["  Tea\u00a0 ", 7.0], ["x", None]]))
    assert rows == [(1, ["Name", "Number"]), (2, ["Rice", 1.5]), (4, ["Tea", 7]), (5, ["x"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_chinese_csv_is_read_in_every_usual_encoding(encoding):
    text = "机构名称,国家\n水稻研究中心,肯尼亚\n竹子与藤,越南\n"
    rows, _book = read(text.encode(encoding), "list.csv")
    assert rows == [(1, ["机构名称", "国家"]), (2, ["水稻研究中心", "肯尼亚"]), (3, ["竹子与藤", "越南"])]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_western_csv_is_not_taken_for_chinese(encoding):
    text = "Nom;Pays\nSociété d'élevage;Côte d'Ivoire\nCaféiculteurs;São Tomé\n"
    rows, book = read(text.encode(encoding), "list.csv")
    assert (rows[1][1], book.delimiter) == (["Société d'élevage", "Côte d'Ivoire"], ";")


@pytest.mark.parametrize(
    ("sign", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), ("\t", "a.txt"), ("|", "a.csv")]
)
def test_the_sign_between_cells_is_found(sign, name):
    text = "\n".join(sign.join(row) for row in (["Name", "Place"], ["A, B and C" if sign != "," else "A", "Kenya"]))
    assert read(text.encode(), name)[0][1][1][1] == "Kenya"


def test_ods_is_read_and_equal_rows_and_cells_are_counted_out():
    rows = f"<table:table-row>{cell('Name')}{cell('Place')}</table:table-row>"
    rows += f'<table:table-row table:number-rows-repeated="2">{cell("x", number_columns_repeated=2)}</table:table-row>'
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    assert read(ods(rows), "list.ods")[0] == [(1, ["Name", "Place"]), (2, ["x", "x"]), (3, ["x", "x"])]


def test_a_merged_heading_gives_its_words_to_each_of_its_columns():
    rows = f'<row r="1">{inline("A1", "Name")}{inline("B1", "Contact")}</row>'
    rows += f'<row r="2">{inline("B2", "Mail")}{inline("C2", "Phone")}</row>'
    rows += f'<row r="3">{inline("A3", "Rice")}{inline("B3", "office@rice.example")}</row>'
    merged = '<mergeCells count="2"><mergeCell ref="B1:C1"/><mergeCell ref="A1:A2"/></mergeCells>'
    found, book = read(xlsx([], [], sheet_of(rows, merged)))
    heading = guess_heading(found, {"name"}, book.look(book.sheets[0]))
    assert (heading.row, heading.height, heading.names) == (1, 2, ("Name", "Contact: Mail", "Contact: Phone"))


def test_a_block_merged_downwards_stands_in_each_of_its_rows():
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Kenya</t></is></c><c r="B1"><v>1</v></c></row>'
    rows += '<row r="2"><c r="B2"><v>2</v></c></row>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
    assert read(xlsx([], [], sheet_of(rows, merged)))[0] == [(1, ["Kenya", 1]), (2, ["Kenya", 2])]


def test_a_formula_gives_its_saved_result_and_says_so_where_it_has_none_or_failed():
    cells = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    found, _book = read(xlsx([], [], sheet_of(f'<row r="1">{cells}<c r="D1"><v>1</v></c></row>')))
    assert found == [(1, [2, "#FORMULA!", "#ERROR!", 1])]


def test_hidden_sheets_and_empty_ones_are_not_offered():
    stream = io.BytesIO()
    pages = [Page("List", ("Name",), [("Rice",)]), Page("Empty", (), ()), Page("Own", (), [("x",)], is_hidden=True)]
    write_pages(pages, stream)
    assert open_sheet(stream, "list.xlsx").sheets == ("List",)


# headings and totals


def test_a_heading_is_found_under_a_title_and_blank_rows():
    content = xlsx(
        ["Members of the network 2020", None, None],
        [[], ["as of June", None], ["No.", "名称", "Country"], [1, "Rice", "KE"]],
    )
    found, book = read(content)
    assert guess_heading(found, {"名称", "country"}, book.look("Sheet1")).row == 4


@pytest.mark.parametrize("word", ["Total", "TOTAL", "合计", "总计：", "Sum", "Всего"])
def test_a_total_is_recognised(word):
    assert is_total([word, None, 12])


@pytest.mark.parametrize(
    "cells", [["Total Energy Institute", "Kenya"], ["Total", "Kenya"], ["Rice", 3], [3, 4], [None]]
)
def test_other_rows_are_no_totals(cells):
    assert not is_total(cells)


# what is refused


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
NOT_SAID = "“{}” is not what its ending says: it holds {}. Save it as XLSX or CSV again."
DAMAGED = "This file is damaged. Open it in a spreadsheet program, save it anew, and upload that."
LOCKED = "This file is protected by a password. Save it without a password, and upload that."
UNREADABLE = "The letters in this file cannot be read. Save it as “CSV UTF-8” or as XLSX, and upload that."


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.xlsx", "This file is empty."),
        (b"\n\n", "a.csv", "This file has no rows."),
        (b"Name,Place\n", "a.pdf", "“a.pdf” is no spreadsheet. Upload XLSX, ODS or CSV."),
        (b"Name,Place\n", "a.xlsx", NOT_SAID.format("a.xlsx", "text")),
        (b"\x89PNG\0\0", "a.xlsx", NOT_SAID.format("a.xlsx", "something else")),
        (b"PK\x03\x04rest", "a.csv", NOT_SAID.format("a.csv", "a packed file")),
        (b"<html><table>", "a.csv", NOT_SAID.format("a.csv", "a page or a document")),
        (b"PK\x03\x04" + b"x" * 90, "a.xlsx", DAMAGED),
        (b"a,\x81 b\n", "a.csv", UNREADABLE),
        (OLE, "a.xls", "This is an old Excel file (.xls). Open it and save it as .xlsx."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", LOCKED),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_what_to_do(content, name, sentence):
    assert refusal(content, name) == sentence


def test_an_ods_under_a_password_is_refused():
    assert refusal(ods("", locked=True), "a.ods").startswith("This file is protected by a password.")


def test_an_ods_that_calls_itself_xlsx_is_refused():
    found = refusal(ods(f"<table:table-row>{cell('x')}</table:table-row>"))
    assert found == "This is a file of the kind ODS, and its name says XLSX. Give it its right ending."


def test_a_sheet_that_is_cut_off_is_refused():
    content = xlsx(["Name"], [[f"row {number}"] for number in range(1000)])
    assert refusal(content[: len(content) // 2]).startswith("This file is damaged.")


def test_a_document_type_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + sheet_of("<row><c><v>1</v></c></row>")
    assert refusal(xlsx([], [], bomb)).startswith("This file is damaged.")


def test_a_bomb_is_refused_from_the_directory_alone():
    content = xlsx([], [], sheet_of("<row>" + " " * 60_000_000 + "</row>"))
    assert len(content) < 100_000
    assert refusal(content).startswith("Unpacked, this file is far larger than a list is.")


def test_a_bomb_whose_directory_lies_is_refused_while_it_is_unpacked():
    content = bytearray(xlsx([], [], sheet_of("<row>" + " " * 30_000_000 + "</row>")))
    real, told = struct.pack("<L", 30_000_000 + len(sheet_of("<row></row>"))), struct.pack("<L", 5_000)
    assert content.count(real) >= 1
    limits = Limits(inside=10_000_000)
    assert refusal(bytes(content.replace(real, told)), limits=limits).startswith("Unpacked, this file is far larger")


def test_a_file_over_the_size_is_refused():
    found = refusal(b"x" * 3_000_001, "a.csv", Limits(file=3_000_000))
    assert found.startswith("This file has 4 MB; at most 3 MB are read.")


def test_two_million_rows_of_csv_are_refused():
    found = refusal(b"a,b\n" * 2_000_000, "a.csv")
    assert found == "This sheet has more than 200,000 rows. Split it into several files, and import one at a time."


def test_a_million_rows_of_xlsx_are_refused_while_they_are_counted():
    rows = "<row><c><v>1</v></c></row>" * 300_000
    assert refusal(xlsx([], [], sheet_of(rows))).startswith("This sheet has more than 200,000 rows.")


def test_one_stray_cell_far_out_does_not_fill_memory():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="190000"><c r="XFD190000"><v>1</v></c></row>'
    found = refusal(xlsx([], [], sheet_of(rows)))
    assert found.startswith("This sheet uses 16384 columns and 190000 rows, more than is read.")


def test_one_repeated_cell_of_ods_does_not_fill_memory():
    wide = cell("x", number_columns_repeated=16000)
    rows = f'<table:table-row table:number-rows-repeated="150000">{wide}</table:table-row>'
    assert refusal(ods(rows), "a.ods").startswith("This sheet uses 16000 columns and 150000 rows")


def test_a_quotation_mark_that_is_not_closed_is_told():
    assert refusal(b'Name,Place\n"Rice,' + b"x\n" * 200_000, "a.csv").startswith("Line ")


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.ods", "a.xls", "a"]))
def test_any_bytes_are_read_or_refused_in_words(content, name):
    try:
        read(content, name)
    except WrongSheet as trouble:
        assert str(trouble).endswith((".", "perhaps."))


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_a_damaged_package_is_read_or_refused_in_words(seed, many):
    content, dice = bytearray(xlsx(["Name", "Place"], [["Rice", "Kenya"]] * 20)), random.Random(seed)
    for _time in range(many):
        content[dice.randrange(len(content))] = dice.randrange(256)
    try:
        read(bytes(content))
    except WrongSheet as trouble:
        assert str(trouble)


TEXTS = st.text('abc 果园é=-,"\n', max_size=12)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_texts_that_are_written_as_csv_or_xlsx_are_read_again(rows):
    stream = io.StringIO(newline="")
    write_csv(["first", "second"], rows, stream)
    wanted = [(number, [cell.strip() or None for cell in row]) for number, row in enumerate(rows, 2)]
    wanted = [(number, row[: 2 if row[1] else 1]) for number, row in wanted if any(row)]
    assert read(stream.getvalue().encode(), "a.csv")[0] == [(1, ["first", "second"]), *wanted]
    assert read(xlsx(["first", "second"], rows))[0] == [(1, ["first", "second"]), *wanted]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="first"><c r="A1"><v>1</v></c></row>',
        '<row r="99999999999"><c r="A1"><v>1</v></c></row>',
        '<row r="-1"><c r="A1"><v>1</v></c></row>',
    ],
)
def test_a_sheet_that_counts_in_no_numbers_is_damaged(rows):
    with pytest.raises(WrongSheet):
        open_sheet(io.BytesIO(xlsx(["a"], [], sheet_of(rows))), "list.xlsx")


@pytest.mark.parametrize("name", ["number-rows-repeated", "number-columns-repeated"])
def test_an_ods_file_that_repeats_a_word_times_is_damaged(name):
    place = {"number-rows-repeated": ("x", "1"), "number-columns-repeated": ("1", "x")}[name]
    row = f'<table:table-row table:number-rows-repeated="{place[0]}">'
    cell = (
        f'<table:table-cell table:number-columns-repeated="{place[1]}" office:value-type="string"/></table:table-row>'
    )
    with pytest.raises(WrongSheet):
        open_sheet(io.BytesIO(ods(row + cell)), "list.ods")


@pytest.mark.parametrize("number", ["NaN", "1e999", "-1e999"])
def test_a_number_that_is_none_reads_as_a_failed_formula(number):
    sheet = sheet_of(f'<row r="1"><c r="A1"><v>{number}</v></c></row>')
    book = open_sheet(io.BytesIO(xlsx(["a"], [], sheet)), "list.xlsx")
    assert list(book.rows(book.sheets[0])) == [(1, ["#ERROR!"])]


def test_signs_that_nobody_sees_and_no_database_keeps_are_left_out():
    assert clean("A\0 b\x07\udc00\u200b\nc") == "A b\nc"
