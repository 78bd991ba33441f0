"""The page of results, its files, and the texts behind it."""

import csv
import io

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.history.models import Entry
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.actions.tags import add_tag, remove_tag
from zhinan.questionnaires.models import Answer, Tag

from .answered import AGREEMENT, answer, asked_round, gender, question, scale

pytestmark = pytest.mark.django_db


def address(round, **words):
    return reverse("round-results", args=[round.slug], query=words)


def page_of(client, round, **words):
    answered = client.get(address(round, **words))
    assert answered.status_code == 200
    return answered.content.decode()


def office(round):
    """Somebody of the secretariat whose questionnaire it is."""
    return user("Office", RoleName.SECRETARIAT, round.questionnaire.programme.scope())


@pytest.fixture
def held():
    """A closed round with public results: 3 women, 20 men, and texts."""
    found = asked_round(gender("female", "male"), scale(), question("why", "long"), programme=programme())
    answer(found, times=3, gender="female", satisfied="disagree", why="The hall was cold.")
    answer(found, times=20, gender="male", satisfied="agree", why="Practical and useful.")
    return found


def test_a_visitor_reads_the_shares_with_their_n_and_no_small_group(client, held):
    page = page_of(client, held, by="gender")
    assert page.count("20 (86.96%)") == 2  # who agreed, and the top two: of all, in the row of no group
    assert page.count("3 (13.04%)") == 1
    assert page.count('<p class="quiet">Not shown: Female, Male.</p>') == 3
    assert page.count("23 answered, response rate: base not stated") == 1


def test_whoever_reads_answers_sees_every_group(client, held):
    client.force_login(office(held))
    page = page_of(client, held, by="gender")
    assert (page.count("3 (100%)"), page.lower().count("not shown"), page.count("Read the texts")) == (2, 0, 1)


def test_no_text_stands_on_a_page_for_visitors(client, held):
    page = page_of(client, held)
    assert (page.count("cold"), page.count("Read the texts")) == (0, 0)


@pytest.mark.parametrize("facts", [{"state": "open"}, {"audience": "staff"}, {"audience": "archive"}])
def test_results_that_are_not_public_are_no_page_for_visitors(client, facts):
    found = asked_round(scale(), **facts)
    answer(found, times=9, satisfied="agree")
    assert client.get(address(found)).status_code == 404


def test_below_the_minimum_a_visitor_is_told_that_and_nothing_more(client):
    found = asked_round(scale())
    answer(found, times=4, satisfied="agree")
    page = page_of(client, found)
    assert page.count("Fewer than 5 people have answered") == 1
    assert (page.count("<table"), page.count("agree")) == (0, 0)


def test_a_page_takes_the_same_queries_whatever_is_asked_and_answered(client, django_assert_num_queries):
    small = asked_round(scale())
    large = asked_round(gender(), *(scale(f"s_{k}") for k in range(12)), question("why", "long"))
    answer(small, times=9, satisfied="agree")
    for sex in ("female", "male", "other"):
        for word in AGREEMENT:
            answer(large, times=3, gender=sex, why=word, **{f"s_{k}": word for k in range(12)})
    for found in (small, large):
        with django_assert_num_queries(7):  # the round, its answers in five, and the rounds beside it
            page_of(client, found, by="gender")


def test_an_address_that_asks_for_no_group_or_no_format_of_ours_is_not_found(client, held):
    assert [client.get(address(held, **words)).status_code for words in ({"by": "shoe"}, {"format": "doc"})] == [
        404,
        404,
    ]


def test_rounds_stand_beside_each_other_and_hidden_ones_do_not(client, held):
    shown = asked_round(version=held.questionnaire.published(), title="Another year")
    unseen = asked_round(version=held.questionnaire.published(), title="Secret year", audience="staff")
    for found in (shown, unseen):
        answer(found, times=8, satisfied="neutral")
    answered = client.get(reverse("round-results", args=[held.slug], query={"with": [shown.slug, unseen.slug]}))
    page = answered.content.decode()
    assert (page.count("8 (100%)"), page.count("Secret year")) == (1, 0)


def rows_of(answered):
    return list(csv.DictReader(io.StringIO(b"".join(answered).decode("utf-8-sig"))))


def test_the_csv_holds_what_the_page_shows(client, held):
    rows = rows_of(client.get(address(held, by="gender", format="csv")))
    scores = [row for row in rows if row["Question"] == "Satisfied" and row["Answer"] == "Agree"]
    assert [(row["Group"], row["Number"], row["Percent"], row["n"]) for row in scores] == [("All", "20", "86.96", "23")]
    assert [row["In words"] for row in rows if row["Group"] in ("Female", "Male")] == ["not shown"] * 6
    tops = [(row["Number"], row["Percent"]) for row in rows if row["Answer"] == "Top two"]
    assert tops == [("20", "86.96")]


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_the_same_is_given_as_workbook_and_as_document(client, held, kind):
    answered = client.get(address(held, by="gender", format=kind))
    start = {"xlsx": b"PK", "pdf": b"%PDF"}[kind]
    assert (answered.status_code, answered.content[: len(start)]) == (200, start)
    assert answered["Content-Disposition"] == f'attachment; filename="{held.slug}.{kind}"'


# texts


def texts(round, key="why", **words):
    return reverse("round-texts", args=[round.slug, key], query=words)


def test_texts_are_searched_and_paged_for_those_who_read_answers(client, held):
    client.force_login(office(held))
    every, few = (client.get(texts(held, **words)).content.decode() for words in ({}, {"q": "COLD"}))
    assert (every.count("<article"), few.count("<article")) == (23, 3)
    assert few.count("3 texts") == 1


def test_nobody_else_reads_texts(client, held):
    assert client.get(texts(held)).status_code in (403, 404)
    client.force_login(user("Member"))
    assert client.get(texts(held)).status_code in (403, 404)


@pytest.mark.parametrize("key", ["satisfied", "nothing"])
def test_what_asks_for_no_text_has_no_page_of_texts(client, held, key):
    client.force_login(office(held))
    assert client.get(texts(held, key)).status_code == 404


def test_a_tag_is_set_found_and_taken_off(client, held):
    client.force_login(office(held))
    cold = Answer.objects.filter(text__contains="cold").first()
    tag = reverse("tag-text", args=[held.slug, "why"])
    answered = client.post(tag, {"answer": cold.pk, "word": "  the   hall ", "q": "cold"})
    assert answered.url == f"{texts(held)}?q=cold#text-{cold.pk}"
    assert client.get(texts(held, tag="the hall")).content.decode().count("<article") == 1
    client.post(tag, {"answer": cold.pk, "remove": "the hall"})
    assert Tag.objects.count() == 0


def test_a_tag_is_set_to_a_text_of_this_question_alone(client, held):
    client.force_login(office(held))
    other = Answer.objects.filter(question="satisfied").first()
    tag = reverse("tag-text", args=[held.slug, "why"])
    statuses = [client.post(tag, {"answer": key, "word": "hall"}).status_code for key in (other.pk, "", "x")]
    assert (statuses, Tag.objects.count()) == ([404, 404, 404], 0)


def test_an_empty_tag_is_refused_in_a_sentence(client, held):
    client.force_login(office(held))
    cold = Answer.objects.filter(text__contains="cold").first()
    answered = client.post(reverse("tag-text", args=[held.slug, "why"]), {"answer": cold.pk, "word": " "}, follow=True)
    assert answered.content.decode().count("A tag is one word or a few: at most 60 characters.") == 1


@pytest.mark.parametrize(("is_anonymous", "told"), [(False, ["tagged", "untagged"]), (True, [])])
def test_the_history_hears_of_tags_only_where_it_is_known_who_answers(is_anonymous, told):
    found = asked_round(question("why", "long"), is_anonymous=is_anonymous)
    answer(found, why="The hall was cold.")
    text = Answer.objects.get()
    somebody = user("Office")
    for _again in range(2):
        add_tag(text, "hall", by=somebody)
    remove_tag(text, "hall", by=somebody)
    remove_tag(text, "hall", by=somebody)
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == told
