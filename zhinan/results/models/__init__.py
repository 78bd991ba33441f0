"""Frameworks, results, indicators, targets, measurements and their shares."""

from .disaggregation import Dimension, Disaggregation, Sex
from .frameworks import Framework
from .indicators import Indicator
from .measurements import Measurement, Origin
from .measures import ADDED, COMPARED, PLACES, Measure, share
from .results import Level, Result
from .targets import Target

__all__ = [
    "ADDED",
    "COMPARED",
    "PLACES",
    "Dimension",
    "Disaggregation",
    "Framework",
    "Indicator",
    "Level",
    "Measure",
    "Measurement",
    "Origin",
    "Result",
    "Sex",
    "Target",
    "share",
]
