"""Which sentences of the seeds must be accounted for, and what COVERAGE.md says of each."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .reading import HERE, read_world

RECORD = HERE / "record"
TABLE = HERE / "COVERAGE.md"
COUNTRIES = Path(__file__).parents[1] / "codelists" / "tables" / "countries.csv"

ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
TENS = "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
LARGE = "tens dozen dozens hundred hundreds thousand thousands million millions billion billions decade decades"
ORDER = "first second third fourth fifth sixth seventh eighth ninth tenth once twice half halves several twenty-first"
NUMBER_WORDS = " ".join((ONES, TENS, LARGE, ORDER)).split()
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
# Short forms that the seeds print for names that the United Nations or the records write out.
SHORT_FORMS = {"TZA": "Tanzania"}
SHORT_NAMES = {"SSDC", "GSSDC", "Global SSCC", "China SSC Network", "SSC Assistance Fund"}
NAMED = ("name", "name_zh", "title", "title_zh", "acronym")
CODES = {"country", "countries", "provider"}

END = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!approx)(?<!^\d)(?<!^\d\.\d)([.!?][\"”’']?)\s+(?=[A-Z0-9“\"‘(])")
LOST = re.compile(r"(?<=\w)\?(?=\w)")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "*": None})


@dataclass(frozen=True)
class Row:
    """One line of COVERAGE.md: a sentence of a seed, and the records that hold it or the reason why none does."""

    seed: str
    line: int
    sentence: str
    where: str

    @property
    def place(self):
        """What tells the sentence from every other one."""
        return self.seed, self.line, self.sentence

    def reason(self):
        """Why no record holds the sentence; None where one does."""
        return self.where.removeprefix("none:").strip() if self.where.startswith("none:") else None

    def records(self):
        """The records named: (noun, slug), or (noun, number) for nouns without slugs."""
        if self.reason() is not None:
            return []
        words = [word.strip() for word in self.where.split(",")]
        return [tuple(word.split(":", 1)) if ":" in word else tuple(word.rsplit(" ", 1)) for word in words]


def seeds():
    """The five documents: {key of the source: text}."""
    return {f"seed-{path.stem}": path.read_text(encoding="utf-8") for path in sorted(RECORD.glob("seeds/*.txt"))}


def sentences(text):
    """Sentences, headings and cells of `text`, as (number of the line, words): no sentence goes beyond its line."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        parts = END.sub(r"\1\n", line.replace("\xa0", " ").strip()).split("\n")
        found += [(number, part.strip()) for part in parts if part.strip()]
    return found


def plain(text):
    """`text` with lost characters, quotation marks, emphasis and broken hyphens made alike, for comparing."""
    alike = LINK.sub(r"\1", LOST.sub(" ", text.translate(QUOTES).replace("?s ", "'s ")))
    return re.sub(r"(?<=\w)- (?=\w)", "-", re.sub(r"\s+", " ", alike)).strip()


def squeezed(text):
    """`text` as `plain` gives it, in small letters and without blanks."""
    return plain(text).replace(" ", "").lower()


def recorded_names(entries):
    """Every name that the records of `entries` carry, and the names of the countries that they speak of."""
    names, codes = set(), set()
    for entry in entries:
        _gather(entry.values, names, codes)
    with COUNTRIES.open(encoding="utf-8") as table:
        names |= {row["name"] for row in csv.DictReader(table) if row["alpha3"] in codes}
    return names | SHORT_NAMES | {short for code, short in SHORT_FORMS.items() if code in codes}


def _gather(values, names, codes):
    """Add the names and the country codes in the table `values` and the tables within it."""
    for key, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for row in value:
                _gather(row, names, codes)
        elif key in NAMED:
            names.add(value)
        elif key in CODES:
            codes |= {value} if isinstance(value, str) else set(value)


def recorded(entries):
    """Every record of `entries` under its (noun, slug); without a slug, under its (noun, place among its noun)."""
    numbers, found = Counter(), {}
    for entry in entries:
        numbers[entry.noun] += 1
        found[entry.noun, entry.values.get("slug", str(numbers[entry.noun]))] = entry
    return found


def needs(entries):
    """A function that tells whether a sentence holds a digit, a number word, a month or a recorded name."""
    exact = "|".join(MONTHS)
    words = "|".join(NUMBER_WORDS + sorted(re.escape(plain(name)) for name in recorded_names(entries)))
    pattern = re.compile(rf"\d|\b(?:{exact})\b|(?i:(?<!\w)(?:{words})(?!\w))|[\u4e00-\u9fff]")
    return lambda sentence: bool(pattern.search(plain(sentence)))


def due():
    """The places (seed, line, sentence) that must be listed, in reading order."""
    must = needs(read_world(RECORD))
    return [(key, number, words) for key, text in seeds().items() for number, words in sentences(text) if must(words)]


def listed():
    """The rows of COVERAGE.md."""
    rows, seed = [], ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            seed = line.removeprefix("## ").split(" ")[0]
        elif line.startswith("| ") and not line.startswith(("| line ", "| --")):
            number, words, where = (cell.strip() for cell in line.strip("|").split(" | "))
            rows.append(Row(seed, int(number), words, where))
    return rows
