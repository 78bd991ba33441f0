"""Charts as SVG made on the server: the same drawing on the page and in the PDF, with the numbers that it shows.

A drawing is as wide as its place and its words keep their size: what lies across is given in shares of the width, what
lies down in pixels. Words are wrapped for NARROW pixels, the width of a small phone. Colours and sizes are presentation
attributes, since the PDF knows no style sheet; the classes are there for the page's (dark scheme, forced colours).
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import combining, east_asian_width
from xml.sax.saxutils import escape, quoteattr

from django.utils.formats import date_format, number_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

NARROW = 280
SIZE = 14  # pixels of a word's type
LINE = 18  # pixels from one line of words to the next
BAR = 18  # pixels of a bar's height
ACCENT, SERIES, INK, QUIET, RULE = "#b23a1e", "#0f5c5c", "#14212e", "#55616d", "#dcd8cf"
FONTS = "system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif"
FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # characters that XML has no room for

# From strong disagreement to strong agreement: the fill, and the ink that is read on it.
AGAINST = [("#b23a1e", "#ffffff"), ("#e3a793", INK)]
NEUTRAL = (RULE, INK)
FOR = [("#9cc4c0", INK), (SERIES, "#ffffff")]


@dataclass(frozen=True)
class Chart:
    """A drawing and the numbers under it: `header` and `rows` are the table that page and PDF print."""

    svg: str
    title: str
    n: int | None
    header: tuple
    rows: tuple

    @property
    def heading(self):
        """The title with its n, as it stands over the drawing."""
        return (
            self.title
            if self.n is None
            else _("%(title)s (n\u00a0=\u00a0%(n)s)") % {"title": self.title, "n": shown(self.n)}
        )

    def block(self, *, source=""):
        """The chart as a block of a set document (see `typst/highlights.typ`); every cell is text."""
        rows = [[shown(cell) for cell in row] for row in self.rows]
        words = {"kind": "chart", "svg": str(self.svg), "title": self.heading, "alt": self.heading, "source": source}
        return {**words, "n": self.n, "header": [str(cell) for cell in self.header], "rows": rows}


def shown(value, unit=""):
    """A number as a reader expects it, with a percent sign where that is its unit; "–" where nothing is known."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    return number_format(value, force_grouping=True) + ("%" if unit == "%" else "")


def bars(rows, *, title, n=None, unit=""):
    """Horizontal bars from a zero line; `rows` are (label, value), each label over its bar and each value behind it.

    A value is a number, or None where nothing is known: it then has no bar. `unit` heads the table's second column.
    """
    rows = tuple((str(label), value) for label, value in rows)
    known = [value for _label, value in rows if value is not None]
    low, high = min([0, *known]), max([0, *known])
    room = max([_room(shown(value, unit)) for _label, value in rows], default=0)
    full = max(30, 100 - 100 * room / NARROW)
    share = full / float(high - low or 1)
    zero = -float(low) * share
    parts, y = [], 0
    for label, value in rows:
        parts += _words(label, 0, y)
        y += LINE * len(_lines(label)) + 4
        length = float(value or 0) * share
        if length:
            left = zero + min(0, length)
            parts.append(_mark("rect", "bar", x=_share(left), y=y, width=_share(abs(length)), height=BAR, fill=SERIES))
        end = _share(zero + max(0, length))
        parts.append(_value(shown(value, unit), end, y + BAR - 4, dx=6))
        parts.append(_rule(_share(zero), y - 2, _share(zero), y + BAR + 2, QUIET))
        y += BAR + 12
    header = (pgettext("column of a table", "Name"), unit or pgettext("column of a table", "Number"))
    return _chart(parts, y, title, n, header, rows)


def columns(rows, *, title, n=None, unit=""):
    """Upright columns from a zero line, for years; `rows` are (label, value of zero or more, or None).

    Where the words would not fit beside each other on a small screen, the same rows are drawn as bars.
    """
    rows = tuple((str(label), value) for label, value in rows)
    widest = max([_width(word) for label, value in rows for word in (label, shown(value, unit))], default=0)
    if not rows or widest + 6 > NARROW / len(rows) or any((value or 0) < 0 for _label, value in rows):
        return bars(rows, title=title, n=n, unit=unit)
    tall = 150
    high = float(max([value or 0 for _label, value in rows]) or 1)
    slot = 100 / len(rows)
    parts = []
    for place, (label, value) in enumerate(rows):
        height = round(float(value or 0) / high * tall, 1)
        top, middle = round(LINE + tall - height, 1), _share((place + 0.5) * slot)
        left, width = _share((place + 0.2) * slot), _share(0.6 * slot)
        if height:
            parts.append(_mark("rect", "bar", x=left, y=top, width=width, height=height, fill=SERIES))
        parts.append(_value(shown(value, unit), middle, round(top - 5, 1), anchor="middle"))
        parts.append(_text(label, middle, LINE + tall + LINE, anchor="middle"))
    parts.append(_rule("0%", LINE + tall, "100%", LINE + tall, QUIET))
    header = (pgettext("column of a table", "Year"), unit or pgettext("column of a table", "Number"))
    return _chart(parts, LINE * 2 + tall + 6, title, n, header, rows)


def line(points, *, title, n=None, unit=""):
    """A step line of something counted over time, its first and its last value written at its ends.

    `points` are (year as int, or date, value of zero or more), in order; each value holds until the next.
    """
    points = tuple(points)
    header = (pgettext("column of a table", "Time"), unit or pgettext("column of a table", "Number"))
    table = tuple((_moment(time), value) for time, value in points)
    if not points:
        return _chart([], 0, title, n, header, table)
    tall, y = 160, LINE
    first, last = points[0], points[-1]
    left = 100 * _room(shown(first[1], unit)) / NARROW
    right = 100 - 100 * _room(shown(last[1], unit)) / NARROW
    high = float(max(value for _time, value in points) or 1)
    begin, end = _day(first[0]), _day(last[0])
    places = [
        (
            left + (right - left) * (_day(time) - begin) / (end - begin or 1),
            round(y + tall - float(value) / high * tall, 1),
        )
        for time, value in points
    ]
    parts = [_rule("0%", y + tall, "100%", y + tall, QUIET)]
    for (x, level), (next_x, next_level) in pairwise(places):
        parts.append(_rule(_share(x), level, _share(next_x), level, SERIES, "line", 3))
        parts.append(_rule(_share(next_x), level, _share(next_x), next_level, SERIES, "line", 3))
    parts.append(_mark("circle", "bar", cx=_share(places[-1][0]), cy=places[-1][1], r=4, fill=ACCENT))
    if len(points) > 1:
        parts.append(_value(shown(first[1], unit), _share(left), places[0][1] + 5, dx=-6, anchor="end"))
        parts.append(_text(table[0][0], "0%", y + tall + LINE))
    parts.append(_value(shown(last[1], unit), _share(places[-1][0]), places[-1][1] + 5, dx=8))
    parts.append(_text(table[-1][0], "100%", y + tall + LINE, anchor="end"))
    return _chart(parts, y + tall + LINE + 6, title, n, header, table)


def likert(rows, *, title, n=None, scale):
    """Stacked bars of answers, centred on the neutral one; `rows` are (label, counts), one count a word of `scale`.

    `scale` runs from disagreement to agreement and has three or five words with a neutral one in the middle, or two
    or four without. Raises ValueError where a row has another number of counts. A share is of the row's own answers.
    """
    tones = _tones(len(scale))
    rows = tuple((str(label), tuple(counts)) for label, counts in rows)
    for label, counts in rows:
        if len(counts) != len(scale):
            raise ValueError(f"“{label}” has {len(counts)} counts for a scale of {len(scale)} words.")
    sides = [_sides(counts) for _label, counts in rows if sum(counts)]
    reach = max([max(side) for side in sides], default=1) or 1
    parts, y = _key(scale, tones)
    for label, counts in rows:
        label = _("%(title)s (n\u00a0=\u00a0%(n)s)") % {"title": label, "n": shown(sum(counts))}
        parts += _words(label, 0, y)
        y += LINE * len(_lines(label)) + 4
        parts += _stack(counts, tones, 50 / reach, y)
        parts.append(_rule("50%", y - 3, "50%", y, QUIET))
        parts.append(_rule("50%", y + BAR, "50%", y + BAR + 3, QUIET))
        y += BAR + 16
    header = (pgettext("column of a table", "Statement"), *(str(word) for word in scale), "n")
    return _chart(parts, y, title, n, header, tuple((label, *counts, sum(counts)) for label, counts in rows))


def _tones(words):
    """Fills and inks of a scale of so many words."""
    if words not in (2, 3, 4, 5):
        raise ValueError(f"A scale has two to five words, not {words}.")
    side = words // 2
    against = AGAINST if side == 2 else AGAINST[:1]
    return [*against, *([NEUTRAL] if words % 2 else []), *(FOR if side == 2 else FOR[1:])]


def _sides(counts):
    """Shares (0 to 1) of the answers that lie on either side of the middle."""
    half = len(counts) // 2
    neutral = counts[half] / 2 if len(counts) % 2 else 0
    return [(sum(side) + neutral) / sum(counts) for side in (counts[:half], counts[-half:])]


def _stack(counts, tones, scaled, y):
    """The segments of one row at height `y`; `scaled` are percent of the width for the whole of the answers."""
    total = sum(counts)
    if not total:
        return [_text(_("No answers"), "50%", y + BAR - 4, anchor="middle", fill=QUIET)]
    parts, x = [], 50 - _sides(counts)[0] * scaled
    for count, (fill, ink) in zip(counts, tones, strict=True):
        width, words = count / total * scaled, f"{count / total:.0%}"
        if count:
            parts.append(_mark("rect", "bar", x=_share(x), y=y, width=_share(width), height=BAR, fill=fill))
        if width * NARROW / 100 > _width(words) + 4:
            parts.append(_text(words, _share(x + width / 2), y + BAR - 4, anchor="middle", fill=ink, kind="on-bar"))
        x += width
    return parts


def _key(scale, tones):
    """The scale's words with their colours, and the height that they take."""
    parts, lines = [], _key_lines(scale)
    for place, words in enumerate(lines):
        for at, left in words:
            parts.append(_mark("rect", "bar", x=left, y=place * LINE + 3, width=11, height=11, fill=tones[at][0]))
            parts.append(_text(scale[at], left + 16, place * LINE + 13))
    return parts, len(lines) * LINE + 12


def _key_lines(scale):
    """The places of the scale's words: lines of (number of the word, pixels from the left)."""
    lines, left = [[]], 0
    for at, word in enumerate(scale):
        wide = 16 + _width(str(word))
        if left and left + wide > NARROW:
            lines, left = [*lines, []], 0
        lines[-1].append((at, left))
        left += wide + 14
    return lines


def _chart(parts, height, title, n, header, rows):
    """The Chart of a drawing's parts; it is `height` pixels high and as wide as its place."""
    heading = Chart("", str(title), n, header, rows).heading
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="100%" height="{max(height, 1)}" '
        f"aria-label={_attribute(heading)} font-family={_attribute(FONTS)} font-size={_attribute(SIZE)} "
        f'direction="ltr" overflow="visible">{"".join(parts)}</svg>'
    )
    return Chart(mark_safe(svg), str(title), n, tuple(str(word) for word in header), rows)


def _mark(tag, kind, **attributes):
    """An element of class `kind`; underscores in the names of `attributes` are hyphens in the drawing."""
    words = "".join(f" {name.replace('_', '-')}={_attribute(value)}" for name, value in attributes.items())
    return f'<{tag} class="{kind}"{words}/>'


def _attribute(value):
    """A value in quotes, with everything that XML cannot hold taken out."""
    return quoteattr(FORBIDDEN.sub("", str(value)))


def _rule(x1, y1, x2, y2, stroke, kind="axis", width=1):
    """A straight line."""
    return _mark("line", kind, x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width)


def _text(words, x, y, *, dx=0, anchor="start", fill=INK, weight="400", kind="chart-label"):
    """Words whose base line begins, ends or has its middle at (x, y)."""
    opening = _mark("text", kind, x=x, y=y, dx=dx, text_anchor=anchor, fill=fill, font_weight=weight)
    return f"{opening[:-2]}>{escape(FORBIDDEN.sub('', str(words)))}</text>"


def _value(words, x, y, *, dx=0, anchor="start"):
    """A number beside what it measures."""
    return _text(words, x, y, dx=dx, anchor=anchor, weight="600", kind="chart-value")


def _words(label, x, y):
    """A label as lines of words under each other, the first under `y`."""
    return [_text(words, x, y + LINE * (place + 1) - 4) for place, words in enumerate(_lines(label))]


def _share(percent):
    """A share of the width, as an attribute's value."""
    return f"{round(percent, 2):g}%"


def _width(words):
    """Pixels that `words` take at most, by rule of thumb: no font is at hand where charts are made."""
    wide = sum(east_asian_width(letter) in "WF" for letter in words)
    marks = sum(bool(combining(letter)) for letter in words)
    capitals = sum(letter.isupper() for letter in words)
    return SIZE * (wide + 0.72 * capitals + 0.6 * (len(words) - wide - capitals - marks))


def _room(number):
    """Pixels for a number beside what it measures: semibold, and a gap."""
    return 1.25 * _width(number) + 8


def _lines(label):
    """`label` in lines that fit into NARROW pixels; Chinese breaks between any two characters."""
    pieces = re.findall(
        r"[ \t\n\r]+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^ \t\n\r\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+",
        label,
    )
    lines = [""]
    for piece in (part for whole in pieces for part in _cut(whole)):
        if lines[-1] and _width(lines[-1] + piece) > NARROW:
            lines.append("")
        if lines[-1] or piece.strip():
            lines[-1] += piece if piece.strip() else " "
    return [words.strip() for words in lines]


def _cut(piece):
    """`piece` itself, or its parts where it is wider than a line."""
    fitting = max(1, int(NARROW / SIZE))
    return [piece] if _width(piece) <= NARROW else [piece[at : at + fitting] for at in range(0, len(piece), fitting)]


def _day(time):
    """A number that grows with time: the year itself, or the day's number."""
    return time if isinstance(time, int) else time.toordinal()


def _moment(time):
    """A year, or a day in words."""
    return str(time) if isinstance(time, int) else date_format(time, "j M Y")
