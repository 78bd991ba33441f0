"""Events, who comes to them and who came."""

from .attendance import Attendance
from .events import Contribution, Event, EventParty, HeadCount, Involvement, Kind, Mode, Part
from .registrations import Admission, GroupRegistration, Mail, Registration
from .rolls import Roll
from .surveys import DAYS, Moment, Survey
from .times import COMMON, check_zone, hours_in_words, is_zone, moment_of, wall_of, zone_in_words, zones

__all__ = [
    "COMMON",
    "DAYS",
    "Admission",
    "Attendance",
    "Contribution",
    "Event",
    "EventParty",
    "GroupRegistration",
    "HeadCount",
    "Involvement",
    "Kind",
    "Mail",
    "Mode",
    "Moment",
    "Part",
    "Registration",
    "Roll",
    "Survey",
    "check_zone",
    "hours_in_words",
    "is_zone",
    "moment_of",
    "wall_of",
    "zone_in_words",
    "zones",
]
