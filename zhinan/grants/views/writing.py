"""The pages on which an application is written, a section each."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.history.actions import latest
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import SAVING
from zhinan.kit.quantities import money

from .. import access
from ..models import Application, BudgetSource
from ..rules import Reading, content_of, missing, sums
from ..rules.documents import document_checks
from ..rules.writing import why_not
from .file_rows import ROW, show_files
from .institutions import with_institutions
from .reading import countries_told
from .sections import NAMING, Place
from .taking import take

SEEN = "X-Zhinan-Seen"  # the header by which a script learns what it has seen, once it saved something itself
STEPS = {"on": 1, "back": -1}
WITH = ("call__programme", "call__questionnaire", "rules__currency", "lead")


@never_cache
@allow(access.write, Application, join=WITH)
def section(request, application, key):
    """One section of an application; what can be taken is saved, also where something must be mended."""
    title, now = str(application), timezone.now()
    place = Place.of(application, key)
    if request.method != "POST":
        if refusal := why_not(application, now):
            messages.error(request, refusal)
            return redirect(application)
        return page(request, place, place.form(request), title, latest(application))
    form, met, is_written = sent(request, place, now)
    is_done, seen = is_written and form.is_valid(), latest(application) if is_written else request.POST.get("seen", "")
    if SAVING in request.headers:
        return HttpResponse(status=204 if is_done else 409, headers={SEEN: str(seen)})
    if is_done and "more" not in request.POST:
        messages.success(request, _("“{thing}” is saved.").format(thing=place.sections[key]))
        return redirect(onwards(Place.of(application, key), request.POST.get("step", "")))
    return page(request, place, form, title, seen, met)


def onwards(place, step):
    """Where `step` leads: to another section, or back to the row of this one that it names."""
    address = place.address(STEPS.get(step, 0))
    return f"{address}#{step}" if ROW.fullmatch(step) else address


def sent(request, place, now):
    """(form, met, whether it is written) of what was sent: what can be taken is, and what two people wrote is `met`."""
    typed, met, is_written = request.POST, None, False
    try:
        fields, refusal = NAMING.get(place.key, ()), why_not(place.application, now)
        typed = with_institutions(typed, place.application.call, request.user, *fields, refusal=refusal)
        form = place.form(request, typed)
        met, is_written = take(form, place, request, now)
        if is_written and "more" in typed and place.section is None:
            form.complain_not()
    except (NotNow, ValidationError) as trouble:
        form = place.form(request, typed)
        form.is_valid()
        form.add_error(None, trouble if isinstance(trouble, ValidationError) else str(trouble))
    return form, met, is_written


def page(request, place, form, title, seen, met=None):
    """The page of a section, with the way through all of them and what each still lacks.

    `seen` is the newest entry of the history that stands in `form`, so that what comes later is put to its writer.
    """
    application = Application.objects.select_related(*WITH).get(pk=place.application.pk)
    content = content_of(application)
    lacking = {one.section for one in missing(application, place.rules, content)}
    lacking |= {one.section for one in document_checks(content, place.rules) if not one.passed}
    form.show_wanted()
    for rows in getattr(form, "sets", ()):
        rows.heading = place.sections[place.key]
    if getattr(form, "file_rows", ""):
        show_files(form, application)
    words = {"form": form, "application": application, "title": title, "heading": place.sections[place.key], "met": met}
    words |= {"seen": seen, "steps": steps(place, lacking), "key": place.key, "rules": place.rules}
    words |= {"is_first": place.address() == place.address(-1), "section": place.section}
    if place.section is not None:
        words["guidance"] = place.version.asks.said(place.section.guidance, place.language)
        words["language"] = place.language
    words["totals"], words["unrated"] = totals(place, content)
    if place.key == "partners" and place.rules.minimum_countries:
        words["countries"] = countries_told(application, Reading(content), place.rules, timezone.localdate())
    return render(request, "grants/section.html", words)


def steps(place, lacking):
    """[(heading, address, whether it is this one, whether it still lacks something)] of the sections."""
    return [
        (heading, reverse("application-section", args=[place.application.pk, key]), key == place.key, key in lacking)
        for key, heading in place.sections.items()
    ]


def totals(place, content):
    """([(label, amount)], currencies without a rate) of the sums under budget and match, as these are saved."""
    found, unrated = [], []
    requested, rules = sums.requested(content), place.rules
    if place.key == "budget":
        others = sums.paid_by(content, BudgetSource.MATCH)
        labels = _("Paid by the grant"), _("Paid by other sources"), _("Budget in all")
        found = zip(labels, (requested, others, requested + others), strict=True)
    elif place.key == "match":
        codes = {one["currency"] for one in content["match"]} | {content["currency"]}
        rates = sums.rates_on(codes, timezone.localdate())
        counted = sums.match(content, rates, rules.match_kinds(), rules.is_match_secured)
        found = (_("Counts as match"), counted), (_("Needed as match"), rules.match_ratio * requested)
        unrated = sums.without_rate(content, rates)
    return [(label, money(amount, content["currency"])) for label, amount in found], unrated
