"""What the answers of rounds come to, question by question and group by group, and the figures made of them."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.models import PUBLIC
from zhinan.codelists.models import Country, Goal
from zhinan.history.models import ARCHIVE
from zhinan.kit import figures as kit

from .models import Answer, Asked, Cell, Group, Kind, Response, Version, Way, in_language
from .rules.analysis import Item, joined, people, percent, tally
from .rules.protection import NOT_SAID, hidden, hidden_in_all
from .states import RoundState

CROSSINGS = (Group.GENDER, Group.AGE, Group.SECTOR, Group.COUNTRY)
NOWHERE = (NOT_SAID,) * len(CROSSINGS)


@dataclass(frozen=True)
class Base:
    """Who answered in a round: `sent` responses of `asked` people (None where no list says), `rate` in percent.

    All are None where there are too few responses to be shown.
    """

    round: object
    sent: int | None
    asked: int | None = None

    @property
    def rate(self):
        """The response rate in percent; None where its base is not stated."""
        return percent(self.sent, self.asked) if self.sent is not None and self.asked else None


@dataclass(frozen=True)
class Column:
    """Whose answers are told: all of a round, or those of one `group` of it."""

    round: object
    group: str | None = None
    label: str = ""


@dataclass(frozen=True)
class Counted:
    """An Item and a Tally for each of the columns, None where it may not be shown."""

    item: Item
    tallies: tuple


@dataclass(frozen=True)
class Results:
    """All that a reader is given of some rounds: page, files and PDF are made of this one object.

    `by` is the crossing, empty for none; `crossings` are those that there is something to cross by. `names` are
    {kind of question: {key: name}} of what no choice of a question names.
    """

    bases: tuple
    columns: tuple
    counted: tuple
    by: str
    crossings: tuple
    names: dict
    minimum: int | None  # under which a group is not shown; None for those who may read the answers

    def label(self, item, key):
        """The words of the answer `key` to `item`."""
        choice = next((one for one in item.choices if one.key == key), None)
        if choice is not None:
            return in_language(choice.label, None, item.first) or key
        return self.names.get(item.kind, {}).get(key, key)


@dataclass(frozen=True)
class Read:
    """What the database holds of some rounds.

    `rows` are {(round, name of an item): [(value, number, cell, how many)]}, `cells` {cell: its groups}, `sent`
    {round: {groups: responses}}, `versions` {round: numbers of the versions that were answered}.
    """

    rows: dict
    cells: dict
    sent: dict
    versions: dict
    contents: dict
    asked: dict


def results(rounds, by="", *, is_protected):
    """The Results of `rounds` of one questionnaire, crossed by `by`, a Group or nothing.

    Where `is_protected` everybody may read them: small groups, and those by which they could be reckoned, are left out.
    Five queries, whatever is asked and answered, and one each for the names of countries and of goals.
    """
    return crossed(rounds, by, read(rounds), is_protected=is_protected)


def crossed(rounds, by, found, *, is_protected):
    """The Results of `rounds` as `results` gives them, from what was `found` in the database, a Read."""
    items = joined(found.contents)
    names = names_of(items, found)
    columns = tuple(column for round in rounds for column in columns_of(round, by, items, found, names))
    minimum = max((round.minimum for round in rounds), default=None) if is_protected else None
    counted = []
    told = {round.pk: tallies_of(round, by, items, found, round.minimum if is_protected else None) for round in rounds}
    for item in items:
        tallies = tuple(told[column.round.pk].get((item.name, column.group)) for column in columns)
        counted.append(Counted(item, tallies))
    bases = tuple(base_of(round, found, round.minimum if is_protected else 0) for round in rounds)
    said = {groups for sent in found.sent.values() for groups in sent}
    crossings = tuple(one for at, one in enumerate(CROSSINGS) if any(groups[at] for groups in said))
    return Results(bases, columns, tuple(counted), by, crossings, names, minimum)


def read(rounds):
    """What the database holds of `rounds`, as Read."""
    keys = [round.pk for round in rounds]
    cells = dict.fromkeys([None], NOWHERE)
    for cell, *groups in Cell.objects.filter(round__in=keys).values_list("pk", *CROSSINGS):
        cells[cell] = tuple(groups)
    sent, answered = defaultdict(Counter), defaultdict(set)
    responses = Response.objects.sent().filter(round__in=keys).order_by().values_list("round", "version", "cell")
    for round, version, cell, number in responses.annotate(number=Count("*")):
        sent[round][cells[cell]] += number
        answered[round].add(version)
    versions = contents_of(set().union(*answered.values()))
    numbers = {pk: number for pk, number, _content in versions}
    asked = Asked.objects.filter(round__in=keys).exclude(asked_on=None).order_by().values_list("round")
    rows = defaultdict(list)
    # In the order of the index that holds all of this, so that the table itself is never touched.
    answers = (
        Answer.objects.filter(round__in=keys).order_by().values_list("round", "question", "value", "cell", "number")
    )
    for round, name, value, cell, number, times in answers.annotate(times=Count("*")):
        rows[round, name].append((value, number, cell, times))
    return Read(
        rows=rows,
        cells=cells,
        sent=sent,
        versions={round: {numbers[version] for version in found} for round, found in answered.items()},
        contents={number: content for _pk, number, content in versions},
        asked=dict(asked.annotate(number=Count("*"))),
    )


def contents_of(answered):
    """[(key, number, Content)] of the versions with the keys `answered`, in their order."""
    return [(one.pk, one.number, one.asks) for one in Version.objects.filter(pk__in=answered).order_by("number")]


def names_of(items, found):
    """{kind: {key: name}} of the countries and goals that were answered or that groups are made of."""
    wanted = {Kind.COUNTRY: set(), Kind.GOAL: set()}
    kinds = {item.name: item.kind for item in items}
    for (_round, name), rows in found.rows.items():
        if kinds.get(name) in wanted:
            wanted[kinds[name]].update(value for value, *_rest in rows)
    names = {Kind.CONSENT: {"yes": pgettext("answer to a consent", "Yes")}}
    if wanted[Kind.COUNTRY]:
        names[Kind.COUNTRY] = {one.alpha3: str(one) for one in Country.objects.filter(alpha3__in=wanted[Kind.COUNTRY])}
    if wanted[Kind.GOAL]:
        keys = [int(key) for key in wanted[Kind.GOAL] if key.isdecimal()]
        names[Kind.GOAL] = {str(one.pk): str(one) for one in Goal.objects.filter(pk__in=keys)}
    return names


def columns_of(round, by, items, found, names):
    """Yield the Columns of one round: all of it, then each group it is crossed by, those who said nothing last."""
    yield Column(round)
    if not by:
        return
    at = CROSSINGS.index(by)
    there = {groups[at] for groups in found.sent.get(round.pk, ())}
    telling = next((item for item in items if item.question.group == by), None)
    order = [one.key for one in telling.choices] if telling else []
    labels = {key: key for key in there}
    if telling is not None:
        labels |= names.get(telling.kind, {})
        labels |= {one.key: in_language(one.label, None, telling.first) for one in telling.choices}
    rest = sorted((key for key in there if key not in order and key != NOT_SAID), key=lambda key: labels[key])
    for key in [key for key in order if key in there] + rest:
        yield Column(round, key, labels[key])
    if NOT_SAID in there:
        yield Column(round, NOT_SAID, pgettext("group of people", "not said"))


def base_of(round, found, minimum):
    """The Base of a round; without numbers where fewer than `minimum` have answered."""
    sent = sum(found.sent.get(round.pk, {}).values())
    asked = found.asked.get(round.pk) if round.way == Way.PERSONAL else None
    return Base(round, sent, asked) if sent >= minimum else Base(round, None)


def tallies_of(round, by, items, found, minimum):
    """{(name of an item, group or None for all): Tally} of what may be shown of one round.

    `minimum` is the size under which a group is not shown, None where everything is.
    """
    if minimum is None:
        return dict(whole_tallies(round, by, items, found))
    sent = found.sent.get(round.pk, {})
    if sum(sent.values()) < minimum:
        return {}
    unseen = hidden_in_all(sent, minimum)
    shown = {}
    for item in items:
        shown.update(protected_tallies(round, by, item, found, minimum, unseen))
    return shown


def whole_tallies(round, by, items, found):
    """Yield ((name, group or None), Tally) of all groups of one round."""
    versions = found.versions.get(round.pk, set())
    for item in items:
        for group, rows in in_groups(found.rows.get((round.pk, item.name), ()), by, found.cells).items():
            yield (item.name, group), tally(item, rows, versions)


def protected_tallies(round, by, item, found, minimum, unseen):
    """Yield ((name, group or None), Tally) of what everybody may see of one item.

    `unseen` are the groups of the round that are hidden in every question, a set a crossing. What tells a group, or a
    country, is not crossed by another one, and its own small choices are hidden as groups are.
    """
    rows, versions = found.rows.get((round.pk, item.name), ()), found.versions.get(round.pk, set())
    groups = in_groups(rows, by, found.cells)
    whole = tally(item, groups[None], versions)
    if whole.n < minimum:
        return
    tells_groups = item.question.group or item.kind == Kind.COUNTRY
    yield (item.name, None), whole.shielded(hidden(whole.counts, minimum) if tells_groups else ())
    if not by or tells_groups:
        return
    apart = hidden_in_all(people_by_groups(item, rows, found.cells), minimum, unseen)[CROSSINGS.index(by)]
    for group, of_group in groups.items():
        told = tally(item, of_group, versions)
        if group is not None and group not in apart and told.n:
            yield (item.name, group), told.shielded()


def in_groups(rows, by, cells):
    """{group, None for all: {(value, number): how many}} of `rows`, crossed by the Group `by` or by nothing."""
    at, counts = CROSSINGS.index(by) if by else None, defaultdict(int)
    group_of = {cell: groups[at] if by else None for cell, groups in cells.items()}
    for value, number, cell, times in rows:
        counts[group_of[cell], value, number] += times
    found = defaultdict(Counter)
    for (group, value, number), times in counts.items():
        found[None][value, number] += times
        if by:
            found[group][value, number] += times
    return {None: Counter(), **found}


def people_by_groups(item, rows, cells):
    """{groups: people who gave an answer to `item` that counts}."""
    by_cell = defaultdict(Counter)
    for value, number, cell, times in rows:
        by_cell[cells[cell]][value, number] += times
    return {groups: people(item, found) for groups, found in by_cell.items()}


# figures


def satisfaction(rounds, *names):
    """The share of answers in the two choices of most agreement, in percent, over `rounds` and the items `names`.

    A name is a question's key, or `grid.statement`; a grid's own key stands for all its statements; without names every
    item that stands on a scale is asked for. Only closed rounds
    whose results are public count, and of these only items that at least the round's minimum answered: a total with a
    smaller one in it would tell it. Returns a kit.Figure: value (Decimal), base (answers that count), Response rows of
    those rounds, `counted` their number; where nothing can be said, its reason.
    """
    top, base, told = 0, 0, {}
    for found in by_questionnaire(rounds):
        for at, stated in enumerate(found.bases):
            tallies = [one.tallies[at] for one in found.counted if is_asked_for(one.item, names)]
            usable = [one for one in tallies if one is not None and one.top is not None]
            top, base = top + sum(one.top for one in usable), base + sum(one.n for one in usable)
            told |= {stated.round.pk: stated.sent} if usable else {}
    records = Response.objects.sent().filter(round__in=told)
    if not base:
        return kit.Figure(None, records, is_whole=False, reason=_("No answers that may be shown."), counted=0)
    counted = sum(told.values())
    return kit.Figure(percent(top, base), records, base=base, counted=counted, is_whole=len(told) == len(rounds))


def by_questionnaire(rounds):
    """The Results of those `rounds` that everybody may read, a questionnaire at a time."""
    held = defaultdict(list)
    for round in rounds:
        if is_public(round):
            held[round.questionnaire_id].append(round)
    return [results(of_one, is_protected=True) for of_one in held.values()]


def is_asked_for(item, names):
    """Whether one of `names` stands for `item`, or none is given."""
    return not names or item.name in names or item.question.key in names


def is_public(round):
    """Whether everybody may read the results of `round`, as far as groups are large enough."""
    is_here = round.questionnaire.audience != ARCHIVE
    return round.audience == PUBLIC and round.state == RoundState.CLOSED and is_here


def readable_by_all(rounds):
    """Those of the QuerySet `rounds` of which `is_public` holds."""
    return rounds.filter(audience=PUBLIC, state=RoundState.CLOSED).exclude(questionnaire__audience=ARCHIVE)


def answered(rounds):
    """The QuerySet `rounds` with `answered`, the number of responses that were sent."""
    sent = Response.objects.sent().filter(round=OuterRef("pk")).order_by().values("round").annotate(n=Count("pk"))
    return rounds.annotate(answered=Coalesce(Subquery(sent.values("n")), 0))
