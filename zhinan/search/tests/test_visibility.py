"""What a person may not see is nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.search.models import FACETS
from zhinan.search.models.query import build, read, seen

from .make import document, index_of, titles

TOKENS = ["public", "signed-in", "organisation:12", "reviewer@call:3"]
ASKERS = {
    "everything": None,
    "nobody": set(),
    "visitor": {"public"},
    "member": {"public", "signed-in", "organisation:12"},
    "reviewer": {"public", "signed-in", "reviewer@call:3"},
    "a token without public": {"organisation:12"},
    "an unknown token": {"public", "organisation:99"},
}
AUDIENCES = [
    ("public",),
    ("signed-in",),
    ("organisation:12",),
    ("organisation:12", "reviewer@call:3"),
    ("public", "organisation:12"),
    (),
]


def may_see(audience, tokens):
    return tokens is None or bool(set(audience) & tokens)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    rows = [
        document(
            f"Bamboo {'shelter ' if number else 'quarry '}{number}",
            audience=audience,
            body=f"bamboo weaving text onlyin{'abcdef'[number]}",
            body_zh="竹子编织",
            countries=("TZ", f"X{number}"),
            year=2000 + number,
            date=f"{2010 + number}-01-01",
        )
        for number, audience in enumerate(AUDIENCES)
    ]
    return index_of(tmp_path_factory.mktemp("mixed"), *rows), rows


@pytest.mark.parametrize("asker", ASKERS)
@pytest.mark.parametrize("text", ["bamboo", "", "竹子", '"bamboo weaving"', "-quarry", "quarry OR shelter"])
def test_found_if_and_only_if_visible(mixed, asker, text):
    index, rows = mixed
    tokens = ASKERS[asker]
    expected = [row for row in rows if may_see(row.audience, tokens) and not ("-" in text and "quarry" in row.title)]
    found = index.search(text, tokens=tokens)
    assert titles(found) == sorted(row.title for row in expected)
    assert found.total == len(expected)
    assert dict(found.facets["countries"]) == {
        **({"TZ": len(expected)} if expected else {}),
        **{row.countries[1]: 1 for row in expected},
    }
    assert sorted(found.facets["year"]) == [(str(row.year), 1) for row in expected]


@pytest.mark.parametrize("asker", ASKERS)
def test_suggestions_hold_only_visible_words(mixed, asker):
    index, rows = mixed
    expected = [f"onlyin{'abcdef'[number]}" for number, row in enumerate(rows) if may_see(row.audience, ASKERS[asker])]
    assert sorted(index.suggest("onlyin", ASKERS[asker])) == expected


@pytest.mark.parametrize("asker", ASKERS)
def test_similar_documents_are_visible_ones_and_of_a_visible_one(mixed, asker):
    index, rows = mixed
    tokens = ASKERS[asker]
    for row in rows:
        expected = {other.id for other in rows if other is not row and may_see(other.audience, tokens)}
        found = {hit.id for hit in index.similar(row.id, tokens, limit=10)}
        assert found == (expected if may_see(row.audience, tokens) else set())


def test_no_correction_betrays_a_hidden_word(tmp_path):
    index = index_of(tmp_path, document("Corruption inquiry", audience=["finance"]), document("Rice"))
    found = index.search("coruption", tokens={"public"})
    assert (found.total, found.corrected) == (0, None)
    assert index.search("coruption", tokens={"public", "finance"}).corrected == "corruption"


def test_a_visible_word_is_corrected_to_though_a_hidden_one_is_more_frequent(tmp_path):
    hidden = [document(f"Rites {number}", audience=["finance"]) for number in range(9)]
    index = index_of(tmp_path, *hidden, document("Rices"))
    assert index.search("ritces", tokens={"public"}).corrected == "rices"


INJECTIONS = [
    "rice) OR (id:c",
    "visible_to:x",
    "audience:secret",
    "audience:secret OR rice",
    'rice" OR audience:"secret',
    "restricted:yes",
    "-audience:public",
    "NOT public",
    "* OR audience:*",
    "/.*/",
    "title:[a TO z]",
    "{a TO z}",
    "audience: IN [secret]",
    "rice^100 secret~2",
    "id:grants.grant:1",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_typed_reaches_past_the_filter(tmp_path, text):
    secret = document("Secret rice public yes", audience=["secret"], countries=["QQ"])
    index = index_of(tmp_path, secret, document("Plain rice", countries=["TZ"]))
    found = index.search(text, tokens={"public"})
    assert [title for title in titles(found) if title != "Plain rice"] == []
    assert found.facets["countries"] == ([("TZ", 1)] if found.total else [])
    assert index.suggest(text, {"public"}) == []


@given(st.text(max_size=40), st.sets(st.sampled_from(TOKENS)))
def test_whatever_is_typed_only_visible_documents_answer(mixed, text, tokens):
    index, rows = mixed
    visible = {row.id for row in rows if may_see(row.audience, tokens)}
    found = index.search(text, tokens=tokens)
    assert {hit.id for hit in found.hits} - visible == set()
    assert found.total == len(found.hits)


def test_the_filter_does_not_change_the_ranking(tmp_path):
    index = index_of(tmp_path, document("Rice rice"), *[document(f"Rice and more {n}" + " x" * n) for n in range(9)])
    plain = [(hit.id, hit.score) for hit in index.search("rice", tokens=None).hits]
    assert [(hit.id, hit.score) for hit in index.search("rice", tokens={"public", "signed-in"}).hits] == plain


def test_a_token_never_opens_what_has_no_audience(tmp_path):
    index = index_of(tmp_path, document("Orphan", audience=[]))
    for token in ("yes", "restricted", "public", ""):
        assert index.search("orphan", tokens={token, "public"}).total == 0
    assert index.search("orphan", tokens=None).total == 1


def test_each_facet_is_counted(mixed):
    assert tuple(mixed[0].search("", tokens=None).facets) == FACETS


def test_a_query_of_exclusions_alone_stays_within_the_filter(mixed):
    schema = mixed[0].opened().schema
    query = seen(schema, build(schema, read("-nothing")), {"public"})
    assert mixed[0].opened().count(query) == 2
