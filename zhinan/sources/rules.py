"""Where quoted words stand in a text."""

BEGINNING = 60  # letters and digits of a quotation that are looked for


def line_of(text, quote):
    """Number, from 1, of the line of `text` in which `quote` begins; None where it does not stand there.

    Only letters and digits are compared, in any case, so that lost characters, marks of emphasis and line breaks inside
    the quotation do not matter.
    """
    wanted = "".join(_signs(quote))[:BEGINNING]
    signs, lines = [], []
    for number, line in enumerate(text.split("\n"), 1):
        for sign in _signs(line):
            signs.append(sign)
            lines.append(number)
    at = "".join(signs).find(wanted)
    return lines[at] if wanted and at >= 0 else None


def _signs(words):
    """The letters and digits of `words`, each in its simplest case."""
    return (sign.lower()[0] for sign in words if sign.isalnum())
