"""Set documents: the same bytes always, exact words, nothing read as markup, refusals in sentences."""

import hashlib
import io
import json
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from pypdf import PdfReader

from zhinan.kit import charts, typesetting, worldmap
from zhinan.kit.typesetting import CannotSet, as_pdf, compile_pdf, printed

MOMENT = datetime(2021, 3, 1, 12, 0, tzinfo=UTC)
LINES = "The orchard network met twice and shared what its members had learnt about water, shade and patience. "
CHILD = """
import hashlib, json, sys
from datetime import UTC, datetime
from zhinan.kit.typesetting import compile_pdf
made = compile_pdf("highlights", json.load(sys.stdin), timestamp=datetime(2021, 3, 1, 12, 0, tzinfo=UTC))
print(hashlib.sha256(made).hexdigest())
"""


def tile(value, label, note="", mark=""):
    return {"value": value, "label": label, "note": note, "mark": mark}


def highlights(**changes):
    """A payload with every kind of block, in invented words."""
    columns = charts.columns([(year, year % 7 * 4) for year in range(2015, 2021)], title="Meetings by year", n=60)
    answers = charts.likert(
        [("The pace was right", [1, 2, 5, 27, 20]), ("内容符合预期", [0, 4, 9, 22, 20])],
        title="What those present said",
        n=55,
        scale=["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"],
    )
    members = charts.line([(2008, 22), (2012, 27), (2020, 36), (2021, 41)], title="Members")
    kinds = charts.bars([("Meetings on orchards", 12), ("培训与研讨会 Trainings", 1250)], title="By kind", n=1262)
    rows = [[f"Orchard {place}", f"Valley {place % 5}", f"{place * 1250:,}", "62.5%"] for place in range(1, 46)]
    numbers = [
        tile("14", "countries reached", "from 9 grants, n = 14", "supported"),
        tile("> 200", "people trained", "as printed in 2 sources", "incomplete"),
        tile("USD 258,800", "parallel funding", "base: 4 grants", "open"),
        tile("94.5%", "would come again", "52 of 55 answers", "supported"),
        tile("7", "partner agencies named in the records of the year", "", "supported"),
        tile("36", "members", "as of 31 December 2020"),
    ]
    payload = {
        "title": "Orchard Highlights",
        "title_zh": "果园年度要览",
        "year": 2020,
        "programme": "Orchard Exchange Programme of the Southern Valleys",
        "programme_zh": "南方山谷果园交流项目",
        "cut_off": "1 March 2021, 12:00 UTC",
        "edition": "sha256 3f5a9c0d",
        "tiles": numbers,
        "contents": ["Learning", "Doing", "Answers"],
        "sections": [
            {
                "id": "learning",
                "title": "Learning from each other 互学互鉴",
                "blocks": [
                    {"kind": "lead", "text": LINES},
                    {"kind": "text", "text": LINES * 4},
                    {"kind": "heading", "text": "Two seasons 两个季节"},
                    {"kind": "list", "items": ["Grafting in dry years", "旱季嫁接技术", LINES]},
                    {"kind": "quote", "text": "We brought one pear and took home an orchard.", "speaker": "A grower",
                     "source": "Annual meeting, 25 September 2020"},
                    {"kind": "facts", "rows": [["Sector", "Fruit"], ["Duration", "January 2020 - June 2021"]]},
                    {"kind": "map", "svg": worldmap.coloured(["ken", "mdv", "chn", "fji"], label="Four countries"),
                     "alt": "World map: four countries", "caption": "Countries reached",
                     "note": str(worldmap.NOTE)},
                ],
            },
            {
                "id": "doing",
                "title": "Doing",
                "blocks": [
                    columns.block(source="Records as of 1 March 2021"),
                    members.block(source="Records as of 1 March 2021"),
                    {"kind": "table", "caption": "Orchards 果园", "header": ["Orchard", "Valley", "Trees", "Share"],
                     "rows": rows},
                    {"kind": "tiles", "tiles": numbers[:2]},
                ],
            },
            {
                "id": "answers",
                "title": "Answers",
                "blocks": [answers.block(source="Survey after the meeting"), kinds.block()],
            },
        ],
        "findings": [
            {"kind": "number", "message": "The text says 8 agencies; the records name 7.",
             "values": ["8 (said)", "7 (recorded)"], "sources": ["report.txt, section 2", "list.txt"],
             "settle": "The list of agencies as of 31 December 2020."},
        ],
        "colophon": {
            "rows": [["Cut-off", "1 March 2021, 12:00 UTC"], ["Edition", "sha256 3f5a9c0d"]],
            "sources": ["Annual report of the orchards, 2020", "果园名录，2021年"],
            "note": str(worldmap.NOTE),
        },
    }  # fmt: skip
    return {**payload, **changes}


def text_of(pdf):
    """The words of a PDF, line breaks read as blanks."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def one_section(*blocks):
    return highlights(tiles=[], contents=[], findings=None, sections=[{"id": "a", "title": "A", "blocks": [*blocks]}])


def test_the_same_payload_and_moment_give_the_same_bytes_in_this_process_and_in_another():
    first = compile_pdf("highlights", highlights(), timestamp=MOMENT)
    assert compile_pdf("highlights", highlights(), timestamp=MOMENT) == first
    child = subprocess.run(
        [sys.executable, "-c", CHILD], input=json.dumps(highlights()), text=True, capture_output=True, check=True
    )
    assert child.stdout.strip() == hashlib.sha256(first).hexdigest()


def test_words_come_out_of_the_pdf_as_they_went_in():
    words = text_of(compile_pdf("highlights", highlights(), timestamp=MOMENT))
    for expected in (
        "Orchard Highlights",
        "果园年度要览",
        "南方山谷果园交流项目",
        "Learning from each other 互学互鉴",
        "旱季嫁接技术",
        "We brought one pear and took home an orchard.",
        "培训与研讨会 Trainings",
        "内容符合预期",
        "The text says 8 agencies; the records name 7.",
        "果园名录，2021年",
    ):
        assert expected in words


def test_the_document_carries_its_title_and_its_language():
    document = PdfReader(io.BytesIO(compile_pdf("highlights", highlights(), timestamp=MOMENT)))
    assert document.metadata.title == "Orchard Highlights"
    assert document.metadata.creation_date == MOMENT
    assert document.trailer["/Root"]["/Lang"] == "en"


def test_every_page_but_the_cover_says_its_number_and_the_table_repeats_its_head():
    pages = PdfReader(io.BytesIO(compile_pdf("highlights", highlights(), timestamp=MOMENT))).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    numbered = [f"{number} / {len(pages)}" in text for number, text in enumerate(texts, start=1)]
    assert numbered == [False] + [True] * (len(pages) - 1)
    heads = ["Orchard Valley Trees Share" in text for text in texts]
    assert heads == [re.search(r"Orchard \d+ Valley", text) is not None for text in texts]
    assert sum(heads) > 1


def test_a_document_in_chinese_counts_its_tables_and_figures_in_chinese():
    table = {"kind": "table", "caption": "果园名录", "header": ["果园", "株数"], "rows": [["东山", "1,250"]]}
    pdf = compile_pdf("highlights", {**one_section(table), "lang": "zh"}, timestamp=MOMENT)
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == "zh-CN"
    assert re.search("表 ?1 ?果园名录", text_of(pdf)) is not None


@pytest.mark.parametrize("words", ["\x00", "\ud800", "a\u200bb\U0001f331"])
def test_words_that_nothing_can_print_are_refused_with_a_sentence(words):
    with pytest.raises(CannotSet):
        compile_pdf("highlights", one_section({"kind": "text", "text": words}), timestamp=MOMENT)


def test_a_missing_part_of_the_payload_is_named():
    payload = highlights()
    del payload["edition"]
    with pytest.raises(CannotSet, match="edition"):
        compile_pdf("highlights", payload, timestamp=MOMENT)


def test_markup_in_a_payload_comes_out_literally():
    strange = '#strong[x] *bold* $y$ _i_ <label> @ref #read("house.typ") \\ // `raw`'
    payload = one_section({"kind": "text", "text": strange}, {"kind": "list", "items": [strange]})
    assert text_of(compile_pdf("highlights", payload, timestamp=MOMENT)).count(strange) == 2


def test_a_character_without_a_glyph_is_refused_with_a_sentence():
    with pytest.raises(CannotSet) as refusal:
        compile_pdf("highlights", one_section({"kind": "text", "text": "ភាសាខ្មែរ"}), timestamp=MOMENT)
    assert str(refusal.value) == (
        'PDF/A-2a, PDF/UA-1 error: the text `"ភ"` could not be displayed with font `"Noto Sans"`. '
        "try using a different font"
    )


@pytest.mark.parametrize("svg", ["<svg", "no drawing", "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"])
def test_a_broken_drawing_is_refused_with_a_sentence(svg):
    with pytest.raises(CannotSet, match="SVG"):
        compile_pdf(
            "highlights", one_section({"kind": "map", "svg": svg, "alt": "a", "caption": "c"}), timestamp=MOMENT
        )


def test_a_block_of_an_unknown_kind_is_refused_by_name():
    with pytest.raises(CannotSet, match="no block of the kind “poem”"):
        compile_pdf("highlights", one_section({"kind": "poem", "text": "x"}), timestamp=MOMENT)


def test_the_fonts_are_those_of_the_packages_and_no_others():
    assert {"Noto Sans", "Noto Sans CJK SC", "Libertinus Serif"} <= set(typesetting._fonts().families())
    assert typesetting._fonts() is typesetting._fonts()


@pytest.mark.parametrize(
    ("how", "place", "robots"),
    [
        ({}, "attachment", None),
        ({"is_shown": True}, "inline", None),
        ({"is_listed": False}, "attachment", "noindex"),
    ],
)
def test_a_pdf_is_answered_under_its_name_to_be_kept_or_shown(how, place, robots):
    answer = as_pdf(b"%PDF", "S-1", **how)
    assert (answer.content, answer["Content-Type"]) == (b"%PDF", "application/pdf")
    assert answer["Content-Disposition"] == f'{place}; filename="S-1.pdf"'
    assert answer.get("X-Robots-Tag") == robots


def test_what_cannot_be_set_leads_back_with_the_reason():
    def refuse():
        raise CannotSet("no glyph")

    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)
    assert printed(request, lambda: b"%PDF", "S-1", "/back/", is_shown=True).content == b"%PDF"
    answer = printed(request, refuse, "S-1", "/back/")
    assert (answer.status_code, answer["Location"]) == (302, "/back/")
    assert [str(one) for one in get_messages(request)] == ["This cannot be set as PDF: no glyph."]
