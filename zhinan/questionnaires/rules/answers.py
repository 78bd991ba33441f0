"""Answers as plain values, and as the rows that they are kept and counted in.

A value is a text for texts, dates (ISO), numbers (digits) and one of several (its key), a list of keys for any of
several and for a ranking (the first first), {statement: key} for a grid, True for consent.
"""

from decimal import Decimal

from ..models import Kind


def asked_now(content, answers):
    """Yield (section, questions) of what is asked of somebody who has given `answers`, {key: value}.

    A condition looks at earlier questions alone, and at those only that were asked themselves: what was answered before
    its cause was taken back counts no more.
    """
    counted = {}
    for section in content.sections:
        if not section.when.holds(counted):
            continue
        questions = []
        for question in section.questions:
            if question.when.holds(counted):
                questions.append(question)
                if question.key in answers:
                    counted[question.key] = answers[question.key]
        yield section, questions


def in_force(content, answers):
    """{key: value} of those `answers` whose questions are asked."""
    asked = [question.key for _section, questions in asked_now(content, answers) for question in questions]
    return {key: answers[key] for key in asked if key in answers}


def to_rows(question, value):
    """The rows that hold the `value` of a `question`: {question, value, number, text} each, without what is empty."""
    if value in (None, "", [], {}):
        return []
    key = question.key
    if question.kind == Kind.GRID:
        return [{"question": f"{key}.{row}", "value": chosen} for row, chosen in value.items() if chosen]
    if question.kind in (Kind.RANKING, Kind.MULTIPLE):  # of any of several, number 1 stands for whoever answered
        return [{"question": key, "value": one, "number": Decimal(place)} for place, one in enumerate(value, 1)]
    if question.kind == Kind.NUMBER:
        return [{"question": key, "number": Decimal(value)}]
    if question.kind == Kind.CONSENT:
        return [{"question": key, "value": "yes"}]
    is_key = question.kind in (Kind.SINGLE, Kind.SCALE, Kind.COUNTRY, Kind.GOAL)
    return [{"question": key, "value" if is_key else "text": str(value)}]


def from_rows(content, rows):
    """{key: value} of the `rows` of a response, (question, value, number, text) each."""
    found, places = {}, {}
    for name, value, number, text in rows:
        key, _dot, statement = name.partition(".")
        question = content.question(key)
        if question is None:
            continue
        if question.kind == Kind.GRID:
            found.setdefault(key, {})[statement] = value
        elif question.kind == Kind.RANKING:
            places.setdefault(key, []).append((number, value))
        elif question.kind == Kind.MULTIPLE:
            found.setdefault(key, []).append(value)
        else:
            found[key] = single_value(question, value, number, text)
    for key, ranked in places.items():
        found[key] = [value for _place, value in sorted(ranked)]
    return found


def single_value(question, value, number, text):
    """The value of one row of a question that has one."""
    if question.kind == Kind.NUMBER:
        return f"{number.normalize():f}"
    return True if question.kind == Kind.CONSENT else value or text


def groups_in(content, answers):
    """{group: key} of the groups that `answers` tell of, for the questions that stand for one."""
    told = {question.group: answers.get(question.key) for question in content.questions if question.group}
    return {group: value for group, value in told.items() if isinstance(value, str) and value}
