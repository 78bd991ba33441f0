"""What a spreadsheet says of indicators, judged as the page of the results does it."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from zhinan.kit.quantities import in_digits
from zhinan.results.models import Measure, share

from ...rules.content import text
from ...rules.sheets import RESULTS
from ..results import ResultForm

SPLIT = re.compile(r"\s*[;；]\s*")
PARTS = ("numerator", "denominator")


def judge_results(judged):
    """Judge the sheet of the results; what differs comes to stand in the values of `judged`, {indicator: columns}."""
    filled, values = judged.sheets[RESULTS].filled(), {}
    for line, _row, standing in judged.rows(RESULTS):
        for key, column in filled.items():
            read(line, key, column, standing)
        if not line.differs():
            continue
        indicator = standing.thing.indicator
        merged = standing.values | line.typed
        form = ResultForm(standing.thing, judged.stock.countries, typed_of(merged, indicator))
        line.refuse_all(form, "value")
        refuse_other_share(line, merged, indicator)
        if line.differs():
            values[str(indicator.pk)] = kept(form.values())
    if values:
        judged.values[RESULTS] = values


def read(line, key, column, standing):
    """Read the cell of one column, which not every indicator takes."""
    measure = standing.thing.indicator.measure
    before = standing.values.get(key)
    if not key.startswith(standing.takes):
        if key in line.row.cells:
            kind = Measure(measure).label
            line.refuse(key, _("Leave this cell empty: of this indicator ({kind}) it is not asked.").format(kind=kind))
    elif column.is_number:
        line.number(key, before, takes_percent=key == "value" and measure == Measure.PERCENTAGE)
    else:
        line.text(key, before)


def typed_of(values, indicator):
    """What the form of an `indicator` takes for `values`, {column: value}."""
    typed = {key: f"{value:f}" if isinstance(value, Decimal) else value for key, value in values.items()}
    typed["ages"] = SPLIT.sub("\n", typed["ages"] or "")
    return {f"i{indicator.pk}-{key}": value for key, value in typed.items() if value is not None}


def refuse_other_share(line, values, indicator):
    """Refuse a percentage in a cell of `line` that its parts do not make: one of the two must be a slip."""
    part, whole = (values.get(name) for name in PARTS)
    if indicator.measure != Measure.PERCENTAGE or "value" not in line.typed or not part or not whole:
        return
    made, told = share(part, whole), Decimal(line.typed["value"])
    if round(made, max(0, -told.normalize().as_tuple().exponent)) != told:
        sentence = _("The two numbers beside it make {percent} %. Write that, or leave this cell empty.")
        line.refuse("value", sentence.format(percent=in_digits(made)))


def kept(values):
    """Columns of a ReportedResult as JSON holds them."""
    return {name: text(value) if isinstance(value, Decimal) else value for name, value in values.items()}
