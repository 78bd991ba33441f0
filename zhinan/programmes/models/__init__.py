"""Programmes, funds, projects, party roles, and the ledger."""

from .ledger import AppendOnly, Kind, Posting, Stage
from .parties import VOCABULARIES, Party, PartyName, PartyQuerySet
from .programmes import Goal, Programme, ProgrammeParty, ReportingPeriod
from .projects import Fund, Project, ProjectParty
from .spans import Span, leads_back

__all__ = [
    "VOCABULARIES",
    "AppendOnly",
    "Fund",
    "Goal",
    "Kind",
    "Party",
    "PartyName",
    "PartyQuerySet",
    "Posting",
    "Programme",
    "ProgrammeParty",
    "Project",
    "ProjectParty",
    "ReportingPeriod",
    "Span",
    "Stage",
    "leads_back",
]
