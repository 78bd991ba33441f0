"""Which cells of a spreadsheet show a percentage: 0.75 is stored in them, and 75% is seen."""

import re
from xml.etree import ElementTree
from zipfile import ZipFile

from zhinan.kit.reading.packages import DAMAGED, OdsEye, XlsxEye, count_in, damaged, parsed, pieces, whole, xlsx_sheets

BUILT_IN = {"9", "10"}  # the two formats of XLSX for percentages that have no code
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
STYLES = "xl/styles.xml"


def percents(stream, kind, limits):
    """{sheet: {(row, column)}}, from 1, of the cells shown as percentages in a file that `open_sheet` took.

    Raises WrongSheet where its styles cannot be read.
    """
    try:
        with ZipFile(stream) as package:
            return in_ods(package, stream, limits) if kind == "ods" else in_xlsx(package, stream, limits)
    except DAMAGED:
        raise damaged() from None


def in_ods(package, stream, limits):
    """As `percents`, of an ODS package."""
    eye = OdsPercents(limits)
    seen = {"table": eye.on_table, "table-row": eye.on_row, "table-cell": eye.on_cell}
    parsed(pieces(package, stream, "content.xml", limits.inside), seen | {"covered-table-cell": eye.on_cell})
    return eye.found


def in_xlsx(package, stream, limits):
    """As `percents`, of an XLSX package."""
    names, found = package.namelist(), {}
    styles = styles_of(package, stream) if STYLES in names else set()
    for title, name in xlsx_sheets(package, stream).items():
        if styles and name in names:
            eye = XlsxPercents(limits, styles)
            eye.look_at(pieces(package, stream, name, limits.inside))
            found[title] = eye.found
    return found


def styles_of(package, stream):
    """The numbers, as texts, of the styles of an XLSX file that show a percentage."""
    root = ElementTree.fromstring(whole(package, stream, STYLES))
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter() if one.tag.endswith("}numFmt")}
    shown = BUILT_IN | {key for key, code in own.items() if "%" in QUOTED.sub("", code)}
    styles = next((one for one in root.iter() if one.tag.endswith("}cellXfs")), ())
    return {str(number) for number, style in enumerate(styles) if style.get("numFmtId") in shown}


class XlsxPercents(XlsxEye):
    """Looks at one sheet of XLSX for cells in one of `styles`."""

    def __init__(self, limits, styles):
        super().__init__(limits)
        self.styles, self.found = styles, set()

    def on_cell(self, attributes):
        """A cell begins."""
        super().on_cell(attributes)
        if attributes.get("s") in self.styles:
            self.found.add((self.row, self.column))


class OdsPercents(OdsEye):
    """Looks at the sheets of ODS for cells that hold a percentage."""

    def __init__(self, limits):
        super().__init__(limits)
        self.found, self.here = {}, set()

    def on_table(self, attributes):
        """A sheet begins."""
        super().on_table(attributes)
        self.here = self.found[attributes.get("table:name", "")] = set()

    def on_cell(self, attributes):
        """A cell begins, or several equal ones."""
        if attributes.get("office:value-type") == "percentage":
            wide = count_in(attributes, "table:number-columns-repeated")
            columns = range(self.column + 1, self.column + 1 + wide)
            self.here |= {(row, column) for row in range(self.row, self.row + self.times) for column in columns}
        super().on_cell(attributes)
