"""Every way an import changes: uploaded, mapped, looked at, answered, mended, taken over, taken back, thrown away."""

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.reading.headings import fold

from .access import audience_for
from .judging import judge_again
from .models import Import, Mapping
from .reading import guess_columns, headings_of, sheets_of
from .resources import BY_KEY
from .states import GOOD, LIFE, RowState, State, Work
from .tasks import do, work

CLOSED = (RowState.TAKEN, RowState.UNDONE)
FEW = 500  # rows from which on the worker does it


def upload(file, name, resource, *, by):
    """Keep an uploaded `file` as an import of `resource`, with a first guess at everything; raises WrongSheet."""
    sheets, encoding = sheets_of(file, name, resource)
    one = Import(resource=resource.key, name=name, sheets=sheets, encoding=encoding, made_by=by)
    one.audience = audience_for(by)
    file.seek(0)
    one.file.save(f"{resource.key}.{name.rpartition('.')[2].lower()}", file, save=False)
    with transaction.atomic():
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
    """Begin a piece of work on the import `one`: here where it is short, else in the worker; raises NotNow."""
    found = Import.objects.select_for_update().get(pk=one.pk)
    refuse_busy(found)
    verb = {Work.PREVIEW: "preview", Work.TAKE: "take", Work.UNDO: "undo"}[what]
    if not LIFE.allows(found, verb):
        raise NotNow(LIFE.refusal(found, verb))
    found.work, found.done, found.total, found.trouble = what, 0, total, ""
    found.run += 1
    found.save()
    record(found, f"begun_{verb}", by=by)
    if total > FEW:
        work.enqueue(pk=found.pk, run=found.run, by=by.pk, language=get_language())
    return found


def start(one, what, total, *, by):
    """Begin a piece of work and, where it is short, do it at once; returns the import as it stands then."""
    found = begin(one, what, total, by=by)
    if total <= FEW:
        do(found, by)
    found.refresh_from_db()
    return found


def preview(one, *, by):
    """Look at the rows of the mapped import `one`; raises NotNow."""
    return start(one, Work.PREVIEW, one.chosen()["rows"], by=by)


def take(one, *, by):
    """Take over the good rows of the import `one`; raises NotNow where there are none."""
    good = one.rows.filter(state__in=GOOD).count()
    if not good:
        raise NotNow(_("No row is ready to be taken over. Settle a doubtful one, or mend a wrong one."))
    return start(one, Work.TAKE, good, by=by)


def undo(one, *, by):
    """Take back everything that the import `one` wrote; raises NotNow."""
    return start(one, Work.UNDO, one.rows.filter(state=RowState.TAKEN).count(), by=by)


@transaction.atomic
def go_on(one, *, by):
    """Begin the work on `one` again where it was left, as after a machine stopped."""
    found = Import.objects.select_for_update().get(pk=one.pk)
    if not found.work:
        raise NotNow(_("Nothing is being done with this import."))
    found.run += 1
    found.save()
    work.enqueue(pk=found.pk, run=found.run, by=by.pk, language=get_language())
    record(found, "begun_again", by=by)
    return found


@transaction.atomic
def settle(one, choices, cells, *, by):
    """Settle doubts and mend rows, then look at them again; returns how many rows that were. Raises NotNow.

    `choices` is {(row number, place of the doubt): key, "new", "same" or "out"}; `cells` is {number: {column: text}}.
    Which record a text of a column means is settled for every row that says the same.
    """
    one = Import.objects.select_for_update().get(pk=one.pk)
    refuse_busy(one)
    if one.state not in (State.PREVIEWED, State.TAKEN):
        raise NotNow(LIFE.refusal(one, "take"))
    numbers = {number for number, _place in choices} | cells.keys()
    rows = {row.number: row for row in one.rows.filter(number__in=numbers).exclude(state__in=CLOSED)}
    touched = {number: row for number, row in rows.items() if number in cells and mend(row, cells[number])}
    for (number, place), choice in choices.items():
        if number in rows and number not in touched and place < len(rows[number].doubts):
            touched |= answer(one, rows[number], rows[number].doubts[place], choice)
    if touched:
        judge_again(one, sorted(touched.values(), key=lambda row: row.number), by)
        record(one, "settled", by=by, changes={"rows": [None, len(touched)]})
        one.save()
    return len(touched)


def answer(one, row, doubt, choice):
    """Settle one `doubt` of `row` by `choice`; returns {number: row} of the rows that it concerns, unsaved."""
    if doubt["column"] == "self" or choice == "out":
        row.choice = {"self": choice}
        return {row.number: row}
    one.answers.setdefault(doubt["column"], {})[fold(doubt["text"])] = choice
    alike = one.rows.filter(state=RowState.DOUBTFUL)
    return {other.number: other for other in alike if asks(other, doubt)}


def asks(row, doubt):
    """Whether `row` has the same question as `doubt`."""
    return any((one["column"], fold(one["text"])) == (doubt["column"], fold(doubt["text"])) for one in row.doubts)


def mend(row, cells):
    """Write other `cells`, {column: text}, into `row`, unsaved; returns whether one of them is another than before."""
    changed = {name: text for name, text in cells.items() if str(row.cells.get(name, "")) != text}
    row.cells = {name: cell for name, cell in (row.cells | changed).items() if cell != ""}
    if changed and row.choice.get("self") == "out":
        row.choice = {}
    return bool(changed)


@transaction.atomic
def throw_away(one, *, by):
    """Delete the import `one` with its file and rows; what it wrote stays. Raises NotNow while work goes on."""
    refuse_busy(one)
    record(one, "thrown_away", by=by)
    file = one.file
    one.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name))
