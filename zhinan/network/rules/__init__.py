"""What institutions and people are called, and which of them may be one."""

from .candidates import candidates_for, gazetteer, subjects_of, waiting_among
from .twins import DOUBTFUL, PROPOSED, REASONS, Index, Match, score

__all__ = [
    "DOUBTFUL",
    "PROPOSED",
    "REASONS",
    "Index",
    "Match",
    "candidates_for",
    "gazetteer",
    "score",
    "subjects_of",
    "waiting_among",
]
