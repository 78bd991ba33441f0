"""What a search answers with."""

import json
from dataclasses import dataclass
from functools import cached_property

import tantivy

from . import marks
from .query import chinese


class Marker:
    """Marks the words of one search; made once for all its hits, and only when somebody looks at a piece of text."""

    def __init__(self, searcher, schema, terms, query):
        self.searcher, self.schema, self.terms, self.query = searcher, schema, terms, query

    @cached_property
    def han(self):
        """The Chinese words to mark."""
        return chinese(self.terms)

    @cached_property
    def _generators(self):
        made = {}
        for name in ("title", "body"):
            made[name] = tantivy.SnippetGenerator.create(self.searcher, self.query, self.schema, name)
            made[name].set_max_num_chars(marks.WIDTH)
        return made

    def latin(self, name, text):
        """The best piece of `text` for the Latin words in the field `name` with its spans; None where it has none."""
        if self.query is None or not text:
            return None
        document = tantivy.Document()
        document.add_text(name, text)
        snippet = self._generators[name].snippet_from_doc(document)
        piece = snippet.fragment()
        spans = marks.in_characters(piece, snippet.highlighted())
        return (piece, spans) if spans else None


class Hit:
    """A document that was found, as a list shows it: the fields of Document, except for audience and texts."""

    id: str
    kind: str
    title: str
    title_zh: str
    names: list[str]
    address: str
    summary: str
    countries: list[str]
    organisations: list[str]
    goals: list[str]
    programmes: list[str]
    year: int | None
    date: str | None

    def __init__(self, stored, score, marker):
        # Twenty of these are made for every page of results, so this is as short as it can be.
        self.__dict__.update(json.loads(stored.get_first("shown").decode()))
        self.score, self._stored, self._marker = score, stored, marker

    def __repr__(self):
        return f"<Hit {self.id}>"

    @property
    def text(self):
        """Summary and text in Latin script."""
        return self._stored.get_first("text").decode()

    @property
    def text_zh(self):
        """Text in Chinese."""
        return self._stored.get_first("text_zh").decode()

    @property
    def marked_title(self):
        """The title as HTML with the words that were looked for marked."""
        return self._marked(self.title)

    @property
    def marked_title_zh(self):
        """The Chinese title as HTML with the words that were looked for marked."""
        return self._marked(self.title_zh)

    @property
    def snippet(self):
        """The piece of the text where the words stand, as HTML with them marked; else how the text begins."""
        if found := self._marker.latin("body", self.text):
            return marks.marked(*found)
        for text in (self.text_zh, self.text):
            if spans := marks.spans_of(text, self._marker.han):
                return marks.excerpt(text, spans)
        if found := self._marker.latin("body", self.text_zh):
            return marks.marked(*found)
        return marks.excerpt(self.summary or self.text.strip() or self.text_zh, [])

    def _marked(self, title):
        piece, spans = self._marker.latin("title", title) or (title, [])
        if piece != title:  # a long title, of which only a part came back
            at = title.find(piece)
            spans = [(start + at, end + at) for start, end in spans]
        return marks.marked(title, [*spans, *marks.spans_of(title, self._marker.han)])


@dataclass(frozen=True)
class Results:
    """One page of what a search found.

    `total` counts all hits, not only those of the page; `facets` is {facet: [(value, count)]}, most frequent first.
    `corrected` is what was searched for instead, where nothing was found for what was typed; else None.
    """

    hits: list[Hit]
    total: int
    facets: dict[str, list[tuple[str, int]]]
    page: int
    per_page: int
    corrected: str | None = None

    @property
    def pages(self):
        """How many pages there are."""
        return -(-self.total // self.per_page)
