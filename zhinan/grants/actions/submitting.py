"""Submitting an application: numbered, frozen with its hash, refused to the second; and withdrawing it."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import in_rows
from zhinan.questionnaires.models import digest_of

from ..emails import sending
from ..models import Submission
from ..rules import checks, content_of, missing
from ..rules.writing import rules_now, why_not
from ..states import APPLICATION_LIFE, WRITABLE, CallState, Stage
from .stages import advance

TOLD = 200  # letters of what is missing that a refusal tells


@transaction.atomic
def submit(application, *, by, now):
    """Submit `application` at the moment `now`; returns the Submission.

    A draft goes by the newest rules of its call, a returned one by those that it was submitted under. Raises NotNow
    where it is late, was submitted already, lacks something or breaks a rule; then nothing is written.
    """
    with alone_with(application) as stored:
        refuse_twice(stored)
        with alone_with(stored.call) as call:  # one after the other: numbers, and one proposal per institution
            stored.call = call
            refuse_late(stored, now)
            stored.rules = rules_now(stored)
            content = content_of(stored)
            refuse_incomplete(stored, content, now)
            return send(stored, call, content, by=by, now=now)


def send(application, call, content, *, by, now):
    """Number and freeze the locked `application` with `content`; returns the Submission."""
    moved = APPLICATION_LIFE.move(application, "submit")
    changes = {"state": [application.state, moved.state], "version": [moved.version, moved.version + 1]}
    moved.rules, moved.submitted_at, moved.revise_by = application.rules, now, None
    if not moved.number:
        call.last_number += 1
        call.save(update_fields=["last_number"])
        moved.number = numbered(call)
    moved.version += 1
    moved.save()
    sent = Submission(application=moved, number=moved.version, rules=moved.rules, content=content)
    sent.digest, sent.submitted_at, sent.submitted_by = digest_of(content), now, by.pseudonym
    sent.save()
    record(moved, "submitted", by=by, changes=changes)
    sending.submitted(sent)
    return sent


def numbered(call):
    """The last number of `call` in full: its short name, the year unless it stands there, three digits or more."""
    code = call.code if call.code.endswith(str(call.year)) else f"{call.code}-{call.year}"
    return f"{code}-{call.last_number:03}"


def refuse_twice(application):
    """Raise NotNow for what was submitted already, perhaps in the same second, or withdrawn."""
    if application.state == Stage.WITHDRAWN:
        raise NotNow(_("“{title}” was withdrawn.").format(title=application))
    if application.state not in WRITABLE:
        raise NotNow(_("“{title}” was submitted already.").format(title=application))


def refuse_late(application, now):
    """Raise NotNow from the second of the deadline on, or of the last moment for a revision."""
    if application.call.state == CallState.CANCELLED:
        raise NotNow(_("The call was cancelled."))
    if trouble := why_not(application, now):
        raise NotNow(trouble)


def refuse_incomplete(application, content, now):
    """Raise NotNow for what lacks something, or breaks a rule of the call."""
    address = reverse("application-check", args=[application.pk])
    words = [one.words for one in missing(application, application.rules, content)]
    if words:
        sentence = ngettext("{n} thing is missing: {what}", "{n} things are missing: {what}", len(words))
        raise NotNow(sentence.format(n=len(words), what=Truncator(in_rows(words)).chars(TOLD)), address)
    broken = [
        one.rule for one in checks(application, application.rules, timezone.localdate(now), content) if not one.passed
    ]
    if broken:
        sentence = ngettext("{n} rule is not met: {what}", "{n} rules are not met: {what}", len(broken))
        raise NotNow(sentence.format(n=len(broken), what=Truncator(in_rows(broken)).chars(TOLD)), address)


@transaction.atomic
def withdraw(application, *, by):
    """Withdraw `application`, or throw its draft away, and tell who waits for it; returns it. Raises NotNow."""
    try:
        moved = advance(application, "withdraw", "proposal_withdrawn", by=by, revise_by=None)
    except NotNow:  # its own sentence would tell what was decided and not told yet
        sentence = _("“{title}” cannot be withdrawn any more. Write to the secretariat.")
        raise NotNow(sentence.format(title=application)) from None
    if moved.version:
        sending.withdrawn(moved, by=by)
    return moved
