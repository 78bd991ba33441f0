"""The file of an import: opened within bounds, and a first guess at its sheet, heading and columns."""

from dataclasses import replace

from django.conf import settings

from zhinan.kit.reading import LIMITS, Style, guess_heading, open_sheet, style_of, unite
from zhinan.kit.reading.headings import fold

MOST_SHEETS = 12
SAMPLE = 30  # rows that are kept for looking at
JUDGED = 20_000  # rows by which the order of dates and the decimal sign of a column are judged
LONGEST = 400  # characters of a cell that are kept for looking at


def limits():
    """How much this installation reads: no larger file than it takes at all."""
    return replace(LIMITS, file=min(LIMITS.file, settings.LARGEST_FILE))


def sheets_of(file, name, resource):
    """(sheets, encoding) of an uploaded file, as `Import.sheets` keeps them; raises WrongSheet."""
    book = open_sheet(file, name, limits())
    known = set().union(*(column.words() for column in resource.columns))
    return [look_at(book, sheet, known) for sheet in book.sheets[:MOST_SHEETS]], book.encoding


def look_at(book, sheet, known):
    """What is kept of one sheet: its first rows, the guessed heading, and how each column writes dates and numbers."""
    sample, texts, count = [], {}, 0
    for number, cells in book.rows(sheet):
        count += 1
        if count <= SAMPLE:
            sample.append((number, cells))
        if count > JUDGED:
            break
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and cell[:1].isdigit():
                texts.setdefault(place, set()).add(cell)
    heading = guess_heading(sample, known, book.look(sheet))
    width = len(heading.names) if heading else 0
    styles = [style_of(texts.get(place, ())) for place in range(width)]
    return {
        "name": sheet,
        "rows": book.look(sheet).rows or count,
        "row": heading.row if heading else 1,
        "height": heading.height if heading else 1,
        "sample": [[number, [shortened(cell) for cell in cells]] for number, cells in sample],
        "styles": [[style.order, style.decimal, is_open] for style, is_open in styles],
    }


def shortened(cell):
    """A cell as it is kept for looking at."""
    return cell[:LONGEST] if isinstance(cell, str) else cell


def headings_of(one):
    """The name of each column of the chosen sheet of the import `one`, "" for none."""
    sheet = one.chosen()
    rows = dict((number, cells) for number, cells in sheet.get("sample", ()))
    width = max((len(cells) for cells in rows.values()), default=0)
    return unite([rows.get(one.row + more, ()) for more in range(one.height)], width)


def samples_of(one, most=3):
    """The first values of each column of the chosen sheet that are not empty, without repetition."""
    found = [[] for _name in headings_of(one)]
    for number, cells in one.chosen().get("sample", ()):
        for place, cell in enumerate(cells if number >= one.row + one.height else ()):
            if cell is not None and len(found[place]) < most and str(cell) not in found[place]:
                found[place].append(str(cell))
    return found


def guess_columns(resource, headings, remembered):
    """{column: place} for the sheet with these `headings`: as `remembered`, {column: heading}, else by their words."""
    places = {}
    for place, heading in enumerate(headings):
        places.setdefault(fold(heading), place)
    places.pop("", None)
    found = {name: places[fold(heading)] for name, heading in remembered.items() if fold(heading) in places}
    for column in resource.columns:
        words = column.words()
        free = [place for word, place in places.items() if word in words and place not in found.values()]
        if column.name not in found and free:
            found[column.name] = free[0]
    for column in resource.columns:
        if column.name not in found:
            place = contained(column, places, found)
            if place is not None:
                found[column.name] = place
    return found


def contained(column, places, found):
    """The place of a heading that holds a longer word for `column`, as “Organisation name (English)”; or None."""
    words = [word for word in column.words() if len(word) > 6 or (len(word) > 3 and not word.isascii())]
    for heading, place in places.items():
        if place not in found.values() and any(word in heading for word in words):
            return place
    return None


def rows_to_judge(one, resource):
    """Yield (number, {column: cell}) of each row under the heading of the chosen sheet; raises WrongSheet."""
    with one.file.open("rb") as file:
        book = open_sheet(file, one.name, limits())
        columns = [(column.name, one.columns[column.name]) for column in resource.columns if column.name in one.columns]
        for number, cells in book.rows(one.sheet):
            if number < one.row + one.height:
                continue
            found = {name: cells[place] for name, place in columns if place < len(cells) and cells[place] is not None}
            if found:
                yield number, found


def styles_of(one):
    """{column: Style} of the import `one`."""
    return {name: Style(order, decimal) for name, (order, decimal) in one.styles.items()}
