"""What stands between words, parts of a line and sentences, as the reader's language sets it."""

from django.utils.translation import pgettext


def listed(words):
    """Words one after the other."""
    return pgettext("between the words of a list", ", ").join(str(word) for word in words)


def in_rows(rows):
    """Rows one after the other in a line; each of them may be a list."""
    return semicolon().join(str(row) for row in rows)


def semicolon():
    """What stands between two rows of a line."""
    return pgettext("between the rows of a list", "; ")


def in_a_line(*parts):
    """What is said of one thing, part after part, without what is empty."""
    return comma().join(str(part) for part in parts if part)


def comma():
    """What stands between two parts of a line."""
    return pgettext("between the parts of a line", ", ")


def labelled(label, value):
    """A value after its label."""
    return f"{label}{colon()}{value}"


def colon():
    """What stands between a label and its value."""
    return pgettext("after a label", ": ")


def sentences(*words):
    """Sentences one after the other, without what is empty."""
    return space().join(str(one) for one in words if one)


def space():
    """What stands between two sentences: nothing in Chinese."""
    return pgettext("one sentence after the other", "{first} {second}").format(first="", second="")
