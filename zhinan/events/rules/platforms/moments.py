"""When somebody came and how long they stayed, as Zoom and Teams write it in seven languages."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache

from django.utils.translation import gettext as _

from zhinan.kit.reading import Style, WrongCell, style_of
from zhinan.kit.reading.cells import plain, whole_day

MARK = re.compile(
    r"(?<![^\W\d_])(?:(?P<am>a\.? ?m\b\.?|上午|凌晨|早上|ص)|(?P<pm>p\.? ?m\b\.?|下午|晚上|中午|م))(?![^\W\d_])"
)
CLOCK = re.compile(r"(\d{1,2}) ?[:时點点h] ?(\d{2})(?: ?[:分] ?(\d{2})(?:[.,]\d+)?秒?| ?分)?(?!\d)")
SHORT_YEAR = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2})")
JOINTS = re.compile(r"[\s,،;T]+$|^[\s,،;]+|\s(?:à|at|в|a las|às|في|um)$", re.IGNORECASE)
AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?")
SPAN = re.compile(r"(\d{1,4}):(\d{2}):(\d{2})")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
NOTHING = frozenset({"", "-", "--", "---", "n/a", "na"})
UNITS = {
    word: seconds
    for seconds, words in (
        (3600, "h hr hrs hour hours heure heures hora horas 小时 小時 时 ч час часа часов س ساعة ساعات"),
        (60, "m min mins minute minutes minuto minutos 分 分钟 分鐘 мин минут минута минуты د دقيقة دقائق"),
        (
            1,
            "s sec secs second seconds seg segs seconde secondes segundo segundos 秒 秒钟 с сек секунд секунда секунды",
        ),
        (1, "ث ثانية ثوان ثواني"),
    )
    for word in words.split()
}
LONGEST = 60 * 24 * 31  # minutes: nobody stays in a meeting for more than a month


@dataclass(frozen=True)
class Clock:
    """How a file writes its moments: the `style` of its dates, and the `day` of those that name an hour only."""

    style: Style
    day: object = None

    def moment(self, cell):
        """The datetime of `cell` without a zone, None for an empty one.

        Raises Ambiguous where day and month may be exchanged, WrongCell for what is no moment.
        """
        if is_nothing(cell):
            return None
        day, hour = parted(plain(cell))
        if hour is None:
            raise no_moment(cell)
        if not day and self.day is None:
            raise WrongCell(_("“{cell}” names an hour without a day.").format(cell=cell))
        return datetime.combine(day_of(day, self.style.order) if day else self.day, hour)


def is_nothing(cell):
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip() in NOTHING)


def no_moment(cell):
    """The refusal of a cell that is no day with an hour."""
    return WrongCell(_("“{cell}” is no day with an hour. Write it as 2026-07-22 19:30.").format(cell=cell))


@lru_cache(maxsize=10_000)
def day_of(text, order):
    """The day that `text` names; raises WrongCell and Ambiguous."""
    return whole_day(text, Style(order=order))


@lru_cache(maxsize=50_000)
def parted(text):
    """(the day in `text` as text, "" for none, and its time or None); raises WrongCell for an hour that no day has."""
    text = text.casefold()
    mark = MARK.search(text)
    if mark:
        text = f"{text[: mark.start()]} {text[mark.end() :]}"
    found = CLOCK.search(text)
    hour = hour_of(found, mark) if found else None
    rest = f"{text[: found.start()]} {text[found.end() :]}" if found else text
    rest = rest.strip()
    while (shorter := JOINTS.sub("", rest).strip()) != rest:
        rest = shorter
    if is_utc(found, rest):
        rest = rest[:-1].strip().removesuffix("t")
    if short := SHORT_YEAR.fullmatch(rest):
        rest = f"{short[1]}{short[2]}{short[3]}{short[2]}20{int(short[4]):02}"
    return rest.rstrip(".") if rest[-2:-1].isdecimal() else rest, hour


def is_utc(found, rest):
    """Whether a moment ends in the Z of world time, which is kept as it is written."""
    return bool(found) and rest.endswith("z") and rest[:-1].strip(" t-0123456789") == ""


def hour_of(found, mark):
    """The time of day that `found` writes, with the `mark` for before or after noon; raises WrongCell."""
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if mark and mark["pm"] and hour < 12:
        hour += 12
    elif mark and mark["am"] and hour == 12:
        hour = 0
    try:
        return time(hour, minute, second)
    except ValueError:
        raise WrongCell(_("“{cell}” is no time of day.").format(cell=found[0])) from None


def style_among(cells):
    """The Style of all moments of a file, without an order where day and month cannot be told apart."""
    days = set()
    for cell in cells:
        if isinstance(cell, str) and not is_nothing(cell):
            try:
                days.add(parted(plain(cell))[0])
            except WrongCell:
                continue  # its own line says so
    return Style(order=style_of(sorted(days))[0].order)


def minutes_of(cell):
    """How many minutes a cell says: 45, “1h 27m 51s”, “01:27:51”; None for an empty one. Raises WrongCell."""
    if is_nothing(cell):
        return None
    found = seconds_in(plain(cell).casefold()) if not isinstance(cell, bool) else None
    if found is None or found > LONGEST * 60:
        raise WrongCell(_("“{cell}” is no length of time. Write minutes, as 45, or 1h 27m.").format(cell=cell))
    return round(found / 60, 2)


@lru_cache(maxsize=10_000)
def seconds_in(text):
    """Seconds that a folded `text` says, None where it says none."""
    if NUMBER.fullmatch(text):
        return float(text.replace(",", ".")) * 60
    if span := SPAN.fullmatch(text):
        return int(span[1]) * 3600 + int(span[2]) * 60 + int(span[3])
    parts = AMOUNT.findall(text)
    if not parts or any(unit not in UNITS for _number, unit in parts) or AMOUNT.sub("", text).strip(" ,،و"):
        return None
    return sum(float(number.replace(",", ".")) * UNITS[unit] for number, unit in parts)
