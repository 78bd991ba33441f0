"""How a call is begun, copied, opened, closed and cancelled."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.accounts.models import PUBLIC, STAFF, RoleName, User
from zhinan.codelists.models import Currency
from zhinan.history.actions import record, write
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.values import kept
from zhinan.notices.actions import tell

from .. import access
from ..models import Author, Call, CallRules
from ..rules import a_year_later, begun, deadline, first_deadline
from ..states import CALL_LIFE, SUBMITTED, Stage

GRACE = timedelta(minutes=2)  # what was sent in time may still be on its way into the database


@transaction.atomic
def begin_call(call, values, *, by):
    """Record the new `call` with `values`, and its first rules, of the keys `preset` and `rubric` among them.

    Returns the Entry. Raises ValidationError, and then neither is written.
    """
    entry = write(call, values, by=by)
    preset, rubric = values.get("preset", ""), values.get("rubric", "")
    rules = CallRules(call=call, number=1, preset=preset)
    found = begun(preset, rubric, call.language)
    found["currency"] = Currency.objects.get(code=found["currency"]).pk
    closes = first_deadline(preset, call.year)
    write(rules, found | {"deadline_at": closes and closes.isoformat()}, by=by)
    return entry


@transaction.atomic
def take_over_rules(source, made, *, by):
    """Give the copy `made` the newest rules of the call `source`, with their lines; the deadline a year later.

    Returns sentences about it. Rules that are still being written are taken from one's own calls alone.
    """
    newest = source.rules() or (source.draft() if access.keep_call(by, source) else None)
    if newest is None:
        return []
    values = written_anew(newest)
    closes = a_year_later(newest.deadline_at, newest.zone)
    draft = made.draft()
    draft.preset = newest.preset
    draft.save()
    record(made, "rules_taken_over", by=by)
    write(draft, values | {"deadline_at": closes and closes.isoformat()}, by=by)
    if closes is None:
        return [_("The rules are taken over. Write their deadline.")]
    return [_("The rules are taken over. Check the deadline: {deadline}").format(deadline=deadline(draft))]


def written_anew(rules):
    """What `rules` say, as values for other rules: their rows are new ones."""
    values = kept(rules)
    return values | {name: [{**row, "id": None} for row in values[name]] for name in CallRules.own_rows}


@transaction.atomic
def open_call(call, *, by, now):
    """Let people apply to `call` from `now` on, and everybody read it; raises NotNow without rules in force."""
    moved = CALL_LIFE.move(call, "open")
    check_rules(moved, now)
    if moved.questionnaire and moved.questionnaire.published() is None:
        raise NotNow(_("The questions of the application are not published yet. Publish them first."))
    moved.audience = PUBLIC if moved.audience in (STAFF, moved.staff()) else moved.audience
    moved.save()
    record(moved, "call_opened", by=by)
    return moved


def check_rules(call, now):
    """Raise NotNow where nobody could apply to `call` at `now` by its rules."""
    if call.rules() is None:
        raise NotNow(_("The call has no published rules yet. Publish them first."))
    if call.closes_at <= now:
        raise NotNow(_("The deadline lies in the past. Publish rules with a later one first."))


@transaction.atomic
def close_call(call, *, by):
    """Take no more applications to `call`; its secretariat is told, where the clock did it. Raises NotNow."""
    moved = CALL_LIFE.move(call, "close")
    moved.save()
    record(moved, "closed", by=by)
    sent = moved.applications.filter(state__in=SUBMITTED).count()
    tell(keepers(moved), CLOSED, moved, by=by, call=str(moved), number=sent)
    return moved


CLOSED = gettext_noop("“{call}” is closed. Applications that were sent: {number}")


def close_due(now):
    """Close the calls whose deadline is over at the moment `now`; returns them."""
    due = Call.objects.due(now - GRACE)
    return [found for found in map(close_if_due, due) if found]


@transaction.atomic
def close_if_due(call):
    """Close `call` where nobody did that meanwhile or gave it a later deadline; returns it, else None."""
    stored = Call.objects.select_for_update().get(pk=call.pk)
    if stored.closes_at != call.closes_at or not CALL_LIFE.allows(stored, "close"):
        return None
    return close_call(stored, by=None)


@transaction.atomic
def reopen_call(call, *, by, now):
    """Take applications to the closed `call` again; raises NotNow where its deadline is over."""
    moved = CALL_LIFE.move(call, "reopen")
    check_rules(moved, now)
    moved.save()
    record(moved, "reopened", by=by)
    return moved


@transaction.atomic
def cancel_call(call, *, by):
    """Cancel `call`, and tell everybody who writes or sent an application; raises NotNow."""
    moved = CALL_LIFE.move(call, "cancel")
    moved.save()
    record(moved, "cancelled", by=by)
    tell(writing(moved, *SUBMITTED), gettext_noop("“{call}” is cancelled."), moved, by=by, call=str(moved))
    return moved


def keepers(call):
    """Those who keep `call`: the secretariat of its programme."""
    return User.objects.holding(RoleName.SECRETARIAT, scope=call.programme.scope())


def writing(call, *stages):
    """Those who write an application to `call`, and of others that are at one of `stages`."""
    rows = Author.objects.filter(application__call=call, application__state__in=(Stage.DRAFT, *stages))
    return User.objects.filter(is_active=True, pk__in=rows.values("user"))
