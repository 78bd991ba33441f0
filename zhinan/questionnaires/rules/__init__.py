"""What may be asked, what an answer is, and what answers come to."""

from . import editing, xlsform
from .analysis import further_bases, smallest_base
from .answers import asked_now, from_rows, groups_in, in_force, to_rows
from .content import troubles
from .wording import to_words

__all__ = [
    "asked_now",
    "editing",
    "from_rows",
    "further_bases",
    "groups_in",
    "in_force",
    "smallest_base",
    "to_rows",
    "to_words",
    "troubles",
    "xlsform",
]
