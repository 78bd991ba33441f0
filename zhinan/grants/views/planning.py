"""The assignment of a whole call: who would get how many is looked at first, then taken."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access
from ..actions import assigning as actions
from ..forms.assigning import PlanForm
from ..models import Application, Call
from ..rules.planning import digest, plan_for
from .listing import sent_to

MOST_SAID = 50  # applications without enough reviewers that are named


@allow(access.keep_call, Call, join=("programme",))
def call_assign(request, call):
    """Shows the plan, and takes it where it is still the one that was looked at."""
    each = call.rules().reviewers if call.rules() else 2
    form = PlanForm(request.POST or None, initial={"each": max(each, 1)})
    is_right = not form.is_bound or form.is_valid()
    each = form.cleaned_data["each"] if form.is_bound and is_right else max(each, 1)
    plan, people = plan_for(call, sent_to(call, request.user), each)
    if form.is_bound and is_right and form.cleaned_data["plan"] and taken(request, call, plan, form):
        return redirect("call-reviews", call.slug)
    words = {"call": call, "form": form, "each": each, "digest": digest(plan), "total": len(plan.pairs)}
    words["rows"] = gains(plan, people)
    words["short"], words["lacking"] = named(plan.short[:MOST_SAID]), len(plan.short)
    return render(request, "grants/plan.html", words)


def taken(request, call, plan, form):
    """Ask for the reviews of `plan` where it is the one that was looked at; whether that was done."""
    try:
        if form.cleaned_data["plan"] != digest(plan):
            raise NotNow(_("Something has changed meanwhile. Look at the plan again."))
        due = form.cleaned_data["due_on"]
        done = actions.ask_for_all(call, plan.pairs, by=request.user, now=timezone.now(), due_on=due)
    except NotNow as refusal:
        messages.error(request, refusal)
        return False
    told = ngettext("{n} review is asked for.", "{n} reviews are asked for.", done)
    messages.success(request, told.format(n=done))
    return True


def gains(plan, people):
    """(user, reviews now, how many more, reviews then) of each reviewer."""
    more = dict.fromkeys((one.pk for one in people), 0)
    for _paper, reader in plan.pairs:
        more[reader] += 1
    return [(one, plan.loads[one.pk] - more[one.pk], more[one.pk], plan.loads[one.pk]) for one in people]


def named(short):
    """(Application, Short) of what could not be filled."""
    found = Application.objects.in_bulk([one.paper for one in short])
    return [(found[one.paper], one) for one in short]
