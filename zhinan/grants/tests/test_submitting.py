"""Submitting: numbered, frozen with its hash, refused to the second; in or out as a whole."""

from datetime import timedelta

import pytest
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.models import Application, Submission
from zhinan.grants.rules import content_of
from zhinan.grants.tests.make import application, asked, call, rules
from zhinan.grants.tests.whole import whole
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.notices.models import Notice
from zhinan.questionnaires.models import digest_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NOW = timezone.now()
DRAFT = {"state": "draft", "number": "", "version": 0, "submitted_at": None}


def standing(made):
    """What is written down of an application that was submitted or not."""
    found = Application.objects.filter(pk=made.pk).values(*DRAFT).get()
    return found, Submission.objects.filter(application=made).count(), Notice.objects.count()


def test_what_was_submitted_is_numbered_and_frozen_with_its_hash():
    found = call(code="PGTF", year=2027)
    author, other = user(), user()
    made = whole(found, author, other)
    sent = actions.submit(made, by=author, now=NOW)
    made.refresh_from_db()
    assert (made.state, made.number, made.version, made.submitted_at) == ("submitted", "PGTF-2027-001", 1, NOW)
    assert (sent.number, sent.digest, sent.rules) == (1, digest_of(content_of(made)), found.rules())
    assert sent.submitted_by == author.pseudonym
    (entry,) = Entry.objects.about(made)
    assert (entry.verb, entry.audience, entry.actor) == ("submitted", found.staff(), author.pseudonym)


def test_every_author_gets_a_notice_that_leads_to_the_pdf_whoever_sent_it_too():
    people = [user(), user()]
    made = whole(call(), *people)
    actions.submit(made, by=people[0], now=NOW)
    rows = Notice.objects.order_by("user").values_list("user", "address", "mail")
    address = f"/applications/{made.pk}/versions/1/proposal.pdf"
    assert list(rows) == [(one.pk, address, "waiting") for one in people]


def test_numbers_follow_each_other_and_a_year_stands_in_them_once():
    author, found = user(), call(code="SSDC-2027", year=2027)
    numbers = []
    for _turn in range(2):
        made = whole(found, author)
        numbers.append(actions.submit(made, by=author, now=NOW).application.number)
    assert numbers == ["SSDC-2027-001", "SSDC-2027-002"]


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, False), (1, False)])
def test_late_is_refused_to_the_second_and_writes_nothing(seconds, is_taken):
    author, found = user(), call()
    made = whole(found, author)
    if is_taken:
        assert actions.submit(made, by=author, now=found.closes_at + timedelta(seconds=seconds)).number == 1
        return
    with pytest.raises(NotNow, match="The deadline of"):
        actions.submit(made, by=author, now=found.closes_at + timedelta(seconds=seconds))
    assert standing(made) == (DRAFT, 0, 0)


@pytest.mark.parametrize("state", ["draft", "closed", "cancelled", "decided"])
def test_a_call_that_is_not_open_takes_nothing(state):
    author, found = user(), call(state=state)
    made = whole(found, author)
    with pytest.raises(NotNow):
        actions.submit(made, by=author, now=NOW)
    assert standing(made) == (DRAFT, 0, 0)


def test_what_lacks_something_is_not_taken_and_the_refusal_leads_to_the_check():
    author = user()
    made = whole(call(), author, summary="")
    with pytest.raises(NotNow, match="1 thing is missing: a summary") as refusal:
        actions.submit(made, by=author, now=NOW)
    assert refusal.value.address == f"/applications/{made.pk}/check/"
    assert standing(made) == (DRAFT, 0, 0)


def test_what_breaks_a_rule_is_not_taken():
    author = user()
    made = whole(call(minimum_countries=4), author)
    with pytest.raises(NotNow, match="1 rule is not met: At least 4 participating countries"):
        actions.submit(made, by=author, now=NOW)
    assert standing(made) == (DRAFT, 0, 0)


def test_a_draft_is_judged_by_the_newest_rules_and_a_returned_one_by_its_own():
    author, found = user(), call()
    made = whole(found, author)
    second = rules(found, months_most=12)
    assert actions.submit(made, by=author, now=NOW).rules == second
    rules(found, months_most=6)
    Application.objects.filter(pk=made.pk).update(state="returned", revise_by=NOW + timedelta(days=1))
    sent = actions.submit(made, by=author, now=NOW + timedelta(hours=1))
    made.refresh_from_db()
    assert (sent.number, sent.rules, made.version, made.revise_by) == (2, second, 2, None)
    assert made.number.endswith("-001")


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, False)])
def test_a_returned_one_is_taken_until_the_second_of_its_own_deadline_also_once_the_call_is_closed(seconds, is_taken):
    author, found = user(), call(state="closed")
    until = NOW + timedelta(days=60)
    made = whole(found, author, state="returned", revise_by=until)
    if is_taken:
        assert actions.submit(made, by=author, now=until + timedelta(seconds=seconds)).number == 2
    else:
        with pytest.raises(NotNow, match="The revision was due"):
            actions.submit(made, by=author, now=until + timedelta(seconds=seconds))


def test_the_second_of_two_authors_hears_that_it_was_submitted_already():
    first, second = user(), user()
    made = whole(call(), first, second)
    actions.submit(made, by=first, now=NOW)
    with pytest.raises(NotNow, match="“Rice and fish” was submitted already"):
        actions.submit(made, by=second, now=NOW)
    assert made.submissions.count() == 1


def test_one_proposal_an_institution_holds_for_those_that_are_sent_one_after_the_other():
    found, lead, author = call(one_per_institution=True), organisation(), user()
    first, second = (whole(found, author, lead=lead) for _turn in range(2))
    actions.submit(first, by=author, now=NOW)
    with pytest.raises(NotNow, match="One proposal per institution and year"):
        actions.submit(second, by=author, now=NOW)


def test_withdrawing_tells_the_other_authors_the_office_and_who_still_reviews_by_number_alone():
    author, other, reviewer = user(), user(), user("Reviewer")
    made = whole(call(), author, other)
    office = user("Secretariat", "secretariat", made.call.programme.scope())
    actions.submit(made, by=author, now=NOW)
    Notice.objects.all().delete()
    asked(made, reviewer)
    actions.withdraw(made, by=author)
    made.refresh_from_db()
    assert (made.state, made.version) == ("withdrawn", 1)
    told = [(who, facts["number"]) for who, facts in Notice.objects.order_by("user").values_list("user", "facts")]
    assert told == [(one.pk, made.number) for one in (other, reviewer, office)]


def test_a_draft_that_is_withdrawn_is_told_to_nobody():
    author = user()
    made = whole(call(), author)
    actions.withdraw(made, by=author)
    assert (Application.objects.get().state, Notice.objects.count()) == ("withdrawn", 0)
    with pytest.raises(NotNow, match="was withdrawn"):
        actions.submit(made, by=author, now=NOW)


@pytest.mark.parametrize("state", ["awarded", "declined", "ineligible", "withdrawn"])
def test_what_is_decided_is_not_withdrawn(state):
    made = application(None, user(), state=state)
    with pytest.raises(NotNow):
        actions.withdraw(made, by=made.authors.get().user)
