"""Pages of awards."""

from .asking import (
    add_instalment,
    add_match,
    approve_instalment,
    draft_document,
    drop_instalment,
    meet_conditions,
    name_match,
    offer_agreement,
    pay_instalment,
    set_instalment,
    sign_agreement,
    take_back_payment,
    take_back_step,
    tell_match,
    unapprove_instalment,
    verify_step,
    withdraw_agreement,
)
from .awards import award, begin_award
from .grants import grant

__all__ = [
    "add_instalment",
    "add_match",
    "approve_instalment",
    "award",
    "begin_award",
    "draft_document",
    "drop_instalment",
    "grant",
    "meet_conditions",
    "name_match",
    "offer_agreement",
    "pay_instalment",
    "set_instalment",
    "sign_agreement",
    "take_back_payment",
    "take_back_step",
    "tell_match",
    "unapprove_instalment",
    "verify_step",
    "withdraw_agreement",
]
