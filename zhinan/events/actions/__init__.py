"""Every way an event, who registers for it and who came change: one function a verb."""

from .checking import check_in, check_in_here, check_out, hide_code, show_code
from .life import cancel, hold, plan_again, postpone, strike
from .registering import (
    address_again,
    answer,
    cancel_registration,
    claim,
    forget_erased,
    move_up,
    next_state,
    places_left,
    register,
    register_group,
    unclaim,
)
from .rolls import called, drop_roll, forget_rolls, lay, take_roll
from .surveys import ask_due, close_over, drop_survey, plan_survey
from .terms import approve, decline, promote, remove, set_terms, set_times, tell_of_event

__all__ = [
    "address_again",
    "answer",
    "approve",
    "ask_due",
    "called",
    "cancel",
    "cancel_registration",
    "check_in",
    "check_in_here",
    "check_out",
    "claim",
    "close_over",
    "decline",
    "drop_roll",
    "drop_survey",
    "forget_erased",
    "forget_rolls",
    "hide_code",
    "hold",
    "lay",
    "move_up",
    "next_state",
    "places_left",
    "plan_again",
    "plan_survey",
    "postpone",
    "promote",
    "register",
    "register_group",
    "remove",
    "set_terms",
    "set_times",
    "show_code",
    "strike",
    "take_roll",
    "tell_of_event",
    "unclaim",
]
