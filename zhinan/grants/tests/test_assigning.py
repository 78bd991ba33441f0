"""Asking for reviews: by hand and for a whole call, never from who is bound, and told to who is asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.grants.actions import assigning
from zhinan.grants.models import Application, Recusal, Review
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.notices.models import Notice
from zhinan.programmes.tests.make import programme

from .make import application, asked, call, sits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def made():
    return call(programme(), title="Seeds of cooperation", reviewers=2)


@pytest.fixture
def office(client, made):
    """The secretariat, who has signed in."""
    found = user("Secretariat", "secretariat", made.programme.scope())
    client.force_login(found)
    return found


def reviewer(made, name="Reviewer", **facts):
    """Somebody of the panel who reviews."""
    return sits_as_reviewer(made, user(name, "reviewer", made.scope()), facts)


def sits_as_reviewer(made, one, facts):
    made.panel.create(user=one, **facts)
    return one


def assign(found):
    return reverse("application-assign", args=[found.pk])


def plan(made):
    return reverse("call-assign", args=[made.slug])


def test_who_is_chosen_is_asked_and_told_without_number_or_title(client, made, office):
    found, one = application(made, state="eligible", title="Rice and fish"), reviewer(made)
    assert "Reviewer" in client.get(assign(found)).content.decode()
    due = timezone.localdate() + timedelta(days=10)
    assert client.post(assign(found), {"reviewers": one.pk, "due_on": due}).headers["Location"] == assign(found)
    review, notice = Review.objects.get(), Notice.objects.get()
    found.refresh_from_db()
    assert [review.reviewer, review.state, review.due_on, found.state] == [one, "asked", due, "appraisal"]
    assert [notice.user, notice.address] == [one, reverse("application-review", args=[found.pk])]
    told = notice.words({})
    assert ["Seeds of cooperation" in told, found.number in told, "Rice" in told] == [True, False, False]
    entries = list(Entry.objects.about(review)) + list(Entry.objects.about(found))
    assert {(entry.verb, entry.audience) for entry in entries} == {
        ("review_asked", made.staff()),
        ("appraised", made.staff()),
    }


def test_who_is_bound_stands_there_with_the_reason_and_cannot_be_chosen(client, made, office):
    home = organisation()
    found, one, free = application(made, state="eligible", lead=home), reviewer(made, organisation=home), reviewer(made)
    page = client.get(assign(found)).content.decode()
    assert "belongs to an institution that takes part" in page
    assert [f'value="{key}"' in page for key in (one.pk, free.pk)] == [False, True]
    due = timezone.localdate() + timedelta(days=3)
    page = client.post(assign(found), {"reviewers": [one.pk, free.pk], "due_on": due}).content.decode()
    assert "must not review this application: belongs to" in page
    assert [f'value="{free.pk}" aria-label="Reviewer" checked' in page, str(due) in page] == [True, True]
    assert Review.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose at least one reviewer."),
        ({"reviewers": "99999999999999999999"}, "is not one of the available choices"),
        ({"reviewers": "x"}, "is not one of the available choices"),
        ({"due_on": "2020-01-01"}, "This day has passed."),
        ({"due_on": "2027-02-30"}, "Enter a valid date."),
    ],
)
def test_wrong_input_is_said_and_asks_nobody(client, made, office, typed, sentence):
    found, one = application(made, state="eligible"), reviewer(made)
    first = {"reviewers": one.pk} if "due_on" in typed else {}
    answer = client.post(assign(found), first | typed)
    assert [answer.status_code, sentence in answer.content.decode()] == [200, True]
    assert Review.objects.count() == 0


@pytest.mark.parametrize("state", ["submitted", "ineligible", "returned", "committee", "awarded", "withdrawn"])
def test_no_reviewer_is_asked_at_the_wrong_moment(made, office, state):
    with pytest.raises(NotNow, match="once an application is eligible"):
        assigning.ask(application(made, state=state), reviewer(made), by=office, now=timezone.now())
    assert Review.objects.count() == 0


def test_who_gave_a_review_back_can_be_asked_again_and_begins_anew(made, office):
    found, one = application(made, state="appraisal"), reviewer(made)
    review = asked(found, one, state="dropped", comment="Old")
    with pytest.raises(NotNow, match="was asked already"):
        assigning.ask(found, one, by=office, now=timezone.now())
        assigning.ask(found, one, by=office, now=timezone.now())
    review.refresh_from_db()
    assert [review.state, review.comment] == ["asked", ""]


def test_a_plan_is_looked_at_then_taken_and_told_once_to_each(client, made, office):
    found = [application(made, state="eligible") for _n in range(3)]
    people = [reviewer(made, f"Reviewer {n}") for n in range(3)]
    page = client.get(plan(made))
    assert [page.context["total"], [row[1:] for row in page.context["rows"]]] == [6, [(0, 2, 2)] * 3]
    assert Review.objects.count() == 0
    answer = client.post(plan(made), {"each": 2, "plan": page.context["digest"]})
    assert answer.headers["Location"] == reverse("call-reviews", args=[made.slug])
    counts = [Review.objects.filter(reviewer=one).count() for one in people]
    assert [counts, Review.objects.count(), Notice.objects.count()] == [[2, 2, 2], 6, 3]
    assert set(Application.objects.values_list("state", flat=True)) == {"appraisal"}
    entries = Entry.objects.filter(noun="grants.application", noun_id__in=[one.pk for one in found])
    assert [(entry.verb, entry.changes) for entry in entries] == [
        ("appraised", {"state": ["eligible", "appraisal"]})
    ] * 3
    assert client.get(plan(made)).context["total"] == 0


def test_a_plan_that_has_changed_meanwhile_is_shown_again(client, made, office):
    found, one = application(made, state="eligible"), reviewer(made)
    reviewer(made)
    seen = client.get(plan(made)).context["digest"]
    Recusal.objects.create(application=found, user=one, tie="family", declared_at=timezone.now())
    page = client.post(plan(made), {"each": 2, "plan": seen})
    assert [page.status_code, "Something has changed meanwhile" in page.content.decode()] == [200, True]
    assert Review.objects.count() == 0


def test_a_plan_that_changes_while_it_is_taken_writes_nothing(made, office):
    found, one, other = application(made, state="eligible"), reviewer(made), reviewer(made)
    Recusal.objects.create(application=found, user=one, tie="family", declared_at=timezone.now())
    pairs = [(found.pk, other.pk), (found.pk, one.pk)]
    with pytest.raises(NotNow, match="Something has changed"):
        assigning.ask_for_all(made, pairs, by=office, now=timezone.now())
    found.refresh_from_db()
    assert [Review.objects.count(), found.state] == [0, "eligible"]


def test_what_cannot_be_filled_is_named_with_the_reason(client, made, office):
    home = organisation()
    application(made, state="eligible", lead=home, language="fr", title="Millet")
    reviewer(made, organisation=home)
    reviewer(made, languages="en")
    page = client.get(plan(made)).content.decode()
    assert "Millet" in page
    assert ["with a conflict of interest: 1" in page, "who do not read its language: 1" in page] == [True, True]


def test_the_office_does_not_plan_what_it_is_recused_from(client, made, office):
    found = application(made, state="eligible", title="Millet")
    reviewer(made)
    Recusal.objects.create(application=found, user=office, tie="family", declared_at=timezone.now())
    page = client.get(plan(made))
    assert [page.context["total"], "Millet" in page.content.decode()] == [0, False]


@pytest.mark.parametrize("each", ["0", "11", "", "two"])
def test_a_number_of_reviewers_that_cannot_be_is_refused(client, made, office, each):
    application(made, state="eligible")
    reviewer(made)
    page = client.post(plan(made), {"each": each, "plan": "x"})
    assert [page.status_code, bool(page.context["form"].errors["each"]), Review.objects.count()] == [200, True, 0]


@pytest.mark.parametrize("number", [1, 3])
def test_both_pages_take_as_many_queries_for_many_as_for_one(client, made, office, number, django_assert_num_queries):
    reviewer(made)
    for _n in range(number):
        found = application(made, state="eligible")
        reviewer(made, organisation=organisation())
    with django_assert_num_queries(22):
        client.get(assign(found))
    with django_assert_num_queries(23):
        client.get(plan(made))


def test_a_committee_member_is_no_candidate(client, made, office):
    found = application(made, state="eligible")
    sits(made, user("Committee"))
    assert client.get(assign(found)).context["rows"] == []
