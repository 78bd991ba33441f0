"""Pages of imports: the way to a preview, the preview and what comes of it, and files."""

from .files import original, rest, template
from .rows import go_on, import_, row, settle, settle_alike, take, throw_away, undo
from .steps import add_import, columns, imports, sheet

__all__ = [
    "add_import",
    "columns",
    "go_on",
    "import_",
    "imports",
    "original",
    "rest",
    "row",
    "settle",
    "settle_alike",
    "sheet",
    "take",
    "template",
    "throw_away",
    "undo",
]
