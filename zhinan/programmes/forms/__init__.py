"""What is typed about programmes, funds, projects, the ledger and exchange rates."""

from .belonging import InProgramme, alike, only_own, only_programme, too_early, touched
from .ledger import PostingForm, ReversalForm
from .programmes import FundForm, ProgrammeForm, ProjectForm
from .rates import RateForm, RatesForm

__all__ = [
    "FundForm",
    "InProgramme",
    "PostingForm",
    "ProgrammeForm",
    "ProjectForm",
    "RateForm",
    "RatesForm",
    "ReversalForm",
    "alike",
    "only_own",
    "only_programme",
    "too_early",
    "touched",
]
