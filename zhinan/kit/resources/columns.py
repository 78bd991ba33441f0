"""A column of a spreadsheet: what it is called, how its cells are read, and how they are shown again."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from zhinan.kit import punctuation
from zhinan.kit.quantities import Qualifier
from zhinan.kit.reading.cells import WrongCell, exact, partial_date, plain, quantity, several, truth, whole_day
from zhinan.kit.reading.headings import fold

from .called import HAN

LANGUAGES = ("en", "zh-hans", "fr", "es")  # in which the label of a column and the words of a choice are understood


@dataclass(frozen=True)
class Column:
    """One column: `label` is its heading, `headings` are further words for it with | between.

    `read(cell, style)` gives the value of a cell that is not empty, or raises WrongCell; `show(value)` is its inverse.
    With `finder`, a key of what the resource's `load` gives, the text names a record and the value is its key;
    with `is_several` the cell holds several and the value is a list.
    """

    name: str
    label: Any
    read: Any
    show: Any = None
    finder: str = ""
    is_required: bool = False
    is_several: bool = False
    is_date: bool = False
    help: Any = ""
    example: Any = ""
    headings: str = ""
    choices: Any = None

    def words(self):
        """Every folded word that the heading of this column may be."""
        found = {fold(self.name), *map(fold, self.headings.split("|"))} - {""}
        for language in LANGUAGES:
            with override(language):
                found.add(fold(self.label))
        return found

    def heading(self, language):
        """What the column is called in `language`: its label, or for Chinese another word where that is not Chinese."""
        with override(language):
            label = str(self.label)
        if not language.startswith("zh") or HAN.search(label):
            return label
        return next((word for word in self.headings.split("|") if HAN.search(word)), label)

    def shown(self, value):
        """`value` as a cell."""
        if value in (None, "", []):
            return None
        return self.show(value) if self.show else value


def text(name, label, **options):
    """A column of text."""
    return Column(name, label, lambda cell, style: plain_text(cell), **options)


def plain_text(cell):
    """The text of a cell as it was written; raises WrongCell for a formula without a result."""
    plain(cell)
    return str(cell)


def number(name, label, **options):
    """A column of numbers that may be said roughly: the value is (Decimal, Qualifier)."""
    return Column(name, label, quantity, show_quantity, **options)


def show_quantity(value):
    """A (number, qualifier) as a cell."""
    found, qualifier = show_number(value[0]), Qualifier(value[1])
    with override("en"):
        return found if qualifier is Qualifier.EXACT else f"{qualifier.label} {found}"


def amount(name, label, **options):
    """A column of exact numbers."""
    return Column(name, label, exact, show_number, **options)


def show_number(value):
    """A number without needless places; never with three of them, which might be read as thousands."""
    value = Decimal(value)
    if value == value.to_integral_value():
        return int(value)
    value = value.normalize()
    return value.quantize(Decimal("0.0001")) if value.as_tuple().exponent == -3 else value


def dated(name, label, **options):
    """A column of dates as precise as they are known: the value is the text of a PartialDate."""
    return Column(name, label, lambda cell, style: str(partial_date(cell, style)), is_date=True, **options)


def day(name, label, **options):
    """A column of days."""
    return Column(name, label, lambda cell, style: whole_day(cell, style).isoformat(), is_date=True, **options)


def yes_or_no(name, label, **options):
    """A column of yes and no."""
    return Column(
        name,
        label,
        truth,
        lambda value: "yes" if value else "no",
        choices=lambda: [pgettext("answer", "yes"), pgettext("answer", "no")],
        **options,
    )


def listed(name, label, *, commas=True, **options):
    """A column of several texts in one cell."""
    return Column(name, label, lambda cell, style: several(cell, commas=commas), "; ".join, is_several=True, **options)


def link(name, label, finder, **options):
    """A column whose text names a record: by its address, an identifier or its name."""
    return Column(name, label, lambda cell, style: plain_text(cell), finder=finder, **options)


def links(name, label, finder, **options):
    """A column whose cells name several records."""
    return Column(
        name,
        label,
        lambda cell, style: several(cell, commas=False),
        "; ".join,
        finder=finder,
        is_several=True,
        **options,
    )


def choice(name, label, choices, also=None, **options):
    """A column for one of the words of `choices`, a TextChoices; `also` is {value: further words for it}."""
    words = known_words(choices, also or {})

    def read(cell, style):
        found = words.get(fold(plain(cell)))
        if found is None:
            offered = punctuation.listed(one.label for one in choices)
            raise WrongCell(_("“{cell}” is none of the choices. Write {offered}.").format(cell=cell, offered=offered))
        return found

    def show(value):
        with override("en"):
            return str(choices(value).label)

    return Column(name, label, read, show, choices=lambda: [str(one.label) for one in choices], **options)


def known_words(choices, also):
    """{folded word: value} of the words for each of `choices`, with those of `also`, {value: words}."""
    found = {}
    for choice in choices:
        words = [choice.value, *also.get(choice.value, ())]
        for language in LANGUAGES:
            with override(language):
                words.append(str(choice.label))
        found |= {fold(word): choice.value for word in words}
    return found
