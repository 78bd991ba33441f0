"""Which row of a sheet names its columns, and which is a total."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

TOTALS = {"total", "totals", "sum", "grand total", "subtotal", "sub total", "total general", "suma", "somme", "итого"}
TOTALS |= {"всего", "المجموع", "الاجمالي", "合计", "总计", "小计", "共计", "总数", "合 计", "总 计"}
NO_LETTER = re.compile(r"[\W_]+")
LONGEST_TOTAL = 20  # characters of a word for a total
FAR_DOWN = 25  # rows in which a heading is looked for


@dataclass(frozen=True)
class Heading:
    """The number of the row that names the columns, how many rows it is high, and the names, "" for none."""

    row: int
    height: int
    names: tuple


@lru_cache(maxsize=50_000)
def fold(text):
    """A word as it is compared: small letters without accents, spaces and punctuation."""
    text = str(text)
    if text.isascii():
        return NO_LETTER.sub(" ", text.casefold()).strip()
    text = unicodedata.normalize("NFKD", text).casefold()
    return NO_LETTER.sub(" ", "".join(sign for sign in text if not unicodedata.combining(sign))).strip()


def guess_heading(rows, known, look=None):
    """The Heading of a sheet from its first `rows` of (number, cells); `known` is a set of folded names of columns.

    It is the row with the most known names, else the first one with texts in most of its cells. Where the row holds
    merged cells and the next one has further names, both together name the columns. None for no rows.
    """
    if not rows:
        return None
    width = max(len(cells) for _number, cells in rows)
    best, most = 0, (-1, -1)
    for place, (_number, cells) in enumerate(rows[:FAR_DOWN]):
        texts = {fold(cell) for cell in cells if isinstance(cell, str) and len(cell) < 120} - {""}
        score = (len(texts & known), int(len(texts) >= max(2, 0.6 * min(width, 12))))
        if score > most:
            best, most = place, score
    number, cells = rows[best]
    height = 2 if best + 1 < len(rows) and is_double(rows[best], rows[best + 1], known, look) else 1
    below = rows[best + 1][1] if height == 2 else ()
    return Heading(number, height, unite([cells, below], width))


def is_double(first, second, known, look):
    """Whether the row `second` goes on naming the columns that a merged block of the row `first` begins to name."""
    (number, _cells), (after, below) = first, second
    merged = [place for place in (look.merged if look else ()) if place[0] in (number, after)]
    if not merged or after != number + 1:
        return False
    texts = [cell for cell in below if isinstance(cell, str)]
    return len(texts) == len([cell for cell in below if cell is not None]) and len({*map(fold, texts)}) > 1


def unite(rows, width):
    """The names of `width` columns that one or more rows of cells give together, as “Contact: Mail”."""
    names = []
    for column in range(width):
        words = []
        for cells in rows:
            cell = cells[column] if column < len(cells) else None
            if cell is not None and str(cell) not in words:
                words.append(" ".join(str(cell).split()))
        names.append(": ".join(words))
    return tuple(names)


def is_total(cells):
    """Whether a row looks like a sum of those above it: its first text is “Total” or the like, and a number follows."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    if not texts or len(texts[0]) > LONGEST_TOTAL or fold(texts[0]) not in TOTALS:
        return False
    has_number = any(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
    return has_number or len(texts) == 1 or any(re.fullmatch(r"[\d.,\s]+", cell) for cell in texts)
