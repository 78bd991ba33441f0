"""What an upload is, and whether it may stay."""

import hashlib
import re
import struct
import unicodedata
import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from zhinan.files.models import EXTENSIONS, PICTURES, Kind
from zhinan.files.rules import Refused, accepted, cleaned, examine, in_bytes, in_order, office
from zhinan.files.rules.names import LONGEST

from .make import (
    PDF,
    archive,
    archive_of,
    moving,
    old_office,
    open_document,
    picture,
    types_of,
    upload,
)
from .make import office as office_document

MOST = 1_000_000
SPREADSHEET = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACROS = "vnd.ms-excel.sheet.macroEnabled.main+xml"
OPEN = "application/vnd.oasis.opendocument."


def refusal(name, content, most=MOST):
    """The sentence by which an upload is refused."""
    with pytest.raises(Refused) as found:
        examine(upload(name, content), most)
    return found.value.message


GOOD = {
    "report.pdf": (PDF, Kind.PDF),
    "photo.jpg": (picture(), Kind.JPEG),
    "photo.JPEG": (picture(), Kind.JPEG),
    "drawing.png": (picture("PNG"), Kind.PNG),
    "moving.gif": (moving(), Kind.GIF),
    "new.webp": (picture("WEBP"), Kind.WEBP),
    "letter.docx": (office_document(), Kind.DOCX),
    "table.xlsx": (office_document(SPREADSHEET), Kind.XLSX),
    "talk.pptx": (office_document(SLIDES), Kind.PPTX),
    "letter.odt": (open_document(), Kind.ODT),
    "table.ods": (open_document(OPEN + "spreadsheet"), Kind.ODS),
    "talk.odp": (open_document(OPEN + "presentation"), Kind.ODP),
    "members.csv": (b"name,country\nWeavers,MZ\n", Kind.CSV),
    "codes.csv": (b"MZ,Mozambique\nBM,Bermuda\n", Kind.CSV),
    "chinese.csv": ("名称,国家\n织工,莫桑比克\n".encode("gb18030"), Kind.CSV),
    "excel.csv": ("Name;País\nTejedores;Perú\n".encode("utf-16"), Kind.CSV),
    "western.csv": ("Name;País\nTejedores;Perú €\n".encode("cp1252"), Kind.CSV),
    "notes.txt": ("Notes, 5 < 7".encode("utf-8-sig"), Kind.TEXT),
    "talk.mp4": (b"\x00\x00\x00\x18ftypisom" + bytes(16), Kind.VIDEO),
    "talk.mp3": (b"ID3\x03" + bytes(16), Kind.AUDIO),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_accepted_is_known_by_its_content(name):
    content, kind = GOOD[name]
    assert examine(upload(name, content), MOST).kind == kind


def test_each_kind_that_is_accepted_is_tried_above():
    assert {kind for _content, kind in GOOD.values()} == set(Kind) == EXTENSIONS.keys()


@pytest.mark.parametrize("name", [name for name, (_content, kind) in GOOD.items() if kind not in PICTURES])
def test_all_but_pictures_stay_byte_for_byte(name):
    content = GOOD[name][0]
    found = examine(upload(name, content), MOST)
    assert (found.size, found.sha256, found.width) == (len(content), hashlib.sha256(content).hexdigest(), None)
    found.body.seek(0)
    assert found.body.read() == content


WHAT = {
    "page.html": (b"<!DOCTYPE html><html></html>", "HTML page"),
    "page.txt": (b"\xef\xbb\xbf \n<!-- hello --><script>alert(1)</script>", "HTML page"),
    "page.xhtml": (b'<?xml version="1.0"?><html xmlns="x"></html>', "HTML page"),
    "drawing.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG drawing"),
    "drawing.txt": (b'<?xml version="1.0"?>\n<!-- a --><!DOCTYPE svg PUBLIC "x">\n<svg/>', "SVG drawing"),
    "feed.xml": (b'<?xml version="1.0"?><feed/>', "XML file"),
    "run.txt": (b"#!/bin/sh\nrm\n", "program"),
    "page.php": (b"<?php echo 1;", "program"),
    "letter.rtf": (b"{\\rtf1 Hello}", "RTF document"),
    "setup.exe": (b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00", "program for Windows"),
    "report.pdf": (b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00", "program for Windows"),
    "tool": (b"\x7fELF\x02\x01" + bytes(9), "program for Linux"),
    "tool.bin": (b"\xcf\xfa\xed\xfe" + bytes(9), "program for macOS"),
    "many.zip": (archive(a=b"1"), "archive"),
    "many.docx": (archive(word__document=b"1"), "archive"),
    "many.odt": (open_document("application/epub+zip"), "archive"),
    "many.rar": (b"Rar!\x1a\x07\x00", "archive"),
    "many.gz": (b"\x1f\x8b\x08\x00", "archive"),
    "many.tar": (bytes(257) + b"ustar\x00", "archive"),
    "photo.jpg": (b"\x00\x00\x00\x18ftypheic" + bytes(9), "HEIC picture"),
    "photo.tif": (b"II*\x00" + bytes(9), "TIFF picture"),
    "film.mov": (b"\x00\x00\x00\x14ftypqt  " + bytes(9), "video of another kind"),
    "film.webm": (b"\x1aE\xdf\xa3" + bytes(9), "video of another kind"),
    "talk.wav": (b"RIFF\x00\x00\x00\x00WAVE" + bytes(9), "sound of another kind"),
    "numbers.csv": (b"1,2\x00\x01\x02\n", "file of an unknown kind"),
}
WHAT["wide.txt"] = ("<html>".encode("utf-16"), "HTML page")


@pytest.mark.parametrize("name", WHAT)
def test_what_is_not_accepted_is_told_by_its_content_and_not_by_its_name(name):
    content, what = WHAT[name]
    said = refusal(name, content)
    assert (said.split(":")[0], re.search(r": (.+?)\. Accepted are PDF", said)[1]) == (
        "This is not accepted; by its content it is",
        what,
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "photo.jpg",
            picture("PNG"),
            "ends in .jpg, but by its content this is: PNG picture. Let the name end in .png.",
        ),
        ("letter.pdf", office_document(), "ends in .pdf, but by its content this is: Word document."),
        ("table.docx", office_document(SPREADSHEET), "this is: Excel workbook. Let the name end in .xlsx."),
        ("table.xlsx", b"a,b\n", "ends in .xlsx, but by its content this is: Text. Let the name end in .txt."),
        ("report.pdf.exe", PDF, "ends in .exe, but by its content this is: PDF. Let the name end in .pdf."),
        ("report", PDF, "The name has no ending; by its content this is: PDF. Let the name end in .pdf."),
        (".pdf", PDF, "The name has no ending"),
    ],
)
def test_a_name_that_says_something_else_is_refused_with_the_right_ending(name, content, said):
    assert said in refusal(name, content)


def test_an_empty_file_is_refused():
    assert refusal("report.pdf", b"").startswith("This file is empty.")


def test_a_file_may_have_as_many_bytes_as_the_bound_and_not_one_more():
    assert examine(upload("report.pdf", PDF), len(PDF)).size == len(PDF)
    assert refusal("report.pdf", PDF, len(PDF) - 1).startswith("This file is larger than 1 kB")


class Endless(ContentFile):
    """An upload that says nothing true of its size and never ends."""

    def __init__(self):
        super().__init__(b"", name="report.pdf")
        self.size, self.given = None, 0

    def read(self, number=-1):
        self.given += number
        return bytes(number)


def test_an_upload_that_lies_about_its_size_is_read_no_further_than_the_bound():
    endless = Endless()
    with pytest.raises(Refused, match=r"larger than 1\.0 MB"):
        examine(endless, 1_100_000)
    assert endless.given < 1_200_000


# documents


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("table.xlsm", office_document(MACROS)),
        ("table.xlsx", office_document(SPREADSHEET, xl__vbaProject_bin=b"1")),
        ("letter.odt", open_document(Basic__Standard__Module=b"<m/>")),
    ],
)
def test_a_document_with_macros_is_refused(name, content):
    content = content.replace(b"vbaProject_bin", b"vbaProject.bin")
    assert refusal(name, content).startswith("This document holds macros")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.docx", old_office(is_encrypted=True)),
        ("letter.odt", open_document(manifest=b"<manifest:encryption-data/>")),
    ],
)
def test_a_document_with_a_password_is_refused(name, content):
    assert refusal(name, content).startswith("This document is protected by a password.")


def test_an_encrypted_member_of_an_archive_counts_as_a_password():
    content = bytearray(office_document())
    for place in (found.start() for found in re.finditer(rb"PK\x01\x02", bytes(content))):
        content[place + 8] |= 1
    assert refusal("letter.docx", bytes(content)).startswith("This document is protected by a password.")


def test_an_old_office_file_is_refused_with_what_to_save_it_as():
    assert refusal("letter.doc", old_office()).startswith("This is a file of an old Office")


@pytest.mark.parametrize("members", [{"xl/sheet.xml": bytes(20_000_000)}, {str(n): b"" for n in range(10_001)}])
def test_an_archive_that_unpacks_to_far_too_much_is_refused(members):
    bomb = archive_of({"[Content_Types].xml": types_of(SPREADSHEET), **members})
    assert refusal("table.xlsx", bomb, 2_000_000).startswith("This file would unpack to far more")


def test_a_large_table_that_packs_well_is_no_bomb():
    rows = b"".join(b"<row r='%d'><c><v>%d</v></c></row>" % (n, n * 7919) for n in range(300_000))
    content = archive_of({"[Content_Types].xml": types_of(SPREADSHEET), "xl/sheet.xml": rows})
    assert (len(rows) > 10_000_000, examine(upload("table.xlsx", content), 5_000_000).kind) == (True, Kind.XLSX)


def test_an_archive_that_lies_about_what_it_unpacks_to_is_damaged():
    content = bytearray(archive_of({"[Content_Types].xml": types_of(SPREADSHEET), "xl/sheet.xml": bytes(9_000_000)}))
    with zipfile.ZipFile(BytesIO(content)) as found:
        honest = struct.pack("<I", found.getinfo("xl/sheet.xml").file_size)
    assert refusal("table.xlsx", bytes(content).replace(honest, struct.pack("<I", 1000))).startswith(
        "This file is damaged"
    )


@given(st.integers(4, 400), st.binary(min_size=1, max_size=8))
def test_a_damaged_document_is_refused_or_is_what_it_was(place, noise):
    content = office_document()
    broken = content[:place] + noise + content[place + len(noise) :]
    try:
        assert examine(upload("letter.docx", broken), MOST).kind == Kind.DOCX
    except Refused as refused:
        assert refused.message


def test_the_bounds_of_archives_are_those_that_are_told():
    assert (office.MOST_UNPACKED, office.STEEPEST, office.SMALL) == (300_000_000, 200, 10_000_000)


# names, sizes, order


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Report 2020.pdf", "Report 2020.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Somebody\\报告.docx", "报告.docx"),
        ("annual\u202efdp.exe", "annualfdp.exe"),
        ("a\x00b\x1b[31m.pdf", "ab[31m.pdf"),
        ("  two \t lines\n.pdf ", "two lines .pdf"),
        (".htaccess", "htaccess"),
        ("..", "file"),
        ("", "file"),
        ("می\u200cشود.pdf", "می\u200cشود.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 300 + "." + "y" * 300, "x" * 120),
    ],
)
def test_a_name_is_cleaned(name, clean):
    assert cleaned(name) == clean


@given(st.text() | st.text("./\\ \u202e\u200b\x00ab\ud800", max_size=20))
def test_a_clean_name_can_be_kept_and_offered_and_is_clean(name):
    clean = cleaned(name)
    assert 0 < len(clean) <= LONGEST
    assert set(clean).isdisjoint("/\\\n\r\t")
    assert {unicodedata.category(sign) for sign in clean if sign not in "\u200c\u200d"}.isdisjoint({"Cc", "Cf", "Cs"})
    assert clean.encode().decode() == clean
    assert cleaned(clean) == clean


@given(st.text("abcdé 报-", min_size=1, max_size=300), st.sampled_from(["pdf", "docx", "JPG"]))
def test_a_clean_name_keeps_its_ending(stem, ending):
    assert cleaned(f"x{stem}x.{ending}").rpartition(".")[2] == ending


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 kB"), (1024 * 600, "600 kB"), (1024**2 * 20, "20 MB"), (1024**2 * 3 // 2, "1.5 MB")],
)
def test_sizes_are_told_as_people_say_them(number, words):
    assert in_bytes(number) == words
    assert accepted(number).endswith(f"up to {words} each.")


@given(st.lists(st.integers(0, 20), unique=True), st.lists(st.integers(0, 25), unique=True))
def test_files_that_are_not_named_keep_their_places(keys, wanted):
    ordered = in_order(keys, wanted)
    assert sorted(ordered) == sorted(keys)
    assert [key for key in ordered if key in wanted] == [key for key in wanted if key in keys]
    assert all(ordered[place] == key for place, key in enumerate(keys) if key not in wanted)


def boxed(kind, *content, length=None):
    """A box of an MP4 film."""
    inside = b"".join(content)
    return struct.pack(">I4s", len(inside) + 8 if length is None else length, kind) + inside


PLACE = b"+39.9042+116.4074/"
FTYP = boxed(b"ftyp", b"isom" + bytes(12))


def film(*boxes):
    """The bytes of a film with frames in the middle, and `boxes` at the end of what describes them."""
    return FTYP + boxed(b"mdat", b"frames") + boxed(b"moov", boxed(b"mvhd", b"length"), boxed(b"trak", *boxes), *boxes)


@pytest.mark.parametrize("kind", [b"udta", b"meta", b"uuid"])
def test_a_film_forgets_where_it_was_taken_and_stays_as_long(kind):
    told = film(boxed(kind, boxed(b"\xa9xyz", PLACE)))
    content = examine(upload("talk.mp4", told), MOST)
    content.body.seek(0)
    kept = content.body.read()
    assert (PLACE in kept, len(kept), content.size) == (False, len(told), len(told))
    assert kept == film(boxed(b"free", bytes(8 + len(PLACE))))
    assert content.sha256 == hashlib.sha256(kept).hexdigest()


@pytest.mark.parametrize("tail", [boxed(b"moov", b"x", length=4_000), boxed(b"moov", boxed(b"trak", b"x", length=3))])
def test_a_film_whose_parts_do_not_fit_is_damaged(tail):
    assert "damaged" in refusal("talk.mp4", FTYP + tail)


@given(st.integers(1, 40))
def test_a_film_reads_the_same_in_pieces_of_any_size(length):
    body = examine(upload("talk.mp4", film(boxed(b"udta", PLACE))), MOST).body
    body.seek(0)
    whole = body.read()
    body.seek(0)
    assert b"".join(iter(lambda: body.read(length), b"")) == whole


def test_a_film_that_stops_in_the_last_bytes_is_taken():
    assert examine(upload("talk.mp4", film() + b"\0\0\0"), MOST).kind == Kind.VIDEO


@given(st.binary(max_size=200))
def test_any_bytes_after_the_beginning_of_a_film_are_taken_or_refused_in_words(tail):
    try:
        assert examine(upload("talk.mp4", FTYP + tail), MOST).size == len(FTYP + tail)
    except Refused as trouble:
        assert "damaged" in trouble.messages[0]
