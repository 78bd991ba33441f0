"""Words: how text of each script is cut into them, and the fields that hold them."""

import json
import re
import unicodedata
from dataclasses import fields
from functools import cache
from importlib import import_module

import tantivy

from .document import FACETS, PUBLIC, Document

HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
SHOWN = [field.name for field in fields(Document) if field.name not in ("audience", "body", "body_zh")]


def _analyzer(*filters):
    plain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(60))
    for each in (tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold(), *filters):
        plain = plain.filter(each)
    return plain.build()


ENGLISH = _analyzer(tantivy.Filter.stemmer("english"))
WORDS = _analyzer()
CUT = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
ANALYZERS = {"english": ENGLISH, "words": WORDS, "cut": CUT}


def schema():
    """The fields of the index. A further language is a further pair of text fields with its own analyzer."""
    builder = tantivy.SchemaBuilder()
    for name, analyzer in (("title", "english"), ("body", "english"), ("title_zh", "cut"), ("body_zh", "cut")):
        builder.add_text_field(name, tokenizer_name=analyzer)
    builder.add_text_field("words", tokenizer_name="words", index_option="basic")
    for name in ("id", "audience", "restricted"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("day", fast=True)
    for name in ("shown", "text", "text_zh"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def register(index):
    """Give `index` the analyzers: they are not stored with it, so every opening needs them. Returns the index."""
    for name, analyzer in ANALYZERS.items():
        index.register_tokenizer(name, analyzer)
    return index


def normal(text):
    """`text` with each character in its usual form: full-width letters, ligatures and loose accents are resolved."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def han_words(text):
    """The Chinese words of `text` as (word, place of its first character), with the words inside long words."""
    return _words(text, "search")


def han_cut(text):
    """The Chinese words of `text` as (word, place), each character in one word only."""
    return _words(text, "default")


@cache
def cutter():
    """What cuts Chinese into words. It reads its dictionary for a fifth of a second: only who has Chinese waits."""
    return import_module("rjieba")


def _words(text, mode):
    return [
        (word, run.start() + start)
        for run in HAN.finditer(text)
        for word, start, _ in cutter().tokenize(run.group(), mode)
    ]


def entry(document):
    """`document` as the index takes it."""
    made = tantivy.Document()
    made.add_text("id", document.id)
    for token in document.audience:
        made.add_text("audience", token)
    if PUBLIC not in document.audience:
        made.add_text("restricted", "yes")
    for name in FACETS:
        for value in document.facet(name):
            made.add_text(name, value)
    made.add_unsigned("day", document.day())
    for text in (document.title, document.title_zh, *document.names):
        _lay(made, "title", text)
    text = document.body if document.summary in document.body else f"{document.summary}\n{document.body}"
    for part in (text, document.body_zh):
        _lay(made, "body", part)
    shown = {name: getattr(document, name) for name in SHOWN}
    for name, stored in (("shown", json.dumps(shown, default=str)), ("text", text), ("text_zh", document.body_zh)):
        made.add_bytes(name, stored.encode())
    return made


def _lay(made, field, text):
    """Put the words of `text` into `field`: Chinese ones by their place, so that phrases hold, the others as they are.

    Titles also get each Chinese character by itself: one character is enough to find a short name.
    """
    text = normal(text)
    words = han_words(text)
    if words:
        if field == "title":
            words = sorted({*words, *((sign, at) for at, sign in enumerate(text) if HAN.match(sign))}, key=_place)
        tokens = [tantivy.Token(word, at, at, at + len(word)) for word, at in words]
        made.add_pre_tokenized_text(f"{field}_zh", tantivy.PreTokenizedString(text, tokens))
        text = HAN.sub(" ", text)
    if text:
        made.add_text(field, text)
        made.add_text("words", text)


def _place(found):
    return found[1]
