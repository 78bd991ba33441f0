"""What the ill-disposed try with applications, and what holds against it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.actions import erase
from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.actions import moderating, reviewing
from zhinan.grants.emails.sending import office_of
from zhinan.grants.models import Application, Call, Review
from zhinan.grants.rules.masking import Mask
from zhinan.kit.lifecycle import NotNow

from .make import application, asked, call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def test_only_whoever_leads_hands_over_the_lead_and_removes_others_and_anybody_may_leave():
    lead, other = user("Lead"), user("Other")
    found = application(call(), lead, other)
    first, second = found.authors.all()
    for act, about in ((actions.hand_over, second), (actions.remove_author, first)):
        with pytest.raises(NotNow):
            act(about, by=other, now=timezone.now())
    actions.hand_over(second, by=lead, now=timezone.now())
    first.refresh_from_db()
    actions.remove_author(first, by=lead, now=timezone.now())
    assert [one.user for one in found.authors.all()] == [other]


def test_a_refused_withdrawal_does_not_tell_what_was_decided():
    author = user("Author")
    said = set()
    for state in ("declined", "awarded"):
        found = application(call(), author, state=state)
        with pytest.raises(NotNow) as refusal:
            actions.withdraw(found, by=author)
        said.add(str(refusal.value))
    assert len(said) == 1 and "declined" not in said.pop()


def test_the_secretariat_hears_nothing_of_what_one_of_them_wrote():
    found = call()
    keeper, both = (user(word, RoleName.SECRETARIAT, found.programme.scope()) for word in ("Keeper", "Both"))
    assert list(office_of(application(found, both))) == [keeper]


def test_reviews_of_an_erased_account_stay_and_hold_nothing_up():
    found = application(call(), user("Author"), state="appraisal")
    reviewers = user("First"), user("Second")
    for one in reviewers:
        asked(found, one, state="sent", sent_at=timezone.now(), total=50)
    keeper = user("Keeper", RoleName.SECRETARIAT, found.call.programme.scope())
    erase(reviewers[0], by=reviewers[0], on=timezone.localdate())
    with pytest.raises(NotNow, match="not two reviews"):
        moderating.moderate(found, by=keeper)
    with pytest.raises(NotNow, match="no account any more"):
        reviewing.open_again(Review.objects.get(reviewer=None), by=keeper)


def test_nothing_of_a_decided_call_is_screened_or_returned():
    found = application(call(), user("Author"), state="ineligible")
    Call.objects.update(state="decided")
    by, found = user("Keeper"), Application.objects.get(pk=found.pk)
    later = timezone.now() + timedelta(days=9)
    for act in (
        lambda: actions.screen_again(found, by=by),
        lambda: actions.give_back(found, "More", later, by=by, now=timezone.now()),
    ):
        with pytest.raises(NotNow):
            act()


@pytest.mark.parametrize(
    "text",
    [
        *("Dr OKORO", "Prof. Li", "O\N{RIGHT SINGLE QUOTATION MARK}Neill", "Oko\N{ZERO WIDTH SPACE}ro"),
        *("uonbi.ac.ke", "Zentrum.ORG", "+254 722 000 000", "0000-0002-1825-0097", "ask@water.example"),
    ],
)
def test_a_blind_reviewer_reads_none_of_these(text):
    shown = Mask({"Okoro", "Li", "O'Neill"})(f"It was {text} who asked.")
    for word in ("okoro", "li ", "neill", "uonbi", "zentrum", "722", "1825", "water"):
        assert word not in shown.casefold()


def test_a_number_that_no_database_holds_is_refused_like_any_other(client):
    found = call()
    client.force_login(user("Keeper", RoleName.SECRETARIAT, found.programme.scope()))
    address = reverse("call-comparison", args=[found.slug])
    assert client.get(address, {"numbers": "\0 C-1"}).status_code == 200
