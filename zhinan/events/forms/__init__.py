"""What is typed about events, their hours, and by those who register."""

from .certificates import IssueForm, NameForm, NumberForm, RevokeForm, WhoForm, WordingForm
from .confiding import DetailsForm
from .courses import CourseForm, OfficerForm
from .holding import HoldForm
from .hours import TimesForm
from .inviting import ContactForm
from .nominating import NominateForm, nominee_rows
from .participants import AgreedForm, ParticipantForm, ReasonForm, ScoresForm
from .records import AttendanceForm, EventForm
from .registering import GroupForm, RegisterForm
from .rolls import ListForm, RollForm
from .sessions import SessionForm
from .surveys import SurveyForm
from .terms import TermsForm

__all__ = [
    "AgreedForm",
    "AttendanceForm",
    "ContactForm",
    "CourseForm",
    "DetailsForm",
    "EventForm",
    "GroupForm",
    "HoldForm",
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
    "WordingForm",
    "nominee_rows",
]
