"""The sentences of Zhinan and their translations: `python -m tools.messages update`, `compile` or `check`.

`update` takes every sentence of the code, the templates and the models into django.po and writes django.mo;
`compile` writes django.mo alone; `check` says what is missing, stale or badly set, and ends with 1 where something is.
"""

import ast
import os
import re
import struct
import sys
import tempfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from tokenize import TokenError

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_python
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.utils.translation.template import templatize

from zhinan.kit.names import automatic_names, mute_names

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "zhinan"
PO = PACKAGE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
HEADER = """# Zhinan in Simplified Chinese. The words of the trade stand in zhinan/locale/GLOSSARY.md.
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
SPOKEN = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"  # what a reader of .mo needs
FUNCTIONS = {"gettext": None, "pgettext": ((1, "c"), 2), "ngettext": (1, 2), "npgettext": ((1, "c"), 2, 3)}
KEYWORDS = {"_": None, "gettext_noop": None} | {
    name + lazy: spec for name, spec in FUNCTIONS.items() for lazy in ("", "_lazy")
}
SAME = re.compile(r"(?:%\(\w+\)[sd]|\{\w*\}|\b(?:[A-Z0-9-]+|Zhinan|kB|n)\b|\W)*")  # said alike in every language

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*(?::[^{}]*)?\}|</?[a-z]\w*[^>]*>")
HAN, SIGN = r"[\u3400-\u9fff]", r"[\u3400-\u9fff\u3001-\u3011\uff01-\uff5e]"
BADLY_SET = {
    "a space beside Chinese": rf"{SIGN} +[^\s·]|[^\s·] +{SIGN}",
    "half-width punctuation beside Chinese": rf"{HAN}[,;:!?()\"']|[,;:!?()\"']{HAN}|{HAN}\.(?!\w)",
    "a sign of another writing": r"[\u2018\u2019\u300c-\u300f]|\.\.\.",
}


# taking in


def sentences():
    """{(sentence or (singular, plural), context or None): files} of everything that is said."""
    found = {}
    for path in sorted(PACKAGE.rglob("*")):
        if is_source(path):
            name = path.relative_to(ROOT).as_posix()
            try:
                said = list(said_in(path))
            except (SyntaxError, TokenError) as trouble:
                raise SystemExit(f"{name} cannot be read: {trouble}") from None
            for message, context in said:
                found.setdefault((message, context), set()).add(name)
    for context, name in automatic_names(apps.get_models()):
        found.setdefault((name, context), set())
    return found


def is_source(path):
    """Whether a file says something to readers: code, a page or the text of a mail; tests and worlds do not."""
    if {"tests", "migrations"} & {*path.parts}:
        return False
    return path.suffix == ".py" or (path.suffix in (".html", ".txt") and "templates" in path.parts)


def said_in(path):
    """Yield (sentence or (singular, plural), context or None) of each sentence of a file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":  # what is no sentence is blanked out there, and its indents mean nothing
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    for _line, message, _comments, context in extract(extract_python, BytesIO(source.encode()), KEYWORDS):
        yield message, context


def unfound(source):
    """Line numbers of the sentences that Python code says inside an f-string, where `said_in` does not find them."""
    lines = set()
    for text in ast.walk(ast.parse(source)):
        if isinstance(text, ast.JoinedStr):
            lines |= {part.lineno for part in ast.walk(text) if isinstance(part, ast.Call) and is_said(part.func)}
    return sorted(lines)


def is_said(function):
    """Whether what is called takes a sentence to be translated."""
    return getattr(function, "id", getattr(function, "attr", "")) in KEYWORDS


def known():
    """{(sentence or (singular, plural), context): translation} of django.po, without what is a guess."""
    if not PO.exists():
        return {}
    with PO.open("rb") as file:
        held = read_po(file, locale="zh_Hans", abort_invalid=True)
    return {
        (message.id, message.context): one_of(message.string) for message in held if message.id and not message.fuzzy
    }


def one_of(translation):
    """The one form that a Chinese translation has."""
    return translation if isinstance(translation, str) else translation[0]


def po_text(said, translations):
    """The text of django.po for the sentences `said` with `translations`: the same for the same, in a fixed order."""
    catalog = Catalog(locale="zh_Hans")
    for message, context in sorted(said, key=lambda key: (words_of(key[0]), key[1] or "")):
        translation = translations.get((message, context), "")
        string = (translation,) if isinstance(message, tuple) else translation
        files = [(file, None) for file in sorted(said[message, context])]
        catalog.add(message, string, locations=files, context=context)
    written = BytesIO()
    write_po(written, catalog, width=0, omit_header=True, include_lineno=False)
    return HEADER + written.getvalue().decode()


def words_of(message):
    """A sentence as one text; of several forms the last, which names the number."""
    return message if isinstance(message, str) else message[-1]


def mo_bytes(translations):
    """The bytes of django.mo for `translations`: those of GNU gettext, sorted, without a date or a tool's name."""
    texts = {"": SPOKEN}
    for (message, context), translation in translations.items():
        if translation:
            key = message if isinstance(message, str) else "\0".join(message)
            texts[f"{context}\4{key}" if context else key] = translation
    pairs = [(key.encode(), text.encode()) for key, text in sorted(texts.items(), key=lambda pair: pair[0].encode())]
    head, place = 28, 28 + 16 * len(pairs)
    tables, body = [], b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), place + len(body)))
            body += pair[column] + b"\0"
    start = struct.pack("<7I", 0x950412DE, 0, len(pairs), head, head + 8 * len(pairs), 0, 0)
    return start + b"".join(tables) + body


# what is wrong


def troubles():
    """Every reason why the translation is not what it should be, a line each."""
    said, translations = sentences(), known()
    found = [f"cannot be translated: {name}" for name in mute_names(apps.get_models())]
    for path in sorted(path for path in PACKAGE.rglob("*.py") if is_source(path)):
        lines = unfound(path.read_text(encoding="utf-8"))
        found += [f"inside an f-string: {path.relative_to(ROOT).as_posix()}, line {line}" for line in lines]
    if not PO.exists() or PO.read_text(encoding="utf-8") != po_text(said, translations):
        found.append("django.po is stale: python -m tools.messages update")
    if not MO.exists() or MO.read_bytes() != mo_bytes(translations):
        found.append("django.mo is stale: python -m tools.messages compile")
    for message, context in sorted(said, key=lambda key: (words_of(key[0]), key[1] or "")):
        place = f"{context}: " if context else ""
        for trouble in wrong_with(words_of(message), translations.get((message, context), "")):
            found.append(f"{trouble}: {place}{words_of(message)!r}")
    return found


def wrong_with(message, translation):
    """Yield what is wrong with the Chinese `translation` of a sentence."""
    if not translation:
        yield "no Chinese"
        return
    if Counter(PLACEHOLDER.findall(message)) != Counter(PLACEHOLDER.findall(translation)):
        yield "other placeholders"
    if message == translation and not SAME.fullmatch(message):
        yield "left in English"
    plain = PLACEHOLDER.sub("0", translation)
    for name, pattern in BADLY_SET.items():
        if re.search(pattern, plain):
            yield name


# commands


def update():
    """Take every sentence in and write both files; returns 0."""
    said, translations = sentences(), known()
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text(po_text(said, translations), encoding="utf-8")
    missing = [key for key in said if not translations.get(key)]
    gone = len(translations.keys() - said.keys())
    sys.stdout.write(
        f"{len(said)} sentences, {len(missing)} without Chinese; {gone} that nobody says any more left out\n"
    )
    return compile_messages()


def compile_messages():
    """Write django.mo after django.po; returns 0."""
    MO.write_bytes(mo_bytes(known()))
    return 0


def check():
    """Say what is wrong; returns 1 where something is."""
    found = troubles()
    sys.stdout.write("".join(f"{trouble}\n" for trouble in found))
    return 1 if found else 0


COMMANDS = {"update": update, "compile": compile_messages, "check": check}


def main(words):
    """Run the command that `words` name, over the models of this checkout and no installation's records."""
    if len(words) != 1 or words[0] not in COMMANDS:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="zhinan-messages-") as folder:
        os.environ.update(ZHINAN_DATA=folder, DJANGO_SETTINGS_MODULE="zhinan.config.settings")
        django.setup()
        return COMMANDS[words[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
