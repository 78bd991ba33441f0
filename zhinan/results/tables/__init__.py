"""Frameworks, trends, and what grants come to together, as pages and files show them."""

from .frameworks import (
    base_in_words,
    baseline_in_words,
    lines_of,
    origin_in_words,
    parts_in_words,
    reached_in_words,
    sheet_of,
    trends_of,
)
from .grants import groups_in_words, sheet_from_grants, told, total_of
from .trends import drawn

__all__ = [
    "base_in_words",
    "baseline_in_words",
    "drawn",
    "groups_in_words",
    "lines_of",
    "origin_in_words",
    "parts_in_words",
    "reached_in_words",
    "sheet_from_grants",
    "sheet_of",
    "told",
    "total_of",
    "trends_of",
]
