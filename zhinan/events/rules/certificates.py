"""Numbers of certificates: how they are made, and read from what somebody typed."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31 of them, and none that is taken for another one
LENGTH = 8  # signs by chance between the year and the check sign: 31 to the 8th in a year, more than 2 to the 39th
RADIX = 3
IN_A_YEAR = str.maketrans("OIL", "011")  # there stand only digits, so it is known what was meant
EXAMPLE = "2026-7K3F-9QWD-V"
BETWEEN = {"Zs", "Zl", "Zp", "Pd", "Pc", "Cf", "Cc"}  # Unicode categories of spaces, dashes and what is not seen


def new_number(year, chance):
    """A number as 2026-7K3F-9QWD-V: the `year`, 8 signs that `chance` (a random.Random) chooses, a check sign."""
    plain = f"{year:04}" + "".join(chance.choice(SIGNS) for _sign in range(LENGTH))
    return written(plain + check_sign(plain))


def written(plain):
    """The 13 signs of a number in groups."""
    return "-".join((plain[:4], plain[4:8], plain[8:12], plain[12:]))


def check_sign(plain):
    """The last sign of a number that begins with the 12 signs `plain`.

    A pure system after ISO/IEC 7064 with the modulus 31 and the radix 3: all values of a number, each times a power of
    the radix, come to 1. As 31 is a prime and 3 neither 0 nor 1, every single wrong sign and every two neighbours that
    are swapped come to something else.
    """
    return SIGNS[(1 - RADIX * weighed(plain)) % len(SIGNS)]


def weighed(plain):
    """The values of the signs of `plain`, each times its power of the radix; digits of the year are their own value."""
    found = 0
    for place, sign in enumerate(plain):
        found = found * RADIX + (int(sign) if place < 4 else SIGNS.index(sign))
    return found


def read_number(text):
    """The number that somebody typed, however they set dashes, spaces and capitals.

    Raises ValidationError with a sentence where it cannot be one of ours.
    """
    plain = "".join(map(plain_sign, unicodedata.normalize("NFKC", text).upper()))
    if len(plain) != LENGTH + 5:
        raise ValidationError(
            _("A number has {length} signs, as {example}. {n} are typed here.").format(
                length=LENGTH + 5, example=EXAMPLE, n=len(plain)
            )
        )
    year, rest = plain[:4].translate(IN_A_YEAR), plain[4:]
    if not re.fullmatch("[0-9]{4}", year):
        raise ValidationError(_("A number begins with a year, as {example}.").format(example=EXAMPLE))
    strange = next((sign for sign in rest if sign not in SIGNS), "")
    if strange:
        sentence = _("After the year there is never “{sign}” in a number. Look once more which sign it is.")
        raise ValidationError(sentence.format(sign=strange))
    if check_sign(year + rest[:-1]) != rest[-1]:
        raise ValidationError(
            _("One sign is typed wrong, or two are swapped. Compare the number with the certificate, sign by sign.")
        )
    return written(year + rest)


def plain_sign(sign):
    """`sign` as it counts: nothing for what stands between signs, a digit of any script as one of ours."""
    if unicodedata.category(sign) in BETWEEN:
        return ""
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
