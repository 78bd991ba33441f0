"""Pieces of text with the words that were looked for marked, as HTML."""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe

WIDTH = 200


def marked(text, spans):
    """`text` as escaped HTML with a <mark> around each of `spans`, pairs of character places."""
    pieces, done = [], 0
    for start, end in _merged(spans):
        pieces += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    return mark_safe("".join([*pieces, escape(text[done:])]))


def spans_of(text, words):
    """Where `words` stand in `text`."""
    if not words:
        return []
    found = re.finditer("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), text)
    return [match.span() for match in found]


def in_characters(text, ranges):
    """`ranges` of bytes of `text` as pairs of character places."""
    raw = text.encode()
    return [(len(raw[: each.start].decode()), len(raw[: each.end].decode())) for each in ranges]


def excerpt(text, spans):
    """The part of `text` around the first span, marked; the beginning where there is none."""
    start = max(0, min(spans)[0] - WIDTH // 4) if spans else 0
    end = start + WIDTH
    inside = [(max(first, start) - start, min(last, end) - start) for first, last in spans if first < end]
    html = marked(text[start:end], [span for span in inside if span[0] < span[1]])
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(f"{before}{html}{after}")


def _merged(spans):
    merged = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
