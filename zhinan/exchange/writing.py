"""Files to fill in, and the rows of an import that are left, as XLSX."""

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from zhinan.kit.sheets import Page, write_pages

from .states import OPEN

MOST_OFFERED = 2_000
LANGUAGES = {"en": "English", "zh-hans": "中文"}


def write_template(resource, language, user, stream):
    """Write the XLSX file in which `user` fills in records of `resource`, in `language`, to the binary `stream`."""
    with override(language):
        finders = resource.load(user)
        headings = [column.heading(language) for column in resource.columns]
        lists = [(place, offered(column, finders)) for place, column in enumerate(resource.columns)]
        lists = [(place, words) for place, words in lists if words]
        offers = {place: (f"list {number}", len(words)) for number, (place, words) in enumerate(lists, 1)}
        pages = [
            Page(pgettext("sheet", "Records"), tuple(headings), (), tuple(map(width, headings)), offers),
            Page(
                pgettext("sheet", "How to fill it in"),
                *instructions(resource, headings),
                (26, 14, 70, 36),
                is_wrapped=True,
            ),
        ]
    for number, (_place, words) in enumerate(lists, 1):
        pages.append(Page(f"list {number}", (), [(word,) for word in words], is_hidden=True))
    write_pages(pages, stream)


def width(heading):
    """How wide a column with this heading is, in characters."""
    return max(14, min(40, 2 * len(heading) if not heading.isascii() else len(heading) + 4))


def offered(column, finders):
    """The texts that the cells of `column` offer: the words of a choice, or the names of few enough records."""
    if column.choices:
        return list(column.choices())
    labels = getattr(finders.get(column.finder), "labels", {})
    return sorted(str(label) for label in labels.values()) if 0 < len(labels) <= MOST_OFFERED else []


def instructions(resource, headings):
    """(head, rows) of the sheet that tells what each column takes."""
    head = (
        pgettext("sheet", "Column"),
        pgettext("sheet", "Needed"),
        pgettext("sheet", "What to write"),
        pgettext("sheet", "Example"),
    )
    rows = [(str(resource.note), "", "", "")] if resource.note else []
    for column, heading in zip(resource.columns, headings, strict=True):
        needed = pgettext("answer", "yes") if column.is_required else ""
        rows.append((heading, needed, hint(column), column.example))
    return head, rows


def hint(column):
    """What to write into a column."""
    hints = [str(column.help)] if column.help else []
    if column.is_date:
        hints.append(_("A date as 2020-09-25, 2020-09 or 2020."))
    if column.is_several:
        hints.append(_("Several with semicolons between."))
    if column.finder:
        hints.append(_("A name as it is recorded; the cell offers what there is."))
    return " ".join(dict.fromkeys(hints))


def write_rest(one, resource, stream):
    """Write the rows of the import `one` that are doubtful or wrong, each with the reason, to the binary `stream`."""
    columns = [column for column in resource.columns if column.name in one.columns]
    head = [*(str(column.label) for column in columns), _("What is missing"), _("Row")]
    rows = (
        [*(row.cells.get(column.name) for column in columns), reasons(row, resource), row.number]
        for row in one.rows.filter(state__in=OPEN).iterator(chunk_size=2000)
    )
    write_pages([Page(pgettext("sheet", "Records"), tuple(head), rows)], stream)


def reasons(row, resource):
    """Why a row waits, with what it may mean."""
    found = []
    for name, sentence in row.troubles.items():
        label = f"{resource.column(name).label}: " if name else ""
        found.append(f"{label}{sentence}")
    for doubt in row.doubts:
        candidates = ", ".join(label for _key, label in doubt["candidates"])
        found.append(f"{doubt['sentence']} {candidates}".strip())
    return " ".join(found)
