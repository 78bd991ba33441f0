"""What a questionnaire asks: sections of questions with their choices and conditions, as one document."""

from dataclasses import dataclass, field, fields, replace
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.languages import ENGLISH, spoken
from zhinan.kit.punctuation import in_rows, labelled


class Kind(models.TextChoices):
    """What an answer consists of."""

    SHORT = "short", pgettext_lazy("kind of question", "short text")
    LONG = "long", pgettext_lazy("kind of question", "long text")
    NUMBER = "number", pgettext_lazy("kind of question", "number")
    DATE = "date", pgettext_lazy("kind of question", "date")
    SINGLE = "single", pgettext_lazy("kind of question", "one of several")
    MULTIPLE = "multiple", pgettext_lazy("kind of question", "any of several")
    SCALE = "scale", pgettext_lazy("kind of question", "scale of agreement")
    GRID = "grid", pgettext_lazy("kind of question", "several statements on one scale")
    RANKING = "ranking", pgettext_lazy("kind of question", "order of preference")
    COUNTRY = "country", pgettext_lazy("kind of question", "country or area")
    GOAL = "goal", gettext_lazy("Sustainable Development Goal")
    ORGANISATION = "organisation", pgettext_lazy("kind of question", "organisation")
    FILE = "file", pgettext_lazy("kind of question", "file")
    CONSENT = "consent", pgettext_lazy("kind of question", "consent")


class Group(models.TextChoices):
    """The groups that answers are crossed by; one question of a questionnaire tells each of them."""

    NONE = "", pgettext_lazy("group of people", "none")
    GENDER = "gender", pgettext_lazy("group of people", "gender")
    AGE = "age", pgettext_lazy("group of people", "age group")
    SECTOR = "sector", pgettext_lazy("group of people", "sector")
    COUNTRY = "country", pgettext_lazy("group of people", "country or area")


class How(models.TextChoices):
    """How an answer is compared in a condition."""

    IS = "is", pgettext_lazy("condition", "is")
    IS_NOT = "is_not", pgettext_lazy("condition", "is not")
    MORE = "more", pgettext_lazy("condition", "is more than")
    LESS = "less", pgettext_lazy("condition", "is less than")
    ANSWERED = "answered", pgettext_lazy("condition", "is answered")


TEXTS = {Kind.SHORT, Kind.LONG}
WITH_CHOICES = {Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.GRID, Kind.RANKING}
ONE_OF = {Kind.SINGLE, Kind.SCALE, Kind.COUNTRY, Kind.GOAL}  # the answer is one key
ORDINAL = {Kind.SCALE, Kind.GRID}  # choices stand in an order, from the least agreement to the most
NAMING = {Kind.FILE}  # what could tell who answered: not asked where answers are anonymous


def in_language(texts, language=None, first=ENGLISH):
    """The text of {language: text} that a reader of `language`, by default the reader's own, is given."""
    wanted = [language or spoken(), first, ENGLISH, *texts]
    return next((texts[code] for code in wanted if texts.get(code)), "")


class Comparison(NamedTuple):
    """One comparison of a condition: the question's key, a How, and the value that its answer is compared with."""

    question: str
    how: str
    value: str = ""


@dataclass(frozen=True)
class Condition:
    """When something is asked: where all of `tests` hold, or any of them."""

    tests: tuple = ()
    every: bool = True

    def holds(self, answers):
        """Whether it holds for {key: value} of what was answered."""
        told = [holds(test, answers.get(test.question)) for test in self.tests]
        return not told or (all(told) if self.every else any(told))


def holds(test, answer):
    """Whether `answer`, a value as `rules.answers` gives it or None, passes `test`."""
    given = [] if answer in (None, "", [], {}) else answer if isinstance(answer, list) else [answer]
    if test.how == How.ANSWERED:
        return bool(given)
    if test.how in (How.IS, How.IS_NOT):
        return (test.value in map(str, given)) == (test.how == How.IS)
    numbers = [float(one) for one in given if is_number(one)]
    return any(one > float(test.value) if test.how == How.MORE else one < float(test.value) for one in numbers)


def is_number(value):
    """Whether `value` can be read as a number."""
    try:
        return float(value) == float(value)
    except (TypeError, ValueError):
        return False


@dataclass(frozen=True)
class Choice:
    """One of the answers that are offered; `is_na` stands for “does not apply” and is counted apart."""

    key: str
    label: dict = field(default_factory=dict)
    is_na: bool = False


@dataclass(frozen=True)
class Question:
    """One question. `rows` are the statements of a grid; `least` and `most` bound a number, or how many are chosen."""

    key: str
    kind: str
    label: dict = field(default_factory=dict)
    help: dict = field(default_factory=dict)
    is_required: bool = False
    when: Condition = Condition()
    choices: tuple = ()
    rows: tuple = ()
    words: int | None = None  # at most
    least: str = ""
    most: str = ""
    group: str = ""

    def get_kind(self):
        """Its kind in words."""
        return Kind(self.kind).label if self.kind in Kind.values else self.kind

    def choice(self, key):
        """The choice with this key, or None."""
        return next((one for one in self.choices if one.key == key), None)


@dataclass(frozen=True)
class Section:
    """Questions that are asked together, on one page."""

    key: str
    title: dict = field(default_factory=dict)
    guidance: dict = field(default_factory=dict)
    when: Condition = Condition()
    questions: tuple = ()


@dataclass(frozen=True)
class Content:
    """All that is asked. The first of `languages` is the one that every text stands in."""

    languages: tuple = (ENGLISH,)
    sections: tuple = ()

    @property
    def questions(self):
        """Every question in its order."""
        return [question for section in self.sections for question in section.questions]

    def question(self, key):
        """The question with this key, or None."""
        return next((one for one in self.questions if one.key == key), None)

    def section(self, key):
        """The section with this key, or None."""
        return next((one for one in self.sections if one.key == key), None)

    def section_of(self, key):
        """The section that holds the question with this key, or None."""
        return next((one for one in self.sections if any(each.key == key for each in one.questions)), None)

    def said(self, texts, language=None):
        """The text of {language: text} for a reader of `language`."""
        return in_language(texts, language, self.languages[0])

    def with_section(self, section):
        """This content with `section` in place of the one of its key, or at the end."""
        held = [section if one.key == section.key else one for one in self.sections]
        return replace(self, sections=tuple(held if self.section(section.key) else [*held, section]))

    def plain(self):
        """The document that JSON holds, without what is empty."""
        return plain(self)


def plain(thing):
    """A part of a content as JSON holds it."""
    if isinstance(thing, tuple) and hasattr(thing, "_asdict"):
        return {name: value for name, value in thing._asdict().items() if value}
    if isinstance(thing, tuple):
        return [plain(one) for one in thing]
    if not hasattr(thing, "__dataclass_fields__"):
        return thing
    said = {each.name: plain(getattr(thing, each.name)) for each in fields(thing)}
    if isinstance(thing, Condition):
        return said if thing.tests else {}
    return {name: value for name, value in said.items() if value not in (None, "", [], {}, False)}


def read(document):
    """The Content of a JSON `document`; raises ValidationError for another shape."""
    try:
        sections = tuple(read_section(one) for one in document.get("sections", ()))
        return Content(tuple(document.get("languages") or (ENGLISH,)), sections)
    except (AttributeError, KeyError, TypeError) as trouble:
        raise ValidationError(_("This is not the content of a questionnaire.")) from trouble


def read_section(said):
    """The Section of its JSON."""
    questions = tuple(read_question(one) for one in said.get("questions", ()))
    return Section(**{**said, "questions": questions, "when": read_condition(said.get("when"))})


def read_question(said):
    """The Question of its JSON."""
    choices = {name: tuple(Choice(**one) for one in said.get(name, ())) for name in ("choices", "rows")}
    return Question(**{**said, **choices, "when": read_condition(said.get("when"))})


def read_condition(said):
    """The Condition of its JSON, one that always holds for nothing."""
    if not said:
        return Condition()
    return Condition(tuple(Comparison(**one) for one in said["tests"]), said.get("every", True))


class ContentField(models.JSONField):
    """A column for the document of a Content; on the timeline it is told as its sections and questions."""

    def in_words(self, value):
        """The titles of the sections, each with its questions."""
        content = read(value or {})
        return " · ".join(
            labelled(content.said(section.title), in_rows(content.said(one.label) for one in section.questions))
            for section in content.sections
        )
