"""Making public what became of a call."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import ngettext

from zhinan.history.actions import record
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.models import Project

from ..emails import decided
from ..models import Decision, Grant
from ..states import CALL_LIFE, Stage

PENDING = (Stage.SUBMITTED, Stage.ELIGIBLE, Stage.APPRAISAL, Stage.COMMITTEE)


@transaction.atomic
def announce(call, *, by, now):
    """Make public who is awarded in `call`: its grants get the call's own audience. Returns the call as it is now.

    Raises NotNow while applications are not decided and letters not sent.
    """
    moved = CALL_LIFE.move(call, "announce")
    refuse_pending(moved, now)
    moved.announced_at = now
    moved.save()
    record(moved, "announced", by=by)
    grants = Grant.objects.filter(application__call=moved, application__state=Stage.AWARDED)
    for rows in (Project.objects.filter(pk__in=grants.values("project")), grants):
        hidden = list(rows.select_for_update(of=("self",)).exclude(audience=moved.audience))
        rows.model.objects.filter(pk__in=[one.pk for one in hidden]).update(audience=moved.audience)
        Entry.objects.bulk_create(shown(hidden, moved.audience, by=by))
    decided.announced(moved, by=by)
    return moved


def shown(hidden, audience, *, by):
    """The Entries that tell that each of the list `hidden` is there for `audience` now."""
    words = {"verb": "announced", "actor": by.pseudonym, "audience": audience}
    return [Entry(**Entry.pointer(one), changes={"audience": [one.audience, audience]}, **words) for one in hidden]


def refuse_pending(call, now):
    """Raise NotNow where applications of `call` are not decided at the moment `now`, or letters were not sent."""
    rows = call.applications.filter(state__in=PENDING)
    revised = call.applications.filter(state=Stage.RETURNED, revise_by__gt=now)
    if n := rows.count() + revised.count():
        sentence = ngettext("{n} application is not decided yet.", "{n} applications are not decided yet.", n)
        raise NotNow(sentence.format(n=n))
    if n := Decision.objects.unsent().filter(application__call=call).count():
        sentence = ngettext("{n} letter was not sent yet.", "{n} letters were not sent yet.", n)
        raise NotNow(f"{sentence.format(n=n)}", reverse("call-letters", args=[call.slug]))
