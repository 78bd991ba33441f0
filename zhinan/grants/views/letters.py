"""Letters about decisions: one as a page and as PDF, and those of a call that wait to be sent."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from zhinan.kit.guards import allow
from zhinan.kit.pages import page_number
from zhinan.kit.typesetting import CannotSet
from zhinan.notices.models import Mail, Notice

from .. import access, actions
from ..editions.letters import letter, letter_pdf
from ..models import FINAL, Application, Call, Decision, Outcome
from ..states import Stage

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
    try:
        content = letter_pdf(found)
    except CannotSet as trouble:
        messages.error(request, _("This letter cannot be set as PDF: {trouble}").format(trouble=trouble))
        return redirect("application-letter", application.pk, found.pk)
    return as_pdf(content, f"{application.number}-{found.pk}")


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


def as_pdf(content, name):
    """`content` as a PDF called `name`."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


@allow(access.keep_call, Call, join=("programme",))
def call_letters(request, call):
    """The letters that wait, to be read and sent all at once; those that were sent, and whose mail failed."""
    if request.method == "POST":
        sent = actions.send_letters(call, by=request.user, now=timezone.now())
        sentence = ngettext("{n} letter is sent.", "{n} letters are sent.", sent) if sent else _("No letter waits.")
        messages.success(request, sentence.format(n=sent))
        return redirect("call-letters", call.slug)
    seen = Application.objects.filter(access.considered(request.user, call), call=call)
    rows = Decision.objects.filter(application__in=seen.values("pk")).select_related("application__rules__currency")
    waiting = rows.unsent().order_by("application__number")
    sent = rows.exclude(letter_sent_at=None).order_by("-letter_sent_at", "-pk")
    page = Paginator(sent, PER_PAGE).get_page(page_number(request))
    failed = failures(page.object_list)
    words = {"call": call, "waiting": waiting[:PER_PAGE], "total": waiting.count(), "page": page}
    words["sent"] = [(one, failed.get(address_of(one), 0)) for one in page.object_list]
    return render(request, "grants/letters.html", words)


def address_of(decision):
    """Where the letter of `decision` is read."""
    return reverse("application-letter", args=[decision.application_id, decision.pk])


def failures(decisions):
    """{address of a letter: how many of its mails failed}."""
    addresses = [address_of(one) for one in decisions]
    return Counter(Notice.objects.filter(address__in=addresses, mail=Mail.FAILED).values_list("address", flat=True))
