"""Building a questionnaire in the browser: questions, sections, languages, conditions, publishing."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.tests.make import sent
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.forms import QuestionnaireForm
from zhinan.questionnaires.models import Questionnaire
from zhinan.questionnaires.states import State

from .make import CAME, GENDER, WHY, content, drafted, questionnaire

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, found.scope()))
    return found


def at(name, questionnaire, *more):
    return reverse(name, args=[questionnaire.slug, *more])


def add(client, questionnaire, section="part_1", **said):
    """Type a question into the form."""
    return client.post(at("add-question", questionnaire, section), {"kind": "short", **said})


def keys(questionnaire):
    """The keys of the draft's questions, section by section."""
    return [[one.key for one in section.questions] for section in questionnaire.draft().asks.sections]


def test_a_questionnaire_is_begun_and_questions_are_added_until_it_can_be_published(client, office):
    way = reverse("add-questionnaire")
    answer = client.post(
        way,
        sent(
            QuestionnaireForm, title="After the webinar", purpose="survey", audience="staff", programme="Our programme"
        ),
    )
    made = Questionnaire.objects.get()
    assert (answer.url, made.audience, made.draft().asks.languages) == (made.get_absolute_url(), "staff", ("en",))
    page = client.get(at("build-questionnaire", made)).content.decode()
    assert "Nothing is asked yet. Add a question." in page
    add(
        client, made, label_en="Your gender", kind="single", choices_en="Female\nMale", is_required="on", group="gender"
    )
    add(client, made, label_en="I was satisfied", kind="scale", has_na="on")
    add(client, made, label_en="The event was", kind="grid", rows_en="Well organised\nRelevant", step="another")
    asks = made.draft().asks
    assert [(one.key, one.kind, len(one.choices), len(one.rows)) for one in asks.questions] == [
        ("your_gender", "single", 2, 0),
        ("i_was_satisfied", "scale", 6, 0),
        ("the_event_was", "grid", 5, 2),
    ]
    assert [one.is_na for one in asks.question("i_was_satisfied").choices] == [False] * 5 + [True]
    assert client.post(at("publish-questionnaire", made)).url == made.get_absolute_url()
    assert [(one.number, one.state, bool(one.digest)) for one in made.versions.all()] == [(1, State.PUBLISHED, True)]


def test_what_is_wrong_is_said_at_the_field_and_keeps_what_was_typed(client, office):
    made = drafted(CAME, programme=office)
    answer = add(client, made, label_en="", kind="multiple", choices_en="Same\nSame", key="came")
    form = answer.context["form"]
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "label_en": ["This field is required."],
        "key": ["Another question or section is called so. Choose another short name."],
        "choices_en": ["A line stands here twice. Write each once."],
    }
    assert form["choices_en"].value() == "Same\nSame"
    assert keys(made) == [["came"]]


def test_a_changed_label_keeps_the_answers_keys(client, office):
    made = drafted(GENDER, programme=office)
    way = at("edit-question", made, "gender")
    begun = client.get(way).context["form"]
    assert (begun["choices_en"].value(), begun["key"].value()) == ("Female\nMale", "gender")
    client.post(way, {"kind": "single", "label_en": "Gender", "choices_en": "Woman\nMan", "key": "gender"})
    question = made.draft().asks.question("gender")
    assert [(one.key, one.label["en"]) for one in question.choices] == [("female", "Woman"), ("male", "Man")]


def test_a_condition_is_typed_in_words_and_follows_a_new_short_name(client, office):
    made = drafted(CAME, programme=office)
    add(client, made, label_en="Why not?", kind="long", words="50", if_0="came", how_0="is", value_0="no", every="1")
    assert made.draft().asks.question("why_not").when.tests == (("came", "is", "no"),)
    refused = add(client, made, label_en="What then?", if_0="came", how_0="is", value_0="perhaps")
    assert refused.context["form"].errors["value_0"] == ["Write one of its answers: Yes; No"]
    way = at("edit-question", made, "came")
    client.post(way, {"kind": "single", "label_en": "Did you come?", "choices_en": "Yes\nNo", "key": "present"})
    assert made.draft().asks.question("why_not").when.tests == (("present", "is", "no"),)


def test_questions_and_sections_are_moved_and_removed_and_the_removal_taken_back(client, office):
    made = drafted(GENDER, CAME, WHY, programme=office)
    arrange = at("arrange-questions", made)
    client.post(at("add-section", made), {"title_en": "More", "guidance_en": "A few more."})
    client.post(arrange, {"key": "gender", "verb": "down"})
    client.post(arrange, {"key": "why", "verb": "down"})
    assert keys(made) == [["came", "gender"], ["why"]]
    client.post(arrange, {"key": "why", "verb": "before", "other": "came"})
    assert keys(made) == [["why", "came", "gender"], []]
    client.post(arrange, {"key": "part_2", "verb": "up"})
    assert keys(made) == [[], ["why", "came", "gender"]]
    client.post(arrange, {"key": "part_1", "verb": "remove"})
    assert keys(made) == [[]]
    page = client.get(at("build-questionnaire", made))
    taken_back = next(line["undo"] for line in page.context["entries"] if line.get("undo"))
    client.post(taken_back)
    assert keys(made) == [[], ["why", "came", "gender"]]


def test_two_languages_stand_side_by_side_and_one_that_is_missing_keeps_it_from_being_published(client, office):
    made = drafted(GENDER, programme=office)
    client.post(at("build-languages", made), {"languages": ["zh", "en"]})
    assert made.draft().asks.languages == ("en", "zh")
    page = client.get(at("build-questionnaire", made)).content.decode()
    assert "A text is missing in Chinese." in page
    form = client.get(at("edit-question", made, "gender")).context["form"]
    assert [one.label for one in (form["label_en"], form["label_zh"])] == ["Question (English)", "Question (Chinese)"]
    assert client.post(at("publish-questionnaire", made)).url == at("build-questionnaire", made)
    assert made.published() is None


def test_somebody_who_builds_at_the_same_time_loses_nothing(client, office):
    made = drafted(CAME, programme=office)
    way = at("edit-question", made, "came")
    seen = client.get(way).context["seen"]
    add(client, made, label_en="Another")
    typed = {"kind": "single", "label_en": "Were you there?", "choices_en": "Yes\nNo", "key": "came"}
    told = client.post(way, {**typed, "seen": seen})
    assert "Somebody changed this questionnaire while you wrote." in told.content.decode()
    assert told.context["form"]["label_en"].value() == "Were you there?"
    client.post(way, {**typed, "seen": told.context["seen"]})
    asks = made.draft().asks
    assert [one.label["en"] for one in asks.questions] == ["Were you there?", "Another"]


def test_a_published_version_never_changes_and_a_correction_makes_the_next(client, office):
    made = questionnaire(CAME, programme=office)
    assert client.get(at("build-questionnaire", made)).status_code == 404
    client.post(at("next-version", made))
    client.post(at("next-version", made))
    add(client, made, label_en="What else?")
    assert [one.number for one in made.versions.all()] == [1, 2]
    first = made.published()
    first.content = content(GENDER).plain()
    with pytest.raises(Exception, match="A published version is not changed"):
        first.full_clean()
    client.post(at("discard-version", made))
    assert (made.draft(), made.published().number) == (None, 1)


def test_a_version_is_looked_at_as_those_see_it_who_answer(client, office):
    made = drafted(GENDER, CAME, programme=office)
    page = client.get(made.draft().get_absolute_url() + "?phone").content.decode()
    assert ('class="asked phone"' in page, "Your gender" in page, "Nothing that is typed here is kept." in page) == (
        True,
        True,
        True,
    )


def test_the_page_of_a_questionnaire_tells_its_versions_and_what_comes_next(client, office):
    made = drafted(programme=office, title="After the webinar")
    page = client.get(made.get_absolute_url()).content.decode()
    assert "2 things must be mended before the draft can be published." in page
    assert "Nobody has been asked yet." in page
