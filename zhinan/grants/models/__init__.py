"""Grants, and how they are chosen: calls with their rules, applications, reviews, decisions."""

from .applications import Application, Submission
from .call_rules import CallRules
from .calls import Call, CallQuestion
from .conflicts import asked_of, bonds_of, conflicting
from .decisions import FINAL, GRANTED, AgendaItem, Decision, Meeting, Outcome, Reason
from .grants import Grant, GrantParty, IntendedOutput
from .invitations import AuthorInvitation
from .parts import (
    PLANNED,
    ApplicationParty,
    BudgetLine,
    BudgetSource,
    Endorsement,
    Grade,
    MatchSource,
    PlannedResult,
    Risk,
    WorkStep,
)
from .people import DECLARED, Author, Panelist, Recusal, Tie
from .plans import Criterion, DocumentKind, Gate, PlannedInstalment, PlannedReport, RequiredDocument, Theme
from .reviews import Advice, Mark, Review

__all__ = [
    "DECLARED",
    "FINAL",
    "GRANTED",
    "PLANNED",
    "Advice",
    "AgendaItem",
    "Application",
    "ApplicationParty",
    "Author",
    "AuthorInvitation",
    "BudgetLine",
    "BudgetSource",
    "Call",
    "CallQuestion",
    "CallRules",
    "Criterion",
    "Decision",
    "DocumentKind",
    "Endorsement",
    "Gate",
    "Grade",
    "Grant",
    "GrantParty",
    "IntendedOutput",
    "Mark",
    "MatchSource",
    "Meeting",
    "Outcome",
    "Panelist",
    "PlannedInstalment",
    "PlannedReport",
    "PlannedResult",
    "Reason",
    "Recusal",
    "RequiredDocument",
    "Review",
    "Risk",
    "Submission",
    "Theme",
    "Tie",
    "WorkStep",
    "asked_of",
    "bonds_of",
    "conflicting",
]
