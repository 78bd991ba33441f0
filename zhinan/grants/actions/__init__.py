"""Every way a grant, a call, an application and what is decided about it change: one function a verb."""

from .announcing import announce
from .authors import (
    drop_invitation,
    forget_invitations,
    hand_over,
    invite_author,
    invite_author_again,
    join_authors,
    join_with_account,
    remove_author,
)
from .call_rules import discard_rules, next_rules, publish_rules
from .calls import begin_call, cancel_call, close_call, close_due, open_call, reopen_call, take_over_rules
from .deciding import decide, decide_many, decide_once, reconsider
from .grants import add, approve, cancel, close, start
from .institutions import name_institution, named_by
from .letters import send_letter, send_letters, waiting_in
from .meetings import arrange, close_minutes, open_minutes, put_on_agenda, strike_meeting
from .one_by_one import one_by_one
from .questions import answer, ask, drop
from .screening import find_eligible, find_eligible_once, find_ineligible, give_back, passes, screen_again
from .submitting import submit, withdraw
from .writing import begin, lay_file, write_answers, write_section

__all__ = [
    "add",
    "announce",
    "answer",
    "approve",
    "arrange",
    "ask",
    "begin",
    "begin_call",
    "cancel",
    "cancel_call",
    "close",
    "close_call",
    "close_due",
    "close_minutes",
    "decide",
    "decide_many",
    "decide_once",
    "discard_rules",
    "drop",
    "drop_invitation",
    "find_eligible",
    "find_eligible_once",
    "find_ineligible",
    "forget_invitations",
    "give_back",
    "hand_over",
    "invite_author",
    "invite_author_again",
    "join_authors",
    "join_with_account",
    "lay_file",
    "name_institution",
    "named_by",
    "next_rules",
    "one_by_one",
    "open_call",
    "open_minutes",
    "passes",
    "publish_rules",
    "put_on_agenda",
    "reconsider",
    "remove_author",
    "reopen_call",
    "screen_again",
    "send_letter",
    "send_letters",
    "start",
    "strike_meeting",
    "submit",
    "take_over_rules",
    "waiting_in",
    "withdraw",
    "write_answers",
    "write_section",
]
