"""What a person typed, read into terms and built into a query; nothing typed is ever parsed by the engine."""

import re
from dataclasses import dataclass, replace

from tantivy import Occur, Query

from .document import PUBLIC
from .language import ENGLISH, HAN, han_cut, han_words, normal

LONGEST = 500
MOST_TERMS = 24
TITLE_WEIGHT = 3.0
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂「」『』", '"'))
TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Term:
    """A word or a quoted phrase; `is_other` joins it to the term before as an alternative."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False
    is_other: bool = False

    def __str__(self):
        text = f'"{self.text}"' if self.is_phrase else self.text
        return f"{'OR ' if self.is_other else ''}{'-' if self.is_excluded else ''}{text}"


def read(text):
    """The terms of what a person typed.

    Words are all wanted; "quoted words" stand side by side; -word or NOT word is not wanted; OR joins two. Every other
    sign only separates words. An odd quotation mark is ignored.
    """
    text = normal(text.encode("utf-8", "ignore").decode()).translate(QUOTES)[:LONGEST]
    if text.count('"') % 2:
        text = "".join(text.rsplit('"', 1))
    terms, negated, other = [], False, False
    for found in TERM.finditer(text):
        word, phrase = found["word"], found["phrase"]
        if word in ("AND", "OR", "NOT"):
            negated, other = word == "NOT", word == "OR"
        elif any(sign.isalnum() for sign in phrase or word or ""):
            excluded = bool(found["minus"]) or negated
            joins = other and not excluded and bool(terms) and not terms[-1].is_excluded
            terms.append(Term(phrase or word, phrase is not None, excluded, joins))
            negated = other = False
    return terms[:MOST_TERMS]


def written(terms):
    """The terms as a person would type them."""
    return " ".join(str(term) for term in terms)


def rewritten(terms, change):
    """The terms, each wanted Latin word of four letters or more put through `change`."""
    return [
        term
        if term.is_excluded
        else replace(term, text=re.sub(r"[^\W\d_]{4,}", lambda word: change(word.group()), term.text))
        for term in terms
    ]


def chinese(terms):
    """The Chinese words that are wanted."""
    return {word for term in terms if not term.is_excluded for word, _ in han_cut(term.text)}


def build(schema, terms, loosely=False):
    """The query for `terms`; None where they ask for nothing and everything is to be shown.

    `loosely` also finds Chinese words in texts that were cut into words otherwise; that is far slower.
    """
    wanted, unwanted = [], []
    for term in terms:
        parts = _parts(schema, term, loosely)
        if not parts:
            continue
        query = _every(parts)
        if term.is_excluded:
            unwanted.append(query)
        elif term.is_other and wanted:
            wanted[-1] = Query.boolean_query([(Occur.Should, wanted[-1]), (Occur.Should, query)])
        else:
            wanted.append(query)
    if unwanted and not wanted:
        wanted = [Query.all_query()]
    if not wanted:
        return None
    if unwanted:
        return Query.boolean_query(
            [*((Occur.Must, query) for query in wanted), *((Occur.MustNot, query) for query in unwanted)]
        )
    return _every(wanted)


def _every(queries):
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def _parts(schema, term, loosely):
    """A query for each part of `term` that is of one script."""
    stems = ENGLISH.analyze(HAN.sub(" ", term.text))
    parts = [_in_fields(schema, "title", "body", list(enumerate(stems)))] if stems else []
    for run in HAN.findall(term.text):
        words = [(at, word) for word, at in han_cut(run)]
        if term.is_phrase:
            parts.append(_in_fields(schema, "title_zh", "body_zh", words))
        else:
            parts += [_han(schema, word, loosely) for _, word in words]
    return parts


def _han(schema, word, loosely):
    whole = _in_fields(schema, "title_zh", "body_zh", [(0, word)])
    inside = [(at, part) for part, at in han_words(word) if part != word] if loosely else []
    if len(inside) < 2:
        return whole
    return Query.disjunction_max_query([whole, _in_fields(schema, "title_zh", "body_zh", inside)])


def _in_fields(schema, title, body, words):
    """The `words`, pairs of place and word, in the title or, weighing less, in the text."""
    first, second = (_places(schema, field, words) for field in (title, body))
    return Query.boolean_query([(Occur.Should, Query.boost_query(first, TITLE_WEIGHT)), (Occur.Should, second)])


def _places(schema, field, words):
    # The engine panics at a phrase of one word.
    return Query.term_query(schema, field, words[0][1]) if len(words) == 1 else Query.phrase_query(schema, field, words)


def narrowed(query, filters):
    """`query` within all `filters`, which never rank; None as query is every document within them."""
    clauses = [(Occur.Must, query)] if query is not None else []
    clauses += [(Occur.Must, Query.const_score_query(each, 0.0)) for each in filters]
    return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)


def seen(schema, query, tokens):
    """`query` over what holders of `tokens` may see; None as tokens is everything, None as query is every document.

    Most records are public, so what is hidden is the shorter list: the query leaves out what is restricted and not
    for one of the asker's own tokens. Measured against a union over what is visible, that is far cheaper for rare
    words and phrases, and a little for common ones.
    """
    if tokens is None:
        return query or Query.all_query()
    own = [(Occur.Should, _term(schema, "audience", token)) for token in sorted(tokens)]
    if PUBLIC not in tokens:
        visible = Query.boolean_query(own) if own else Query.empty_query()
        return narrowed(query, [visible])
    hidden = [(Occur.Must, _term(schema, "restricted", "yes")), *((Occur.MustNot, each) for _, each in own)]
    return Query.boolean_query([(Occur.Must, query or Query.all_query()), (Occur.MustNot, Query.boolean_query(hidden))])


def _term(schema, field, value):
    return Query.term_query(schema, field, value, index_option="basic")
