"""Every way an award, its agreements, instalments and match change: one function a verb."""

from .agreements import draft, offer, sign, withdraw
from .awards import begin, decided, meet_conditions
from .closing import close_award
from .instalments import add_instalment, approve, drop, set_amount, unapprove
from .match import add_match, name_organisation, take_back_step, tell_step, verify_step
from .payments import pay, take_back
from .refunds import refund, take_back_refund
from .reports import accept_report, open_report_again, remind_of_reports, return_report, send_report, set_due

__all__ = [
    "accept_report",
    "add_instalment",
    "add_match",
    "approve",
    "begin",
    "close_award",
    "decided",
    "draft",
    "drop",
    "meet_conditions",
    "name_organisation",
    "offer",
    "open_report_again",
    "pay",
    "refund",
    "remind_of_reports",
    "return_report",
    "send_report",
    "set_amount",
    "set_due",
    "sign",
    "take_back",
    "take_back_refund",
    "take_back_step",
    "tell_step",
    "unapprove",
    "verify_step",
    "withdraw",
]
