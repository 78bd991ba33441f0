"""Whether the records bear out what a source says."""

from django.db import models
from django.utils.translation import pgettext_lazy

from zhinan.kit.quantities import bounds, holds

PERCENT = "percent"


class Verdict(models.TextChoices):
    """What the records say of a statement."""

    SUPPORTED = "supported", pgettext_lazy("verdict", "supported")
    NOT_SUPPORTED = "not_supported", pgettext_lazy("verdict", "not supported")
    INCOMPLETE = "incomplete", pgettext_lazy("verdict", "incomplete")
    NO_BASE = "no_base", pgettext_lazy("verdict", "base not stated")
    STATED_ONLY = "stated_only", pgettext_lazy("verdict", "stated only")


def recorded(statement, figure):
    """(value, is_whole) that `figure` gives for what `statement` speaks of: the whole of it, or the part it names."""
    if not statement.part:
        return figure.value, figure.is_whole
    values = [part.value for part in figure.parts if part.key == statement.part]
    return (values[0] if values else None), figure.is_whole


def verdict(statement, figure):
    """The Verdict on `statement` in the light of `figure`; qualifiers are respected (see `kit.quantities.holds`).

    Fewer records than said, from lists that their sources give only in part, are incomplete, not a contradiction.
    """
    value, is_whole = recorded(statement, figure)
    if statement.unit == PERCENT and figure.base is None and statement.base is None:
        return Verdict.NO_BASE
    if value is None:
        return Verdict.STATED_ONLY
    if holds(statement.value, statement.qualifier, value):
        return Verdict.SUPPORTED
    least = bounds(statement.value, statement.qualifier)[0]
    if not is_whole and least is not None and value <= least:
        return Verdict.INCOMPLETE
    return Verdict.NOT_SUPPORTED


def agrees(verdicts):
    """False if one of `verdicts` is not supported, True if all are supported and there is one, else None."""
    verdicts = list(verdicts)
    if Verdict.NOT_SUPPORTED in verdicts:
        return False
    return True if verdicts and set(verdicts) == {Verdict.SUPPORTED} else None
