"""Files, what they may be, and their content."""

from .contents import drop, keep, last_changed, names, open_content, put
from .files import SIZES, Consent, File, Use
from .kinds import EXTENSIONS, OPENED, PICTURES, Kind

__all__ = [
    "EXTENSIONS",
    "OPENED",
    "PICTURES",
    "SIZES",
    "Consent",
    "File",
    "Kind",
    "Use",
    "drop",
    "keep",
    "last_changed",
    "names",
    "open_content",
    "put",
]
