"""Numbers about grants, calls and applications, and the records behind them."""

from .comparing import Compared, compared
from .grants import countries_reached, grants_approved, grants_to_date, regions_reached
from .pipeline import pipeline

__all__ = [
    "Compared",
    "compared",
    "countries_reached",
    "grants_approved",
    "grants_to_date",
    "pipeline",
    "regions_reached",
]
