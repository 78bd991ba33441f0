"""What the worker does with many applications: how far it has come, what came of it, what was refused and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from zhinan.accounts.models import User

from .. import access, tasks
from ..models import FINAL, Application, Decision, Outcome

OPEN = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
BUSY = gettext_lazy("This is being done with many applications just now. Wait until it is over.")


@dataclass(frozen=True)
class Kind:
    """A kind of long work: its `task`, `doing` in words, `told(n)` for how many, and `done(record, by, span)`.

    `done` gives the decisions that show what was done with a call or meeting by the user with the key `by` in the
    time of `span`, a pair of moments.
    """

    task: object
    doing: str
    told: Callable
    done: Callable


@dataclass(frozen=True)
class Work:
    """How far long work has come: `done` of `total`, told in `sentence`; `refused` is [(sentence, [Application])].

    `left` were not begun since who began it may not do it any more; `is_failed` where it did not come to its end.
    """

    is_open: bool
    doing: str
    sentence: str
    done: int
    total: int
    over_at: datetime | None = None
    is_failed: bool = False
    left: int = 0
    refused: list = field(default_factory=list)


def letters_sent(call, by, span):
    """The decisions of `call` whose letters were sent; who sent a letter stands in the history alone."""
    final = Decision.objects.filter(application__call=call, outcome__in=FINAL, decided_at__lte=span[0])
    return final.filter(letter_sent_at__range=span)


def found_eligible(call, by, span):
    """What `by` found eligible."""
    made = Decision.objects.filter(application__call=call, outcome=Outcome.ELIGIBLE, decided_at__range=span)
    return made.filter(decided_by__in=User.objects.filter(pk=by).values("pseudonym"))


def decided(meeting, by, span):
    """What `by` wrote down of the decisions of `meeting`."""
    made = Decision.objects.filter(meeting=meeting, decided_at__range=span)
    return made.filter(decided_by__in=User.objects.filter(pk=by).values("pseudonym"))


def letters_told(n):
    """That `n` letters are sent."""
    return ngettext("{n} letter is sent.", "{n} letters are sent.", n).format(n=n)


def eligible_told(n):
    """That `n` applications were found eligible."""
    return ngettext("{n} application was found eligible.", "{n} applications were found eligible.", n).format(n=n)


def decided_told(n):
    """That it is decided about `n` applications."""
    return ngettext("{n} application is decided.", "{n} applications are decided.", n).format(n=n)


LETTERS = Kind(tasks.send_letters, gettext_lazy("The letters are being sent."), letters_told, letters_sent)
SCREENING = Kind(
    tasks.screen, gettext_lazy("The checks of applications are being looked at."), eligible_told, found_eligible
)
DECIDING = Kind(tasks.decide, gettext_lazy("The decisions are being written down."), decided_told, decided)


def newest(kind, record):
    """The row of the newest work of `kind` on the call or meeting `record`, None without one."""
    rows = DBTaskResult.objects.filter(task_path=kind.task.module_path, args_kwargs__kwargs__record=record.pk)
    return rows.order_by("-enqueued_at").first()


def is_busy(kind, record):
    """Whether work of `kind` on `record` waits for the worker or goes on."""
    row = newest(kind, record)
    return row is not None and row.status in OPEN


def hand_over(request, kind, record, applications, **words):
    """Let the worker do work of `kind` to the list of keys `applications`; nothing but a sentence while it does so."""
    if is_busy(kind, record):
        messages.error(request, BUSY)
    else:
        tasks.hand_over(kind.task, record, applications, request.user, **words)


def work_on(kind, record, call, user):
    """The Work of `kind` on `record` of `call` as `user` may hear of it, None without any: one to three queries."""
    row = newest(kind, record)
    if row is None:
        return None
    words, is_open = row.args_kwargs["kwargs"], row.status in OPEN
    span = (datetime.fromisoformat(words["since"]), row.finished_at or timezone.now())
    done = kind.done(record, words["by"], span).count()
    came = row.return_value or {"refused": [], "left": 0}
    return Work(
        is_open=is_open, doing=kind.doing, sentence=kind.told(done), done=done, total=len(words["applications"]),
        over_at=None if is_open else row.finished_at, is_failed=row.status == TaskResultStatus.FAILED,
        left=came["left"], refused=by_sentence(came["refused"], call, user),
    )  # fmt: skip


def by_sentence(refused, call, user):
    """[(sentence, [Application])] of the pairs `refused`, without what binds `user`."""
    if not refused:
        return []
    keys = [key for key, _sentence in refused]
    seen = Application.objects.filter(access.considered(user, call), pk__in=keys).in_bulk()
    found = {}
    for key, sentence in refused:
        if key in seen:
            found.setdefault(sentence, []).append(seen[key])
    return list(found.items())
