"""Files to fill in, and the rows of an import that are left, as XLSX."""

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from zhinan.kit.punctuation import labelled, listed, sentences
from zhinan.kit.sheets import Page, write_pages

from .judging import BATCH, in_own_words
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
        names = [pgettext("sheet", "Choices {number}").format(number=number) for number, _words in enumerate(lists, 1)]
        offers = {place: (name, len(words)) for name, (place, words) in zip(names, lists, strict=True)}
        pages = [
            Page(pgettext("sheet", "Records"), tuple(headings), (), tuple(map(width, headings)), offers),
            Page(
                pgettext("sheet", "How to fill it in"),
                *instructions(resource, headings),
                (26, 14, 70, 36),
                is_wrapped=True,
            ),
        ]
    for name, (_place, words) in zip(names, lists, strict=True):
        pages.append(Page(name, (), [(word,) for word in words], is_hidden=True))
    write_pages(pages, stream)


def width(heading):
    """How wide a column with this heading is, in characters."""
    return max(14, min(40, 2 * len(heading) if not heading.isascii() else len(heading) + 4))


def offered(column, finders):
    """The texts that the cells of `column` offer: the words of a choice, or the names of few enough records."""
    if column.choices:
        return list(column.choices())
    labels = getattr(finders.get(column.finder), "labels", {})
    return finders[column.finder].offers() if 0 < len(labels) <= MOST_OFFERED else []


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
        rows.append((heading, needed, hint(column), str(column.example)))
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
    return sentences(*dict.fromkeys(hints))


def write_rest(one, resource, user, stream):
    """Write the rows of `one` that are doubtful or wrong, each with the reason as `user` reads it, to `stream`."""
    columns = [column for column in resource.columns if column.name in one.columns]
    head = [*(str(column.label) for column in columns), _("What is missing"), _("Row")]
    waiting = one.rows.filter(state__in=OPEN).iterator(chunk_size=BATCH)
    rows = (
        [*(row.cells.get(column.name) for column in columns), reasons(row, resource), row.number]
        for row in in_own_words(one, waiting, user)
    )
    write_pages([Page(pgettext("sheet", "Records"), tuple(head), rows)], stream)


def reasons(row, resource):
    """Why a row waits, with what it may mean."""
    found = []
    for name, sentence in row.troubles.items():
        found.append(labelled(resource.column(name).label, sentence) if name else sentence)
    for doubt in row.doubts:
        candidates = listed(label for _key, label in doubt["candidates"])
        found += [doubt["sentence"], candidates]
    return sentences(*found)
