"""What the lists and the calendar can be narrowed by."""

from .days import DaysForm
from .nouns import FILTERS

__all__ = ["FILTERS", "DaysForm"]
