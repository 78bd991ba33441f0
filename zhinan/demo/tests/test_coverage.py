"""COVERAGE.md says of every sentence of the seeds that needs it where it is recorded, or why it is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.demo.coverage import RECORD, due, listed, needs, plain, recorded, seeds, sentences, squeezed
from zhinan.demo.reading import read_world


@pytest.fixture(scope="module")
def entries():
    return read_world(RECORD)


@pytest.fixture(scope="module")
def rows():
    return listed()


def cited_sources(values):
    """Keys of the sources that a record and its rows cite."""
    if isinstance(values, dict):
        own = {citation["source"] for citation in values.get("cite", [])} | {values.get("source")}
        return own.union(*(cited_sources(value) for value in values.values()))
    return set().union(*(cited_sources(value) for value in values)) if isinstance(values, list) else set()


def core(sentence):
    """`sentence` without the mark of a list before it and the mark of an end behind it."""
    return squeezed(re.sub(r"^[-•→] ", "", sentence)).rstrip(".;,")


def test_every_sentence_that_needs_covering_is_listed_once_in_reading_order(rows):
    assert [row.place for row in rows] == due()


def test_every_listed_sentence_stands_on_its_line_of_the_seed(rows):
    lines = {key: text.replace("\xa0", " ").split("\n") for key, text in seeds().items()}
    assert [row.place for row in rows if row.sentence not in lines[row.seed][row.line - 1]] == []


def test_every_record_named_is_in_the_data_files(rows, entries):
    known = recorded(entries)
    assert [(row.place, name) for row in rows for name in row.records() if name not in known] == []


def test_every_row_names_a_record_or_gives_a_reason(rows):
    assert [row.place for row in rows if not row.records() and not row.reason()] == []


def test_every_record_named_rests_on_the_seed_of_the_sentence(rows, entries):
    known = recorded(entries)
    stray = [
        (row.place, name) for row in rows for name in row.records() if row.seed not in cited_sources(known[name].values)
    ]
    assert stray == []


def test_every_statement_named_has_words_of_the_sentence(rows, entries):
    known = recorded(entries)
    stray = []
    for row in rows:
        for name in row.records():
            said = squeezed(known[name].values["text"]).rstrip(".") if name[0] == "statement" else ""
            if said and core(row.sentence) not in said and said not in core(row.sentence):
                stray.append((row.place, name))
    assert stray == []


def test_every_statement_that_needs_covering_is_named_by_a_row(rows, entries):
    must, named = needs(entries), {name for row in rows for name in row.records()}
    unnamed = [
        entry.values for name, entry in recorded(entries).items() if name[0] == "statement" and name not in named
    ]
    assert [values["text"] for values in unnamed if must(values["text"])] == []


@pytest.mark.parametrize(
    ("sentence", "must"),
    [
        ("5", True),
        ("from 6 regions", True),
        ("Up to ten-year plans", True),
        ("dozens of guests", True),
        ("In March", True),
        ("they march on, as they may", False),
        ("it is often attended by everyone", False),
        ("farmers from Tanzania", True),
        ("© FFRC", True),
        ("全球南南发展中心项目", True),
        ("SECTOR", False),
    ],
)
def test_digits_number_words_months_and_recorded_names_need_covering(entries, sentence, must):
    assert needs(entries)(sentence) is must


def test_a_sentence_ends_at_its_mark_or_with_its_line():
    text = "Ms. Cai Yun came. 20 spoke.\n\n2.1. Goods\nworth approx. USD 3"
    assert sentences(text) == [
        (1, "Ms. Cai Yun came."),
        (1, "20 spoke."),
        (3, "2.1. Goods"),
        (4, "worth approx. USD 3"),
    ]


@given(st.text(alphabet='ab C1.!?”" \n', max_size=60))
def test_parting_into_sentences_loses_nothing(text):
    assert "".join("".join(words for _, words in sentences(text)).split()) == "".join(text.split())


def test_lost_characters_emphasis_and_links_are_read_alike():
    printed = "Africa?s **2030?Agenda** in South- South [South-South Galaxy](#)"
    assert plain(printed) == plain("Africa’s 2030 Agenda in South-South South-South Galaxy")
