"""The archive of a grant: one PDF with everything in order, and a ZIP with the files, too."""

from .archive import archived
from .bundle import bundle_of, bundle_pdf

__all__ = ["archived", "bundle_of", "bundle_pdf"]
