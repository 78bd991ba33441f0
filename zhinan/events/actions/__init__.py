"""Every way an event, who registers for it and who came change: one function a verb."""

from .arriving import arrive, not_arrived
from .certificates import drop_addresses, follow_holders, forget_holder, issue, mend_name, reinstate, revoke
from .certifying import candidates
from .checking import check_in, check_in_here, check_out, hide_code, show_code, takes_code
from .confiding import follow_people, forget_details, forget_participants, give_details
from .copying import take_over
from .courses import drop_course, end_officer, erase_details, erase_due, name_officer
from .erasing import forget_strangers
from .inviting import renew_link, set_contact, write_to
from .life import cancel, hold, plan_again, postpone, strike
from .mending import mend
from .nominating import nominate, nominate_by_link
from .participants import (
    complete,
    complete_in_part,
    not_completed,
    queue,
    review,
    review_again,
    score,
    turn_down,
)
from .registering import (
    address_again,
    answer,
    cancel_registration,
    claim,
    follow_places,
    forget_erased,
    move_up,
    next_state,
    places_left,
    register,
    register_group,
    unclaim,
)
from .reminding import remind
from .returning import nominate_again
from .rolls import called, drop_roll, forget_rolls, lay, take_roll
from .seating import accept, people_of, withdraw
from .sessions import leave_session, strike_session
from .surveys import ask_due, close_over, drop_survey, plan_survey
from .terms import approve, decline, promote, remove, set_terms, set_times, tell_of_event
from .wording import word_certificates

__all__ = [
    "accept",
    "address_again",
    "answer",
    "approve",
    "arrive",
    "ask_due",
    "called",
    "cancel",
    "cancel_registration",
    "candidates",
    "check_in",
    "check_in_here",
    "check_out",
    "claim",
    "close_over",
    "complete",
    "complete_in_part",
    "decline",
    "drop_addresses",
    "drop_course",
    "drop_roll",
    "drop_survey",
    "end_officer",
    "erase_details",
    "erase_due",
    "follow_holders",
    "follow_people",
    "follow_places",
    "forget_details",
    "forget_erased",
    "forget_holder",
    "forget_participants",
    "forget_rolls",
    "forget_strangers",
    "give_details",
    "hide_code",
    "hold",
    "issue",
    "lay",
    "leave_session",
    "mend",
    "mend_name",
    "move_up",
    "name_officer",
    "next_state",
    "nominate",
    "nominate_again",
    "nominate_by_link",
    "not_arrived",
    "not_completed",
    "people_of",
    "places_left",
    "plan_again",
    "plan_survey",
    "postpone",
    "promote",
    "queue",
    "register",
    "register_group",
    "reinstate",
    "remind",
    "remove",
    "renew_link",
    "review",
    "review_again",
    "revoke",
    "score",
    "set_contact",
    "set_terms",
    "set_times",
    "show_code",
    "strike",
    "strike_session",
    "take_over",
    "take_roll",
    "takes_code",
    "tell_of_event",
    "turn_down",
    "unclaim",
    "withdraw",
    "word_certificates",
    "write_to",
]
