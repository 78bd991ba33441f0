"""The pages of events, of their hours, and of those who register and came."""

from .checking import came, check_in, code, here
from .events import VERBS, add_attendance, event, people, strike_attendance
from .feeds import calendar, linked_data, own_calendar
from .hours import edit_hours
from .keeping import registrations, registrations_file
from .own import own_answers, own_cancel, own_page
from .registering import register, register_group, registered
from .rolls import add_roll, drop_roll, roll
from .surveys import drop_survey, surveys
from .terms import edit_terms

__all__ = [
    "VERBS",
    "add_attendance",
    "add_roll",
    "calendar",
    "came",
    "check_in",
    "code",
    "drop_roll",
    "drop_survey",
    "edit_hours",
    "edit_terms",
    "event",
    "here",
    "linked_data",
    "own_answers",
    "own_calendar",
    "own_cancel",
    "own_page",
    "people",
    "register",
    "register_group",
    "registered",
    "registrations",
    "registrations_file",
    "roll",
    "strike_attendance",
    "surveys",
]
