"""What reports say, how they were sent and returned, visits, findings and action points."""

from .narratives import Narrative
from .reported import ReportedLine, ReportedResult
from .sheets import ReportSheet
from .submissions import Remark, ReportSubmission, Spending
from .visits import ActionPoint, Finding, Visit

__all__ = [
    "ActionPoint",
    "Finding",
    "Narrative",
    "Remark",
    "ReportSheet",
    "ReportSubmission",
    "ReportedLine",
    "ReportedResult",
    "Spending",
    "Visit",
]
