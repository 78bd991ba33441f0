"""What is typed about events, their hours, and by those who register."""

from .hours import TimesForm
from .records import AttendanceForm, EventForm
from .registering import GroupForm, RegisterForm
from .rolls import RollForm
from .surveys import SurveyForm
from .terms import TermsForm

__all__ = [
    "AttendanceForm",
    "EventForm",
    "GroupForm",
    "RegisterForm",
    "RollForm",
    "SurveyForm",
    "TermsForm",
    "TimesForm",
]
