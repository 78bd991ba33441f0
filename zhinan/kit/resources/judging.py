"""What would happen with each row of a spreadsheet; nothing is written here."""

import hashlib
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.kit.reading.cells import Style, WrongCell
from zhinan.kit.reading.headings import fold, is_total

from .resource import Match, normal
from .stored import BATCH, in_batches, kept_many

SELF = "self"  # the place of doubts about which record a row is about
ANY_STYLE = Style()  # of a column of which nothing is known
NEW, OUT, SAME = "new", "out", "same"  # answers: another record, leave the row out, the record of an earlier row
TOTAL, UNKNOWN, EMPTY = "total", "unknown", "empty"  # kinds of doubts that one answer settles for all rows
NOTHING = 0  # in place of the key of a record: the text names none


@dataclass
class Doubt:
    """Something about a row that a person has to say: which record the `text` of a `column` means.

    `kind` is TOTAL for a row that looks like one, UNKNOWN for a text that is like no record and may become one, and
    EMPTY for one that says that there is none.
    """

    column: str
    text: str
    sentence: str
    candidates: list  # of (key, label)
    may_be_new: bool = False
    kind: str = ""


@dataclass
class Judged:
    """What would happen with a row: `state` is add, change, same, doubtful, wrong or out."""

    number: int
    row: dict = field(default_factory=dict)
    state: str = ""
    troubles: dict = field(default_factory=dict)  # column: sentence
    doubts: list = field(default_factory=list)
    target: int | None = None
    values: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    note: str = ""
    identity: str = ""


class Run:
    """One piece of work with the rows of one resource: what is looked up in is loaded once and held.

    `styles` is {column: Style}, `answers` is {column: {folded text: key}} for texts that a person has explained; a key
    below 0 stands for a record that is still to be written, NOTHING for none at all.
    """

    def __init__(self, resource, user, styles=None, answers=None):
        self.resource, self.user = resource, user
        self.styles, self.answers = styles or {}, answers or {}
        self.finders = resource.load(user)
        self.names = {column.name for column in resource.columns}
        self.seen = {}  # identity: number of the first row that has it
        self.made = {}  # identity: key of the record that was written for it

    def judge(self, rows):
        """A Judged for each of `rows`, (number, {column: cell}, {"self": answer}): a few queries for all of them."""
        found = [self.read(number, cells, choice) for number, cells, choice in rows]
        self.look_closer(found)
        self.match_closer([one for one, (_n, _c, choice) in zip(found, rows, strict=True) if SELF not in choice])
        targets = {one.target for one in found if one.target is not None}
        model = self.resource.model
        held = kept_many(list(model._base_manager.filter(pk__in=targets).order_by("pk"))) if targets else {}
        for one in found:
            if not one.state:
                self.compare(one, held.get(one.target, {}))
        return found

    def read(self, number, cells, choice):
        """The row of cells as values, and the record that it is about."""
        found = Judged(number)
        if choice.get(SELF) == OUT:
            found.state, found.note = "out", gettext_noop("Left out.")
            return found
        if is_total(list(cells.values())) and SELF not in choice:
            found.state = "doubtful"
            sentence = _("This looks like a total of the rows above. Leave it out, or take it as a row.")
            found.doubts.append(Doubt(SELF, "", sentence, [], True, TOTAL))
            return found
        for column in self.resource.columns:
            cell = cells.get(column.name)
            if cell is not None and cell != "":
                self.read_cell(column, cell, found)
            elif column.is_required:
                found.troubles[column.name] = empty(column)
        if found.doubts or found.troubles:
            self.check_cells(found)
        else:
            self.identify(found, choice)
        found.state = "wrong" if found.troubles else "doubtful" if found.doubts else ""
        return found

    def read_cell(self, column, cell, found):
        """Put the value of one cell into the row, or what is wrong or doubtful with it."""
        try:
            value = column.read(cell, self.styles.get(column.name) or ANY_STYLE)
        except WrongCell as trouble:
            found.troubles[column.name] = str(trouble)
            return
        if not column.finder:
            found.row[column.name] = value
            return
        if column.is_several and hasattr(self.finders[column.finder], "split"):
            value = self.finders[column.finder].split("; ".join(value))
        keys = [self.look_up(column, text, found) for text in (value if column.is_several else [value])]
        keys = list(dict.fromkeys(key for key in keys if key not in (None, NOTHING)))
        if keys:
            found.row[column.name] = keys if column.is_several else keys[0]
        elif column.is_required and not found.doubts:
            found.troubles[column.name] = empty(column)

    def look_closer(self, found):
        """Offer for texts that are like no record what they may mean in another script or in other words."""
        for column in self.resource.columns:
            finder = self.finders.get(column.finder)
            asked = [
                doubt for one in found for doubt in one.doubts if doubt.column == column.name and not doubt.candidates
            ]
            near = finder.alike({doubt.text for doubt in asked}) if asked and getattr(finder, "alike", None) else {}
            for doubt in asked:
                if keys := near.get(doubt.text):
                    doubt.candidates, doubt.kind = [(key, finder.label(key)) for key in keys], ""
                    doubt.sentence = finder.sentence(doubt.text, keys)

    def match_closer(self, found):
        """Say which of the rows `found` that are like no record may still be about one."""
        fresh = [one for one in found if not one.state and one.target is None and not one.note]
        matches = self.resource.alike([one.row for one in fresh], self) if fresh else ()
        for one, match in zip(fresh, matches, strict=True):
            self.take_match(one, match)
            one.state = "doubtful" if one.doubts else ""

    def check_cells(self, found):
        """Say also what the fields refuse where a row waits anyway, so that it is mended at once."""
        plain = {column.name for column in self.resource.columns if not column.finder}
        _values, troubles = normal(self.resource.model, {name: found.row[name] for name in plain & found.row.keys()})
        found.troubles |= {name: " ".join(sentences) for name, sentences in troubles.items()}

    def look_up(self, column, text, found):
        """The key of what `text` names; None, and a Doubt, where that is not certain."""
        answer = self.answers.get(column.name, {}).get(fold(text))
        if answer is not None:
            return answer
        finder = self.finders[column.finder]
        key, near = finder.find(text)
        if key is None:
            found.doubts.append(self.doubt(column, text, near))
        return key

    def doubt(self, column, text, near):
        """The Doubt which record `text` means, with the keys `near` as candidates, or none where it says so."""
        finder = self.finders[column.finder]
        none = getattr(finder, "none", None)
        candidates = [(one, finder.label(one)) for one in near]
        if none and not column.is_required and (said := none(text)):
            sentence, label = said
            return Doubt(column.name, text, sentence, [(NOTHING, label), *candidates], kind=EMPTY)
        may_be_new = column.finder != SELF and getattr(finder, "new", None) is not None
        kind = UNKNOWN if may_be_new and not near else ""
        return Doubt(column.name, text, finder.sentence(text, near), candidates, may_be_new, kind)

    def identify(self, found, choice):
        """Say which record the row is about, or that a person has to."""
        answer = choice.get(SELF)
        identity = self.resource.identity(found.row)
        found.identity = digest(identity)
        signs = (found.identity, *map(digest, self.resource.signs(found.row)))
        first = min(self.seen.setdefault(sign, found.number) for sign in signs)
        if isinstance(answer, int):
            found.target = answer
        elif first != found.number and answer != NEW:
            self.identify_with(found, first, identity, answer)
        elif answer != NEW:
            self.take_match(found, self.resource.match(found.row, self))

    def identify_with(self, found, first, identity, answer):
        """The row tells of the same record as the row number `first`: it adds to it, or a person has to say."""
        resource = self.resource
        if not resource.grows:
            sentence = _("Row {number} tells of the same record. Leave one of them out, or take both.")
            found.doubts.append(Doubt(SELF, "", sentence.format(number=first), [], True))
            return
        match = resource.match(found.row, self)
        if match.key is None and (answer == SAME or resource.is_certain(identity)):
            match = Match(self.made.get(found.identity), match.candidates if answer != SAME else (), match.why)
            found.note = _("Goes with row {number}.").format(number=first)
        if match.key is not None or found.note:
            self.take_match(found, match)
            return
        sentence = _("Row {number} tells of somebody of the same name. Is it the same?").format(number=first)
        same = (SAME, _("The same as row {number}").format(number=first))
        found.doubts.append(Doubt(SELF, "", sentence, [same], True))

    def take_match(self, found, match):
        """The row is about the record of `match`, or a person has to say about which."""
        found.target = match.key
        if match.key is None and match.candidates:
            finder = self.finders[SELF]
            candidates = [(key, finder.label(key)) for key in match.candidates]
            found.doubts.append(Doubt(SELF, "", match.why, candidates, True))

    def learn(self, found, record):
        """Take note that `record` was written from the row `found`, so that later rows find it."""
        self.made[found.identity] = record.pk
        self.resource.taken(record, found.row, self)

    def compare(self, found, before):
        """Say what the row changes on the record whose kept values are `before`, {} for a new one."""
        resource = self.resource
        values, troubles = resource.normal(resource.values(found.row, self))
        for name, sentences in troubles.items():
            found.troubles[name if name in self.names else ""] = " ".join(sentences)
        values = resource.merged(values, before)
        found.troubles |= dict(resource.check(found.row, values, before, self))
        if found.troubles:
            found.state = "wrong"
            return
        found.values = values
        found.changes = {name: [before.get(name), value] for name, value in values.items() if before.get(name) != value}
        if found.target is None:
            found.changes = {name: pair for name, pair in found.changes.items() if pair[1] not in (None, "", [])}
            found.state = "add"
        elif found.changes and resource.is_fixed:
            found.state, found.troubles = "wrong", {"": resource.refusal(found.changes)}
        else:
            found.state = "change" if found.changes else "same"


def empty(column):
    """The sentence for a cell of `column` that must not be empty."""
    return _("“{column}” is empty. Write something there.").format(column=column.label)


def digest(identity):
    """An identity as it is kept with a row."""
    return hashlib.sha1(repr(identity).encode(), usedforsecurity=False).hexdigest()


def rows_of(resource, records, user):
    """Yield the rows of a spreadsheet of the queryset `records`: first the headings, then a row a record.

    Records that they link to are named as far as `user` may see them.
    """
    run = Run(resource, user)
    yield [str(column.label) for column in resource.columns]
    for batch in in_batches(records, BATCH):
        held = kept_many(batch)
        for record in batch:
            for cells in resource.cells(record, held[record.pk], run):
                yield [shown(column, cells.get(column.name), run) for column in resource.columns]


def shown(column, value, run):
    """The value of a column as a cell: the names of records in place of their keys."""
    if value in (None, "", []):
        return None
    if not column.finder:
        return column.shown(value)
    finder = run.finders[column.finder]
    names = [finder.text(key) for key in (value if column.is_several else [value])]
    return "; ".join(name for name in names if name) or None
