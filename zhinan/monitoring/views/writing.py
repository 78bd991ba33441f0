"""Pages on which the sections of a report are written."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhinan.awards.models import DueReport
from zhinan.awards.rules.matched import matched
from zhinan.awards.states import REPORT_LIFE
from zhinan.awards.views.shown import match_facts, sources
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, forms
from ..models import ReportSubmission
from ..rules.lacking import lacking, narrative_of, questions_of, sections_of

JOIN = ("award__grant__project__programme", "award__currency", "award__rules__call__report_questionnaire")
SECTIONS = {
    "story": forms.StorySection,
    "questions": forms.QuestionSection,
    "results": forms.ResultSection,
    "finances": forms.FinanceSection,
}


@allow(access.write, DueReport, join=(*JOIN, "award__submission"))
def report_section(request, report, key):
    """Writes one section of a report, or shows what others contributed, which is written on the page of the award."""
    if not REPORT_LIFE.allows(report, "send"):
        messages.info(request, _("This report was sent. It can be written again once it is returned."))
        return redirect(report)
    named = sections_of(questions_of(report))
    if key not in named:
        raise Http404(_("There is no such page."))
    section = None
    if key in SECTIONS:
        typed = (request.POST, request.FILES) if request.method == "POST" else ()
        section = SECTIONS[key](report, narrative_of(report), *typed)
        if typed and section.is_valid() and written(request, section):
            return redirect(next_address(report, key, named, request.POST.get("step")))
    return render(request, "monitoring/section.html", words(request, report, key, named, section))


def written(request, section):
    """Whether what was typed of `section` was written; else it stands at the form what is wrong."""
    seen = request.POST.get("seen", "")
    try:
        with transaction.atomic():
            section.write(seen=int(seen) if seen.isdecimal() and len(seen) < 10 else -1, by=request.user)
    except NotNow as refusal:
        section.refuse(str(refusal))
    except ValidationError as trouble:
        if not any(one.errors for one in section.forms):
            section.refuse(trouble.messages)
    else:
        messages.success(request, _("Saved."))
        return True
    return False


def next_address(report, key, named, step):
    """Where one goes after saving: to the next section, or the page of the report behind the last one; or one stays."""
    keys = [*named]
    place = keys.index(key) + (step == "on")
    return reverse("report-section", args=[report.pk, keys[place]]) if place < len(keys) else report.get_absolute_url()


def words(request, report, key, named, section):
    """What the page of one section shows."""
    found = {
        "report": report,
        "award": report.award,
        "heading": named[key],
        "key": key,
        "section": section,
        "steps": steps_of(report, named, lacking(report), key),
        "seen": narrative_of(report).version,
    }
    if section is not None:
        section.show_wanted()
        returned = ReportSubmission.objects.returned_last(report)
        lay_remarks(section.forms, {one.place: one.text for one in returned.remarks.all()} if returned else {})
        return found
    award = report.award
    return found | {"facts": match_facts(award, matched(award)), "sources": sources(award, request.user)}


def steps_of(report, named, wrong, here=""):
    """[(label, address, whether it is `here`, whether it lacks something)] of the sections `named` of `report`."""
    addresses = {key: reverse("report-section", args=[report.pk, key]) for key in named}
    return [(label, addresses[key], key == here, key in wrong) for key, label in named.items()]


def lay_remarks(sections, remarks):
    """Let each of the forms `sections`, and each field of them, carry the remark that was made at its place."""
    for form in sections:
        form.remark = remarks.get(getattr(form, "place", ""), "")
        for name, field in form.fields.items():
            field.remark = remarks.get(name) or remarks.get(f"q-{name}", "")
