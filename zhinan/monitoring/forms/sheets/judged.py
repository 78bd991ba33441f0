"""What came of a spreadsheet, cell by cell: new, changed, the same or wrong; and what is written once it is taken."""

from collections import defaultdict

from django.utils.translation import gettext as _

from zhinan.kit.reading import WrongCell
from zhinan.kit.reading.headings import fold

from ...rules.sheets_cells import CHANGED, NEW, WRONG, Cell, read_number, read_text, said, state_of

NAMES = {"results": "indicator", "finances": "heading", "words": "question"}  # what a row is called, by sheet


class Judged:
    """What a spreadsheet says beside what stands in its report.

    `lines` are its rows, `values` what the actions write: {section: what they take}, as JSON holds it.
    """

    def __init__(self, stock, filled):
        self.stock, self.filled = stock, filled
        self.sheets = {one.key: one for one in stock.sheets}
        self.lines, self.values = [], {}

    def cells(self):
        """[Cell] of everything that the sheets say, sheet by sheet and row by row."""
        return [one for line in self.lines for one in line.cells()]

    def rows(self, sheet):
        """Yield (Line of the preview, its Row, its Standing or None) of each row of `sheet` that can be read.

        One that has the code of another, or of none, is wrong and not read.
        """
        standing = self.stock.rows[sheet]
        codes, names, seen = {one.code: one for one in standing}, defaultdict(set), set()
        for one in standing:
            names[fold(one.name)].add(one.code)
        for row in self.filled.rows.get(sheet, ()):
            one, line = codes.get(row.code()), Line(self, sheet, row)
            self.lines.append(line)
            line.name = one.name if one else str(row.cells.get(NAMES[sheet]) or row.code())
            meant = names.get(fold(row.cells.get(NAMES[sheet]) or ""), {row.code()})
            if trouble := trouble_of(row.code(), one, seen, meant, sheet):
                line.refuse("code", trouble)
            elif one is not None or any(key in row.cells for key in self.sheets[sheet].filled()):
                yield line, row, one
            seen.add(row.code())


def trouble_of(code, one, seen, meant, sheet):
    """Why a row with this `code` cannot be read: `one` stands under it, `seen` came before, `meant` have its name."""
    if code and one is None:
        return _("“{code}” is no code of this sheet. Put back the one that stood here.").format(code=code)
    if code and code in seen:
        return _("“{code}” stands here twice. Take one of the two rows away.").format(code=code)
    if not code:
        return "" if sheet == "finances" else _("The code of this row is missing. Put it back.")
    if code not in meant:
        return _("This row has the code of “{name}” and names another. Perhaps some columns alone were sorted.").format(
            name=one.name
        )
    return ""


class Line:
    """One row while it is judged: `told` are its cells, {column: Cell}, and `typed` what they say, {column: value}."""

    def __init__(self, judged, sheet, row):
        self.judged, self.sheet, self.row = judged, judged.sheets[sheet], row
        self.name, self.told, self.typed = "", {}, {}
        self.headings = {one.key: one.heading() for one in self.sheet.columns}

    def read(self, key, before, reader):
        """Let `reader(cell)` say what the cell of the column `key` means; nothing where it is empty."""
        cell = self.row.cells.get(key)
        if cell is None:
            return
        try:
            after = reader(cell)
        except WrongCell as trouble:
            self.tell(key, before, cell, WRONG, str(trouble))
        else:
            self.typed[key] = after
            self.tell(key, before, after, state_of(before, after))

    def number(self, key, before, *, takes_percent=False):
        """Read a number."""
        shown, style = key in self.row.percents, self.judged.filled.style
        words = {"is_percent": shown, "takes_percent": takes_percent}
        self.read(key, before, lambda cell: read_number(cell, before, style, **words))

    def text(self, key, before):
        """Read a text."""
        self.read(key, before, lambda cell: read_text(cell, before))

    def tell(self, key, before, after, state, trouble=""):
        """Keep what became of the cell of the column `key`."""
        words = (self.row.number, self.name, self.headings[key], said(before), said(after), state, trouble)
        self.told[key] = Cell(self.sheet.key, *words)

    def refuse(self, key, trouble):
        """Say that the cell of the column `key`, which may be empty, is wrong."""
        before = self.told[key].before if key in self.told else ""
        self.tell(key, before, self.row.cells.get(key), WRONG, trouble)

    def cells(self):
        """[Cell] of it, in the order of the columns."""
        return [self.told[key] for key in self.headings if key in self.told]

    def differs(self):
        """Whether its cells say something that does not stand there, and none is wrong."""
        states = {one.state for one in self.told.values()}
        return bool(states & {NEW, CHANGED}) and WRONG not in states

    def refuse_all(self, form, instead):
        """Say of each field of `form` what is wrong with it; of the form as a whole at the column `instead`."""
        for name, errors in form.errors.items():
            self.refuse(name if name in self.headings else instead, " ".join(map(str, errors)))
