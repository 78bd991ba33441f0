"""Every way an import changes: uploaded, mapped, looked at, answered, mended, taken over, taken back, thrown away."""

from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.reading.headings import fold
from zhinan.kit.resources import EMPTY, NEW, NOTHING, OUT, SELF, TOTAL

from . import judging, taking
from .access import audience_for
from .judging import Overtaken, judge_again, judge_all_again
from .keeping import stored
from .models import Import, Mapping
from .reading import guess_columns, headings_of, sheets_of
from .resources import BY_KEY
from .states import GOOD, LIFE, OPEN, RowState, State, Work

CLOSED = (RowState.TAKEN, RowState.UNDONE)
FEW = 500  # rows from which on the worker does it


def upload(file, name, resource, *, by):
    """Keep an uploaded `file` as an import of `resource`, with a first guess at everything; raises WrongSheet."""
    sheets, encoding = sheets_of(file, name, resource)
    one = Import(resource=resource.key, name=name, sheets=sheets, encoding=encoding, made_by=by)
    one.audience = audience_for(by)
    with stored(one, file, f"{resource.key}.{name.rpartition('.')[2].lower()}"):
        choose_sheet(one, max(sheets, key=lambda sheet: sheet["rows"])["name"])
        one.save()
        record(one, "uploaded", by=by)
    return one


def choose_sheet(one, sheet, row=None, height=None):
    """Let the import `one`, unsaved, be read from `sheet`, its headings in `row`; its columns are guessed anew."""
    one.sheet = sheet
    chosen = one.chosen()
    one.row, one.height = row or chosen["row"], height or chosen["height"]
    headings = headings_of(one)
    remembered = Mapping.objects.recall(one.resource, headings)
    one.columns = guess_columns(BY_KEY[one.resource], headings, remembered)
    one.styles = {}


@transaction.atomic
def choose(one, sheet, row, height, *, by):
    """Say which sheet of `one` holds the records and where its headings stand; raises NotNow once it was taken."""
    found = LIFE.move(one, "map")
    refuse_busy(found)
    choose_sheet(found, sheet, row, height)
    found.save()
    record(found, "mapped", by=by)
    return found


@transaction.atomic
def name_columns(one, columns, styles, *, by):
    """Say which columns the sheet of `one` has, {column: place}, and how they write dates; raises NotNow."""
    moved = LIFE.move(one, "map")
    refuse_busy(moved)
    moved.sheet, moved.row, moved.height = one.sheet, one.row, one.height
    moved.columns, moved.styles, moved.answers, moved.trouble = columns, styles, {}, ""
    moved.save()
    headings = headings_of(moved)
    Mapping.objects.remember(moved.resource, headings, {name: headings[place] for name, place in columns.items()})
    record(moved, "mapped", by=by)
    return moved


def refuse_busy(one):
    """Raise NotNow while something is being done to the import `one`."""
    if one.work:
        raise NotNow(_("Something is being done with this import. Wait until it is over."))


@transaction.atomic
def begin(one, what, total, *, by):
    """Let a piece of work on the import `one` begin; raises NotNow."""
    found = Import.objects.select_for_update().get(pk=one.pk)
    refuse_busy(found)
    verb = {Work.PREVIEW: "preview", Work.TAKE: "take", Work.UNDO: "undo"}[what]
    if not LIFE.allows(found, verb):
        raise NotNow(LIFE.refusal(found, verb))
    found.work, found.done, found.total, found.trouble = what, 0, total, ""
    found.run += 1
    found.save()
    record(found, f"begun_{verb}", by=by)
    return found


def start(one, what, total, *, by, on=None):
    """Begin a piece of work and, where it is short, do it at once; returns the import as it stands then."""
    found = begin(one, what, total, by=by)
    if total <= FEW:
        do(found, by, on=on)
    found.refresh_from_db()
    return found


def do(one, by, *, on):
    """Do the work that the import `one` waits for, on the day `on`; nothing where it was begun anew meanwhile."""
    try:
        if one.work == Work.PREVIEW:
            judging.preview(one, by)
        elif one.work == Work.TAKE:
            taking.take(one, by)
        elif one.work == Work.UNDO:
            taking.take_back(one, by, on=on)
    except Overtaken:
        return


def preview(one, *, by):
    """Look at the rows of the mapped import `one`; raises NotNow."""
    return start(one, Work.PREVIEW, one.chosen()["rows"], by=by)


def take(one, *, by):
    """Take over the good rows of the import `one`; raises NotNow where there are none."""
    good = one.rows.filter(state__in=GOOD).count()
    if not good:
        raise NotNow(_("No row is ready to be taken over. Settle a doubtful one, or mend a wrong one."))
    return start(one, Work.TAKE, good, by=by)


def undo(one, *, by, on):
    """Take back everything that the import `one` wrote; reversals are dated `on`. Raises NotNow."""
    return start(one, Work.UNDO, one.rows.filter(state=RowState.TAKEN).count(), by=by, on=on)


@transaction.atomic
def go_on(one, *, by, now):
    """Let the work on `one` begin again where it was left, as after a machine stopped; raises NotNow while it goes on.

    At the moment `now` nothing may have happened for a while, lest one worker overtake another that is well.
    """
    found = Import.objects.select_for_update().get(pk=one.pk)
    if not found.work:
        raise NotNow(_("Nothing is being done with this import."))
    if not found.is_stalled(now):
        raise NotNow(_("The work goes on. It can be begun again where nothing has happened for two minutes."))
    found.run += 1
    found.save()
    record(found, "begun_again", by=by)
    return found


@transaction.atomic
def settle(one, choices, cells, *, by):
    """Settle doubts and mend rows, then look at them again; returns how many rows that were. Raises NotNow.

    `choices` is {(row number, place of the doubt): key, "new", "same" or "out"}; `cells` is {number: {column: text}}.
    Which record a text of a column means is settled for every row that says the same.
    """
    one = open_to_answers(one)
    numbers = {number for number, _place in choices} | cells.keys()
    rows = {row.number: row for row in one.rows.filter(number__in=numbers).exclude(state__in=CLOSED)}
    mended = {number: mend(row, cells.get(number, {})) for number, row in rows.items()}
    touched = {number for number, columns in mended.items() if columns}
    for (number, place), choice in choices.items():
        doubt = rows[number].doubts[place] if number in mended and place < len(rows[number].doubts) else None
        if doubt and (choice == OUT or doubt["column"] not in mended[number]):  # else another text was written there
            touched |= answer(one, rows, number, doubt, choice)
    if touched:
        judge_again(one, [rows[number] for number in sorted(touched)], by)
        record(one, "settled", by=by, changes={"rows": [None, len(touched)]})
        one.save()
    return len(touched)


def answer(one, rows, number, doubt, choice):
    """Settle one `doubt` of the row `number` by `choice`; returns the numbers of the rows that it concerns.

    They stand in `rows`, {number: row}, unsaved: what was mended there stays, and others are put beside.
    """
    if doubt["column"] == SELF or choice == OUT:
        rows[number].choice = {SELF: choice}
        return {number}
    explain(one, {(doubt["column"], doubt["text"]): choice})
    alike = {other.number: other for other in one.rows.filter(state__in=OPEN) if asks(other, doubt)}
    rows |= {key: other for key, other in alike.items() if key not in rows}
    return alike.keys()


def explain(one, meant):
    """Note in the import `one`, unsaved, what texts mean: `meant` is {(column, text): key}.

    With NEW in place of the key a record of that name is written when the rows that name it are taken over; with
    NOTHING the cell counts as empty.
    """
    numbers = {folded: -key for key, (_column, folded, _text) in one.to_be_recorded().items()}
    free = count(max(numbers.values(), default=0) + 1)
    for (column, text), choice in meant.items():
        folded = fold(text)
        if choice == NEW:
            number = numbers.get(folded) or next(free)
            numbers[folded], choice = number, {"new": number, "text": text}
        one.answers.setdefault(column, {})[folded] = choice


@transaction.atomic
def settle_alike(one, question, *, by):
    """Settle every row of `one` that waits for the same answer alone; returns how many rows. Raises NotNow.

    Totals are left out; what is not recorded yet is to be recorded with the rows that name it; what names no record
    counts as empty.
    """
    one = open_to_answers(one)
    rows = one.rows.asking(question)
    many = rows.count()
    if question == TOTAL:
        rows.update(choice={SELF: OUT})
    else:
        texts = [
            (doubt["column"], doubt["text"]) for doubts in rows.values_list("doubts", flat=True) for doubt in doubts
        ]
        explain(one, dict.fromkeys(texts, NOTHING if question == EMPTY else NEW))
    judge_all_again(one, rows, by)
    record(one, "settled", by=by, changes={"rows": [None, many]})
    one.save()
    return many


def open_to_answers(one):
    """The import `one` as it stands, locked; raises NotNow unless its rows can be settled."""
    found = Import.objects.select_for_update().get(pk=one.pk)
    refuse_busy(found)
    if found.state not in (State.PREVIEWED, State.TAKEN):
        raise NotNow(LIFE.refusal(found, "take"))
    return found


def asks(row, doubt):
    """Whether `row` has the same question as `doubt`."""
    return any((one["column"], fold(one["text"])) == (doubt["column"], fold(doubt["text"])) for one in row.doubts)


def mend(row, cells):
    """Write other `cells`, {column: text}, into `row`, unsaved; returns the columns that are others than before."""
    changed = {name: text for name, text in cells.items() if str(row.cells.get(name, "")) != text}
    row.cells = {name: cell for name, cell in (row.cells | changed).items() if cell != ""}
    if changed and row.choice.get(SELF) == OUT:
        row.choice = {}
    return changed.keys()


@transaction.atomic
def throw_away(one, *, by):
    """Delete the import `one` with its file and rows; what it wrote stays. Raises NotNow while work goes on."""
    found = Import.objects.select_for_update().get(pk=one.pk)
    refuse_busy(found)
    record(found, "thrown_away", by=by)
    file = found.file
    found.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name))
