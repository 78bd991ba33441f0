"""What keeps a draft from being published, and what the sentences about it are."""

import re
from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext as _

from zhinan.kit.languages import LANGUAGES
from zhinan.kit.punctuation import listed

from ..models import ORDINAL, TEXTS, WITH_CHOICES, Group, How, Kind, is_number

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_QUESTIONS = 300
GROUPING = {Kind.SINGLE, Kind.SCALE, Kind.COUNTRY}


class Trouble(NamedTuple):
    """A sentence about what must be mended, and the key of the section or question where it stands."""

    place: str
    sentence: str


def troubles(content):
    """[Trouble] that keep `content` from being published, in its order."""
    found = list(of_the_whole(content))
    seen = []
    for section in content.sections:
        found += of_section(content, section, seen)
        for question in section.questions:
            found += of_question(content, question, seen)
            seen.append(question)
    return found


def of_the_whole(content):
    """Yield what is wrong with all of it."""
    if not content.questions:
        yield Trouble("", _("Nothing is asked yet. Add a question."))
    if len(content.questions) > MOST_QUESTIONS:
        yield Trouble("", _("At most {most} questions. Make two questionnaires of it.").format(most=MOST_QUESTIONS))
    twice = Counter(one.key for one in (*content.questions, *content.sections))
    for key, times in twice.items():
        if times > 1:
            yield Trouble(key, _("Two things are called “{key}”. Give one of them another short name.").format(key=key))
    groups = Counter(one.group for one in content.questions if one.group)
    for group, times in groups.items():
        if times > 1:
            yield Trouble(
                next(one.key for one in content.questions if one.group == group),
                _("Two questions tell the {group}. Let one of them do so.").format(group=Group(group).label.lower()),
            )


def of_section(content, section, before):
    """Yield what is wrong with one section, without its questions."""
    if not section.questions:
        yield Trouble(section.key, _("This section asks nothing. Add a question or remove it."))
    yield from of_condition(section.key, section.when, before)
    yield from missing(content, section.key, section.title if len(content.sections) > 1 else None)
    yield from missing(content, section.key, section.guidance or None)


def of_question(content, question, before):
    """Yield what is wrong with one question."""
    if not KEY.fullmatch(question.key):
        yield Trouble(question.key, _("The short name begins with a letter and has small letters, digits and _ alone."))
    yield from missing(content, question.key, question.label)
    yield from missing(content, question.key, question.help or None)
    yield from of_choices(content, question)
    yield from of_bounds(question)
    yield from of_condition(question.key, question.when, before)
    if question.group and question.kind not in GROUPING:
        yield Trouble(question.key, _("Only a question with one answer out of several can tell a group of people."))


def of_choices(content, question):
    """Yield what is wrong with the choices and statements of `question`."""
    if question.kind not in WITH_CHOICES:
        return
    if len(question.choices) < 2:
        yield Trouble(question.key, _("Offer at least two answers."))
    if question.kind == Kind.GRID and not question.rows:
        yield Trouble(question.key, _("Write at least one statement for the scale."))
    for offered in (question.choices, question.rows):
        yield from of_offered(content, question, offered)
    if question.kind in ORDINAL and sum(not one.is_na for one in question.choices) < 2:
        yield Trouble(question.key, _("A scale has at least two steps beside “does not apply”."))


def of_offered(content, question, offered):
    """Yield what is wrong with one list of choices or statements."""
    for key, times in Counter(one.key for one in offered).items():
        if times > 1:
            yield Trouble(question.key, _("“{key}” stands twice among the answers.").format(key=key))
    for one in offered:
        yield from missing(content, question.key, one.label)


def of_bounds(question):
    """Yield what is wrong with the limits of `question`."""
    for bound in (question.least, question.most):
        if bound and not is_number(bound):
            yield Trouble(question.key, _("“{bound}” is not a number.").format(bound=bound))
            return
    if question.kind == Kind.MULTIPLE:
        offered = {str(number) for number in range(len(question.choices) + 1)}
        if not {bound for bound in (question.least, question.most) if bound} <= offered or question.most == "0":
            sentence = _("How many answers are chosen is a whole number, at most {count}.")
            yield Trouble(question.key, sentence.format(count=len(question.choices)))
            return
    if question.least and question.most and float(question.least) > float(question.most):
        yield Trouble(question.key, _("The least is more than the most. Mend one of the two."))
    if question.words and question.kind not in TEXTS:
        yield Trouble(question.key, _("Only a text has a limit of words."))


def of_condition(key, condition, before):
    """Yield what is wrong with a condition: it looks back, and at an answer that can be given."""
    earlier = {one.key: one for one in before}
    for test in condition.tests:
        cause = earlier.get(test.question)
        if cause is None:
            yield Trouble(
                key, _("It depends on “{question}”, which is not asked before it.").format(question=test.question)
            )
        elif test.how in (How.MORE, How.LESS):
            if cause.kind != Kind.NUMBER or not is_number(test.value):
                yield Trouble(key, _("“More than” and “less than” compare a number with a number."))
        elif test.how != How.ANSWERED and cause.choices and cause.choice(test.value) is None:
            yield Trouble(
                key,
                _("It depends on the answer “{value}”, which “{question}” does not offer.").format(
                    value=test.value, question=test.question
                ),
            )


def missing(content, key, texts):
    """Yield that a text is missing in one of the languages; `texts` is None where none is needed."""
    if texts is None:
        return
    without = [LANGUAGES.get(language, language) for language in content.languages if not texts.get(language)]
    if without:
        yield Trouble(key, _("A text is missing in {languages}.").format(languages=listed(without)))
