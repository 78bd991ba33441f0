"""Events, who comes to them and who came."""

from .attendance import Attendance
from .certificates import Certificate, CertificateKind
from .confidential import Confidential
from .courses import COURSES, Course, CourseField
from .events import Contribution, Event, EventParty, HeadCount, Involvement, Kind, Mode, Part
from .invited import InvitedCountry
from .participants import Participant, Sex
from .registrations import Admission, GroupRegistration, Mail, Registration
from .rolls import Roll
from .sessions import HOURS, Presence, Session, Speaker, SpeakerRole
from .surveys import DAYS, Moment, Survey
from .wording import Wording

__all__ = [
    "COURSES",
    "DAYS",
    "HOURS",
    "Admission",
    "Attendance",
    "Certificate",
    "CertificateKind",
    "Confidential",
    "Contribution",
    "Course",
    "CourseField",
    "Event",
    "EventParty",
    "GroupRegistration",
    "HeadCount",
    "InvitedCountry",
    "Involvement",
    "Kind",
    "Mail",
    "Mode",
    "Moment",
    "Part",
    "Participant",
    "Presence",
    "Registration",
    "Roll",
    "Session",
    "Sex",
    "Speaker",
    "SpeakerRole",
    "Survey",
    "Wording",
]
