"""What is known of one record of any noun, in the one shape that the index takes."""

from dataclasses import dataclass
from datetime import date

FACETS = ("kind", "countries", "organisations", "goals", "programmes", "year")
PUBLIC = "public"


@dataclass(frozen=True)
class Document:
    """A record as the search engine knows it.

    `id` is like "grants.grant:7" and `kind` like "grant"; `audience` holds the tokens of those who may see it. `names`
    are further names in any language. Facets hold ids and codes, never names, so that a renamed organisation needs one
    document; `date` is a day as ISO text, or None. Texts may mix scripts: each word is indexed by its own script.
    """

    id: str
    kind: str
    title: str
    address: str
    audience: tuple[str, ...]
    title_zh: str = ""
    names: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    body_zh: str = ""
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    year: int | None = None
    date: str | None = None

    def facet(self, name):
        """The values of the facet `name`, as text."""
        value = getattr(self, name)
        if value is None:
            return []
        return [str(each) for each in value] if isinstance(value, tuple | list) else [str(value)]

    def day(self):
        """The date as a number that sorts, 0 where there is none; raises ValueError for text that is no ISO day."""
        return date.fromisoformat(str(self.date)).toordinal() if self.date else 0
