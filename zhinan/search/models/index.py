"""The door: search, suggestions and neighbours, each within what the asker may see."""

import threading
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from pathlib import Path

import tantivy
from django.utils.translation import gettext as _
from tantivy import Occur, Query

from . import folder
from .document import FACETS
from .language import HAN, WORDS, han_cut, han_words, normal, register
from .query import LONGEST, build, narrowed, read, rewritten, seen, written
from .results import Hit, Marker, Results
from .spelling import slips

MOST_VALUES = 250
MOST_KEPT = 200
CANDIDATES = 8
_open = {}


@dataclass(frozen=True)
class Opened:
    """One state of the index, as of one commit, and what is kept as long as it stands.

    `browsed` holds the facets of lists without words, which are dear to count; `held` the audiences that were asked.
    """

    place: Path
    meta: str
    stamps: tuple
    index: tantivy.Index
    searcher: tantivy.Searcher
    browsed: dict[Hashable, dict] = field(default_factory=dict)
    held: dict[frozenset, frozenset] = field(default_factory=dict)

    @property
    def schema(self):
        """The fields of the index."""
        return self.index.schema

    def audience(self, tokens):
        """Those of `tokens` that any document carries, None for None: each further one makes every search slower."""
        if tokens is None:
            return None
        tokens = frozenset(tokens)
        if tokens not in self.held:
            if len(self.held) >= MOST_KEPT:
                self.held.clear()
            self.held[tokens] = frozenset(each for each in tokens if self.searcher.doc_freq("audience", each))
        return self.held[tokens]

    def count(self, query):
        """How many documents `query` finds."""
        return self.searcher.search(query, limit=1).count


class Index:
    """The index as readers know it: it follows commits and rebuilds by itself, and one is enough for all threads."""

    def __init__(self, root):
        self.root = root
        self._pointer = str(self.root / folder.POINTER)
        self._lock = threading.Lock()
        self._opened = None

    @classmethod
    def open(cls, root=None):
        """This process's index in the folder `root`, by default the settings' one; raises NoIndex once it is asked."""
        root = Path(root) if root else folder.root()
        return _open.setdefault(root, cls(root))

    def search(self, text, *, tokens, facets_filter=None, page=1, per_page=20, facets=True):
        """The page `page` of what holders of the audience `tokens` may see and `text` finds, best first.

        `tokens` None sees everything. `facets_filter` is {facet: values}: any of the values, and all of the facets; the
        counts of a facet leave its own filter out, so that a further value can be chosen. Text without words lists
        everything, newest first. Words are corrected only where nothing is found otherwise. Raises NoIndex.
        """
        opened, terms = self.opened(), read(text)
        tokens = opened.audience(tokens)
        chosen = {name: sorted(map(str, values)) for name, values in (facets_filter or {}).items() if values}
        shape = (max(1, page), max(1, per_page), facets)
        results = _Ask(opened, terms, tokens, chosen).results(*shape)
        if results.total or not terms:
            return results
        corrected = rewritten(terms, lambda word: _corrected(opened, word, tokens))
        better = _Ask(opened, corrected, tokens, chosen, loosely=True).results(*shape)
        return replace(better, corrected=written(corrected) if better.total and corrected != terms else None)

    def suggest(self, prefix, tokens, limit=8):
        """How `prefix`, two letters or one Chinese character at least, may go on: texts, most frequent first."""
        opened = self.opened()
        tokens, (head, stem) = opened.audience(tokens), _tail(prefix)
        found = _endings(opened, head, stem, tokens, limit)
        if not found and HAN.fullmatch(stem):
            at = han_cut(stem)[-1][1]
            head, stem = head + stem[:at], stem[at:]
            found = _endings(opened, head, stem, tokens, limit)
        return [head + word for word in found]

    def similar(self, id, tokens, limit=5):
        """Hits most like the document `id`, without itself; none where the document is hidden or unknown."""
        opened = self.opened()
        tokens = opened.audience(tokens)
        itself = Query.term_query(opened.schema, "id", id, index_option="basic")
        found = opened.searcher.search(seen(opened.schema, itself, tokens), limit=1).hits
        if not found:
            return []
        document = Hit(opened.searcher.doc(found[0][1]), 0.0, None)
        title, text = ([document.title, *document.names], [document.text])
        chinese = " ".join(word for word, _ in han_words(f"{document.title_zh} {document.text_zh}"))
        like = Query.more_like_this_document_fields_query(
            opened.schema,
            {"title": title, "body": [*title, *text], "body_zh": [chinese]},
            min_doc_frequency=2,
            min_term_frequency=1,
        )
        others = Query.boolean_query([(Occur.Must, like), (Occur.MustNot, itself)])
        hits = opened.searcher.search(seen(opened.schema, others, tokens), limit=limit).hits
        marker = Marker(opened.searcher, opened.schema, [], None)
        return [Hit(opened.searcher.doc(address), score, marker) for score, address in hits]

    def opened(self):
        """The index as of its last commit; raises NoIndex where it is missing or unreadable."""
        known = self._opened
        if known is None or known.stamps != self._stamps(known.meta):
            with self._lock:
                known = self._opened = self._reopened(self._opened)
        return known

    def _stamps(self, meta):
        return folder.stamp(self._pointer), folder.stamp(meta)

    def _reopened(self, known):
        pointer = folder.stamp(self._pointer)
        place = folder.current(self.root)
        meta = str(place / "meta.json")
        # Both stamps are taken before what they stand for is read: a change in between is seen at the next look.
        stamps = pointer, folder.stamp(meta)
        if None in stamps:
            raise folder.no_index(_("%(folder)s is gone") % {"folder": place})
        try:
            if known and known.place == place:
                index = known.index
                index.reload()
            else:
                index = register(tantivy.Index.open(str(place)))
                index.config_reader("manual")
            return Opened(place, meta, stamps, index, index.searcher())
        except ValueError as trouble:
            raise folder.no_index(trouble) from trouble


class _Ask:
    """One question to one state of the index."""

    def __init__(self, opened, terms, tokens, chosen, loosely=False):
        self.opened, self.tokens, self.chosen = opened, tokens, chosen
        self.words = build(opened.schema, terms, loosely)
        self.filters = {
            name: Query.term_set_query(opened.schema, name, values)
            for name, values in chosen.items()
            if name in FACETS or _unknown(name)
        }
        self.marker = Marker(opened.searcher, opened.schema, terms, self.words)

    def query(self, without=None):
        """The words within the chosen facets, that of the facet `without` left out, and within what may be seen."""
        filters = [each for name, each in self.filters.items() if name != without]
        words = narrowed(self.words, filters) if filters else self.words
        return seen(self.opened.schema, words, self.tokens)

    def results(self, page, per_page, facets):
        """The page as Results."""
        query, searcher, skip = self.query(), self.opened.searcher, (page - 1) * per_page
        order = "day" if self.words is None else None
        # Room is made for every skipped hit: a page far past the end is answered by the count alone.
        if skip and skip >= (total := self.opened.count(query)):
            hits = []
        else:
            found = searcher.search(query, limit=per_page, offset=skip, order_by_field=order)
            hits, total = found.hits, found.count
        return Results(
            hits=[Hit(searcher.doc(address), float(score or 0), self.marker) for score, address in hits],
            total=total,
            facets=self.facets() if facets else {},
            page=page,
            per_page=per_page,
        )

    def facets(self):
        """{facet: [(value, count)]} over all hits."""
        if self.words is not None:
            return self._counted()
        key = (self.tokens, tuple((name, *values) for name, values in sorted(self.chosen.items())))
        if key not in self.opened.browsed:
            if len(self.opened.browsed) >= MOST_KEPT:
                self.opened.browsed.clear()
            self.opened.browsed[key] = self._counted()
        return self.opened.browsed[key]

    def _counted(self):
        free = [name for name in FACETS if name not in self.filters]
        found = self._terms(self.query(), free)
        for name in self.filters:
            found |= self._terms(self.query(without=name), [name])
        return {name: found[name] for name in FACETS}

    def _terms(self, query, names):
        sizes = {"size": MOST_VALUES, "segment_size": 100 * MOST_VALUES}
        wanted = {name: {"terms": {"field": name, **sizes}} for name in names}
        found = self.opened.searcher.aggregate(query, wanted) if wanted else {}
        return {
            name: sorted(((each["key"], each["doc_count"]) for each in found[name]["buckets"]), key=_most_first)
            for name in names
        }


def _most_first(value_and_count):
    return -value_and_count[1], value_and_count[0]


def _unknown(name):
    raise ValueError(f"There is no facet “{name}”; there are {', '.join(FACETS)}.")


def _corrected(opened, word, tokens):
    """`word`, or where the asker can see it nowhere, the most frequent word one slip away that they can see.

    The first letter is taken to be right: few people mistype it, and rice is not vice.
    """
    folded = "".join(WORDS.analyze(word))
    if HAN.search(word) or not folded.isascii() or _seen_in(opened, folded, tokens):
        return word
    known = {slip: opened.searcher.doc_freq("words", slip) for slip in slips(folded) if slip[0] == folded[0]}
    likely = sorted((slip for slip in known if known[slip]), key=lambda slip: (-known[slip], slip))[:CANDIDATES]
    counted = [(_seen_in(opened, slip, tokens), slip) for slip in likely]
    return max((pair for pair in counted if pair[0]), default=(0, word))[1]


def _seen_in(opened, word, tokens):
    query = Query.term_query(opened.schema, "words", word, index_option="basic")
    return opened.count(seen(opened.schema, query, tokens))


def _tail(prefix):
    """`prefix` parted into what is finished and the word that is being typed."""
    text = normal(prefix.encode("utf-8", "ignore").decode())[:LONGEST]
    at = len(text)
    while at and text[at - 1].isalnum() and bool(HAN.match(text[at - 1])) == bool(HAN.match(text[-1])):
        at -= 1
    return text[:at], text[at:]


def _endings(opened, head, stem, tokens, limit):
    """Words that begin with `stem` in documents that hold the words of `head`, most frequent first."""
    is_han = bool(HAN.match(stem))
    start = stem if is_han else "".join(WORDS.analyze(stem))
    if len(start) < (1 if is_han else 2):
        return []
    before = build(opened.schema, read(head))
    within = None if before is None and tokens is None else seen(opened.schema, before, tokens)
    found = {}
    for name in ("title_zh", "body_zh") if is_han else ("words",):
        for word, count in opened.searcher.terms_with_prefix(name, start, filter_query=within, limit=limit + 1):
            found[word] = max(count, found.get(word, 0))
    return sorted((word for word in found if word != start), key=lambda word: (-found[word], word))[:limit]
