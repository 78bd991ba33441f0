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
from .awards import READ, award_page, begin_award
from .grants import grant_ways
from .ledger import award_ledger, award_ledger_file, portfolio_ledger
from .papers import agreement_paper
from .portfolio import award_figures, award_list, cash, overdue

__all__ = [
    "READ",
    "add_instalment",
    "add_match",
    "agreement_paper",
    "approve_instalment",
    "award_figures",
    "award_ledger",
    "award_ledger_file",
    "award_list",
    "award_page",
    "begin_award",
    "cash",
    "draft_document",
    "drop_instalment",
    "grant_ways",
    "meet_conditions",
    "name_match",
    "offer_agreement",
    "overdue",
    "pay_instalment",
    "portfolio_ledger",
    "set_instalment",
    "sign_agreement",
    "take_back_payment",
    "take_back_step",
    "tell_match",
    "unapprove_instalment",
    "verify_step",
    "withdraw_agreement",
]
