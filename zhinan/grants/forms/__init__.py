"""What is typed about grants, calls and applications."""

from .authors import InviteAuthorForm
from .call_rules import RulesForm
from .calls import CallForm
from .deciding import DecideForm, DecideManyForm
from .grants import GrantForm
from .meetings import MeetingForm, PlaceForm
from .parts import BudgetForm, DocumentsForm, MatchForm, PartnersForm, PlanForm, ResultsForm, RisksForm
from .project import AboutForm, BeginForm, PeopleForm
from .questions import QuestionForm, ReplyForm
from .screening import ReturnForm, ScreenForm

__all__ = [
    "AboutForm",
    "BeginForm",
    "BudgetForm",
    "CallForm",
    "DecideForm",
    "DecideManyForm",
    "DocumentsForm",
    "GrantForm",
    "InviteAuthorForm",
    "MatchForm",
    "MeetingForm",
    "PartnersForm",
    "PeopleForm",
    "PlaceForm",
    "PlanForm",
    "QuestionForm",
    "ReplyForm",
    "ResultsForm",
    "ReturnForm",
    "RisksForm",
    "RulesForm",
    "ScreenForm",
]
