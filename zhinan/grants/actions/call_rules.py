"""How the rules of a call are published, and the next ones begun."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.history.actions import alone_with, record, write
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.quantities import in_digits
from zhinan.kit.values import kept
from zhinan.notices.actions import tell
from zhinan.questionnaires.models import digest_of

from ..models import Application, CallRules, Endorsement
from ..states import VERSION_LIFE, CallState, Stage
from .calls import writing, written_anew

CHANGED = gettext_noop("The rules of “{call}” have changed. Read what is new before you go on.")
WHOLE = Decimal(100)


@transaction.atomic
def publish_rules(rules, *, by, now):
    """Let the draft `rules` hold from `now` on; they never change again, and what is being written goes by them.

    Raises NotNow while they must be mended.
    """
    with alone_with(rules.call) as call:
        only_unsettled(call)
        moved = VERSION_LIFE.move(rules, "publish")
        if sentence := trouble_of(moved, now):
            raise NotNow(sentence)
        moved.published_at, moved.digest = now, digest_of(content_of(moved))
        moved.save()
        call.closes_at = moved.deadline_at
        call.save()
        record(moved, "published", by=by)
        record(call, "rules_published", by=by)
        follow(moved)
        if moved.number > 1:
            tell(writing(call), CHANGED, moved, by=by, call=str(call))
    return moved


def only_unsettled(call):
    """Raise NotNow where `call` is decided or cancelled: what was decided by its rules stays so."""
    if call.state in (CallState.DECIDED, CallState.CANCELLED):
        raise NotNow(_("The call is over, and its rules stay as they are."))


def trouble_of(rules, now):
    """What must be mended before `rules` can be published at `now`, in a sentence; empty where nothing must."""
    if rules.deadline_at is None:
        return _("The rules have no deadline yet. Write one first.")
    if rules.deadline_at <= now:
        return _("The deadline lies in the past. Write another one first.")
    for rows, name, sentence in (
        (rules.criteria, "weight", _("The weights of the criteria sum to {sum}. All together they must be 100.")),
        (rules.instalments, "percent", _("The instalments sum to {sum}%. All together they must be 100%.")),
    ):
        parts = list(rows.values_list(name, flat=True))
        if parts and sum(parts) != WHOLE:
            return sentence.format(sum=in_digits(sum(parts).normalize()))
    return ""


def content_of(rules):
    """All that `rules` say, as JSON, without the keys of the database."""
    said = kept(rules)
    rows = {name: [{one: row[one] for one in row if one != "id"} for row in said[name]] for name in CallRules.own_rows}
    return said | rows | {"currency": rules.currency.code}


def follow(rules):
    """Let what is being written go by the new `rules`: its theme and documents are those of the same name, or none."""
    drafts = Application.objects.filter(call=rules.call_id, state=Stage.DRAFT)
    papers = Endorsement.objects.filter(application__in=drafts)
    for theme in rules.themes.all():
        drafts.filter(theme__name=theme.name).update(theme=theme)
    for document in rules.documents.all():
        papers.filter(document__name=document.name).update(document=document)
    drafts.exclude(theme__rules=rules).update(theme=None)
    papers.exclude(document__rules=rules).update(document=None)
    drafts.update(rules=rules)


@transaction.atomic
def next_rules(call, *, by):
    """The draft of the rules of `call`; where there is none, a new one that says what the newest published ones do.

    Raises NotNow once the call is over.
    """
    with alone_with(call) as stored:
        only_unsettled(stored)
        draft, newest = stored.draft(), stored.rules()
        if draft is None:
            draft = CallRules(call=stored, number=newest.number + 1, preset=newest.preset)
            write(draft, written_anew(newest), by=by)
            record(stored, "next_version", by=by, to=stored.staff())
        return draft


@transaction.atomic
def discard_rules(rules, *, by):
    """Throw the draft `rules` away where earlier ones are published; raises NotNow."""
    with alone_with(rules.call) as call:
        stored = call.draft()
        if stored is None or stored.pk != rules.pk:
            raise NotNow(_("Published rules are not changed. Start the next version."))
        if stored.number == 1:
            raise NotNow(_("Nothing would be left. Archive the call instead."))
        record(call, "draft_discarded", by=by, to=call.staff())
        stored.delete()
