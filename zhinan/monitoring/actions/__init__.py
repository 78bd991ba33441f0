"""Every way a report, a visit, a finding and an action point change: one function a verb."""

from .contents import write_finances, write_questions, write_results, write_story
from .sending import accept, open_again, return_with, send
from .sheets import drop_sheet, forget_sheets, lay_sheet, take_sheet
from .visits import add_finding, add_point, add_visit, close_point, do_point, drop_point, open_point_again

__all__ = [
    "accept",
    "add_finding",
    "add_point",
    "add_visit",
    "close_point",
    "do_point",
    "drop_point",
    "drop_sheet",
    "forget_sheets",
    "lay_sheet",
    "open_again",
    "open_point_again",
    "return_with",
    "send",
    "take_sheet",
    "write_finances",
    "write_questions",
    "write_results",
    "write_story",
]
