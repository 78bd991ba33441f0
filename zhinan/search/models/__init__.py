"""Documents, the index that finds them, and how far each machine's index has come."""

from .cursor import Cursor
from .document import FACETS, PUBLIC, Document
from .folder import NoIndex
from .index import Index
from .results import Hit, Results

__all__ = ["FACETS", "PUBLIC", "Cursor", "Document", "Hit", "Index", "NoIndex", "Results"]
