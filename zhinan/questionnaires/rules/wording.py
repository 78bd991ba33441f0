"""Answers in words, as somebody reads them who checks or reads a response."""

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import pgettext

from zhinan.codelists.models import Country, Goal
from zhinan.kit.punctuation import labelled, listed

from ..models import Kind, in_language


def to_words(question, value, language=None):
    """The `value` of `question` as a reader of `language` expects it; an empty text for nothing."""
    if value in (None, "", [], {}):
        return ""
    labels = {one.key: in_language(one.label, language) for one in question.choices}
    if question.kind == Kind.GRID:
        rows = {one.key: in_language(one.label, language) for one in question.rows}
        return "\n".join(labelled(rows.get(row, row), labels.get(key, key)) for row, key in value.items())
    if isinstance(value, list):
        return listed(labels.get(key, key) for key in value)
    return PLAIN.get(question.kind, lambda value: labels.get(value, str(value)))(value)


PLAIN = {
    Kind.DATE: lambda value: formats.date_format(parse_date(value), pgettext("date format", "j F Y")),
    Kind.COUNTRY: lambda value: str(Country.objects.filter(alpha3=value).first() or value),
    Kind.GOAL: lambda value: str(Goal.objects.filter(number=value).first() or value),
    Kind.CONSENT: lambda _value: pgettext("answer", "yes"),
    Kind.FILE: lambda _value: pgettext("of a file", "sent"),
}
