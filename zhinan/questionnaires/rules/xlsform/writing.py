"""A Content as an XLSForm workbook."""

import io

from django.utils.text import slugify
from django.utils.translation import get_supported_language_variant, ngettext, override
from django.utils.translation import gettext as _

from zhinan.kit.languages import ENGLISH, LANGUAGES
from zhinan.kit.punctuation import sentences
from zhinan.kit.sheets import Page, write_pages

from ...models import Kind
from .expressions import as_expression, limits
from .tables import CHOICES, SETTINGS, SURVEY

TYPES = {
    Kind.SHORT: "text",
    Kind.LONG: "text",
    Kind.NUMBER: "decimal",
    Kind.DATE: "date",
    Kind.SINGLE: "select_one",
    Kind.MULTIPLE: "select_multiple",
    Kind.SCALE: "select_one",
    Kind.RANKING: "rank",
    Kind.COUNTRY: "text",
    Kind.GOAL: "text",
    Kind.ORGANISATION: "text",
    Kind.FILE: "file",
    Kind.CONSENT: "acknowledge",
}
APPEARANCES = {Kind.LONG: "multiline", Kind.SCALE: "likert"}
OWN_KINDS = (Kind.COUNTRY, Kind.GOAL, Kind.ORGANISATION)  # what XLSForm has no type for


def write(title, content, number, offered=None):
    """The bytes of an XLSX workbook with the sheets survey, choices and settings.

    `title` is what the questionnaire is called, `number` that of its version. `offered`, {Kind: choices}, gives the
    countries and goals that other programs shall offer; without it they take a text there.
    """
    lists = Lists(content.languages, offered or {})
    kinds = {question.key: question.kind for question in content.questions}
    survey = [row for section in content.sections for row in section_rows(section, content, kinds, lists)]
    spoken = language_name(content.languages[0])
    settings = {
        "form_title": title,
        "form_id": slugify(title).replace("-", "_") or "questionnaire",
        "version": str(number),
        "default_language": spoken,
    }
    stream = io.BytesIO()
    languages = content.languages
    heads = {
        SURVEY: [
            *(
                "type",
                "name",
                *said("label", languages),
                *said("hint", languages),
                "appearance",
                "required",
                "relevant",
            ),
            *("constraint", *said("constraint_message", languages), "zhinan_kind", "zhinan_group"),
        ],
        CHOICES: ["list_name", "name", *said("label", languages), "zhinan_na"],
        SETTINGS: list(settings),
    }
    rows = {SURVEY: survey, CHOICES: lists.rows, SETTINGS: [settings]}
    write_pages([Page(name, tuple(head), table(head, rows[name])) for name, head in heads.items()], stream)
    return stream.getvalue()


def table(head, rows):
    """`rows`, {heading: text} each, as tuples in the order of `head`."""
    return [tuple(row.get(name) or None for name in head) for row in rows]


def language_name(code):
    """A language as XLSForm names it: “French (fr)”."""
    with override(ENGLISH):
        return f"{LANGUAGES.get(code, code)} ({code})"


def said(name, languages, texts=None):
    """{heading: text} of `texts` under `name`, a column for each of `languages`."""
    return {f"{name}::{language_name(one)}": (texts or {}).get(one, "") for one in languages}


class Lists:
    """The lists of choices; questions with the same choices share one."""

    def __init__(self, languages, offered):
        self.languages, self.offered = languages, offered
        self.rows, self.written = [], []

    def name_of(self, question):
        """The name of the list that `question` chooses from, empty for none."""
        if question.kind in OWN_KINDS:
            choices, name = tuple(self.offered.get(question.kind, ())), str(question.kind)
        else:
            choices, name = question.choices, f"{question.key}_choices"
        if not choices:
            return "" if question.kind in OWN_KINDS else name
        known = next((name for name, held in self.written if held == choices), None)
        return known or self.write(name, choices)

    def write(self, name, choices):
        """Write a list; returns its name."""
        self.written.append((name, choices))
        for one in choices:
            texts = said("label", self.languages, one.label)
            self.rows.append({"list_name": name, "name": one.key, **texts, "zhinan_na": "yes" if one.is_na else ""})
        return name


def section_rows(section, content, kinds, lists):
    """Yield the rows of a section: a group with its guidance as a note, and its questions."""
    yield {
        "type": "begin_group",
        "name": section.key,
        **said("label", content.languages, section.title),
        "relevant": as_expression(section.when, kinds),
    }
    if section.guidance:
        texts = said("label", content.languages, section.guidance)
        yield {"type": "note", "name": f"{section.key}.guidance", **texts}
    for question in section.questions:
        rows = grid_rows if question.kind == Kind.GRID else question_rows
        yield from rows(question, content, kinds, lists)
    yield {"type": "end_group", "name": section.key}


def question_rows(question, content, kinds, lists):
    """Yield the row of a question."""
    name = lists.name_of(question) if question.choices or question.kind in OWN_KINDS else ""
    asked = "select_one" if name and question.kind in OWN_KINDS else TYPES[question.kind]
    yield {
        "type": f"{asked} {name}".strip(),
        "appearance": APPEARANCES.get(question.kind),
        "required": "yes" if question.is_required else "",
        "constraint": limits(question),
        **said("constraint_message", content.languages, limit_words(question, content.languages)),
        "zhinan_kind": str(question.kind) if question.kind in OWN_KINDS else "",
        **common(question, content, kinds),
    }


def common(question, content, kinds):
    """What a question has whatever it asks."""
    return {
        "name": question.key,
        **said("label", content.languages, question.label),
        **said("hint", content.languages, question.help),
        "relevant": as_expression(question.when, kinds),
        "zhinan_group": question.group,
    }


def grid_rows(question, content, kinds, lists):
    """Yield the rows of a grid: a group that is shown as a table, with a row for each statement."""
    name = lists.name_of(question)
    yield {"type": "begin_group", "appearance": "table-list", **common(question, content, kinds)}
    for statement in question.rows:
        yield {
            "type": f"select_one {name}",
            "name": f"{question.key}.{statement.key}",
            "required": "yes" if question.is_required else "",
            **said("label", content.languages, statement.label),
        }
    yield {"type": "end_group", "name": question.key}


def limit_words(question, languages):
    """{language: the sentence that tells the limits of `question`} in those `languages` that sentences are held in."""
    found = {}
    for language in languages:
        try:
            spoken = get_supported_language_variant(language)
        except LookupError:
            continue
        with override(spoken):
            found[language] = limit_sentence(question)
    return {language: sentence for language, sentence in found.items() if sentence}


def limit_sentence(question):
    """The limits of `question` in the reader's language, empty for none."""
    if not limits(question):
        return ""
    if question.words:
        return ngettext("At most {number} word.", "At most {number} words.", question.words).format(
            number=question.words
        )
    if question.kind == Kind.NUMBER:
        least, most = _("At least {number}."), _("At most {number}.")
    else:
        least, most = _("Choose at least {number}."), _("Choose at most {number}.")
    bounds = ((least, question.least), (most, question.most))
    return sentences(*(sentence.format(number=bound) for sentence, bound in bounds if bound))
