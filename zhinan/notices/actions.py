"""How notices come about, are read, and go out by mail."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks.base import TaskResultStatus

from zhinan.accounts.models import User

from .models import Mail, Notice, Often, Rhythm
from .rules import LEASE, due_at, next_attempt

LONGEST = 300  # characters of a trouble that are kept


def tell(people, sentence, about, *, by=None, address=None, **facts):
    """Tell each of `people` something about the record `about`, in the transaction of the change itself.

    `sentence` is an English sentence marked with `gettext_noop`, with names in braces for `facts` and {who} for `by`,
    who is told nothing. `address` is a path, by default that of the record. Returns the notices.
    """
    if address is None:
        address = about.get_absolute_url() if hasattr(about, "get_absolute_url") else ""
    people = [person for person in people if person != by]
    rhythms = dict(Rhythm.objects.filter(user__in=people).values_list("user", "often"))
    now = timezone.now()  # the moment of the row itself, as in the history
    words = {"sentence": sentence, "facts": facts, "address": address, "actor": by and by.pseudonym, "made_at": now}
    notices = []
    for person in people:
        due = due_at(rhythms.get(person.pk, Often.AT_ONCE), now)
        mail = Mail.WAITING if due else Mail.NONE
        notices.append(Notice(**Notice.pointer(about), user=person, mail=mail, due_at=due, **words))
    return Notice.objects.bulk_create(notices)


def mark_read(notices, *, now):
    """Note that each of the queryset `notices` was read; returns how many had not been."""
    return notices.filter(read_at=None).update(read_at=now)


@transaction.atomic
def choose(user, often, *, now):
    """Send `user` mail so `often` from now on; what waits already goes out in the new rhythm."""
    Rhythm.objects.update_or_create(user=user, defaults={"often": often})
    due = due_at(often, now)
    waiting = Notice.objects.filter(user=user, mail=Mail.WAITING)
    waiting.update(mail=Mail.WAITING if due else Mail.NONE, due_at=due)


@transaction.atomic
def claim(user_id, now):
    """Take the notices that are due for one person, oldest first, so that no other worker sends them meanwhile.

    Whoever is cut off before `sent` or `failed` leaves them to the next attempt, LEASE later.
    """
    due = Notice.objects.due(now).filter(user=user_id).select_related("user").order_by("made_at", "pk")
    notices = list(due.select_for_update(skip_locked=True, of=("self",)))
    keys = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=keys).update(due_at=now + LEASE, attempts=F("attempts") + 1)
    for notice in notices:
        notice.attempts += 1
    return notices


def sent(notices):
    """Note that the mail of `notices` is on its way."""
    keys = [notice.pk for notice in notices]
    return Notice.objects.filter(pk__in=keys).update(mail=Mail.SENT, due_at=None, trouble="")


def failed(notices, trouble, *, now):
    """Note that the mail of `notices` could not be sent, and try again later or give up."""
    for notice in notices:
        notice.due_at, notice.trouble = next_attempt(notice.attempts, now), trouble[:LONGEST]
        notice.mail = Mail.WAITING if notice.due_at else Mail.FAILED
    Notice.objects.bulk_update(notices, ["due_at", "trouble", "mail"])


def send_again(notices, *, now):
    """Let the worker try again with those of the queryset `notices` whose mail was given up; returns how many."""
    return notices.failed().update(mail=Mail.WAITING, due_at=now, attempts=0, trouble="")


def names_in(notices):
    """{pseudonym: name} of those whom `notices` name and who are still here; one query."""
    return User.objects.names(notice.actor for notice in notices if notice.actor)


def queue_again(letter):
    """Let the worker try again with `letter`, a failed row of the queue."""
    letter.status = TaskResultStatus.READY
    letter.started_at = letter.finished_at = None
    letter.exception_class_path = letter.traceback = ""
    letter.worker_ids = []
    letter.save()
