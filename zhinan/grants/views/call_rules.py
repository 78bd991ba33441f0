"""The rules of a call: what they say, where it comes from, what changed, and how the next ones come about."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhinan.accounts.views import kind_word, traces
from zhinan.accounts.views.verbs import when_sure
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.values import kept

from .. import access, actions
from ..models import Call, CallRules
from ..rules import PRESETS, differences, in_sentences, sources_of
from ..states import VersionState


@allow(access.read, Call, join=("programme",))
def call_rules(request, call, number):
    """One version of the rules in words; what is still being written, for those who keep the call."""
    may_edit = access.keep_call(request.user, call)
    rules = version_of(call, number, may_edit)
    said, told = in_sentences(rules), sources_of(rules, kept(rules), call.language)
    earlier = call.versions.filter(number=number - 1).first()
    words = {"call": call, "rules": rules, "kind": kind_word(rules), "mark": rules.mark, "may_edit": may_edit}
    words["lines"] = [(one, next((told[name] for name in one.names if name in told), "")) for one in said]
    words["changes"] = differences(in_sentences(earlier), said) if earlier else []
    words["preset"] = PRESETS[rules.preset].name if rules.preset else ""
    words["is_draft"] = rules.state == VersionState.DRAFT
    words["versions"] = versions_for(call, may_edit)
    return render(
        request, "grants/call_rules.html", words | traces(rules, request.user, may_edit and words["is_draft"])
    )


def version_of(call, number, may_edit):
    """The rules of this number; raises Http404 where there are none, or they are drafts that are not shown."""
    rules = call.versions.filter(number=number).select_related("currency", "call").first()
    if rules is None or (rules.state == VersionState.DRAFT and not may_edit):
        raise Http404(_("There is no such page."))
    return rules


def versions_for(call, may_edit):
    """The versions of the rules of `call`, the newest first; a draft for those who may edit it."""
    found = call.versions.order_by("-number")
    return found if may_edit else found.filter(state=VersionState.PUBLISHED)


@require_POST
@allow(access.keep_rules, CallRules, join=("call__programme",))
def publish_rules(request, rules):
    """Publishes the draft: from now on applications go by it, and it never changes."""
    try:
        actions.publish_rules(rules, by=request.user, now=timezone.now())
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, _("Rules {number} are published.").format(number=rules.number))
    return redirect(rules)


@require_POST
@allow(access.keep_call, Call)
def next_rules(request, call):
    """Begins the next rules with what the newest published ones say."""
    try:
        draft = actions.next_rules(call, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
        return redirect(call)
    return redirect("edit-callrules", draft.pk)


@allow(access.keep_rules, CallRules, join=("call__programme",))
def drop_rules(request, rules):
    """Throws a draft away, after asking, where earlier rules are published."""
    done = _("The draft is thrown away.")
    return when_sure(request, rules, _("Throw the draft away"), actions.discard_rules, done, rules.call)
