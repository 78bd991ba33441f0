"""The pages of events, of their hours, and of those who register and came."""

from .alumni import alumni
from .certificates import certificates, certificates_file
from .checking import came, check_in, code, here
from .confiding import details, own_details, own_forget
from .coursefile import course_file
from .courses import add_course, drop_course
from .deciding import PARTICIPANT_VERBS
from .events import add_attendance, event, people, strike_attendance, take_over
from .feeds import calendar, linked_data, own_calendar, series_calendar
from .hours import edit_hours
from .inviting import contact, invited, renew_link, write_to_offices
from .keeping import registrations, registrations_file
from .life import VERBS
from .nominating import nominate
from .officers import end_officer, erase_details, officers
from .own import own_answers, own_cancel, own_page
from .participant import add_participant, edit_participant, participant, score
from .participants import participants, participants_file
from .participation import own_participation, own_withdraw
from .registering import register, register_group, registered
from .reminding import remind
from .results import event_results
from .revoking import forget_holder, mend_certificate, reinstate, revoke
from .rolls import add_list, add_roll, drop_roll, roll
from .sessions import add_session, copy_session, leave_session, session, strike_session
from .surveys import drop_survey, surveys
from .terms import edit_terms
from .verifying import certificate, certificate_file, verify
from .wording import wording

__all__ = [
    "PARTICIPANT_VERBS",
    "VERBS",
    "add_attendance",
    "add_course",
    "add_list",
    "add_participant",
    "add_roll",
    "add_session",
    "alumni",
    "calendar",
    "came",
    "certificate",
    "certificate_file",
    "certificates",
    "certificates_file",
    "check_in",
    "code",
    "contact",
    "copy_session",
    "course_file",
    "details",
    "drop_course",
    "drop_roll",
    "drop_survey",
    "edit_hours",
    "edit_participant",
    "edit_terms",
    "end_officer",
    "erase_details",
    "event",
    "event_results",
    "forget_holder",
    "here",
    "invited",
    "leave_session",
    "linked_data",
    "mend_certificate",
    "nominate",
    "officers",
    "own_answers",
    "own_calendar",
    "own_cancel",
    "own_details",
    "own_forget",
    "own_page",
    "own_participation",
    "own_withdraw",
    "participant",
    "participants",
    "participants_file",
    "people",
    "register",
    "register_group",
    "registered",
    "registrations",
    "registrations_file",
    "reinstate",
    "remind",
    "renew_link",
    "revoke",
    "roll",
    "score",
    "series_calendar",
    "session",
    "strike_attendance",
    "strike_session",
    "surveys",
    "take_over",
    "verify",
    "wording",
    "write_to_offices",
]
