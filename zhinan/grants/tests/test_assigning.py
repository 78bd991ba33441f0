"""Asking for reviews: by hand and for a whole call, never from who is bound, and told to who is asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from zhinan.accounts.tests.make import user
from zhinan.codelists.models import Goal
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


def proposed(answer):
    """{title: (who was asked, [(who would be, why, how many reviews they would have)])} of the page of a plan."""
    return {
        application.title: ([one.name for one in asked], [(one.name, why, load) for one, why, load in given])
        for application, asked, given in answer.context["proposals"]
    }


def test_the_plan_says_of_each_application_who_would_review_it_and_why(client, made, office):
    rice, tea = application(made, state="eligible", title="Rice"), application(made, state="appraisal", title="Tea")
    hunger, energy = Goal.objects.get(number=2), Goal.objects.get(number=7)
    rice.goals.add(hunger, energy)
    tea.goals.add(hunger)
    knows, some, none = (reviewer(made, name) for name in ("Knows", "Somebody", "Other"))
    made.panel.get(user=knows).goals.add(hunger, energy)
    made.panel.get(user=none).goals.add(Goal.objects.get(number=13))
    asked(tea, knows)
    answer = client.get(plan(made))
    anything = "named no goals, so that every application counts as known"
    assert proposed(answer) == {
        "Rice": ([], [("Knows", "knows its goals 2, 7", 2), ("Somebody", anything, 2)]),
        "Tea": (["Knows"], [("Somebody", anything, 2)]),
    }
    shown = answer.content.decode()
    assert [words in shown for words in ("knows its goals 2, 7; 2 reviews then", rice.number)] == [True, True]
    Recusal.objects.create(application=rice, user=some, tie="family", declared_at=timezone.now())
    unknown = "knows none of its goals: those who do cannot be asked, or are needed elsewhere"
    assert proposed(client.get(plan(made)))["Rice"] == (
        [], [("Knows", "knows its goals 2, 7", 2), ("Other", unknown, 1)],
    )  # fmt: skip


def test_a_long_plan_is_shown_a_page_at_a_time_for_the_number_that_was_asked_for(client, made, office):
    for n in range(27):
        application(made, state="eligible", title=f"Paper {n:02}")
    for n in range(3):
        reviewer(made, f"Reviewer {n}")
    first = client.get(plan(made), {"each": 3})
    assert (first.context["total"], len(proposed(first))) == (81, 25)
    assert "?each=3&amp;page=2" in first.content.decode()
    second = client.get(plan(made), {"each": 3, "page": 2})
    assert list(proposed(second)) == ["Paper 25", "Paper 26"]
    assert {len(given) for _asked, given in proposed(second).values()} == {3}
    assert second.context["digest"] == first.context["digest"]


def test_those_who_would_have_too_few_are_all_named_a_page_at_a_time(client, made, office):
    reviewer(made)
    for n in range(27):
        application(made, state="eligible", title=f"Paper {n:02}")
    page = client.get(plan(made), {"short": 2})
    assert [one.title for one, _lack in page.context["short"]] == ["Paper 25", "Paper 26"]
    assert ["27 applications would have fewer" in page.content.decode(), "?short=1" in page.content.decode()] == [
        True
    ] * 2


def test_a_plan_is_not_taken_where_more_would_be_left_out_than_was_shown(client, made, office):
    application(made, state="eligible", title="Rice")
    reviewer(made, "Reads", languages="en"), reviewer(made, "Too", languages="en")
    seen = client.get(plan(made)).context["digest"]
    application(made, state="eligible", title="Millet", language="fr")
    page = client.post(plan(made), {"each": 2, "plan": seen})
    assert ["Something has changed meanwhile" in page.content.decode(), Review.objects.count()] == [True, 0]
    assert [one.title for one, _lack in page.context["short"]] == ["Millet"]
    answer = client.post(plan(made), {"each": 2, "plan": page.context["digest"]})
    assert [answer.status_code, Review.objects.count()] == [302, 2]


def test_the_form_that_takes_a_plan_sends_the_number_that_it_was_made_for(client, made, office):
    application(made, state="eligible")
    for n in range(3):
        reviewer(made, f"Reviewer {n}")
    shown = html.fromstring(client.get(plan(made), {"each": 3}).content)
    form = next(one for one in shown.forms if one.method == "POST" and "each" in one.fields)
    typed = dict(form.form_values()) | {"plan": form.xpath(".//button[@name='plan']")[0].get("value")}
    assert client.post(plan(made) + form.action, typed).status_code == 302
    assert Review.objects.count() == 3


@pytest.mark.parametrize("each", ["0", "11", "", "two"])
def test_a_plan_for_a_number_that_cannot_be_is_shown_for_the_usual_one(client, made, office, each):
    application(made, state="eligible")
    reviewer(made), reviewer(made), reviewer(made)
    page = client.get(plan(made), {"each": each})
    assert [bool(page.context["form"].errors["each"]), page.context["each"], page.context["total"]] == [True, 2, 2]


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
    with django_assert_num_queries(26):  # three of them for the page of applications: goals, who was asked
        client.get(plan(made))


def test_a_committee_member_is_no_candidate(client, made, office):
    found = application(made, state="eligible")
    sits(made, user("Committee"))
    assert client.get(assign(found)).context["rows"] == []
