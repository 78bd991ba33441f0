"""Versions of an application as they were submitted: as a page, as PDF, and two of them side by side."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.kit.guards import allow
from zhinan.kit.pages import page_number
from zhinan.kit.typesetting import printed

from .. import access
from ..editions.proposals import proposal
from ..models import Application
from ..rules import changed
from ..rules.writing import said
from .reading import JOIN, head, read_version, told_in


@allow(access.read, Application, join=JOIN)
@never_cache
def application_version(request, application, number):
    """One version, with its hash and its moment."""
    reading, sent = read_version(request.user, application, number)
    others = application.submissions.exclude(number=number).defer("content")
    words = {"sent": sent, "others": others, **told_in(application, reading, request.user)}
    words["moment"] = said(sent.submitted_at, sent.rules.zone)
    return render(request, "grants/version.html", head(application, reading) | words)


@allow(access.read, Application, join=JOIN)
@never_cache
def application_compare(request, application):
    """What changed between two versions, by default the last two: word by word, row by row."""
    numbers = list(application.submissions.order_by("number").values_list("number", flat=True))
    if not numbers:
        raise Http404(_("There is no such page."))
    last = page_number(request, "to") if "to" in request.GET else numbers[-1]
    first = page_number(request, "from") if "from" in request.GET else max(1, last - 1)
    before, older = read_version(request.user, application, first)
    after, newer = read_version(request.user, application, last)
    sections = changed(before.sections(), after.sections())
    words = {"older": older, "newer": newer, "sections": sections, "numbers": numbers}
    return render(request, "grants/compared.html", head(application, after) | words)


@allow(access.read, Application, join=JOIN)
@never_cache
def application_pdf(request, application, number):
    """One version as PDF; for the reviewers of a blind call without a name, also not in its properties."""
    reading, sent = read_version(request.user, application, number)
    name, how = f"{application.number}-{number}", {"is_shown": True, "is_listed": False}
    return printed(request, lambda: proposal(application, sent, reading), name, application, **how)
