"""What is typed about events, their hours, and by those who register."""

from .certificates import IssueForm, NameForm, NumberForm, RevokeForm, WhoForm
from .confiding import DetailsForm
from .courses import CourseForm, OfficerForm
from .hours import TimesForm
from .nominating import NominateForm, nominee_rows
from .participants import ParticipantForm, ReasonForm, ScoresForm
from .records import AttendanceForm, EventForm
from .registering import GroupForm, RegisterForm
from .rolls import ListForm, RollForm
from .sessions import SessionForm
from .surveys import SurveyForm
from .terms import TermsForm

__all__ = [
    "AttendanceForm",
    "CourseForm",
    "DetailsForm",
    "EventForm",
    "GroupForm",
    "IssueForm",
    "ListForm",
    "NameForm",
    "NominateForm",
    "NumberForm",
    "OfficerForm",
    "ParticipantForm",
    "ReasonForm",
    "RegisterForm",
    "RevokeForm",
    "RollForm",
    "ScoresForm",
    "SessionForm",
    "SurveyForm",
    "TermsForm",
    "TimesForm",
    "WhoForm",
    "nominee_rows",
]
