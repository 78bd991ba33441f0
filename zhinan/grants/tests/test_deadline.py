"""Many who submit in the same moment: each is in or refused, and none by half."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests.test_at_once import at_once, on_a_server
from zhinan.accounts.tests.make import user
from zhinan.codelists.actions import load_all
from zhinan.grants import actions
from zhinan.grants.models import Application, Submission
from zhinan.grants.tests.make import call
from zhinan.grants.tests.whole import whole
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.models import Notice

pytestmark = [pytest.mark.django_db(transaction=True), on_a_server]
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _codes(transactional_db):
    """The codelists, anew for each test, since the one before took them along."""
    load_all()


def test_fifty_at_the_deadline_are_in_or_refused_and_none_is_half():
    found = call(code="PGTF", year=2027)
    made = [whole(found, user()) for _turn in range(50)]
    moments = [found.closes_at + timedelta(seconds=-1 if number % 2 else 0) for number in range(50)]
    acts = [
        partial(actions.submit, one, by=one.authors.get().user, now=moment)
        for one, moment in zip(made, moments, strict=True)
    ]
    answers = at_once(*acts)
    assert {type(one) for one in answers} == {Submission, NotNow}
    numbers = sorted(Application.objects.filter(state="submitted").values_list("number", flat=True))
    assert numbers == [f"PGTF-2027-{n:03}" for n in range(1, 26)]
    assert Submission.objects.count() == Notice.objects.count() == 25
    found.refresh_from_db()
    assert (found.last_number, Application.objects.filter(state="draft", number="").count()) == (25, 25)


def test_of_two_authors_in_the_same_second_one_submits_and_one_is_told():
    people = [user(), user()]
    made = whole(call(), *people)
    answers = at_once(*[partial(actions.submit, made, by=one, now=NOW) for one in people])
    assert {type(one) for one in answers} == {Submission, NotNow}
    (refusal,) = [one for one in answers if isinstance(one, NotNow)]
    assert (str(refusal), made.submissions.count()) == ("“Rice and fish” was submitted already.", 1)
