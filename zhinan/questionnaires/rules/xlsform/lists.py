"""The lists of choices of an XLSForm workbook."""

from django.utils.translation import gettext as _

from ...models import Choice

LONGEST_KEY = 60  # characters of a name that an answer is kept by
YES = {"yes", "true", "true()", "1", "y"}
NO = {"", "no", "false", "false()", "0", "n"}


def lists_of(table, reading):
    """{list name: [(Row, Choice)]} of the sheet of choices; what is wrong with it is remarked."""
    found = {}
    for row in table.rows:
        name, key = row.get("list_name"), row.get("name")
        if not name:
            reading.wrong(row, "list_name", _("This choice belongs to no list. Write the name of its list."))
        elif not key:
            reading.wrong(row, "name", _("This choice has no name. Write a short one, without spaces."))
        elif len(key) > LONGEST_KEY:
            sentence = _("“{name}” is too long. Write at most {most} characters.")
            reading.wrong(row, "name", sentence.format(name=key, most=LONGEST_KEY))
        else:
            found.setdefault(name, []).append((row, Choice(key, row.said("label"), is_yes(row, "zhinan_na", reading))))
    for name, offered in found.items():
        remark_twice(name, offered, reading)
    return found


def remark_twice(name, offered, reading):
    """Keep which choices of a list have the name of an earlier one."""
    first = {}
    for row, choice in offered:
        if choice.key in first:
            sentence = _("“{name}” stands twice in the list “{list}”, first in row {row}. Rename one of them.")
            reading.wrong(row, "name", sentence.format(name=choice.key, list=name, row=first[choice.key]))
        first.setdefault(choice.key, row.number)


def is_yes(row, column, reading):
    """Whether a cell says yes; what says neither yes nor no is remarked."""
    said = row.get(column).lower()
    if said not in YES | NO:
        reading.wrong(row, column, _("“{said}” is neither yes nor no. Write one of the two.").format(said=said))
    return said in YES
