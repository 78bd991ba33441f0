"""Rubrics to begin with: the six criteria of OECD-DAC, those of South-South cooperation, and both together."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy, pgettext_lazy


class Line(NamedTuple):
    """A criterion: its name, its weight among 100, what a reviewer looks at."""

    name: str
    weight: int
    guidance: str


class Rubric(NamedTuple):
    """Criteria whose weights are 100 together, and where they come from."""

    name: str
    lines: tuple
    source: str


DAC = (
    Line(
        pgettext_lazy("criterion", "Relevance"), 20,
        gettext_lazy("Does it do the right thing: do aim and design answer what those need whom it is for?"),
    ),
    Line(
        pgettext_lazy("criterion", "Coherence"), 10,
        gettext_lazy("Does it fit with what others do in the same country, sector and institution?"),
    ),
    Line(
        pgettext_lazy("criterion", "Effectiveness"), 20,
        gettext_lazy("Will it reach what it sets out to reach, and can that be seen from its indicators?"),
    ),
    Line(
        pgettext_lazy("criterion", "Efficiency"), 15,
        gettext_lazy("Are money and time in a good proportion to what comes of them?"),
    ),
    Line(
        pgettext_lazy("criterion", "Impact"), 20,
        gettext_lazy("What difference will it make in the end, wanted or not?"),
    ),
    Line(
        pgettext_lazy("criterion", "Sustainability"), 15,
        gettext_lazy("Will it last once the grant is spent, and who looks after it then?"),
    ),
)  # fmt: skip
SOUTH = (
    Line(
        pgettext_lazy("criterion", "Demand-driven"), 25,
        gettext_lazy("Who asked for it, and how is that shown?"),
    ),
    Line(
        pgettext_lazy("criterion", "Horizontality"), 20,
        gettext_lazy("Do partners decide together, and does each of them give and learn?"),
    ),
    Line(
        pgettext_lazy("criterion", "Partners' contribution"), 20,
        gettext_lazy("What do partners give in cash, in kind and in work, and is it certain?"),
    ),
    Line(
        pgettext_lazy("criterion", "Replicability"), 20,
        gettext_lazy("Can other countries of the South do the same, and will they be told how?"),
    ),
    Line(
        pgettext_lazy("criterion", "Gender"), 15,
        gettext_lazy("Do women decide and benefit, and is it counted?"),
    ),
)  # fmt: skip
OF_DAC = gettext_lazy("OECD-DAC, adopted on 10 December 2019; weights are a proposal.")
OF_SOUTH = gettext_lazy("Usual practice of South-South funds, check with the fund; weights are a proposal.")
RUBRICS = {
    "dac": Rubric(gettext_lazy("the six criteria of OECD-DAC"), DAC, OF_DAC),
    "south": Rubric(gettext_lazy("criteria of South-South cooperation"), SOUTH, OF_SOUTH),
    "both": Rubric(
        gettext_lazy("both, half of the weight each"),
        (*DAC, *SOUTH),
        gettext_lazy("OECD-DAC, adopted on 10 December 2019, and usual practice of South-South funds, half each."),
    ),
}
CHOICES = [("", gettext_lazy("none: I write every criterion")), *((key, one.name) for key, one in RUBRICS.items())]


def criteria(key):
    """Rows of the rubric `key`, without their places: {name, weight, guidance} each."""
    lines = RUBRICS[key].lines
    whole = sum(line.weight for line in lines)
    return [
        {"name": str(line.name), "weight": str(share(line.weight, whole)), "guidance": str(line.guidance)}
        for line in lines
    ]


def share(weight, whole):
    """The part that `weight` is of `whole`, out of 100."""
    return (Decimal(100) * weight / whole).quantize(Decimal("0.01"))
