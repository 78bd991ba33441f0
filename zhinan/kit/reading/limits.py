"""How much of a spreadsheet is read, and the refusal of one that is too large, locked or damaged."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

MEGABYTE = 1_000_000


class WrongSheet(ValueError):
    """A file that cannot be read as a spreadsheet; the text says why and what to do."""


@dataclass(frozen=True)
class Limits:
    """The most that is read: bytes of the file, rows and cells of a sheet, bytes and ratio of what is packed inside."""

    file: int = 50 * MEGABYTE
    rows: int = 200_000
    cells: int = 5_000_000
    columns: int = 500
    inside: int = 600 * MEGABYTE
    texts: int = 150 * MEGABYTE
    ratio: int = 200

    def check_file(self, size):
        """Raise WrongSheet for a file of too many bytes."""
        if size > self.file:
            words = {"size": megabytes(size), "most": megabytes(self.file)}
            raise WrongSheet(
                _(
                    "This file has {size} MB; at most {most} MB are read. Delete sheets and pictures that are not "
                    "needed, or split it."
                ).format(**words)
            )

    def check_rows(self, rows):
        """Raise WrongSheet for too many rows."""
        if rows > self.rows:
            raise WrongSheet(
                _(
                    "This sheet has more than {most} rows. Split it into several files, and import one at a time."
                ).format(most=number_format(self.rows, force_grouping=True))
            )

    def check_box(self, rows, columns):
        """Raise WrongSheet for a sheet whose used part is too large, which a stray cell far out may cause."""
        self.check_rows(rows)
        if columns > self.columns or rows * columns > self.cells:
            words = {"rows": rows, "columns": columns}
            raise WrongSheet(
                _(
                    "This sheet uses {columns} columns and {rows} rows, more than is read. Copy the columns that you "
                    "need into a new file, and upload that."
                ).format(**words)
            )


LIMITS = Limits()


def megabytes(size):
    """A number of bytes in megabytes, for a sentence."""
    return number_format(-(-size // MEGABYTE), force_grouping=True)
