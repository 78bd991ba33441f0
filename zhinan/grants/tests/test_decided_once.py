"""Several of the office in the same moment: one decision, one grant, one letter."""

from functools import partial

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.test_at_once import at_once, on_a_server
from zhinan.codelists.actions import load_all
from zhinan.grants import actions, tasks
from zhinan.grants.models import Decision, Grant
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.models import Notice
from zhinan.programmes.models import Project

from .committee import approved, decided, office, world

pytestmark = [pytest.mark.django_db(transaction=True), on_a_server]


@pytest.fixture(autouse=True)
def _codes(transactional_db):
    """The codelists, anew for each test, since the one before took them along."""
    load_all()


def test_an_application_is_awarded_once():
    found, by, _author, [one], held = world()
    answers = at_once(*[partial(decided, one, approved(), held, who) for who in (by, office(found), office(found))])
    assert sorted(type(one).__name__ for one in answers) == ["Decision", "NotNow", "NotNow"]
    assert [model.objects.count() for model in (Decision, Grant, Project)] == [1, 1, 1]


def test_a_letter_goes_out_once():
    found, by, author, rows, held = world(3)
    for one in rows:
        decided(one, approved(), held, by)
    sent = at_once(*[partial(actions.send_letters, found, by=by, now=timezone.now()) for _turn in range(4)])
    assert (sorted(sent), Notice.objects.filter(user=author).count()) == ([0, 0, 0, 3], 3)


def test_what_is_taken_up_again_gets_no_letter_or_what_has_one_is_not_taken_up_again():
    found, by, author, [one], held = world()
    decided(one, approved(), held, by)
    sent, answer = at_once(
        partial(actions.send_letters, found, by=by, now=timezone.now()), partial(actions.reconsider, one, by=by)
    )
    assert (sent, Notice.objects.filter(user=author).count()) == ((1, 1) if isinstance(answer, NotNow) else (0, 0))


def by_two_workers():
    """What two workers give for the same work, of which each believes that the other is no more."""
    row = DBTaskResult.objects.get()
    return at_once(*[partial(row.task.call, **row.args_kwargs["kwargs"]) for _turn in range(2)])


def test_two_workers_with_the_same_letters_send_each_once():
    found, by, author, rows, held = world(5)
    for one in rows:
        decided(one, approved(), held, by)
    tasks.hand_over(tasks.send_letters, found, [one.pk for one in rows], by)
    assert by_two_workers() == [{"refused": [], "left": 0}] * 2
    assert Notice.objects.filter(user=author).count() == 5


def test_two_workers_with_the_same_decisions_make_each_once():
    _found, by, _author, rows, held = world(5)
    verdict = {"outcome": "approved", "conditions": "", "comment": "", "revise_by": None}
    tasks.hand_over(tasks.decide, held, [one.pk for one in rows], by, verdict=verdict, percent=100)
    assert by_two_workers() == [{"refused": [], "left": 0}] * 2
    assert [model.objects.count() for model in (Decision, Grant, Project)] == [5, 5, 5]
