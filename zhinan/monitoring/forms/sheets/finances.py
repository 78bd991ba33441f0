"""What a spreadsheet says was spent, judged as the page of the finances does it."""

from django.utils.translation import gettext as _

from zhinan.grants.models import BudgetSource
from zhinan.kit.punctuation import listed
from zhinan.kit.reading import WrongCell
from zhinan.kit.reading.headings import fold

from ...rules.sheets import FINANCES, in_each_language
from ..finances import FurtherForm, LineForm


def judge_finances(judged):
    """Judge the sheet of the finances; what differs comes to stand in the values of `judged`, a list of lines."""
    known = {(fold(one.thing.heading), one.thing.source) for one in judged.stock.rows[FINANCES]}
    found, sources = [], sources_known()
    for line, _row, standing in judged.rows(FINANCES):
        form = of_known(line, standing, sources) if standing else of_further(line, known, sources)
        if form is None:
            continue
        line.refuse_all(form, "heading" if standing is None else "spent")
        if line.differs():
            heading, source = form.key()
            said = form.values()
            found.append([heading, source, f"{said['spent']:f}", said["explanation"]])
    if found:
        judged.values[FINANCES] = found


def sources_known():
    """{folded word: BudgetSource} of what a cell may say of who pays."""
    return {fold(word): one for one in BudgetSource for word in (one.value, *in_each_language(one.label))}


def source_in(cell, sources):
    """The BudgetSource that a cell names; raises WrongCell."""
    found = sources.get(fold(cell))
    if found is None:
        words = {"cell": cell, "choices": listed(f"“{one.label}”" for one in BudgetSource)}
        raise WrongCell(_("“{cell}” is none of these: {choices}.").format(**words))
    return found


def of_known(line, standing, sources):
    """The form of a line of the budget, or None where nothing differs; another name for it is refused."""
    sentence = _("A line of the budget keeps its name. Use an empty row for another one.")
    own = standing.thing
    if fold(line.row.cells.get("heading") or own.heading) != fold(own.heading):
        line.refuse("heading", sentence)
    if sources.get(fold(line.row.cells.get("source") or own.source)) != own.source:
        line.refuse("source", sentence)
    line.number("spent", own.spent)
    line.text("explanation", own.explanation)
    return LineForm(own, 0, typed_of(line, standing.values)) if line.differs() else None


def of_further(line, known, sources):
    """The form of a line that the budget does not have, or None where something is wrong with it; noted in `known`."""
    line.text("heading", "")
    line.read("source", "", lambda cell: source_in(cell, sources).label)
    line.number("spent", None)
    line.text("explanation", "")
    missing = {
        "heading": _("Say what it was spent on."),
        "source": _("Say who paid it."),
        "spent": _("Write how much."),
    }
    for key, sentence in missing.items():
        if key not in line.told:
            line.refuse(key, sentence)
    if not line.differs():
        return None
    source = source_in(line.row.cells["source"], sources)
    key = (fold(line.typed["heading"]), source)
    if key in known:
        line.refuse("heading", _("This line stands here already."))
        return None
    known.add(key)
    return FurtherForm(0, typed_of(line, {"source": source.value}, {"heading": line.typed["heading"]}))


def typed_of(line, standing, more=()):
    """What the form of a line takes: what stands, and what its cells say."""
    said = {name: line.typed.get(name, standing.get(name)) for name in ("spent", "explanation")}
    said = said | {"source": standing.get("source")} | dict(more)
    return {f"l0-{name}": "" if value is None else str(value) for name, value in said.items()}
