"""Certificates of an event, for those who keep it: who gets one, who has one, all of them to be printed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache

from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number
from zhinan.kit.punctuation import in_a_line, sentences

from .. import access, actions
from ..forms import IssueForm, WhoForm
from ..models import CertificateKind, Event
from ..rules.shares import BELOW, NAMELESS, NOT_DONE, UNKNOWN
from ..states import State
from .verifying import sheets

PER_PAGE = 50
IN_A_FILE = 200  # sheets in one PDF
MOST = 1_000  # people who are chosen one by one; of more all get theirs who may
WHY = {
    NAMELESS: gettext_lazy("no name is known"),
    UNKNOWN: gettext_lazy("for how long is not known"),
    BELOW: pgettext_lazy("of the time somebody was there", "too short"),
    NOT_DONE: gettext_lazy("the course is not completed"),
}


@allow(access.edit, Event, join=("course",))
@never_cache
def certificates(request, event):
    """Who would get a certificate, and the list of those that were issued."""
    is_course = hasattr(event, "course")
    kind, least = (CertificateKind.COMPLETION if is_course else CertificateKind.ATTENDANCE).value, 0
    who = WhoForm(request.GET if "kind" in request.GET else None, initial={"kind": kind, "least": least})
    if who.is_valid():
        kind, least = who.cleaned_data["kind"], who.cleaned_data["least"]
    found = actions.candidates(event, kind, request.user, least)
    form = IssueForm(request.POST if request.method == "POST" else None, found, takes_all=len(found) > MOST)
    is_asked = form.is_bound and not who.errors and form.is_valid()
    if is_asked and issued(request, event, kind, least, form.cleaned_data):
        return redirect(request.get_full_path())
    chosen = form.data.getlist("chosen") if form.is_bound else proposed(event, kind, found)
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "who": who, "form": form}
    words |= {"rows": [shown(one, chosen) for one in found[:MOST]], "more": max(len(found) - MOST, 0)}
    words["is_held"] = event.state == State.HELD
    words |= issued_before(request, event)
    return render(request, "events/certificates.html", words | {"may_any": any(map(may_get, found))})


def issued(request, event, kind, least, said):
    """Issue certificates to those who were chosen; whether that could be done."""
    asked = {"least_share": least, "tells": said["tells"]}
    try:
        made = actions.issue(event, kind, said["chosen"], by=request.user, now=timezone.now(), **asked)
    except NotNow as refusal:
        messages.error(request, refusal)
        return False
    if not made:
        messages.info(request, _("No new certificate: whoever was chosen has theirs already."))
        return True
    told = ngettext("{n} certificate is issued.", "{n} certificates are issued.", len(made)).format(n=len(made))
    mails = sum(bool(one.mail_due) for one in made)
    tells = ngettext("{n} mail goes out.", "{n} mails go out.", mails).format(n=mails) if mails else ""
    messages.success(request, sentences(told, tells))
    return True


def may_get(candidate):
    """Whether a certificate can be issued to `candidate` now."""
    return not candidate.why and candidate.held is None


def proposed(event, kind, found):
    """The keys of those of `found` who are ticked at first; of completion only where a course says who completed it."""
    is_known = kind != CertificateKind.COMPLETION or hasattr(event, "course")
    return [one.key for one in found if is_known]


def shown(candidate, chosen):
    """A line of the list of candidates; `chosen` are the keys that are ticked."""
    return {
        "key": candidate.key,
        "name": candidate.name,
        "percent": None if candidate.share is None else round(candidate.share * 100),
        "why": "" if candidate.held else WHY.get(candidate.why, ""),
        "held": candidate.held,
        "may": may_get(candidate),
        "is_chosen": candidate.key in chosen,
        "mail": bool(candidate.email),
    }


def issued_before(request, event):
    """What the page shows of the certificates that were issued: {"page", "downloads", "unseen"}."""
    seen = event.certificates.visible_to(request.user).order_by("-pk")
    page = Paginator(seen, PER_PAGE).get_page(page_number(request))
    return {"page": page, "downloads": files(event, seen), "unseen": event.certificates.count() - page.paginator.count}


def files(event, seen):
    """(label, address) of the PDFs of all standing certificates of `event`, so many sheets in each."""
    counts = seen.standing().order_by().values_list("kind").annotate(n=Count("pk"))
    labels, found = dict(CertificateKind.choices), []
    for kind, number in counts:
        address = reverse("event-certificates-file", args=[event.slug, kind])
        for page in range(1, -(-number // IN_A_FILE) + 1):
            label = capfirst(labels[kind])
            found.append(
                (label, address) if number <= IN_A_FILE else (in_a_line(label, page), f"{address}?page={page}")
            )
    return found


@allow(access.edit, Event)
@never_cache
def certificates_file(request, event, kind):
    """All standing certificates of a kind in one PDF, in the order of their names."""
    rows = event.certificates.visible_to(request.user).standing().filter(kind=kind).order_by("pk")
    page = Paginator(rows.select_related("event"), IN_A_FILE).get_page(page_number(request))
    if not page.object_list:
        raise Http404(_("No certificate of this kind was issued."))
    name = "-".join((event.slug, kind, *([str(page.number)] if page.paginator.num_pages > 1 else [])))
    back = reverse("event-certificates", args=[event.slug])
    return sheets(request, sorted(page.object_list, key=lambda one: one.name.casefold()), name, back)
