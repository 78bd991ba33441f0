"""Pages of reports, visits, findings and action points."""

from .awards import award_ways
from .findings import (
    add_finding,
    add_point,
    add_visit,
    award_findings,
    close_point,
    do_point,
    drop_point,
    open_point_again,
)
from .reports import (
    accept_report,
    due_report,
    open_report_again,
    report_pdf,
    report_version,
    return_report,
    send_report,
    set_due,
)
from .sheets import drop_sheet, report_sheet, sheet_preview, take_sheet
from .writing import report_section

__all__ = [
    "accept_report",
    "add_finding",
    "add_point",
    "add_visit",
    "award_findings",
    "award_ways",
    "close_point",
    "do_point",
    "drop_point",
    "drop_sheet",
    "due_report",
    "open_point_again",
    "open_report_again",
    "report_pdf",
    "report_section",
    "report_sheet",
    "report_version",
    "return_report",
    "send_report",
    "set_due",
    "sheet_preview",
    "take_sheet",
]
