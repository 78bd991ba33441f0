"""Solutions, publications, collections and stories."""

from .collections import Collection, CollectionItem
from .publications import Publication, PublicationParty, Question
from .solutions import SimilarSolution, Solution, SolutionParty
from .stories import Story

__all__ = [
    "Collection",
    "CollectionItem",
    "Publication",
    "PublicationParty",
    "Question",
    "SimilarSolution",
    "Solution",
    "SolutionParty",
    "Story",
]
