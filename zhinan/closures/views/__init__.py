"""Pages of the closure of grants."""

from .archive import bundle_pdf, bundle_zip
from .awards import award
from .closing import award_closure, close_award, document_lessons
from .grants import ENDING, grant
from .refunds import add_refund, take_back_refund

__all__ = [
    "ENDING",
    "add_refund",
    "award",
    "award_closure",
    "bundle_pdf",
    "bundle_zip",
    "close_award",
    "document_lessons",
    "grant",
    "take_back_refund",
]
