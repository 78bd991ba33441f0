"""Awards, their agreements and signatures, instalments, payments, and match."""

from .agreements import VERBS, Agreement, Clause, Side, Signature
from .awards import Award
from .instalments import Instalment, Payment
from .match import Match, MatchStep

__all__ = [
    "VERBS",
    "Agreement",
    "Award",
    "Clause",
    "Instalment",
    "Match",
    "MatchStep",
    "Payment",
    "Side",
    "Signature",
]
