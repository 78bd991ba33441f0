"""What an attendance file holds once it is read."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

ZOOM, WEBINAR, TEAMS_REPORT = "zoom", "zoom_webinar", "teams"


class Row(NamedTuple):
    """One line of attendance; `raw` are its cells as texts.

    Moments have no zone, since the file says none: they are those of the account that wrote it. `minutes` is None where
    the file does not say, and `is_guest` where it has no such column.
    """

    line: int
    name: str
    email: str
    joined_at: datetime | None
    left_at: datetime | None
    minutes: float | None
    is_guest: bool | None
    raw: tuple
    organisation: str = ""
    country: str = ""


class Trouble(NamedTuple):
    """What could not be read: the number of the line (0 for the file), a sentence, and the cells as texts."""

    line: int
    message: str
    raw: tuple = ()

    def in_words(self):
        """The sentence with the number of the line."""
        return _("Line {line}: {what}").format(line=self.line, what=self.message) if self.line else self.message


@dataclass(frozen=True)
class Sheet:
    """What an attendance file holds; `platform` is empty where it is none, and the only one of `troubles` says why.

    Each line of its tables is one of `rows` (somebody was there), `absent` (registered, and not there), `summed` (told
    again, or in more detail, by a row) or `troubles`. `warnings` are about lines that were read in part. `asks` is a
    question, "" for none: day and month cannot be told apart, and `read` wants to know `day_first`; till then moments
    that may be read in two ways are None. `columns` are the names of the columns that were found.
    """

    platform: str = ""
    title: str = ""
    started_at: datetime | None = None
    rows: tuple = ()
    absent: tuple = ()
    summed: tuple = ()
    troubles: tuple = ()
    warnings: tuple = ()
    asks: str = ""
    columns: tuple = ()


def texts_of(cells):
    """Cells as texts."""
    return tuple("" if cell is None else str(cell) for cell in cells)
