"""What an application says, section by section, as pages, PDF and comparisons show it."""

from itertools import groupby
from typing import NamedTuple

from zhinan.codelists.models import Country

from .answers import answered
from .masking import Mask, names_in, unmasked
from .parts import PARTS, FileName
from .questions import asked_then
from .writing import headings

LONG = 160  # letters from which on a text is read as prose


class Section(NamedTuple):
    """A section: `facts` are (label, text), `head` and `rows` a table; one of the two may be empty."""

    key: str
    heading: str
    facts: tuple = ()
    head: tuple = ()
    rows: tuple = ()

    def runs(self):
        """(is_long, facts) of facts one after the other, so that long texts are read as prose."""
        return [(is_long, list(run)) for is_long, run in groupby(self.facts, lambda fact: len(fact[1]) > LONG)]

    def labelled(self):
        """The rows, each cell with the head of its column."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


class Reading:
    """How a `content` is read: with or without `names`, countries in the reader's language; at most 5 queries.

    `others` are further versions of the same application, whose names are not read here either.
    """

    def __init__(self, content, names=True, others=()):
        self.content, self.names = content, names
        self.mask = unmasked if names else Mask(names_in([content, *others]))
        codes = {one["key"] for one in countries_in(content)}
        self.countries = {one.alpha3: str(one) for one in Country.objects.filter(alpha3__in=codes)}

    def country(self, found):
        """The name of a country of the content."""
        return self.countries.get(found["key"], found["name"]) if found else ""

    def title(self):
        """The title, as it may be read."""
        return self.mask(self.content["about"]["title"])

    def sections(self):
        """The Sections without what is empty; at most 3 queries."""
        named, version = headings(), asked_then(self.content)
        found = [Section(key, named[key], *part(self.content, self)) for key, part in PARTS.items()]
        if version is not None:
            asked = answered(version, self.content["questions"]["answers"], self.names)
            found[-1:-1] = [Section(*one) for one in asked]  # before the documents, as they are written
        return [self.read(one) for one in found if one.facts or one.rows]

    def read(self, section):
        """`section` in texts, each as it may be read."""
        facts, rows = self.cells(section.facts), self.cells(section.rows)
        return section._replace(facts=facts, head=tuple(map(str, section.head)), rows=rows)

    def cells(self, rows):
        """Rows of texts, each cell as it may be read."""
        return tuple(tuple(self.cell(one) for one in row) for row in rows)

    def cell(self, said):
        """One text as it may be read; names of files stand where every name may be read alone."""
        return said if isinstance(said, FileName) and self.names else self.mask("" if said is None else str(said))


def countries_in(content):
    """Every country that a `content` names, some of them twice."""
    institutions = [content["about"]["lead"], *(one["organisation"] for one in content["partners"])]
    found = [one and one["country"] for one in institutions]
    found += [one["country"] for one in (*content["partners"], *content["documents"])]
    return [one for one in found if one]


def sections_of(content, names=True):
    """The Sections of a `content`, without what is empty; at most 8 queries.

    Without `names` nothing stands there that names a person, an institution or a file: those columns are left out, and
    in texts a word stands in place of every name that is known.
    """
    return Reading(content, names).sections()
