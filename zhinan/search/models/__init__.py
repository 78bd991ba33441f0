"""Documents, and the index that finds them."""

from .document import FACETS, PUBLIC, Document
from .folder import NoIndex
from .index import Index
from .results import Hit, Results

__all__ = ["FACETS", "PUBLIC", "Document", "Hit", "Index", "NoIndex", "Results"]
