"""Who was in a meeting, read from the attendance file that Zoom or Teams wrote of it."""

import io

from django.utils.translation import gettext as _

from zhinan.kit.reading import LIMITS, Style, WrongSheet, open_sheet

from .moments import Clock, style_among
from .rows import MOMENTS, Found
from .sheets import Sheet, Trouble
from .tables import cell_at, facts, parted, platform_of, recognised


def read(name, body, *, day_first=None, limits=LIMITS):
    """The Sheet in the bytes `body` that were uploaded as the file `name`, CSV or XLSX; never raises for any bytes.

    `day_first` answers what `Sheet.asks`: True for 31/12, False for 12/31.
    """
    try:
        rows = recognised(open_sheet(io.BytesIO(body), name, limits))
        head, tables, warnings = parted(rows)
    except WrongSheet as refusal:
        return Sheet(troubles=(Trouble(0, str(refusal)),))
    return made(head, tables, warnings, day_first)


def made(head, tables, warnings, day_first):
    """The Sheet of what was found."""
    told, found = facts(head, tables), Found(warnings=list(warnings))
    cells = [cell_at(line, table.layout.places, key) for table in tables for _n, line in table.lines for key in MOMENTS]
    style = style_among([*cells, told.get("started")])
    if day_first is not None:
        style = Style(order="dmy" if day_first else "mdy")
    started = found.moment_or_none(told.get("started"), Clock(style))
    clock = Clock(style, started.date() if started else None)
    for table in tables:
        found.take(table, clock)
    rows, summed = once(found.tables)
    names = dict.fromkeys(name for table in tables for name in table.layout.names if name)
    return Sheet(
        platform=platform_of(head, tables),
        title=str(told.get("title") or ""),
        started_at=started,
        rows=rows,
        absent=tuple(found.absent),
        summed=summed,
        troubles=tuple(found.troubles),
        warnings=tuple(found.warnings),
        asks=question(found.example) if found.example else "",
        columns=tuple(names),
    )


def question(example):
    """What is asked where day and month cannot be told apart; `example` is a cell."""
    return _("Does the day or the month come first in the dates of this file, as in “{date}”?").format(date=example)


def once(tables):
    """(rows, summed): where Teams tells each stay in a table of its own, the lines that sum them up are no rows."""
    details = [row for is_detail, (rows, _ends) in tables if is_detail for row in rows]
    summaries = [row for is_detail, (rows, _ends) in tables if not is_detail for row in rows]
    ends = [row for _is_detail, (_rows, ends) in tables for row in ends]
    mails = {}
    for row in summaries:
        mails.setdefault(row.name, set()).add(row.email)
    known = {name: next(iter(found)) for name, found in mails.items() if len(found) == 1}
    details = [row if row.email else row._replace(email=known.get(row.name, "")) for row in details]
    told = {row.email for row in details if row.email}, {row.name for row in details}
    is_told = [row.email in told[0] if row.email else row.name in told[1] for row in summaries]
    summed = [row for row, told_again in zip(summaries, is_told, strict=True) if told_again]
    left = [row for row, told_again in zip(summaries, is_told, strict=True) if not told_again]
    return by_line(details + left), by_line(summed + ends)


def by_line(rows):
    """`rows` in the order of the file."""
    return tuple(sorted(rows, key=lambda row: row.line))
