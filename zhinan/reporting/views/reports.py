"""Pages of reports, figures, findings and statements."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control

from zhinan.kit import worldmap
from zhinan.kit.guards import allow, public
from zhinan.kit.languages import spoken
from zhinan.kit.pages import page_number
from zhinan.kit.sheets import SHEETS, as_sheet
from zhinan.programmes.models import Programme
from zhinan.sources.views import place

from .. import access
from ..editions import NoReport, Report, formats
from ..editions.sections import sections_of
from ..figures import BY_KEY
from ..models import Statement
from ..tables import table_of

PER_PAGE = 100


def report_or_404(request, slug, year):
    """The report of an address, where the reader may see its programme."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    try:
        return Report(programme, year, on=timezone.localdate())
    except NoReport as trouble:
        raise Http404(str(trouble)) from None


@public
def highlights(request, slug, year):
    """The yearly Highlights, every number with the way to its records."""
    report = report_or_404(request, slug, year)
    may_see_findings = access.see_findings(request.user, report.programme)
    words = {
        "report": report,
        "tiles": formats.tiles(report),
        "sections": sections_of(report),
        "findings_count": len(report.findings) if may_see_findings else None,
        "chinese_title": report.programme.name_zh if spoken() != "zh" else "",
        "crumbs": [(report.programme, report.programme.get_absolute_url())],
        "map_note": worldmap.NOTE,
    }
    return render(request, "reporting/highlights.html", words)


@public
def download(request, slug, year, suffix):
    """The report as a file: json, md, html or pdf; findings only for those who may read them."""
    if suffix not in formats.KINDS:
        raise Http404(_("There is no such format."))
    report = report_or_404(request, slug, year)
    with_findings = access.see_findings(request.user, report.programme)
    content = formats.write(report, suffix, with_findings=with_findings)
    answer = HttpResponse(content, content_type=formats.KINDS[suffix])
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{year}.{suffix}"'
    return answer


@allow(access.sign_in)
def findings(request, slug, year):
    """Where the sources of a report contradict each other or the records; for the programme's own staff."""
    report = report_or_404(request, slug, year)
    if not access.see_findings(request.user, report.programme):
        raise PermissionDenied
    address = formats.highlights_url(report)
    crumbs = [(report.programme, report.programme.get_absolute_url()), (pgettext("label", "Highlights"), address)]
    words = {"report": report, "groups": formats.findings_by_kind(report), "crumbs": crumbs}
    return render(request, "reporting/findings.html", words)


def part_or_404(figure, key):
    """The part `key` of `figure`, None where none is asked for."""
    if key is None:
        return None
    for part in figure.parts:
        if part.key == key:
            return part
    raise Http404(_("There is no such part of this figure."))


@public
def figure(request, slug, year, key):
    """The list behind a figure, its definition, and what sources say about it."""
    report = report_or_404(request, slug, year)
    if key not in BY_KEY:
        raise Http404(_("There is no such figure."))
    found = report.answers.figure(key)
    part, kind = part_or_404(found, request.GET.get("part")), request.GET.get("format")
    table = table_of(part.records if part else found.records)
    if kind is not None:
        return as_sheet(table.as_values(), f"{slug}-{year}-{key}", kind)
    try:
        table.paginate(page=page_number(request), per_page=PER_PAGE)
    except EmptyPage:
        raise Http404(_("The list ends before this page.")) from None
    words = {"report": report, "figure": found, "part": part, "table": table, "checks": report.said_of(found)}
    query = f"&part={part.key}" if part else ""
    words["downloads"] = [(kind.upper(), f"?format={kind}{query}") for kind in SHEETS]
    words["crumbs"] = [
        (report.programme, report.programme.get_absolute_url()),
        (pgettext("label", "Highlights"), formats.highlights_url(report)),
    ]
    return render(request, "reporting/figure.html", words)


@allow(access.read, Statement)
def statement(request, statement):
    """A statement is read where it stands: in its source's text."""
    return redirect(place(statement.source, statement.text))


@public
@cache_control(public=True, max_age=86400)
def world_map(request, codes):
    """The world map as a picture, with the countries and areas of the hyphenated alpha-3 `codes` coloured."""
    wanted = [code for code in codes.split("-") if code in worldmap.areas()]
    return HttpResponse(worldmap.coloured(wanted), content_type="image/svg+xml")
