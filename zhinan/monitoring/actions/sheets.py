"""How the spreadsheet of a report is laid down for a look, taken over, and thrown away."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow
from zhinan.results.models import Indicator

from ..models import ReportSheet
from ..rules.sheets_cells import WRONG
from .contents import write_finances, write_questions, write_results, write_story


@transaction.atomic
def lay_sheet(report, name, judged, *, by, now):
    """Keep what the spreadsheet `name` says of `report`, the Judged `judged`, to be looked at: a ReportSheet.

    Nothing else is written; what the same person laid down before of this report is deleted.
    """
    ReportSheet.objects.filter(report=report, made_by=by.pseudonym).delete()
    forget_sheets(now)
    return ReportSheet.objects.create(
        report=report, name=name[:255], made_from=judged.filled.made_from, version=judged.stock.narrative.version,
        cells=judged.cells(), values=judged.values, notes=judged.filled.notes, made_at=now, made_by=by.pseudonym,
    )  # fmt: skip


def take_sheet(laid, *, by):
    """Write what the spreadsheet `laid` says into its report, all of it or nothing, and delete it.

    Raises NotNow where something in it is wrong, where it was taken over before or the report cannot be written, and
    ValidationError where somebody saved the report since it was looked at.
    """
    with alone_with(laid.report) as report:
        if not ReportSheet.objects.filter(pk=laid.pk).exists():
            raise NotNow(_("This sheet was taken over already."))
        if laid.counts[WRONG]:
            raise NotNow(_("Something in this sheet is wrong. Mend it there, and upload it again."))
        if not laid.values:
            raise NotNow(_("This sheet says nothing that does not stand in the report already."))
        seen = laid.version
        for section, write in WRITERS.items():
            if section in laid.values:
                write(report, laid.values[section], seen=seen, by=by)
                seen += 1
        record(report, "report_taken", by=by)
        laid.delete()


def results_of(report, values, *, seen, by):
    """Write what is said of indicators, {key: {column: value}}; raises NotNow where one is there no more."""
    found = Indicator.objects.filter(pk__in=values).select_related("result__framework")
    if len(found) < len(values):
        raise NotNow(_("An indicator of this sheet is there no more. Download the sheet again."))
    write_results(report, {one: values[str(one.pk)] for one in found}, seen=seen, by=by)


def finances_of(report, values, *, seen, by):
    """Write what was spent, [[heading, source, spent, explanation]]."""
    rows = {
        (heading, source): {"spent": Decimal(spent), "explanation": explanation}
        for heading, source, spent, explanation in values
    }
    write_finances(report, rows, seen=seen, by=by)


WRITERS = {"story": write_story, "questions": write_questions, "results": results_of, "finances": finances_of}


def drop_sheet(laid):
    """Throw the spreadsheet `laid` away: nothing of it was written."""
    laid.delete()


def forget_sheets(now):
    """Delete the spreadsheets that nobody took over for long enough at the moment `now`; returns how many."""
    return ReportSheet.objects.overdue(now).delete()[0]
