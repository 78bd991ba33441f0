"""What templates say of texts that stand in several languages."""

from django import template
from django.utils.html import conditional_escape, format_html

from zhinan.kit import languages, punctuation

from .kit import prose

register = template.Library()


@register.simple_tag
def said(record, field):
    """What `record` says under `field`, in the reader's language; else in another one, with its mark."""
    found = languages.said(record, field)
    if not languages.mark_of(found.language):
        return conditional_escape(found.text)
    return format_html("<span{}>{}</span> {}", attributes(found.language), found.text, note(found.language))


@register.simple_tag
def said_prose(record, field):
    """As `said`, for a text of several paragraphs and lists."""
    found = languages.said(record, field)
    if not languages.mark_of(found.language):
        return prose(found.text)
    return format_html(
        "<p>{}</p>\n<div{}>{}</div>", note(found.language), attributes(found.language), prose(found.text)
    )


def note(language):
    """The mark of a text that the reader gets in another language."""
    return format_html("<small>{}</small>", languages.mark_of(language))


def attributes(language):
    """The attributes of an element whose words stand in `language`."""
    direction = "rtl" if language in languages.FROM_RIGHT else "ltr"
    return format_html(' lang="{}" dir="{}"', language, direction)


@register.simple_tag
def colon():
    """What stands between a label and its value, as the reader's language sets it."""
    return punctuation.colon()


@register.simple_tag
def comma():
    """What stands between two parts of a line, as the reader's language sets it."""
    return punctuation.comma()


@register.simple_tag
def semicolon():
    """What stands between two rows of a line, as the reader's language sets it."""
    return punctuation.semicolon()


@register.simple_tag
def space():
    """What stands between two sentences, as the reader's language sets it."""
    return punctuation.space()


@register.filter
def listed(words):
    """Words one after the other, as the reader's language sets them apart."""
    return punctuation.listed(words)
