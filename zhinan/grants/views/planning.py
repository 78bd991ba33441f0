"""The assignment of a whole call: who would review what, and why, is looked at first, then taken."""

from collections import defaultdict

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number

from .. import access
from ..actions import assigning as actions
from ..forms.assigning import DueForm, EachForm, PlanForm
from ..models import Application, Call, Review
from ..rules.planning import CURRENT, digest, plan_for, readers, why

PER_PAGE = 25


@allow(access.keep_call, Call, join=("programme",))
def call_assign(request, call):
    """Shows the plan, application by application, and takes it where it is still the one that was looked at."""
    usual = max(call.rules().reviewers, 1) if call.rules() else 2
    is_sent = request.method == "POST"
    form = PlanForm(request.POST) if is_sent else EachForm({"each": request.GET.get("each", usual)})
    is_right = form.is_valid()
    each = form.cleaned_data.get("each", usual)
    plan, people = plan_for(call, call.applications.listed_to(request.user), each)
    if is_sent and is_right and form.cleaned_data["plan"] and taken(request, call, plan, form):
        return redirect("call-reviews", call.slug)
    given = Paginator(list(dict.fromkeys(key for key, _reader in plan.pairs)), PER_PAGE)
    short = Paginator(plan.short, PER_PAGE)
    words = {"call": call, "form": form, "due": form if is_sent else DueForm(), "each": each}
    words |= {"digest": digest(plan), "total": len(plan.pairs), "rows": gains(plan, people)}
    words["page"] = given.get_page(page_number(request))
    words["proposals"] = proposals(words["page"].object_list, plan, people)
    words["short_page"] = short.get_page(page_number(request, "short"))
    words["short"] = named(words["short_page"].object_list)
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


def proposals(keys, plan, people):
    """[(Application, who was asked, [(user, why, reviews then)])] of what `plan` gives to the applications of `keys`.

    Three queries however many there are.
    """
    found = Application.objects.prefetch_related("goals").in_bulk(keys)
    reading = {one.pk: (one, reader) for one, reader in zip(people, readers(people, plan.loads), strict=True)}
    asked, given = defaultdict(list), defaultdict(list)
    for review in Review.objects.filter(CURRENT, application__in=keys).select_related("reviewer").order_by("pk"):
        asked[review.application_id].append(review.reviewer)
    for key, chosen in plan.pairs:
        if key in found:
            one, reader = reading[chosen]
            given[key].append((one, why(found[key].goals.all(), reader), reader.load))
    return [(found[key], asked[key], given[key]) for key in keys]


def named(short):
    """[(Application, Short)] of what could not be filled."""
    found = Application.objects.in_bulk([one.paper for one in short])
    return [(found[one.paper], one) for one in short]
