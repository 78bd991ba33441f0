"""Pages of frameworks, and those on which indicators and measurements are written; an indicator's is in `reporting`."""

from .frameworks import framework, framework_file
from .grants import from_grants_file
from .indicators import add_indicator, copy_indicator, strike_indicator
from .measurements import VERBS, add_measurement, correct_measurement

__all__ = [
    "VERBS",
    "add_indicator",
    "add_measurement",
    "copy_indicator",
    "correct_measurement",
    "framework",
    "framework_file",
    "from_grants_file",
    "strike_indicator",
]
