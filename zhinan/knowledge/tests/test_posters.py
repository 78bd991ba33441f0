"""Posters: what stands on them, what they leave away, and the set of a collection behind its floor list."""

import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from zhinan.accounts.tests.make import cast, user
from zhinan.files.models import Consent, File, Use
from zhinan.files.tests.make import attached, picture
from zhinan.history.actions import record
from zhinan.knowledge import editions
from zhinan.knowledge.editions.excerpts import LONGEST, paragraphs, sentences, told
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country, programme

from .make import collection, good_practice, solution

A1, A0 = (1684, 2384), (2384, 3370)  # points
SENTENCE = "The terraces hold the water of the rains and give it to the fields in the dry months of the year. "
CHINESE = {"zh": {"challenges": "旱季田里没有水。", "towards": "梯田把雨水留到旱季。"}}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    """A folder of its own for what is set: nothing comes from an earlier test."""
    settings.FOLDER = tmp_path


@pytest.fixture
def _codes(codelists, db):
    """Countries and goals."""


def terraces(**facts):
    """A solution with a problem, an answer, an institution, a country and goals."""
    facts = {"title": "Terraces", "challenges": "The fields lie dry.", "towards": "Walls hold the rain."} | facts
    made = solution(13, (2, 15), **facts)
    made.countries.add(country("NPL"))
    made.parties.create(role="implementing", organisation=organisation(name="Institute for Slopes"))
    return made


def asked(client, thing, name="poster", **words):
    """The PDF at the address `name` of `thing`."""
    answer = client.get(reverse(name, args=[thing.slug]), words)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    return answer.content


def sheets(pdf):
    """The words of each page, with its width and height in points."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [
        (" ".join(page.extract_text().split()), (round(page.mediabox.width), round(page.mediabox.height)))
        for page in pages
    ]


def words_of(pdf):
    """The words of a document of one page."""
    ((words, _size),) = sheets(pdf)
    return words


@pytest.mark.usefixtures("_codes")
@pytest.mark.parametrize(("size", "points"), [("a1", A1), ("a0", A0)])
def test_a_poster_is_one_upright_sheet_of_the_size_that_was_asked_for(client, size, points):
    ((words, found),) = sheets(asked(client, terraces(), size=size))
    assert found == points
    for expected in ("Terraces", "Institute for Slopes", "Nepal", "The fields lie dry.", "Walls hold the rain."):
        assert expected in words


@pytest.mark.usefixtures("_codes")
def test_a_poster_tells_its_programme_its_goals_its_edition_and_where_to_read_on(client):
    found = terraces(programme=programme(name="Programme for Slopes"))
    record(found, "recorded")
    words = words_of(asked(client, found))
    for expected in (
        "Programme: Programme for Slopes",
        "13 Climate Action",
        "2 Zero Hunger",
        f"/solutions/{found.slug}",
    ):
        assert expected in words
    assert words.count("Edition: ") == 1


@pytest.mark.usefixtures("_codes")
def test_a_poster_of_which_only_the_title_is_known_has_no_empty_headings(client):
    words = words_of(asked(client, solution(title="Wells")))
    assert words.startswith("Wells The whole solution")
    assert [word in words for word in ("Challenges", "Programme", "Source")] == [False] * 3


@pytest.mark.usefixtures("_codes")
def test_the_same_records_give_the_same_bytes_also_when_nothing_was_kept(client, settings, tmp_path):
    found = terraces()
    record(found, "recorded")
    first = asked(client, found)
    settings.FOLDER = tmp_path / "another"
    assert asked(client, found) == first


@pytest.mark.usefixtures("_codes")
@pytest.mark.parametrize("words", [{"size": "a4"}, {"language": "fr"}, {"size": ""}])
def test_another_size_or_language_is_not_there(client, words):
    assert client.get(reverse("poster", args=[terraces().slug]), words).status_code == 404


@pytest.mark.usefixtures("_codes")
def test_whoever_may_see_a_solution_or_collection_may_print_it_and_nobody_else(client):
    here = programme()
    hidden = solution(title="Hidden", audience=f"secretariat@{here.scope()}", programme=here)
    within = collection(here, audience=hidden.audience)
    seen = {}
    for who, one in cast(here, programme()).items():
        client.logout()
        if one.is_authenticated:
            client.force_login(one)
        ways = [reverse("poster", args=[hidden.slug]), reverse("posters", args=[within.slug])]
        seen[who] = [client.get(way).status_code for way in (*ways, hidden.get_absolute_url())]
    may = {who for who, codes in seen.items() if codes == [200] * 3}
    may_not = {who for who, codes in seen.items() if codes == [404] * 3}
    assert (may, may | may_not) == ({"secretariat", "administrator"}, seen.keys())


@pytest.mark.usefixtures("_codes")
def test_what_a_reader_may_not_see_stands_on_no_poster(client):
    found = terraces(programme=programme(name="Hidden programme", audience="signed-in"))
    found.parties.create(role="implementing", organisation=organisation(name="Hidden institute", audience="signed-in"))
    assert "Hidden" not in words_of(asked(client, found))
    client.force_login(user())
    words = words_of(asked(client, found))
    assert ("Hidden programme" in words, "Hidden institute" in words) == (True, True)


@pytest.mark.usefixtures("_codes")
def test_texts_in_two_languages_stand_side_by_side_and_in_one_alone_where_it_is_asked_for(client):
    found = terraces(title_zh="梯田", translations=CHINESE)
    told_of = {}
    for language in ("", "en", "zh"):
        words = words_of(asked(client, found, language=language)).replace(" ", "")
        told_of[language] = ["Wallsholdtherain." in words, "梯田把雨水留到旱季。" in words, "解决之道" in words]
    assert told_of == {"": [True, True, True], "en": [True, False, False], "zh": [False, True, True]}


@pytest.mark.usefixtures("_codes")
def test_a_text_that_is_not_there_in_the_language_stands_in_another_one_with_its_mark(client):
    words = words_of(asked(client, terraces(), language="zh"))
    assert ("Walls hold the rain." in words, words.count("英文版")) == (True, 2)


@pytest.mark.usefixtures("_codes")
def test_long_texts_end_at_a_sentence_with_an_ellipsis_on_the_one_sheet(client):
    words = words_of(asked(client, terraces(challenges=SENTENCE * 60, towards=SENTENCE * 200)))
    assert words.count("of the year. …") == 2
    assert 10 < words.count("of the year.") < 100


@pytest.mark.usefixtures("_codes")
def test_a_line_that_leads_to_a_list_does_not_end_a_shortened_text(client):
    items = "\n".join(f"- {SENTENCE}" for _ in range(80))
    words = words_of(asked(client, terraces(towards=f"{SENTENCE * 40}Among them are:\n\n{items}")))
    assert "Among them are" not in words or "Among them are: –" in words


@pytest.mark.usefixtures("_codes")
def test_a_record_with_everything_as_long_as_it_may_be_still_stands_on_one_sheet(client):
    long = " ".join(["cooperation"] * 25)[:299]
    texts = {"title": long, "subtitle": long, "challenges": SENTENCE * 40, "towards": "12 wells were dug here. " * 90}
    chinese = {"subtitle": "梯" * 300, "challenges": "旱季田里没有水。" * 200, "towards": "梯" * 3000}
    found = solution(1, range(2, 18), title_zh="梯" * 300, translations={"zh": chinese}, **texts)
    found.countries.set(country(code) for code in ("NPL", "KEN", "UGA", "TZA", "UZB", "RWA", "CHN", "FJI"))
    for number in range(4):
        found.parties.create(role="implementing", organisation=organisation(name=f"{long[:280]} {number}"))
    assert [size for _words, size in sheets(asked(client, found))] == [A1]


@pytest.mark.usefixtures("_codes")
def test_numbers_that_the_solution_tells_are_set_large_with_their_words(client):
    words = words_of(
        asked(client, terraces(towards="Masons built more than 40 walls. Of all fields, 86% stayed green."))
    )
    assert [one in words for one in ("more than 40 walls", "86% stayed green")] == [True, True]
    assert words.count("86%") == 2  # in the text and as a hero


@pytest.mark.usefixtures("_codes")
def test_the_cover_stands_on_the_poster_with_its_credit_once_those_shown_agree(client):
    found = terraces()
    attached(found, "hill.jpg", picture(size=(300, 200)), credit="Photo: Institute for Slopes")
    assert "Photo: " not in words_of(asked(client, found))
    File.objects.about(found).update(use=Use.COVER)
    with_picture = asked(client, found)
    images = len(PdfReader(io.BytesIO(with_picture)).pages[0].images)
    assert (images, "Photo: Institute for Slopes" in words_of(with_picture)) == (1, True)
    File.objects.about(found).update(consent=Consent.AWAITED)
    assert "Photo: " not in words_of(asked(client, found))


@pytest.mark.usefixtures("_codes")
def test_a_character_without_a_glyph_leads_back_to_the_page_with_a_sentence(client):
    found = terraces(title="ភាសាខ្មែរ")
    answer = client.get(reverse("poster", args=[found.slug]), follow=True)
    assert answer.redirect_chain == [(found.get_absolute_url(), 302)]
    assert "This cannot be set as PDF" in answer.content.decode()


@pytest.mark.usefixtures("_codes")
def test_a_set_holds_the_posters_in_order_behind_the_floor_list(client):
    within = collection(title="Exhibition")
    good_practice(within, solution=solution(title="Wells"))
    good_practice(within, title="Gardens")
    good_practice(within, solution=terraces())
    good_practice(within, solution=solution(title="Hidden", audience="signed-in"))
    (first, size), *rest = sheets(asked(client, within, "posters", size="a1"))
    assert size == (595, 842)
    assert first.startswith(
        "Floor list Exhibition No. Title Organisation Countries Hung 1 Wells 2 Gardens – 3 Terraces"
    )
    assert "Institute for Slopes Nepal" in first
    assert first.count("has no poster") == 1
    assert [(words.split()[:2], size) for words, size in rest] == [(["1", "Wells"], A1), (["3", "Terraces"], A1)]
    assert "Hidden" not in "".join(words for words, _size in [(first, size), *rest])


@pytest.mark.usefixtures("_codes")
@pytest.mark.parametrize("number", [1, 3])
def test_a_set_asks_the_same_number_of_questions_however_many_posters_it_has(client, django_assert_num_queries, number):
    here = programme()
    within = collection(here)
    for _ in range(number):
        found = terraces(programme=here, implementing_programme=here)
        record(found, "recorded")
        good_practice(within, solution=found)
    with django_assert_num_queries(11):
        pdf = asked(client, within, "posters")
    assert len(sheets(pdf)) == number + 1


@pytest.mark.usefixtures("_codes")
def test_a_set_ends_after_sixty_posters_and_says_so(client):
    within = collection()
    for number in range(editions.MOST + 1):
        good_practice(within, solution=solution(title=f"Wells {number}"))
    pages = [words for words, _size in sheets(asked(client, within, "posters"))]
    lists = [words for words in pages if "The whole solution" not in words]
    assert (editions.MOST, len(pages) - len(lists)) == (60, 60)
    assert "A set holds at most 60 posters: of 61, the others" in " ".join(lists)


@pytest.mark.usefixtures("_codes")
def test_the_page_of_a_solution_leads_to_its_poster_and_that_of_a_collection_to_its_set(client):
    found, within = terraces(), collection()
    page = client.get(within.get_absolute_url()).content.decode()
    assert "posters/" not in page
    good_practice(within, solution=found)
    for thing, name in ((found, "poster"), (within, "posters")):
        page = client.get(thing.get_absolute_url()).content.decode()
        assert [page.count(f'href="{reverse(name, args=[thing.slug])}?size={size}"') for size in ("a1", "a0")] == [1, 1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Since 1995 it has reached over 60 developing countries in Asia.",
            ("over", "60", "developing countries in Asia"),
        ),
        ("It cost USD 1.5 million in all.", ("", "USD 1.5 million", "in all")),
        ("Of them, 95% stayed.", ("", "95%", "stayed")),
        ("Yields rose by 12.5 per cent.", ("", "12.5 per cent", "Yields rose by\u00a0…")),
        ("They planted 1,200 trees; 40 died.", ("", "1,200", "trees; 40 died")),
    ],
)
def test_a_number_is_told_with_the_words_of_its_sentence(text, found):
    assert told(text, "en") == [found]


@pytest.mark.parametrize(
    "text",
    [
        "In 2020 all was well.",
        "It serves SDG 17 and SDG 5 alike.",
        "It ran for 37 years.",
        "A 10-year evaluation is under way.",
        "They met on 25 September.",
        "Only 5 villages stayed.",
        "Between 40 and 60 people came.",
        "See resolution 73 for more.",
        "Version 2.1.3 runs.",
        "",
    ],
)
def test_what_only_looks_like_a_result_is_passed_by(text):
    assert told(text, "en") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("自1995年以来超过60个国家受益。", [("超过", "60", "个国家受益")]),
        ("培训了1,200名学员。", [("", "1,200", "名学员")]),
        ("满意度达95%。", [("", "95%", "满意度达…")]),
        ("第3期于2020年9月25日结束。", []),
    ],
)
def test_a_number_is_told_in_chinese_too(text, found):
    assert told(text, "zh") == found


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=2000))
def test_the_sentences_of_a_line_are_the_line(line):
    found = sentences(line)
    assert "".join(found) == line
    assert max(map(len, found), default=0) <= LONGEST
    assert "" not in found


def test_a_text_is_taken_apart_into_paragraphs_items_and_sentences():
    text = "Ms. Wu came. She taught 3 days.\n\n- One; two.\n- 三。四！"
    assert paragraphs(text) == [
        {"item": False, "sentences": ["Ms. Wu came.", " She taught 3 days."]},
        {"item": True, "sentences": ["One; two."]},
        {"item": True, "sentences": ["三。", "四！"]},
    ]
