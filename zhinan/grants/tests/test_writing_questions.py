"""The questions of a call stand beside the other sections, and are answered by several people."""

import pytest
from django.test import Client
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.files.models import File
from zhinan.files.tests.make import upload
from zhinan.grants.models import Author
from zhinan.kit.pages import SAVING
from zhinan.questionnaires.models import Comparison, Condition, Content, Question, Section
from zhinan.questionnaires.tests.make import choices, questionnaire, words

from .make import application, call
from .typing import address, said, seen_in, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]

WHY = Question("why", "long", words("Why you?"), is_required=True, words=5)
WOMEN = Question("women", "single", words("Do women decide?"), choices=choices("yes", "no"))
HOW = Question("how", "short", words("How?"), when=Condition((Comparison("women", "is", "yes"),)))
MORE = Question("more", "short", words("What else?"))
PAPER = Question("paper", "file", words("A map"))
ASKS = Content(
    ("en",),
    (
        Section("reasons", words("Why"), questions=(WHY, WOMEN, HOW)),
        Section("rest", words("More"), when=Condition((Comparison("women", "is", "yes"),)), questions=(MORE, PAPER)),
    ),
)


@pytest.fixture
def draft(client):
    """An application to a call that asks this; its author is signed in."""
    found = user("Applicant")
    client.force_login(found)
    return application(call(questionnaire=questionnaire(asks=ASKS, purpose="proposal")), found)


def answers(draft):
    """What stands there now."""
    draft.refresh_from_db()
    return draft.answers


def test_answers_are_saved_even_where_some_must_follow_and_conditions_open_sections(client, draft):
    assert client.get(address(draft, "q-rest")).status_code == 404
    answer = write(client, draft, "q-reasons", step="on", **{"q-women": "yes"})
    assert (answer.url, answers(draft)) == (address(draft, "q-rest"), {"women": "yes"})
    write(client, draft, "q-reasons", **{"q-women": "no", "q-how": "By vote", "q-why": "We can"})
    assert (answers(draft), client.get(address(draft, "q-rest")).status_code) == (
        *({"women": "no", "why": "We can"}, 404),
    )
    labels = [label for label, *_more in client.get(address(draft, "q-reasons")).context["steps"]]
    assert labels[-3:] == ["Risks", "Why", "Documents and signatories"]


def test_what_is_too_long_is_said_beside_the_question_and_the_others_are_saved(client, draft):
    answer = write(client, draft, "q-reasons", **{"q-why": "one two three four five six", "q-women": "no"})
    assert answer.context["form"].errors == {"why": ["At most 5 words: these are 6. Leave some out."]}
    assert ("one two three four five six" in answer.content.decode(), answers(draft)) == (True, {"women": "no"})


def test_of_two_who_answer_one_question_the_second_sees_both_texts(client, draft):
    seen = seen_in(client.get(address(draft, "q-reasons")))
    colleague, other = user("Colleague"), Client()
    Author.objects.create(application=draft, user=colleague, joined_at=timezone.now())
    other.force_login(colleague)
    write(other, draft, "q-reasons", **{"q-why": "Theirs", "q-women": "yes"})
    sent = said(seen=seen, **{"q-why": "Mine", "q-women": "no"})
    answer = client.post(address(draft, "q-reasons"), sent)
    met = answer.context["met"]
    assert [(one["name"], one["theirs"], one["mine"]) for one in met["fields"]] == [
        ("why", "Theirs", "Mine"),
        ("women", "Yes", "No"),
    ]
    assert answers(draft) == {"why": "Theirs", "women": "yes"}
    client.post(address(draft, "q-reasons"), sent | {"met": met["newest"], "keep-why": "mine", "keep-women": "theirs"})
    assert answers(draft) == {"why": "Mine", "women": "yes"}


def test_a_question_that_only_the_other_answered_keeps_their_answer(client, draft):
    seen = seen_in(client.get(address(draft, "q-reasons")))
    write(client, draft, "q-reasons", **{"q-women": "no"})
    answer = client.post(address(draft, "q-reasons"), said(seen=seen, **{"q-why": "Mine"}), headers={SAVING: "1"})
    assert (answer.status_code, answers(draft)) == (204, {"why": "Mine", "women": "no"})


def test_a_file_is_an_answer_and_the_one_before_makes_way(client, draft):
    write(client, draft, "q-reasons", **{"q-women": "yes"})
    write(client, draft, "q-rest", **{"q-paper": upload("map.pdf")})
    first = File.objects.about(draft).get()
    assert answers(draft)["paper"] == str(first.pk)
    write(client, draft, "q-rest", **{"q-more": "Nothing"})
    assert answers(draft)["paper"] == str(first.pk)
    write(client, draft, "q-rest", **{"q-paper": upload("better.pdf")})
    kept = File.objects.about(draft).exclude(audience="archive").get()
    assert (kept.name, answers(draft)["paper"]) == ("better.pdf", str(kept.pk))
    empty = write(client, draft, "q-rest", **{"q-paper": upload("empty.pdf", b"")})
    assert "This file is empty." in empty.context["form"].errors["paper"][0]
    assert answers(draft)["paper"] == str(kept.pk)
