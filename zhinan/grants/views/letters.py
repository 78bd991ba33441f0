"""Letters about decisions: one as a page and as PDF, and those of a call that wait to be sent."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.kit.guards import allow
from zhinan.kit.pages import page_number
from zhinan.kit.typesetting import printed
from zhinan.notices.models import Mail, Notice

from .. import access, actions
from ..editions.letters import letter, letter_pdf
from ..models import FINAL, Application, Call, Decision, Outcome
from ..rules.submitted import last_about
from ..states import UNSETTLED, Stage
from ..tasks import FEW
from .working import LETTERS, hand_over, letters_told, work_on

PER_PAGE = 50


@allow(access.read_letter, Application, join=("call__programme", "rules__currency", "lead"))
@never_cache
def application_letter(request, application, decision):
    """The letter about one decision; its authors read it once it was sent."""
    found = readable(request.user, application, decision)
    words = {"application": application, "decision": found, "letter": letter(found)}
    words |= {"is_office": access.office(request.user, application), "is_past": is_past(found)}
    return render(request, "grants/letter.html", words)


@allow(access.read_letter, Application, join=("call__programme", "rules__currency", "lead"))
@never_cache
def application_letter_file(request, application, decision):
    """The letter as PDF."""
    found = readable(request.user, application, decision)
    name, how = f"{application.number}-{found.pk}", {"is_shown": True, "is_listed": False}
    return printed(request, lambda: letter_pdf(found), name, address_of(found), **how)


def readable(user, application, key):
    """The Decision with this `key` of `application` whose letter `user` may read; raises Http404."""
    found = get_object_or_404(Decision, application=application, pk=key)
    if found.letter_sent_at is None and access.write(user, application):
        raise Http404(_("There is no such page."))
    found.application = application
    return found


def is_past(decision):
    """Whether what the letter of `decision` says was taken back since."""
    if decision.outcome == Outcome.INELIGIBLE:
        return decision.application.state != Stage.INELIGIBLE
    return decision.outcome in FINAL and not Decision.objects.standing().filter(pk=decision.pk).exists()


@allow(access.keep_call, Call, join=("programme",))
def call_letters(request, call):
    """The letters that wait, to be read and sent all at once; those that were sent, and whose mail failed."""
    if request.method == "POST":
        send_all(request, call)
        return redirect("call-letters", call.slug)
    seen = Application.objects.filter(access.considered(request.user, call), call=call)
    rows = Decision.objects.filter(application__in=seen.values("pk")).select_related("application__rules__currency")
    waiting = rows.unsent().order_by("application__number")
    sent = rows.exclude(letter_sent_at=None).order_by("-letter_sent_at", "-pk")
    page = Paginator(sent, PER_PAGE).get_page(page_number(request))
    failed = failures(page.object_list)
    words = {"call": call, "waiting": waiting[:PER_PAGE], "total": waiting.count(), "page": page}
    titles = titles_of(page.object_list)
    words["sent"] = [(one, titles[one.application_id], failed.get(address_of(one), 0)) for one in page.object_list]
    words["work"] = work_on(LETTERS, call, call, request.user)
    return render(request, "grants/letters.html", words)


def send_all(request, call):
    """Send the letters of `call` that wait; many are handed over to the worker."""
    waiting = list(actions.waiting_in(call, request.user).values_list("application", flat=True))
    if len(waiting) > FEW:
        hand_over(request, LETTERS, call, waiting)
        return
    sent = actions.send_letters(call, by=request.user, now=timezone.now())
    messages.success(request, letters_told(sent) if sent else _("No letter waits."))


def titles_of(decisions):
    """{key: title} of the applications of `decisions`, as they were submitted; 1 query where one is being revised."""
    held = {one.application_id: one.application for one in decisions}
    said = last_about([key for key, one in held.items() if one.state in UNSETTLED])
    return {key: said[key]["title"] if key in said else one.title for key, one in held.items()}


def address_of(decision):
    """Where the letter of `decision` is read."""
    return reverse("application-letter", args=[decision.application_id, decision.pk])


def failures(decisions):
    """{address of a letter: how many of its mails failed}."""
    addresses = [address_of(one) for one in decisions]
    return Counter(Notice.objects.filter(address__in=addresses, mail=Mail.FAILED).values_list("address", flat=True))
