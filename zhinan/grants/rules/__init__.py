"""What can be reckoned about calls, applications and decisions; writes nothing."""

from .beginning import a_year_later, begun, first_deadline, sources_of
from .call_words import deadline, differences, in_sentences
from .comparing import changed
from .content import content_of
from .eligibility import checks
from .lacking import missing
from .passing import Check, Missing
from .presets import PRESETS
from .sections import Reading, Section, sections_of
from .sums import requested

__all__ = [
    "PRESETS",
    "Check",
    "Missing",
    "Reading",
    "Section",
    "a_year_later",
    "begun",
    "changed",
    "checks",
    "content_of",
    "deadline",
    "differences",
    "first_deadline",
    "in_sentences",
    "missing",
    "requested",
    "sections_of",
    "sources_of",
]
