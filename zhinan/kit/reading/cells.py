"""What one cell means: a number, a date, a truth, several values. What may mean two things is asked, never guessed."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from zhinan.kit.dates import PartialDate
from zhinan.kit.quantities import Qualifier

from .books import FAILED, NO_RESULT

NUMERIC = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})")  # 3/4/2020
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?")
CHINESE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?)?")
MONTH_AND_YEAR = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
WORDS = re.compile(r"\d+|[^\W\d_]+")
SPLITS = re.compile(r"[;\n、；|]+")
COMMAS = re.compile(r"[,，]")
YEARS = range(1900, 2101)
MONTHS = {
    word: number
    for line in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "janv fevr mars avr mai juin juil aout sept oct nov dec",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago set oct nov dic",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    )
    for number, word in enumerate(line.split(), 1)
}
FILLING = {"of", "the", "le", "el", "de", "del", "du", "st", "nd", "rd", "th", "er", "г", "года", "monday", "tuesday"}
FILLING |= {"wednesday", "thursday", "friday", "saturday", "sunday"}
QUALIFIERS = {
    Qualifier.MORE_THAN: ("more than", "over", "above", ">", "plus de", "más de", "超过", "逾", "多于", "более"),
    Qualifier.AT_LEAST: ("at least", "no less than", ">=", "≥", "au moins", "al menos", "至少", "不少于", "не менее"),
    Qualifier.NEARLY: ("nearly", "almost", "close to", "près de", "presque", "casi", "近", "将近", "接近", "почти"),
    Qualifier.ABOUT: (
        "about",
        "around",
        "approximately",
        "approx",
        "circa",
        "ca",
        "c",
        "some",
        "roughly",
        "~",
        "≈",
        "environ",
        "alrededor de",
        "aproximadamente",
        "unos",
        "unas",
        "cerca de",
        "约",
        "大约",
        "大概",
        "около",
    ),
    Qualifier.FEWER_THAN: (
        "fewer than",
        "less than",
        "under",
        "below",
        "<",
        "moins de",
        "menos de",
        "不到",
        "少于",
        "不足",
        "менее",
    ),
}
BEFORE = sorted(((word, key) for key, words in QUALIFIERS.items() for word in words), key=lambda pair: -len(pair[0]))
AFTER = {"+": Qualifier.AT_LEAST, "余": Qualifier.MORE_THAN, "多": Qualifier.MORE_THAN, "左右": Qualifier.ABOUT}
TIMES = {"million": 10**6, "millions": 10**6, "thousand": 10**3, "万": 10**4, "亿": 10**8, "千": 10**3}
COUNTED = ("人次", "人", "名", "位", "个", "people", "persons", "participants", "guests", "attendees")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?")  # thousands, or lakhs, between commas
SWAPPED = str.maketrans(",.", ".,")
YES = {"yes", "y", "true", "1", "x", "✓", "√", "是", "有", "oui", "si", "sí", "да", "نعم", "vrai", "verdadero"}
NO = {"no", "n", "false", "0", "-", "✗", "×", "否", "无", "没有", "non", "нет", "لا", "faux", "falso"}


class WrongCell(ValueError):
    """A cell that cannot be read as what its column holds; the text says what to write."""


class Ambiguous(WrongCell):
    """A cell that means two things: the order of day and month, or the decimal sign, has to be said."""


@dataclass(frozen=True)
class Style:
    """How a column writes: the `order` of its dates, "dmy" or "mdy", and its decimal sign; empty where not known."""

    order: str = ""
    decimal: str = ""


def style_of(cells):
    """(Style, whether the order has to be asked) of a column, from its `cells`.

    One day above 12 settles the order of all dates; two that contradict each other leave it open.
    """
    orders, signs, is_open = set(), set(), False
    for cell in cells:
        if isinstance(cell, str):
            text = plain(cell)
            if found := NUMERIC.fullmatch(text):
                first, second = int(found[1]), int(found[3])
                orders |= {"dmy"} if first > 12 >= second else {"mdy"} if second > 12 >= first else set()
                is_open = is_open or (first <= 12 and second <= 12 and first != second)
            elif sign := decimal_sign(text):
                signs.add(sign)
    style = Style(orders.pop() if len(orders) == 1 else "", signs.pop() if len(signs) == 1 else "")
    return style, is_open and not style.order


def plain(cell):
    """The text of a cell with full-width signs made narrow; raises WrongCell for a formula without a result."""
    if cell in (FAILED, NO_RESULT):
        if cell == FAILED:
            raise WrongCell(_("The formula in this cell has failed. Write the value itself."))
        raise WrongCell(
            _("This cell holds a formula without its result. Open and save the file, then upload it again.")
        )
    return unicodedata.normalize("NFKC", str(cell)).strip()


def truth(cell, style=None):
    """Yes or no, in six languages; raises WrongCell."""
    if isinstance(cell, bool):
        return cell
    word = plain(cell).casefold()
    if word in YES or word in NO:
        return word in YES
    raise WrongCell(_("“{cell}” is neither yes nor no. Write yes or no.").format(cell=cell))


def several(cell, *, commas=True):
    """The values in a cell that holds several: between ; | 、 or lines, and with `commas` between commas as well."""
    text = "\n".join(plain(line) for line in str(cell).splitlines()) if isinstance(cell, str) else plain(cell)
    parts = SPLITS.split(text)
    if commas:
        parts = [piece for part in parts for piece in COMMAS.split(part)]
    return [part.strip() for part in parts if part.strip()]


# numbers


def quantity(cell, style=None):
    """(Decimal, Qualifier) of a cell such as 1200, “1 200,50”, “more than 200” or “约200人”; raises WrongCell."""
    if isinstance(cell, bool):
        raise WrongCell(_("“{cell}” is no number.").format(cell=cell))
    if isinstance(cell, int | float):
        return Decimal(str(cell)), Qualifier.EXACT
    rest, qualifier = without_qualifier(plain(cell).casefold())
    rest, later, times = without_endings(rest)
    number = decimal_of(rest, cell, style or Style()) * times
    return number, later if qualifier is Qualifier.EXACT else qualifier


def exact(cell, style=None):
    """The Decimal of a cell that holds an exact number; raises WrongCell."""
    number, qualifier = quantity(cell, style)
    if qualifier is not Qualifier.EXACT:
        raise WrongCell(_("“{cell}” is not exact. Write the number alone.").format(cell=cell))
    return number


def without_qualifier(text):
    """(the rest, Qualifier) of a text that may begin with one."""
    for word, key in BEFORE:
        if text.startswith(word):
            rest = text[len(word) :].lstrip(" .:")
            is_word = word[-1].isascii() and word[-1].isalpha()
            if rest and not (is_word and rest == text[len(word) :]):
                return rest, key
    return text, Qualifier.EXACT


def without_endings(text):
    """(the rest, Qualifier, factor) of a text that may end with what is counted, with “million”, “+” or “余”."""
    qualifier, times, before = Qualifier.EXACT, 1, ""
    while text != before:
        before = text
        for word in (*COUNTED, *AFTER, *TIMES):
            if text.endswith(word) and text != word:
                text = text.removesuffix(word).strip()
                qualifier, times = AFTER.get(word, qualifier), times * TIMES.get(word, 1)
                break
    return text, qualifier, times


def decimal_of(text, cell, style):
    """The Decimal that `text` writes with either decimal sign; raises WrongCell, Ambiguous for “1.234”."""
    compact = re.sub(r"(?<=\d)[\s'’](?=\d)", "", text)
    sign = decimal_sign(compact) or style.decimal or ("." if re.fullmatch(r"[+-]?\d{1,3},\d{3}", compact) else "")
    if not sign and re.fullmatch(r"[+-]?\d{1,3}\.\d{3}", compact):
        raise Ambiguous(
            _("“{cell}” may mean {whole} or {part}. Write it without a sign between thousands.").format(
                cell=cell, whole=compact.replace(".", ""), part=f"{compact}0"
            )
        )
    if sign == ",":
        compact = compact.translate(SWAPPED)
    if GROUPED.fullmatch(compact):
        compact = compact.replace(",", "")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,10})?", compact, re.ASCII):
        raise WrongCell(_("“{cell}” is no number. Write digits alone, as 1200 or 1200.50.").format(cell=cell))
    return Decimal(compact)


def decimal_sign(text):
    """The decimal sign that a number must have been written with, or an empty text where both are possible."""
    if not re.fullmatch(r"[+-]?\d[\d.,\s'’]*", text):
        return ""
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        return "." if text.rindex(".") > text.rindex(",") else ","
    if dots + commas == 0:
        return ""
    sign = "." if dots else ","
    other = "," if dots else "."
    if dots + commas > 1:
        return other
    before, after = text.split(sign)
    return "" if len(after) == 3 and len(before.lstrip("+-")) <= 3 and before.lstrip("+-") != "0" else sign


# dates


def partial_date(cell, style=None):
    """The PartialDate of a cell: 2020, 2020-09, “Sept 2020”, “2020年9月25日”, “25/09/2020”; raises WrongCell.

    3/4/2020 is read by the order in `style`; where that is not known it is Ambiguous.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell in YEARS:
            return PartialDate(f"{int(cell):04}")
        raise no_date(cell)
    text = plain(cell)
    if text.startswith("["):
        return made(text, cell)
    for shape in (COMPACT, ISO, CHINESE):
        if found := shape.fullmatch(text):
            return dated(*found.groups(), cell)
    if found := NUMERIC.fullmatch(text):
        return in_order(int(found[1]), int(found[3]), found[4], cell, (style or Style()).order)
    if found := MONTH_AND_YEAR.fullmatch(text):
        return dated(found[1] or found[4], found[2] or found[3], None, cell)
    return worded(text, cell)


def whole_day(cell, style=None):
    """The day of a cell; raises WrongCell where it names only a month or a year."""
    found = partial_date(cell, style)
    if found.earliest != found.latest:
        raise WrongCell(_("“{cell}” names no day. Write it as 2020-09-25.").format(cell=cell))
    return found.earliest


def in_order(first, second, year, cell, order):
    """The date of 3/4/2020 in the given order; a number over 12 or twice the same settles it."""
    if first > 12 or (order == "dmy" and second <= 12) or first == second:
        return dated(year, second, first, cell)
    if second > 12 or order == "mdy":
        return dated(year, first, second, cell)
    raise Ambiguous(
        _("“{cell}” may be the {first}th of month {second}, or the other way round. Write it as 2020-09-25.").format(
            cell=cell, first=first, second=second
        )
    )


def worded(text, cell):
    """The date of “25 September 2020”, “Sept. 25, 2020” or “Sept 2020” in one of six languages."""
    words = [without_accents(word) for word in WORDS.findall(text.casefold())]
    months = [MONTHS.get(word) or MONTHS.get(word[:3] if word == "sept" else "") for word in words]
    numbers = [word for word in words if word.isdecimal()]
    strangers = [word for word, month in zip(words, months, strict=True) if not month and not word.isdecimal()]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3]
    if len(words) == 1 and years:
        return dated(years[0], None, None, cell)
    named = [month for month in months if month]
    if len(named) != 1 or len(years) != 1 or len(days) > 1 or len(numbers) > 2 or set(strangers) - FILLING:
        raise no_date(cell)
    return dated(years[0], named[0], days[0] if days else None, cell)


def without_accents(word):
    """The word without marks above and below its letters."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def dated(year, month, day, cell):
    """The PartialDate of a year, perhaps with month and day."""
    if int(year) not in YEARS:
        raise no_date(cell)
    return made("-".join([f"{int(year):04}", *(f"{int(part):02}" for part in (month, day) if part)]), cell)


def made(text, cell):
    """The PartialDate of an EDTF text; raises WrongCell for a day that no calendar has."""
    try:
        return PartialDate(text)
    except ValueError:
        raise no_date(cell) from None


def no_date(cell):
    """The refusal of a cell that is no date."""
    return WrongCell(_("“{cell}” is no date. Write 2020, 2020-09 or 2020-09-25.").format(cell=cell))
