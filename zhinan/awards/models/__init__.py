"""Awards, their agreements and signatures, instalments, payments and refunds, match, and reports that are due."""

from .agreements import VERBS, Agreement, Clause, Side, Signature
from .awards import Award, OfAwardQuerySet
from .instalments import Instalment, Payment
from .match import Match, MatchStep
from .reports import DueReport
from .transfers import Refund

__all__ = [
    "VERBS",
    "Agreement",
    "Award",
    "Clause",
    "DueReport",
    "Instalment",
    "Match",
    "MatchStep",
    "OfAwardQuerySet",
    "Payment",
    "Refund",
    "Side",
    "Signature",
]
