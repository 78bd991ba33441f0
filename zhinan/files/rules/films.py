"""Films: where they were taken, with what and by whom is read as blanks."""

import struct

from django.core.files.base import File

from ..models import Kind
from .kinds import damaged

# By ISO/IEC 14496-12: boxes that hold others, and boxes that hold what somebody, or a telephone, says of the film.
HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"}
REMARKS = {b"udta", b"meta", b"uuid"}
BLANK = b"free"  # a box that players pass over
DEEPEST = 8  # boxes within one another
HEADER, LONG = struct.Struct(">I4s"), struct.Struct(">Q")


class WithoutRemarks(File):
    """The open MP4 film `body`, as long as it is, with its remarks blank; raises Refused where its boxes do not fit."""

    def __init__(self, body):
        super().__init__(body)
        self.blanks = list(remarks(body, 0, body.size))  # (start of the box, start of the content, end)
        body.seek(0)

    def read(self, length=-1):
        """The next `length` bytes, or all that are left."""
        place = self.file.tell()
        found = bytearray(self.file.read(length))
        for start, inside, end in self.blanks:
            lay_over(found, BLANK, start + HEADER.size - len(BLANK) - place)
            low, high = max(inside - place, 0), min(end - place, len(found))
            if low < high:
                found[low:high] = bytes(high - low)
        return bytes(found)


def lay_over(found, words, place):
    """Write those of `words` into the bytes `found` that lie within, the first of them at `place`."""
    for number, byte in enumerate(words, place):
        if 0 <= number < len(found):
            found[number] = byte


def remarks(film, start, end, depth=0):
    """Yield (start, start of the content, end) of each box of remarks between two places of the open `film`."""
    while end - start >= HEADER.size:
        inside, kind, after = box(film, start, end)
        if kind in REMARKS:
            yield start, inside, after
        elif kind in HOLDERS and depth < DEEPEST:
            yield from remarks(film, inside, after, depth + 1)
        start = after


def box(film, start, end):
    """(start of the content, kind, end) of the box at `start`; raises Refused for one that does not fit."""
    film.seek(start)
    head = film.read(HEADER.size + LONG.size)
    (length, kind), inside = HEADER.unpack_from(head), start + HEADER.size
    if length == 1 and len(head) == HEADER.size + LONG.size:
        (length,), inside = LONG.unpack_from(head, HEADER.size), inside + LONG.size
    after = start + length if length else end
    if not inside <= after <= end:
        raise damaged(Kind.VIDEO.label)
    return inside, kind, after
