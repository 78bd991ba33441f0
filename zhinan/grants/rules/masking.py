"""What a reviewer of a blind call must not read: names of people and institutions, addresses and files."""

import re
import unicodedata

from django.db.models import Q
from django.utils.translation import pgettext

from zhinan.accounts.models import User
from zhinan.network.models import Organisation

SHORTEST = 2  # letters of a name that is looked for in texts
JOINERS = "\u200c\u200d"  # between letters of Persian, Indic and other scripts
ACRONYM = 5  # letters up to which capitals are told from small ones: WHO is hidden, “who” is not
ADDRESS = "|".join(  # mail and web addresses, telephone numbers, the identifier of a researcher
    (
        *(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", r"(?:https?://|www\.)\S+"),
        r"(?i:\b(?:[a-z0-9-]+\.)+(?:org|com|net|edu|gov|int|(?:ac|edu|gov|go|org|or|co)\.[a-z]{2})\b\S*)",
        *(r"\+\d[\d ()-]{7,}\d", r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b"),
    )
)
WORD = r"[^\W\u2e80-\u9fff]"  # letters and digits of scripts that set spaces between words


def names_in(contents):
    """Every name that some `contents`, the versions of one application, tell or lead to; 3 queries."""
    found, keys, authors = set(), set(), set()
    for content in contents:
        rows = (*content["partners"], *content["authors"])
        institutions = [one for one in (content["about"]["lead"], *(row["organisation"] for row in rows)) if one]
        keys |= {one["key"] for one in institutions}
        authors |= {one["key"] for one in content["authors"]}
        found |= {one["name"] for one in institutions} | {one["contributor"] for one in content["match"]}
        for one in content["documents"]:
            found |= {one["institution"], *parts_of(one["signatory"])}
    for name in User.objects.filter(pk__in=authors).values_list("name", flat=True):
        found |= parts_of(name)
    for one in Organisation.objects.filter(Q(pk__in=keys) | Q(children__in=keys)).prefetch_related("names"):
        found |= names_of(one)
    return {one for one in found if len(one) >= SHORTEST}


def names_of(organisation):
    """Every name of `organisation`: its own, its acronym, those in other languages and in other sources."""
    others = [found.get("name", "") for found in (organisation.translations or {}).values()]
    own = (organisation.name, organisation.name_zh, organisation.acronym)
    return {*own, *others, *(one.name for one in organisation.names.all())}


def parts_of(name):
    """The name of a person, and each of its words that may stand alone."""
    return {name, *(word for word in name.split() if len(word) >= SHORTEST and word[0].isupper())}


class Mask:
    """Puts a word in place of every one of `names`, and of addresses, in the texts that it is called with."""

    def __init__(self, names):
        forms = {form for name in names for form in (" ".join(name.split()), unaccented(name)) if form}
        forms |= {form.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") for form in forms}
        forms |= {form.upper() for form in forms}
        ordered = sorted(forms, key=len, reverse=True)
        self.names = re.compile("|".join([ADDRESS, *map(pattern_of, ordered)]))

    def __call__(self, text):
        word = pgettext("in place of a name", "[name]")
        return self.names.sub(word, shown_alone(text)) if isinstance(text, str) else text


def pattern_of(name):
    """The pattern of one `name`, with any space between its words, not as a part of a longer word."""
    words = r"\s+".join(map(re.escape, name.split()))
    before = f"(?<!{WORD})" if re.match(WORD, name) else ""
    after = f"(?!{WORD})" if re.match(WORD, name[-1]) else ""
    is_short = len(name) <= ACRONYM
    return f"{before}{words}{after}" if is_short else f"(?i:{before}{words}{after})"


def shown_alone(text):
    """`text` without signs that nobody sees, by which a name could be hidden from the mask."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf" or sign in JOINERS)


def unaccented(name):
    """`name` without the accents of its letters, as some type it."""
    spelt = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFC", "".join(one for one in spelt if not unicodedata.combining(one)))


def unmasked(text):
    """The text as it is, for everybody who may read names."""
    return text
