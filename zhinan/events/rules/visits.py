"""People who were there: the lines of an attendance file, those of one person put together."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from zhinan.network.rules.letters import folded, tokens

from .names import PHONE, ROOM, cleaned, country_of


@dataclass(frozen=True, slots=True)
class Visit:
    """One person, or one room or telephone, and when it was there.

    `names` are all that it was shown as, `others` names that may be meant as well, `hints` what points to an
    organisation; `country` is an alpha-3 code or "". `kind` is "" for a person, else what it is. `minutes` are those of
    the union of all stays, None where no line tells them. `lines` are the lines put together, `duplicates` those of
    them that say the same as an earlier one. `rows` are what was put together.
    """

    name: str
    names: tuple
    others: tuple
    mail: str
    hints: tuple
    country: str
    kind: str
    is_guest: bool | None
    joined_at: datetime | None
    left_at: datetime | None
    minutes: float | None
    lines: tuple
    duplicates: tuple
    rows: tuple = field(default=(), compare=False, repr=False)

    @property
    def is_person(self):
        """Whether it is somebody."""
        return not self.kind


def joined(rows):
    """The Visits of `rows` (platforms.Row), in the order of their first lines, whatever the order of the rows.

    Lines with one mail are one person. So are those of one name, where at most one mail is known of it; of two mails
    nobody can tell whose a line without mail is, and it stays apart. Machines without an owner are never put together.
    """
    rows = sorted(rows, key=lambda row: row.line)
    keys = {row.line: name_key(cleaned(row.name)) for row in rows}
    mails = defaultdict(set)
    for row in rows:
        if row.email:
            mails[keys[row.line]].add(row.email)
    groups = defaultdict(list)
    for row in rows:
        groups[group_of(row, keys[row.line], mails)].append(row)
    return [visit_of(group) for group in groups.values()]


def name_key(name):
    """What two names of one person share: their words in any order; "" where a name says nothing."""
    if name.kind and name.kind not in (ROOM, PHONE):
        return ""
    return " ".join([name.kind, *sorted(tokens(folded(name.name)))]).strip()


def group_of(row, key, mails):
    """What the rows of one person share."""
    own = mails.get(key, ()) if key else ()
    if row.email:
        return ("mail", row.email)
    if len(own) == 1:
        return ("mail", next(iter(own)))
    return ("name", key) if key else ("line", row.line)


def visit_of(rows):
    """The Visit of the `rows` of one person."""
    names = Counter(row.name for row in rows if row.name)
    shown = sorted(names, key=lambda name: (bool(cleaned(name).kind), -names[name], -len(name), name))
    read = [cleaned(name) for name in shown]
    best = read[0] if read else cleaned("")
    hints = [hint for name in read for hint in name.hints] + [row.organisation for row in rows]
    others = [other for name in read for other in (name.name, *name.others) if other != best.name]
    countries = [country_of(row.country) for row in rows if row.country] + [name.country for name in read]
    guests = [row.is_guest for row in rows] + [name.is_guest or None for name in read]
    stays, duplicates = seen(rows)
    return Visit(
        name=best.name,
        names=tuple(shown),
        others=tuple(dict.fromkeys(others)),
        mail=next((row.email for row in rows if row.email), ""),
        hints=tuple(dict.fromkeys(filter(None, hints))),
        country=next(filter(None, countries), ""),
        kind=best.kind,
        is_guest=True if True in guests else next((guest for guest in guests if guest is not None), None),
        joined_at=min((row.joined_at for row in rows if row.joined_at), default=None),
        left_at=max((row.left_at for row in rows if row.left_at), default=None),
        minutes=minutes_of(stays),
        lines=tuple(row.line for row in rows),
        duplicates=duplicates,
        rows=tuple(rows),
    )


def parted(visit):
    """(the Visit of the lines with a mail, that of those without), or (visit, None) where it is all of one kind."""
    with_mail, without = ([row for row in visit.rows if bool(row.email) is has] for has in (True, False))
    return (visit_of(with_mail), visit_of(without)) if with_mail and without else (visit, None)


def together(visits):
    """The Visit of what turned out to be one person's `visits`."""
    return visit_of(sorted((row for visit in visits for row in visit.rows), key=lambda row: row.line))


def seen(rows):
    """(rows without those that repeat an earlier one, the lines of these)."""
    first, again = {}, []
    for row in rows:
        said = (row.name, row.joined_at, row.left_at, row.minutes)
        if said in first:
            again.append(row.line)
        first.setdefault(said, row)
    return list(first.values()), tuple(again)


def minutes_of(rows):
    """How many minutes somebody was there: never more than the union of the stays, nor than the lines say together.

    A line that sums up several stays says fewer minutes than lie between its moments. One that says minutes without
    moments may tell of the same time as another one, so that the longest of these counts, not their sum.
    """
    stays = [(row.joined_at, row.left_at) for row in rows if row.joined_at and row.left_at]
    said = [told(row) for row in rows if row.joined_at and row.left_at]
    loose = [row.minutes for row in rows if not (row.joined_at and row.left_at) and row.minutes is not None]
    if not stays and not loose:
        return None
    return round(max([min(union(stays), sum(said)), *loose]), 2)


def told(row):
    """Minutes of one stay: what the line says, at most what lies between its moments."""
    between = (row.left_at - row.joined_at).total_seconds() / 60
    return between if row.minutes is None else min(row.minutes, between)


def union(stays):
    """Minutes that at least one of `stays`, pairs of moments, covers."""
    seconds, until = 0.0, None
    for begin, end in sorted(stays):
        start = begin if until is None or begin > until else until
        if end > start:
            seconds += (end - start).total_seconds()
            until = end
    return seconds / 60
