"""The spreadsheet of a report: downloaded, filled in offline, and taken back after a look at every cell."""

import io
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_POST

from zhinan.accounts.models import User
from zhinan.awards.models import DueReport
from zhinan.awards.states import REPORT_LIFE
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number
from zhinan.kit.punctuation import sentences
from zhinan.kit.reading import WrongSheet
from zhinan.kit.sheets import XLSX

from .. import access, actions, forms
from ..models import ReportSheet
from ..rules.lacking import narrative_of
from ..rules.sheets import sheets_for
from ..rules.sheets_cells import CHANGED, NEW, SAME, WRONG, Cell
from ..rules.sheets_read import read_sheet
from ..rules.sheets_standing import stock_of
from ..rules.sheets_written import write_sheet
from .writing import JOIN

CELLS_A_PAGE = 100
TO_REPORT = (*JOIN, "award__submission")
ALL = "all"
STATES = {
    WRONG: pgettext_lazy("cells of a sheet", "wrong"),
    CHANGED: pgettext_lazy("cells of a sheet", "changed"),
    NEW: pgettext_lazy("cells of a sheet", "new"),
    SAME: pgettext_lazy("cells of a sheet", "the same"),
}
TONES = {WRONG: "bad", CHANGED: "waiting", NEW: "good"}


def sent_already(request, report):
    """Lead back to a `report` that cannot be written now."""
    messages.info(request, _("This report was sent. It can be written again once it is returned."))
    return redirect(report)


@allow(access.write, DueReport, join=TO_REPORT)
def report_sheet(request, report):
    """The spreadsheet of a report as XLSX, to be filled in offline."""
    if not REPORT_LIFE.allows(report, "send"):
        return sent_already(request, report)
    stream = io.BytesIO()
    write_sheet(stock_of(report), stream)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"report-{report.pk}.xlsx", content_type=XLSX)


@allow(access.write, DueReport, join=TO_REPORT)
def take_sheet(request, report):
    """Reads a filled spreadsheet: what it says is shown before anything is written."""
    if not REPORT_LIFE.allows(report, "send"):
        return sent_already(request, report)
    typed, now = (request.POST, request.FILES) if request.method == "POST" else (), timezone.now()
    form = forms.SheetForm(*typed)
    if typed and form.is_valid():
        file, stock = form.cleaned_data["file"], stock_of(report)
        try:
            judged = forms.judge(stock, read_sheet(file, file.name, stock))
        except WrongSheet as trouble:
            form.add_error("file", str(trouble))
        else:
            return redirect(actions.lay_sheet(report, file.name, judged, by=request.user, now=now))
    laid = list(ReportSheet.objects.filter(report=report).kept(now).defer("cells", "values"))
    names = User.objects.names(one.made_by for one in laid if one.made_by)
    words = {"report": report, "award": report.award, "form": form}
    words["laid"] = [(one, names.get(one.made_by, "")) for one in laid]
    return render(request, "monitoring/sheet_upload.html", words, status=422 if form.errors else 200)


@allow(access.write, DueReport, join=JOIN)
def sheet_preview(request, report, number):
    """What each cell of an uploaded spreadsheet does, page by page; taken over where nothing is wrong."""
    laid = laid_of(report, number)
    form = forms.TakeForm(request.POST if request.method == "POST" else None, laid=laid)
    if form.is_bound and form.is_valid() and taken(request, laid):
        return redirect(report)
    tabs = [one for one in STATES if laid.counts[one]]
    asked = request.GET.get("state", tabs[0] if tabs else ALL)
    shown = [Cell(*one) for one in laid.cells if asked not in STATES or one[6] == asked]
    page = Paginator(shown, CELLS_A_PAGE).get_page(page_number(request))
    words = {"report": report, "award": report.award, "laid": laid, "form": form, "page": page}
    words |= {"tables": tables(page.object_list), "is_open": narrative_of(report).version == laid.version}
    words["tabs"] = [(ALL, pgettext("cells of a sheet", "all"), len(laid.cells), asked not in STATES)]
    words["tabs"] += [(one, STATES[one], laid.counts[one], asked == one) for one in tabs]
    words |= {"wrong": laid.counts[WRONG], "many": laid.counts[NEW] + laid.counts[CHANGED]}
    return render(request, "monitoring/sheet.html", words)


def laid_of(report, number):
    """The ReportSheet of `report` with this number; raises Http404 where there is none any more."""
    laid = ReportSheet.objects.filter(report=report, pk=number).kept(timezone.now()).first()
    if laid is None:
        raise Http404(_("There is no such page."))
    laid.report = report
    return laid


def tables(cells):
    """[(title of a sheet, [(Cell, its state in words, its tone)])] of `cells`."""
    titles = {one.key: one.title for one in sheets_for(())}
    return [
        (titles[key], [(one, STATES[one.state], TONES.get(one.state, "")) for one in group])
        for key, group in groupby(cells, lambda one: one.sheet)
    ]


def taken(request, laid):
    """Whether the spreadsheet `laid` was taken over; else it is said why not."""
    try:
        actions.take_sheet(laid, by=request.user)
    except NotNow as refusal:
        messages.error(request, str(refusal))
    except ValidationError as trouble:
        messages.error(request, sentences(*trouble.messages))
    else:
        messages.success(request, _("The sheet is taken over."))
        return True
    return False


@require_POST
@allow(access.write, DueReport, join=JOIN)
def drop_sheet(request, report, number):
    """Throws an uploaded spreadsheet away."""
    actions.drop_sheet(laid_of(report, number))
    messages.success(request, _("The sheet is thrown away. Nothing of it was written."))
    return redirect("take-sheet", report.pk)
