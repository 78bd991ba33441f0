"""Every way an award, its agreements, instalments and match change: one function a verb."""

from .agreements import draft, offer, sign, withdraw
from .awards import begin, decided, meet_conditions
from .instalments import add_instalment, approve, drop, set_amount, unapprove
from .match import add_match, name_organisation, take_back_step, tell_step, verify_step
from .payments import pay, take_back

__all__ = [
    "add_instalment",
    "add_match",
    "approve",
    "begin",
    "decided",
    "draft",
    "drop",
    "meet_conditions",
    "name_organisation",
    "offer",
    "pay",
    "set_amount",
    "sign",
    "take_back",
    "take_back_step",
    "tell_step",
    "unapprove",
    "verify_step",
    "withdraw",
]
