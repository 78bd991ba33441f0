"""What answers come to as tables, charts, sheets and a document: all from the same Results."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.kit import charts
from zhinan.kit.languages import spoken
from zhinan.kit.punctuation import in_a_line, listed, sentences
from zhinan.kit.templatetags.kit import day, number

from .models import ORDINAL, TEXTS, Group, Kind, in_language
from .rules.analysis import COUNTED, percent

LIKERT = (3, 5)  # words of a scale that has a neutral one in its middle
MOST_BARS = 20  # of countries: the table has the rest


@dataclass(frozen=True)
class Part:
    """One thing that was asked: its words, a chart or None, a table, and what is to be said of it.

    `lines` are (heading, header, rows, whose answers are not shown) of its tables; a question without statements has
    one without a heading.
    """

    key: str
    title: str
    chart: object
    lines: tuple
    notes: tuple
    is_text: bool


def parts_of(results):
    """[Part] of every question of `results`, in their order."""
    return [
        part_of(results, list(counted)) for _key, counted in groupby(results.counted, lambda one: one.item.question.key)
    ]


def part_of(results, counted):
    """The Part of one question, whose statements are `counted`."""
    item = counted[0].item
    title = in_language(item.question.label, None, item.first)
    lines = tuple(
        (in_language(one.item.row, None, item.first), header, rows, unseen_words(unseen))
        for one in counted
        for header, rows, unseen in [table_of(results, one)]
    )
    is_text = item.kind in TEXTS
    return Part(item.question.key, title, chart_of(results, counted, title), lines, item.notes, is_text)


def groups_of(results):
    """[Part] of the questions of `results` that tell who answered: gender, age, sector, country."""
    return [part for part in parts_of(results) if any(is_about(one, part) for one in results.counted)]


def is_about(counted, part):
    """Whether `counted` is the question of `part` and tells a group."""
    return counted.item.question.key == part.key and bool(
        counted.item.question.group or counted.item.kind == Kind.COUNTRY
    )


def agreement_of(results):
    """[(statement, share of the two choices of most agreement, median, n)] of what stands on a scale, in words."""
    rows = []
    for one in results.counted:
        tally = one.tallies[0]
        if one.item.kind in ORDINAL and tally is not None and tally.top is not None:
            asked = in_language(one.item.row or one.item.question.label, None, one.item.first)
            middle = pgettext("between two answers", " / ").join(results.label(one.item, key) for key in tally.middle)
            rows.append((asked, with_percent(tally.top, percent_of_top(tally)), middle or "–", number(tally.n)))
    return rows


def too_few(results):
    """What stands in the place of a number that is not shown."""
    return _("fewer than {number} answers").format(number=results.minimum)


def not_shown():
    """What stands in a cell that is not shown; the same whether it is small or would tell a small one."""
    return pgettext("in a table", "not shown")


def shown_share(tally, key):
    """The count and the percentage of a choice, “23 (41.82%)”, or that it is not shown."""
    if key in tally.unseen:
        return not_shown()
    return with_percent(tally.counts.get(key, 0), tally.percent(key))


def with_percent(count, share):
    """A count and its percentage."""
    if share is None:
        return number(count)
    return pgettext("count and percent", "{count} ({percent}%)").format(count=number(count), percent=number(share))


def keys_of(item, tallies):
    """The answers to `item` that stand in its tables: those offered, or those given, the most frequent first."""
    if item.choices:
        return [one.key for one in item.choices if one.key not in item.not_applying]
    whole = next(iter(tallies), None)
    given = {key for tally in tallies for key in tally.counts}
    if not whole:
        return []
    return sorted(given, key=lambda key: (key in whole.unseen, 0 if key in whole.unseen else -whole.counts[key], key))


def table_of(results, counted):
    """(header, rows, whose answers are not shown) of one item: a row an answer for one column, else a row a column."""
    item = counted.item
    pairs = list(zip(results.columns, counted.tallies, strict=True))
    shown = [(column, tally) for column, tally in pairs if tally is not None]
    unseen = listed(heading_of(results, column) for column, tally in pairs if tally is None and shown)
    if not shown:
        return (), (), unseen
    keys = keys_of(item, [tally for _column, tally in shown])
    if len(shown) == 1:
        tally = shown[0][1]
        rows = [(results.label(item, key), shown_share(tally, key)) for key in keys] + measures(results, item, tally)
        rows.append(("n", number(tally.n)))
        return (pgettext("column of a table", "Answer"), pgettext("column of a table", "Number")), tuple(rows), unseen
    names = [name for name, _value in measures(results, item, shown[0][1])]
    header = (pgettext("column of a table", "Who"), "n", *(results.label(item, key) for key in keys), *names)
    return header, tuple(row_of(results, item, keys, *pair) for pair in shown), unseen


def row_of(results, item, keys, column, tally):
    """The row of one column of `results`."""
    shares = tuple(shown_share(tally, key) for key in keys)
    values = tuple(value for _name, value in measures(results, item, tally))
    return (heading_of(results, column), number(tally.n), *shares, *values)


def unseen_words(unseen):
    """What is said of groups or rounds that are not shown, named one after the other; nothing for none."""
    return _("Not shown: {groups}.").format(groups=unseen) if unseen else ""


def heading_of(results, column):
    """Whose answers a column tells."""
    if len(results.bases) == 1:
        return pgettext("column of a table", "All") if column.group is None else column.label
    return in_a_line(column.round, column.label)


def measures(results, item, tally):
    """[(name, value in words)] of all that is said of a tally beside its shares; the same names for one item."""
    found = []
    if item.kind in ORDINAL:
        found.append((_("Top two"), "–" if tally.top is None else with_percent(tally.top, percent_of_top(tally))))
        middle = [results.label(item, key) for key in tally.middle]
        found.append((pgettext("statistics", "Median"), pgettext("between two answers", " / ").join(middle) or "–"))
    if item.kind == Kind.NUMBER:
        found += [(name, number(value)) for name, value in of_numbers(results, tally)]
    if item.kind == Kind.RANKING:
        for key in keys_of(item, [tally]):
            name = _("Mean place of “{answer}”").format(answer=results.label(item, key))
            found.append((name, number(tally.place(key))))
    if item.not_applying:
        found.append((apart(), number(tally.na)))
    return found


def apart():
    """How the answers are headed that stand apart, outside the base."""
    return _("Does not apply")


def of_numbers(results, tally):
    """Yield (name, value) of what numbers come to; least and greatest are single people's: not for all."""
    yield pgettext("statistics", "Mean"), tally.mean
    yield pgettext("statistics", "Median"), tally.median
    if results.minimum is None:
        yield pgettext("statistics", "Least"), tally.least
        yield pgettext("statistics", "Greatest"), tally.most


def percent_of_top(tally):
    """The share of the two choices of most agreement."""
    return percent(tally.top, tally.n)


# charts


def chart_of(results, counted, title):
    """The Chart of a question, None where there is nothing to draw.

    A scale with a neutral word is drawn about it, a statement, a group or a round a row; of all else the first column.
    """
    item = counted[0].item
    if item.kind in ORDINAL and (scale := scale_of(counted)):
        return scale_chart(results, counted, title, scale)
    tally = counted[0].tallies[0]
    if tally is None or item.kind not in COUNTED or not tally.n:
        return None
    keys = [key for key in keys_of(item, [tally]) if key not in tally.unseen][:MOST_BARS]
    rows = [(results.label(item, key), tally.percent(key)) for key in keys]
    return charts.bars(rows, title=title, n=tally.n, unit="%") if rows else None


def scale_of(counted):
    """The keys of the scale that all tallies of `counted` share, where it has a neutral word; else None."""
    tallies = [one for item in counted for one in item.tallies if one is not None]
    scales = {one.scale for one in tallies}
    found = next(iter(scales)) if len(scales) == 1 else None
    return found if found and len(found) in LIKERT and not any(one.unseen for one in tallies) else None


def scale_chart(results, counted, title, scale):
    """Bars about the neutral answer: a statement a row, or a column of `results` a row where there is one statement."""
    item = counted[0].item
    rows = []
    for one in counted:
        statement = in_language(one.item.row, None, item.first)
        for column, tally in zip(results.columns, one.tallies, strict=True):
            if tally is not None and (len(counted) == 1 or column == results.columns[0]):
                label = statement or heading_of(results, column)
                rows.append((label, [tally.counts.get(key, 0) for key in scale]))
    n = counted[0].tallies[0].n if len(counted) == 1 and counted[0].tallies[0] is not None else None
    return charts.likert(rows, title=title, n=n, scale=[results.label(item, key) for key in scale]) if rows else None


# the same as files


def base_words(results):
    """[(label, words)] of who answered in each round."""
    found = []
    for base in results.bases:
        if base.sent is None:
            words = too_few(results)
        elif base.rate is None:
            words = in_a_line(answered(base), _("response rate: base not stated"))
        else:
            said = _("{asked} were asked, response rate {rate}%").format(
                asked=number(base.asked), rate=number(base.rate)
            )
            words = in_a_line(answered(base), said)
        found.append((str(base.round), words))
    return found


def answered(base):
    """How many have answered, in words."""
    return _("{number} answered").format(number=number(base.sent))


def sheet_of(results):
    """Yield the rows of a spreadsheet, its head first: an answer of a column a row, then what it comes to."""
    yield (
        pgettext("column of a sheet", "Question"),
        pgettext("column of a sheet", "Statement"),
        pgettext("column of a sheet", "Round"),
        pgettext("column of a sheet", "Group"),
        pgettext("column of a sheet", "Answer"),
        pgettext("column of a sheet", "Number"),
        pgettext("column of a sheet", "Percent"),
        "n",
        pgettext("column of a sheet", "In words"),
    )
    for label, said in base_words(results):
        yield (pgettext("of a round", "Responses"), "", label, "", "", None, None, None, said)
    for counted in results.counted:
        for column, tally in zip(results.columns, counted.tallies, strict=True):
            yield from sheet_rows(results, counted.item, column, tally)


def sheet_rows(results, item, column, tally):
    """Yield the rows of one item in one column."""
    who = in_language(item.question.label, None, item.first), in_language(item.row, None, item.first)
    group = pgettext("column of a table", "All") if column.group is None else column.label
    who += (str(column.round), group)
    if tally is None:
        yield (*who, "", None, None, None, not_shown())
        return
    for key in keys_of(item, [tally]):
        if key in tally.unseen:
            yield (*who, results.label(item, key), None, None, tally.n, not_shown())
        else:
            counts = tally.counts.get(key, 0), tally.percent(key), tally.n
            yield (*who, results.label(item, key), *counts, "")
    yield from (who + measured for measured in measured_rows(results, item, tally))


def measured_rows(results, item, tally):
    """Yield (name, count, percent, n, words) of what a tally comes to beside its shares."""
    if item.not_applying:
        yield apart(), tally.na, None, tally.n, ""
    if tally.top is not None:
        yield _("Top two"), tally.top, percent_of_top(tally), tally.n, ""
    for name, value in measures(results, item, tally):
        if name not in (apart(), _("Top two")):
            yield name, None, None, tally.n, value
    if item.kind not in COUNTED:
        yield "n", tally.n, None, tally.n, ""


def document_of(results, title, on):
    """The payload of `typst/results.typ`: words and numbers only, as the page shows them on the day `on`."""
    groups = dict(Group.choices)
    crossed = _("Crossed by {group}.").format(group=groups[results.by]) if results.by else ""
    small = ""
    if results.minimum is not None:
        small = protection_words(results.minimum)
    return {
        "lang": spoken(),
        "title": str(title),
        "running": pgettext("heading", "Results"),
        "lead": sentences(crossed, small),
        "facts": [list(pair) for pair in base_words(results)],
        "cut_off": _("Answers as of {day}").format(day=day(on)),
        "sections": [printed(part, too_few(results) if results.minimum else "") for part in parts_of(results)],
    }


def printed(part, few):
    """A Part as blocks of the document."""
    blocks = []
    if part.chart is not None:
        words = part.chart.block()
        blocks.append({"kind": "drawing", "svg": words["svg"], "alt": words["alt"], "title": words["title"]})
    for heading, header, rows, unseen in part.lines:
        if rows:
            rows = [[str(cell) for cell in row] for row in rows]
            blocks.append({"kind": "table", "title": heading or part.title, "header": list(header), "rows": rows})
        else:
            blocks.append({"kind": "text", "text": listed(filter(None, (heading, few or _("No answers"))))})
        if unseen:
            blocks.append({"kind": "text", "text": unseen})
    return {"title": part.title, "blocks": blocks, "notes": list(part.notes)}


def protection_words(minimum):
    """What is said where groups may be hidden."""
    return _("Groups of fewer than {number} are not shown, nor are others by which they could be reckoned.").format(
        number=minimum
    )
