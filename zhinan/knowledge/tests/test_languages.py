"""What stands in several languages is found and read by any of its names."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.history.actions import latest
from zhinan.kit.choosers import fitting, one_called
from zhinan.kit.tests.make import sent
from zhinan.knowledge import documents, forms
from zhinan.knowledge.models import CollectionItem, Publication, Question, Solution, Story
from zhinan.programmes.tests.make import programme

from . import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
FRENCH = {"fr": {"title": "Le port de pêche"}}


@pytest.mark.parametrize(
    ("noun", "rows"),
    [
        ("solution", documents.solutions),
        ("publication", documents.publications),
        ("collection", documents.collections),
        ("story", documents.stories),
    ],
)
def test_the_search_knows_a_record_by_its_titles_in_other_languages(noun, rows):
    found = getattr(make, noun)(title="Port", translations=FRENCH)
    (document,) = rows(type(found).objects.all())
    assert (document.title, document.names) == ("Port", ("Le port de pêche",))


def test_the_search_knows_the_texts_in_other_languages_too():
    make.story(text="Masks arrived.", translations={"es": {"text": "Llegaron las mascarillas."}})
    (document,) = documents.stories(Story.objects.all())
    assert document.body == "Masks arrived.\nLlegaron las mascarillas."


def test_a_good_practice_is_found_by_its_own_titles_or_those_of_its_solution():
    within = make.collection()
    make.good_practice(within, title="Port", translations=FRENCH)
    make.good_practice(within, solution=make.solution(title="Harbour", translations=FRENCH))
    names = [document.names for document in documents.good_practices(CollectionItem.objects.all())]
    assert names == [("Le port de pêche",)] * 2


@pytest.mark.parametrize("text", ["port de pêche", "PORT DE"])
def test_a_chooser_finds_a_record_by_its_title_in_another_language(text):
    found = make.solution(title="Harbour", translations=FRENCH)
    make.solution(title="Wells", translations={"fr": {"subtitle": "port de pêche"}})
    assert list(fitting(Solution.objects.all(), text)) == [found]
    assert one_called(Solution.objects.all(), "Le port de pêche") == found


def test_a_list_is_narrowed_by_a_title_in_another_language(client):
    make.publication(title="Harbour", translations=FRENCH)
    make.publication(title="Wells")
    page = client.get(reverse("list", args=["publication"]), {"q": "pêche"}).content.decode()
    body = page[page.index("<tbody") :]
    assert ("Harbour" in body, "Wells" in body) == (True, False)


def test_a_good_practice_is_typed_and_read_in_several_languages(client):
    here = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, here.scope()))
    make.collection(here, title="Practices")
    values = sent(forms.CollectionItemForm, collection="Practices", title="Weaving", documented_on="2020")
    values |= {"translations-TOTAL_FORMS": "1", "translations-0-language": "zh", "translations-0-title": "编织"}
    client.post(reverse("add-collectionitem"), values)
    made = CollectionItem.objects.get()
    assert made.translations == {"zh": {"title": "编织"}}
    page = client.get(made.get_absolute_url(), headers={"Accept-Language": "zh-hans"}).content.decode()
    assert '<h1 lang="zh">编织</h1>' in page


def test_a_question_is_read_in_the_readers_language_and_else_with_a_mark(client):
    series = make.publication(kind="questions")
    words = {"question": "怎么做？", "answer": "这样做。"}
    Question.objects.create(publication=series, position=1, question="How?", answer="Thus.", translations={"zh": words})
    assert "How?" in client.get(series.get_absolute_url()).content.decode()
    page = client.get(series.get_absolute_url(), headers={"Accept-Language": "zh-hans"}).content.decode()
    assert ("怎么做？" in page, "Thus." in page) == (True, False)


def question_row(number, **more):
    """What a browser sends of one question with one further language."""
    words = {"position": "1", "question": "How?", "answer": "Thus.", "language": "en"}
    words |= {"translations-TOTAL_FORMS": "1", "translations-INITIAL_FORMS": "0", **more}
    return {f"questions-{number}-{name}": value for name, value in words.items()} | {"questions-TOTAL_FORMS": "1"}


def test_a_question_and_its_answer_are_typed_in_several_languages_and_stay_when_only_the_order_is_sent(client):
    here = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, here.scope()))
    words = {
        "translations-0-language": "zh",
        "translations-0-question": "怎么做？",
        "translations-0-answer": "这样做。",
    }
    values = sent(forms.PublicationForm, title="Series", kind="questions", programme="Our programme")
    client.post(reverse("add-publication"), values | question_row(0, **words))
    series = Publication.objects.get()
    chinese = {"zh": {"question": "怎么做？", "answer": "这样做。"}}
    assert series.questions.get().translations == chinese
    page = client.get(reverse("edit-publication", args=[series.slug])).content.decode()
    assert 'name="questions-0-translations-0-question"' in page
    row = {"questions-TOTAL_FORMS": "1", "questions-INITIAL_FORMS": "1", "questions-0-id": series.questions.get().pk}
    row |= {"questions-0-position": "2", "questions-0-question": "How?", "questions-0-answer": "Thus."}
    row["seen"] = latest(series)
    assert client.post(reverse("edit-publication", args=[series.slug]), values | row).status_code == 302
    assert [(one.position, one.translations) for one in series.questions.all()] == [(2, chinese)]


def test_a_translated_answer_without_its_language_is_refused_in_words(client):
    here = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, here.scope()))
    values = sent(forms.PublicationForm, title="Series", kind="questions", programme="Our programme")
    answer = client.post(reverse("add-publication"), values | question_row(0, **{"translations-0-answer": "这样做。"}))
    assert "Choose the language that this is written in." in answer.content.decode()
    assert Publication.objects.count() == 0
