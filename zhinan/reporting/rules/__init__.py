"""Verdicts on statements, and the findings that come of them."""

from .catalogue import findings
from .verdicts import Verdict, agrees, recorded, verdict

__all__ = ["Verdict", "agrees", "findings", "recorded", "verdict"]
