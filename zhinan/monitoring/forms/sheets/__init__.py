"""The spreadsheet of a report that comes back: it is judged by the same forms as the pages, before it is written."""

from .finances import judge_finances
from .judged import Judged
from .results import judge_results
from .uploads import SheetForm, TakeForm
from .words import judge_words

__all__ = ["Judged", "SheetForm", "TakeForm", "judge"]


def judge(stock, filled):
    """The Judged of what a spreadsheet says, `filled` as `read_sheet` gives it, beside the Stock of its report.

    No query but one for each form that asks for one: as many for a thousand indicators as for one.
    """
    found = Judged(stock, filled)
    judge_results(found)
    judge_finances(found)
    judge_words(found)
    return found
