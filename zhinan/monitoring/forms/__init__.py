"""What is typed: the sections of a report, remarks, visits, findings and action points."""

from .finances import FinanceSection
from .questions import QuestionSection
from .results import ResultSection
from .sending import AcceptForm, RemarksForm
from .sheets import SheetForm, TakeForm, judge
from .story import StorySection
from .visits import DoneForm, FindingForm, PointForm, VisitForm

__all__ = [
    "AcceptForm",
    "DoneForm",
    "FinanceSection",
    "FindingForm",
    "PointForm",
    "QuestionSection",
    "RemarksForm",
    "ResultSection",
    "SheetForm",
    "StorySection",
    "TakeForm",
    "VisitForm",
    "judge",
]
