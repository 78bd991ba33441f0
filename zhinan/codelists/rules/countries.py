"""Which country a text means: by code, by name in six languages, by an old name or a usual one."""

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from zhinan.kit.resources import in_order

from ..models import Area, Country, OutsideCode

ALIASES = Path(__file__).parents[1] / "tables" / "country_aliases.csv"
LANGUAGES = ("name", "name_fr", "name_es", "name_ru", "name_zh", "name_ar")
SCOPES = {
    *("global", "world", "worldwide", "international", "regional", "interregional", "inter regional", "subregional"),
    *("sub regional", "multi country", "multicountry", "multiple countries", "all countries", "all"),
    *(
        "developing countries",
        "全球",
        "世界",
        "国际",
        "区域",
        "地区",
        "跨区域",
        "多国",
        "各国",
        "发展中国家",
        "mondial",
    ),
    *("mondiale", "tous les pays", "mundial", "todos los países", "глобальный", "региональный", "межрегиональный"),
    *("весь мир", "عالمي", "إقليمي", "دولي"),
}
# A comma stands inside “Korea, South” and “Iran, Islamic Republic of”.
INVERTED = r"The|Republic|Islamic|Federated|Democratic|Dem\.|Province|China|Rep\.|United|RB|South|North"
BETWEEN = re.compile(rf"[;/\n、，；|]+|,(?!\s*(?:{INVERTED})\b)")
AND = re.compile(r"\s+(?:and|et|y|и|with)\s+|\s*(?:和(?!国)|以及|&)\s*")
INITIALS = re.compile(r"[a-z]( [a-z])+")  # U.A.E.
ALIKE = 78  # of 100: how like a name has to be to be offered
MOST = 4


@dataclass
class Named:
    """What a text names: keys of countries, words such as “Global” in their place, and (word, keys) in doubt."""

    countries: list = field(default_factory=list)
    scope: list = field(default_factory=list)
    doubtful: list = field(default_factory=list)


def country_names(*, with_scopes=False):
    """The CountryNames of this installation: three queries, to be held for the length of one piece of work."""
    codes = ("pk", "alpha2", "alpha3", "m49", *LANGUAGES)
    outside = OutsideCode.objects.filter(country__isnull=False).values_list("code", "name", "country_id")
    areas = Area.objects.values_list("name", flat=True)
    return CountryNames(Country.objects.values(*codes), outside, areas, with_scopes=with_scopes)


class CountryNames:
    """Countries by everything that they are called; a finder of `kit.resources`. Asks the database for nothing.

    With `with_scopes`, words such as “Global” are found as well and stand for themselves.
    """

    def __init__(self, countries, outside, areas, *, with_scopes=False, aliases=ALIASES):
        self.known, self.labels, self.chinese, self.with_scopes, by_code = {}, {}, {}, with_scopes, {}
        for country in countries:
            key = by_code[country["alpha3"]] = country["pk"]
            self.labels[key], self.chinese[key] = country["name"], country["name_zh"]
            for name in ("alpha2", "alpha3", "m49", *LANGUAGES):
                self.know(country[name], key)
            self.know(country["m49"].lstrip("0"), key)
        own = set(self.known)
        with aliases.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["alpha3"] in by_code and fold(row["name"]) not in own:
                    self.know(row["name"], by_code[row["alpha3"]])
        for code, name, key in outside:
            for word in (code, name):
                if fold(word) not in self.known:
                    self.know(word, key)
        self.scopes = {fold(word) for word in (*SCOPES, *areas)}
        self.words = [word for word in self.known if len(word) > 3]

    def know(self, word, key):
        """Note that `word` names the country `key`."""
        if (folded := fold(word)) and key not in self.known.setdefault(folded, []):
            self.known[folded].append(key)

    def find(self, text):
        """(key or None, keys that it may mean): the country whose code or name is `text`, or those near to it."""
        found = self.known.get(fold(text), [])
        if len(found) == 1:
            return found[0], ()
        if self.with_scopes and fold(text) in self.scopes:
            return text.strip(), ()
        return None, tuple(found) or self.near(text)

    def label(self, key):
        """The English name of a country; a scope says itself."""
        return self.labels.get(key, str(key))

    text = label

    def offers(self):
        """The names of all countries for who reads now, in order."""
        names = self.chinese if (get_language() or "").startswith("zh") else self.labels
        return in_order(names.values())

    def sentence(self, text, near):
        """What to do about a `text` that names no country for certain."""
        if near:
            return _("“{text}” may be one of these. Choose it, or write its name or code.").format(text=text)
        return _(
            "“{text}” is no country or area. Choose one of those that its cell offers, or write a code such as TZA."
        ).format(text=text)

    def none(self, text):
        """(sentence, answer) for a `text` that names no country by itself, as “Global”; None for any other."""
        if fold(text) not in self.scopes:
            return None
        sentence = _("“{text}” is no single country or area. Leave it empty, or choose a country.").format(text=text)
        return sentence, _("No country: leave it empty")

    def split(self, text):
        """The words of `text` that each name a country or a scope, or are in doubt."""
        found = self.named(text)
        named = [self.labels[key] for key in found.countries]
        return [*named, *found.scope, *(word for word, _near in found.doubtful)]

    def near(self, text):
        """At most four countries whose name, in some language, is near to `text`."""
        hits = process.extract(fold(text), self.words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=12)
        keys = [key for word, _score, _place in hits for key in self.known[word]]
        return tuple(dict.fromkeys(keys))[:MOST]

    def named(self, text):
        """What `text` names, as Named: one country, several between ; , / 、 or “and”, or a scope such as “Global”."""
        found = Named()
        self.sort_in(str(text), found)
        return found

    def sort_in(self, text, found):
        """Put what `text` names into `found`: as it stands where it is known so, else cut at signs, else at “and”."""
        text = text.strip(" .")
        if not text:
            return
        key, near = self.find(text)
        if isinstance(key, int):
            found.countries += [key] if key not in found.countries else []
        elif fold(text) in self.scopes:
            found.scope.append(text)
        else:
            pieces = self.cut(text)
            if len(pieces) > 1:
                for piece in pieces:
                    self.sort_in(piece, found)
            else:
                found.doubtful.append((text, near))

    def cut(self, text):
        """The parts of `text` between signs, or between “and” where there is no sign and a part is known."""
        pieces = [piece for piece in BETWEEN.split(text) if piece and piece.strip()]
        if len(pieces) > 1:
            return pieces
        pieces = [piece for piece in AND.split(text) if piece and piece.strip()]
        is_known = any(fold(piece) in self.known or fold(piece) in self.scopes for piece in pieces)
        return pieces if len(pieces) > 1 and is_known else [text]


def fold(text):
    """A name as it is compared: small letters, without accents, signs and a leading “the”."""
    text = unicodedata.normalize("NFKD", str(text).replace("&", " and ")).casefold()
    letters = "".join(sign for sign in text if not unicodedata.combining(sign))
    words = re.sub(r"[\W_]+", " ", letters).strip().removeprefix("the ")
    return words.replace(" ", "") if INITIALS.fullmatch(words) else words
