"""Screening many applications of a call at once: those that pass every check."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number

from .. import access, actions
from ..models import Application, Call
from ..states import Stage
from ..tasks import FEW
from .working import SCREENING, eligible_told, hand_over, work_on

PER_PAGE = 25  # their checks are reckoned when they are taken


@allow(access.keep_call, Call, join=("programme",))
def call_screen(request, call):
    """Lists what waits to be screened; of those that are chosen, what passes every check is found eligible."""
    waiting = Application.objects.filter(access.considered(request.user, call), call=call, state=Stage.SUBMITTED)
    waiting = waiting.select_related("lead", "rules", "call__programme").order_by("number")
    if request.method == "POST":
        found = waiting if request.POST.get("verb") == "all" else waiting.filter(pk__in=chosen_in(request.POST))
        keys = list(found.values_list("pk", flat=True))
        if len(keys) > FEW:
            hand_over(request, SCREENING, call, keys)
        else:
            take(request, list(found))
        return redirect(request.get_full_path())
    page = Paginator(waiting, PER_PAGE).get_page(page_number(request))
    words = {"call": call, "page": page, "work": work_on(SCREENING, call, call, request.user)}
    return render(request, "grants/screen_many.html", words)


def chosen_in(typed):
    """The keys of those that are ticked on a page."""
    keys = typed.getlist("chosen")[:PER_PAGE]
    return [key for key in keys if key.isascii() and key.isdigit() and len(key) < 10]


def take(request, chosen):
    """Find those of the list `chosen` eligible that pass every check, and say how many were left."""
    found, left = 0, 0
    for one in chosen:
        passed = actions.passes(one)
        try:
            if passed:
                actions.find_eligible(one, by=request.user, now=timezone.now())
        except NotNow as refusal:  # somebody else screened it meanwhile
            messages.error(request, refusal)
            continue
        found, left = found + passed, left + (not passed)
    if found:
        messages.success(request, eligible_told(found))
    if left:
        sentence = ngettext(
            "{n} does not pass every check. Screen it by itself.",
            "{n} do not pass every check. Screen them one by one.",
            left,
        )
        messages.warning(request, sentence.format(n=left))
    if not chosen:
        messages.info(request, _("Choose at least one application."))
