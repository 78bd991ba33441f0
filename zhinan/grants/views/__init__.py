"""The pages of grants, calls and applications."""

from .agenda import meeting_agenda
from .announcing import ANNOUNCE_VERBS, call_announcement
from .application_page import application
from .applying import apply
from .authors import authors
from .call_feeds import call_linked_data, calls_feed, calls_json
from .call_form import call_form
from .call_life import CALL_VERBS, archive_call
from .call_questions import answer_question, call_questions, drop_question
from .call_rules import call_rules, drop_rules, next_rules, publish_rules
from .calls import call, calls
from .comparing import comparison
from .deciding import application_decide
from .grants import ENDS, VERBS, grant_page
from .joining import join
from .letters import application_letter, application_letter_file, call_letters
from .listing import applications, call_charts
from .meeting import meeting, meeting_decide
from .meetings import MEETING_VERBS, add_meeting, call_meetings, strike_meeting
from .minutes import meeting_minutes
from .screening import SCREEN_VERBS, application_return, application_screen
from .screening_many import call_screen
from .submitting import SENDING_VERBS, application_check
from .versions import application_compare, application_pdf, application_version
from .writing import section

__all__ = [
    "ANNOUNCE_VERBS",
    "CALL_VERBS",
    "ENDS",
    "MEETING_VERBS",
    "SCREEN_VERBS",
    "SENDING_VERBS",
    "VERBS",
    "add_meeting",
    "answer_question",
    "application",
    "application_check",
    "application_compare",
    "application_decide",
    "application_letter",
    "application_letter_file",
    "application_pdf",
    "application_return",
    "application_screen",
    "application_version",
    "applications",
    "apply",
    "archive_call",
    "authors",
    "call",
    "call_announcement",
    "call_charts",
    "call_form",
    "call_letters",
    "call_linked_data",
    "call_meetings",
    "call_questions",
    "call_rules",
    "call_screen",
    "calls",
    "calls_feed",
    "calls_json",
    "comparison",
    "drop_question",
    "drop_rules",
    "grant_page",
    "join",
    "meeting",
    "meeting_agenda",
    "meeting_decide",
    "meeting_minutes",
    "next_rules",
    "publish_rules",
    "section",
    "strike_meeting",
]
