"""A review as it is written: kept as it goes, reckoned, sent once it is whole, opened again."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.grants.actions import reviewing
from zhinan.grants.models import Mark, Review, Submission
from zhinan.grants.rules import content_of
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.notices.models import Notice
from zhinan.programmes.tests.make import programme

from .make import application, asked, call, rubric

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def review(client):
    """A review that a reviewer who has signed in was asked for, by a rubric of 60 and 40."""
    made = call(programme(), title="Seeds of cooperation")
    rubric(made.rules())
    one = user("Reviewer")
    client.force_login(one)
    return asked(submitted(application(made, state="appraisal", lead=organisation(name="Institute of Millet"))), one)


def submitted(found):
    """The application `found`, with what was submitted."""
    words = {"content": content_of(found), "digest": "x", "submitted_at": timezone.now()}
    Submission.objects.create(application=found, number=1, rules=found.rules, **words)
    return found


def address(review):
    return reverse("application-review", args=[review.application_id])


def typed(review, *points, step="send", **more):
    """What is sent where the criteria get these points."""
    criteria = review.application.rules.criteria.all()
    marks = {f"mark-{one.pk}": value for one, value in zip(criteria, points, strict=True)}
    return {**marks, "step": step, "advice": "approve", "comment": "Good", "for_office": "Fund it", **more}


def test_a_review_is_kept_with_what_it_comes_to(client, review):
    answer = client.post(address(review), typed(review, 4, "", step="keep"))
    assert answer.headers["Location"] == address(review)
    review.refresh_from_db()
    assert [review.state, review.total, review.comment, review.marks.count()] == ["writing", None, "Good", 2]
    page = client.get(address(review))
    assert [page.context["points"], page.context["is_whole"]] == [Decimal("45.00"), False]
    client.post(address(review), typed(review, 4, 2, step="keep"))
    review.refresh_from_db()
    assert review.total == Decimal("55.00")
    assert [entry.verb for entry in Entry.objects.about(review)] == ["review_begun"]


def test_what_is_typed_is_saved_by_the_script_too(client, review):
    words = typed(review, 3, 3)
    words.pop("step")
    answer = client.post(address(review), words, headers={"X-Zhinan-Save": "1"})
    review.refresh_from_db()
    assert [answer.status_code, review.state, review.total] == [204, "writing", Decimal("50.00")]


def test_a_whole_review_is_sent_and_then_only_read(client, review):
    client.post(address(review), typed(review, 4, 2))
    review.refresh_from_db()
    assert [review.state, review.total, review.advice] == ["sent", Decimal("55.00"), "approve"]
    page = client.get(address(review)).content.decode()
    assert ["<textarea" in page, "Fund it" in page, "It is sent." in page] == [False, True, True]
    client.post(address(review), typed(review, 2, 2))
    review.refresh_from_db()
    assert review.total == Decimal("55.00")
    assert [entry.audience for entry in Entry.objects.about(review)] == [review.application.audience] * 2


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ((4, ""), "Give a mark for “Criterion 2”."),
        ((5, 3), "Write why it is 5."),
        ((1, 3), "Write why it is 1."),
        ((9, 3), "is not one of the available choices"),
        (("-1", 3), "is not one of the available choices"),
        (("x", 3), "is not one of the available choices"),
    ],
)
def test_what_is_not_whole_is_not_sent_but_kept_and_shown_as_it_was_typed(client, review, points, sentence):
    answer = client.post(address(review), typed(review, *points))
    review.refresh_from_db()
    page = answer.content.decode()
    assert [answer.status_code, sentence in page, "Fund it" in page] == [200, True, True]
    assert [review.state, review.comment] == ["writing", "Good"]


def test_a_reason_at_the_end_of_the_scale_is_enough(client, review):
    first = review.application.rules.criteria.first()
    client.post(address(review), typed(review, 5, 3, **{f"reason-{first.pk}": "It could not be better."}))
    review.refresh_from_db()
    assert [review.state, Mark.objects.get(criterion=first).reason] == ["sent", "It could not be better."]


def test_where_the_rules_ask_for_no_reasons_none_is_needed(client, review):
    type(review.application.rules).objects.update(asks_reasons=False)
    client.post(address(review), typed(review, 5, 1))
    review.refresh_from_db()
    assert [review.state, review.total] == ["sent", Decimal("60.00")]


def test_too_long_a_comment_is_refused_at_its_field_and_the_rest_is_kept(client, review):
    page = client.post(address(review), typed(review, 3, 3, comment="x" * 8001)).content.decode()
    review.refresh_from_db()
    assert ["at most 8000 characters" in page, review.state, review.total] == [True, "writing", Decimal("50.00")]


def test_nothing_is_written_once_the_committee_has_it(client, review):
    type(review.application).objects.update(state="committee")
    page = client.post(address(review), typed(review, 3, 3), follow=True).content.decode()
    review.refresh_from_db()
    assert ["no longer under review" in page, review.state, Mark.objects.count()] == [True, "asked", 0]
    saved = client.post(address(review), typed(review, 3, 3), headers={"X-Zhinan-Save": "1"})
    assert saved.status_code == 409


def test_a_review_without_marks_cannot_be_sent_by_another_way(review):
    with pytest.raises(NotNow, match="A mark is missing"):
        reviewing.send(review, by=review.reviewer, now=timezone.now())
    review.refresh_from_db()
    assert review.state == "asked"


def test_the_office_opens_a_review_again_and_its_reviewer_is_told_without_number_or_title(client, review):
    client.post(address(review), typed(review, 4, 2))
    office = user("Secretariat", "secretariat", review.application.call.programme.scope())
    client.force_login(office)
    client.post(reverse("open-review", args=[review.application_id, review.pk]))
    review.refresh_from_db()
    told = Notice.objects.get()
    assert [review.state, review.sent_at, review.total, told.user] == [
        "writing",
        None,
        Decimal("55.00"),
        review.reviewer,
    ]
    words = told.words({})
    assert ["is open again" in words, "Rice" in words, review.application.number in words] == [True, False, False]


def test_a_review_of_what_came_back_is_opened_and_the_application_is_under_review_again(review):
    Review.objects.update(state="sent", total=50, sent_at=timezone.now())
    type(review.application).objects.update(state="eligible")
    office = user("Secretariat", "secretariat", review.application.call.programme.scope())
    reviewing.open_again(Review.objects.get(), by=office)
    review.application.refresh_from_db()
    assert review.application.state == "appraisal"


@pytest.mark.parametrize("is_blind", [False, True])
def test_a_blind_reviewer_reads_no_name_of_an_institution(client, review, is_blind):
    type(review.application.rules).objects.update(is_blind=is_blind)
    found = review.application
    page = client.get(address(review)).content.decode()
    assert [("Institute of Millet" in page), found.number in page] == [not is_blind, True]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_as_many_queries_for_many_criteria_as_for_one(client, number, django_assert_num_queries):
    made, one = call(programme()), user("Reviewer")
    rubric(made.rules(), *[Decimal(100 // number)] * number)
    review = asked(submitted(application(made, state="appraisal")), one)
    client.force_login(one)
    with django_assert_num_queries(15):
        client.get(address(review))
    assert [*Review.objects.waiting_for(one)] == [review]
