"""What is found, in both scripts, and how it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.search.models.query import read, written

from .make import document, index_of, titles

EVERYBODY = {"public"}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return index_of(
        tmp_path_factory.mktemp("library"),
        document("Growing rice in Tanzania", body="Farmers learn growing upland rice.", date="2021-05-01", year=2021),
        document("Solar training", body="Trainings on solar power, growing of cities.", date="2023-02-01", year=2023),
        document(
            "Juncao",
            title_zh="菌草技术",
            body_zh="坦桑尼亚的水稻种植技术合作，与南南合作网络 FAO 联合举办。",
            names=("Giant grass", "Caña gigante"),
            date="2022-01-01",
            year=2022,
        ),
        document("Weather", title_zh="气候", body_zh="技术与水稻。种植在坦桑尼亚。", kind="event"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("farmer", ["Growing rice in Tanzania"]),
        ("grow", ["Growing rice in Tanzania", "Solar training"]),
        ("train", ["Solar training"]),
        ("GROWING RICE", ["Growing rice in Tanzania"]),
        ('"growing of cities"', ["Solar training"]),
        ('"cities of growing"', []),
        ("growing -solar", ["Growing rice in Tanzania"]),
        ("growing NOT solar", ["Growing rice in Tanzania"]),
        ("farmers OR solar", ["Growing rice in Tanzania", "Solar training"]),
        ("rice solar", []),
        ("cana", ["Juncao"]),
        ("giant grass", ["Juncao"]),
        ("fao", ["Juncao"]),
        ("ＦＡＯ", ["Juncao"]),
        ("水稻", ["Juncao", "Weather"]),
        ("水稻种植", ["Juncao", "Weather"]),
        ('"水稻种植"', ["Juncao"]),
        ("“水稻种植”", ["Juncao"]),
        ('"坦桑尼亚的水稻"', ["Juncao"]),
        ('"水稻坦桑尼亚"', []),
        ("坦桑尼亚 -南南合作", ["Weather"]),
        ("菌", ["Juncao"]),
        ("水稻 FAO", ["Juncao"]),
        ("气候", ["Weather"]),
        ("森林", []),
    ],
)
def test_words_and_phrases_in_both_scripts(library, text, expected):
    assert titles(library.search(text, tokens=EVERYBODY)) == expected


def test_a_word_in_the_title_weighs_more(tmp_path):
    index = index_of(tmp_path, document("Cotton", body="rice"), document("Rice", body="cotton"))
    assert [hit.title for hit in index.search("rice", tokens=EVERYBODY).hits] == ["Rice", "Cotton"]


def test_text_without_words_lists_everything_newest_first(library):
    for text in ("", "  ", "???", "*", "AND OR NOT", '"'):
        found = library.search(text, tokens=EVERYBODY)
        assert [hit.title for hit in found.hits] == ["Solar training", "Juncao", "Growing rice in Tanzania", "Weather"]
        assert found.corrected is None


def test_a_typing_error_is_corrected_only_where_nothing_is_found(library):
    found = library.search('solr "trainng on" -wind', tokens=EVERYBODY)
    assert (found.corrected, titles(found)) == ('solar "training on" -wind', ["Solar training"])
    found = library.search("farmrs rice", tokens=EVERYBODY)
    assert (found.corrected, titles(found)) == ("farmers rice", ["Growing rice in Tanzania"])
    assert library.search("rice", tokens=EVERYBODY).corrected is None
    assert library.search("rcie", tokens=EVERYBODY).corrected == "rice"
    assert library.search("rze", tokens=EVERYBODY).corrected is None


def test_facet_filters_take_any_value_of_a_facet_and_all_facets(tmp_path):
    rows = [
        document(f"Rice {kind} {country}", kind=kind, countries=[country], year=2020)
        for kind in ("grant", "event")
        for country in ("TZ", "KE", "LA")
    ]
    index = index_of(tmp_path, *rows)
    found = index.search("rice", tokens=EVERYBODY, facets_filter={"kind": ["grant"], "countries": ["TZ", "KE"]})
    assert titles(found) == ["Rice grant KE", "Rice grant TZ"]
    assert found.facets["kind"] == [("event", 2), ("grant", 2)]
    assert found.facets["countries"] == [("KE", 1), ("LA", 1), ("TZ", 1)]
    assert found.facets["year"] == [("2020", 2)]
    assert index.search("", tokens=EVERYBODY, facets_filter={"year": [2020]}).total == 6
    assert index.search("", tokens=EVERYBODY, facets_filter={"kind": []}).total == 6
    assert index.search("rice", tokens=EVERYBODY, facets_filter={"kind": ["x) OR (y"]}).total == 0
    assert index.search("rice", tokens=EVERYBODY, facets=False).facets == {}


def test_a_facet_that_does_not_exist_is_our_mistake(library):
    with pytest.raises(ValueError, match="no facet “audience”"):
        library.search("rice", tokens=EVERYBODY, facets_filter={"audience": ["public"]})


def test_pages_hold_each_hit_once_and_past_the_end_is_an_empty_page(tmp_path):
    index = index_of(tmp_path, *[document(f"Rice {number}") for number in range(25)])
    for text in ("rice", ""):
        pages = [index.search(text, tokens=EVERYBODY, page=page, per_page=10) for page in (1, 2, 3)]
        assert [len(page.hits) for page in pages] == [10, 10, 5]
        assert len({hit.id for page in pages for hit in page.hits}) == 25
        for page in (4, 10**9, 10**30):
            past = index.search(text, tokens=EVERYBODY, page=page, per_page=10)
            assert (past.hits, past.total, past.pages, past.page) == ([], 25, 3, page)
        assert index.search(text, tokens=EVERYBODY, page=-3).page == 1


def test_a_hit_shows_what_a_list_needs(tmp_path):
    index = index_of(
        tmp_path, document("Rice", title_zh="水稻", countries=["TZ"], year=2021, date="2021-05-01", names=["Oryza"])
    )
    hit = index.search("oryza", tokens=EVERYBODY).hits[0]
    shown = (hit.title, hit.title_zh, hit.kind, hit.countries, hit.year, hit.date, hit.names)
    assert shown == ("Rice", "水稻", "grant", ["TZ"], 2021, "2021-05-01", ["Oryza"])


def test_snippets_mark_words_and_escape_everything_else(tmp_path):
    index = index_of(
        tmp_path,
        document("<b>Rice</b> & more", body='<script>alert("growing")</script> rice', title_zh="<i>水稻</i>"),
        document("Chinese", body_zh="<script>水稻</script>" + "很" * 300),
        document("Plain", summary="A <short> summary", body="Nothing"),
    )
    hit = index.search("grow rice", tokens=EVERYBODY).hits[0]
    assert hit.marked_title == "&lt;b&gt;<mark>Rice</mark>&lt;/b&gt; &amp; more"
    assert "&lt;script&gt;alert(&quot;<mark>growing</mark>&quot;)&lt;/script&gt; <mark>rice</mark>" in hit.snippet
    han = {hit.title: hit for hit in index.search("水稻", tokens=EVERYBODY).hits}
    assert han["Chinese"].snippet.startswith("&lt;script&gt;<mark>水稻</mark>&lt;/script&gt;很")
    assert han["Chinese"].snippet.endswith("很 …")
    assert han["<b>Rice</b> & more"].marked_title_zh == "&lt;i&gt;<mark>水稻</mark>&lt;/i&gt;"
    assert index.search("plain", tokens=EVERYBODY).hits[0].snippet == "A &lt;short&gt; summary"


def test_suggestions_complete_the_last_word(library):
    assert library.suggest("Growing ri", EVERYBODY) == ["Growing rice"]
    assert library.suggest("solar gi", EVERYBODY) == []
    assert library.suggest("r", EVERYBODY) == []
    assert library.suggest("", EVERYBODY) == []
    assert library.suggest("坦桑", EVERYBODY) == ["坦桑尼亚"]
    assert library.suggest("水稻种", EVERYBODY) == ["水稻种植"]
    assert library.suggest("rice", EVERYBODY) == []


def test_similar_documents_share_words(library):
    juncao = library.search("菌草", tokens=EVERYBODY).hits[0]
    assert [hit.title for hit in library.similar(juncao.id, EVERYBODY)] == ["Weather"]
    assert library.similar("grants.grant:none", EVERYBODY) == []


WRITING = st.text(st.sampled_from("ab 水稻\"“”():*-+~^/\\[]{}<>!&|?,.'ANDORT\x00"), max_size=60)


@given(st.one_of(st.text(max_size=60), WRITING))
def test_no_query_raises(library, text):
    found = library.search(text, tokens=EVERYBODY)
    assert found.total >= len(found.hits)
    assert [hit.snippet.count("<mark>") - hit.snippet.count("</mark>") for hit in found.hits] == [0] * len(found.hits)
    assert len(library.suggest(text, EVERYBODY)) <= 8


@given(st.one_of(st.text(max_size=60), WRITING))
def test_a_query_that_was_read_reads_the_same_again(text):
    terms = read(text)
    assert read(written(terms)) == terms


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_indexed_and_shown(tmp_path_factory, title, body):
    index = index_of(tmp_path_factory.mktemp("any"), document(title, body=body, body_zh=body))
    hit = index.search("", tokens=EVERYBODY).hits[0]
    assert (hit.title, "<script" in hit.marked_title + hit.snippet) == (title, False)


def test_a_very_long_query_is_cut(library):
    assert library.search("rice " * 10_000, tokens=EVERYBODY).total == 1
    assert library.search("水稻" * 10_000, tokens=EVERYBODY).total == 2
