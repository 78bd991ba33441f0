"""Whether the records bear out what a source says."""

from django.db import models
from django.utils.translation import pgettext_lazy

from zhinan.kit.quantities import Qualifier, bounds, holds

PERCENT = "percent"


class Verdict(models.TextChoices):
    """What the records say of a statement."""

    SUPPORTED = "supported", pgettext_lazy("verdict", "supported")
    NOT_SUPPORTED = "not_supported", pgettext_lazy("verdict", "not supported")
    INCOMPLETE = "incomplete", pgettext_lazy("verdict", "incomplete")
    NO_BASE = "no_base", pgettext_lazy("verdict", "base not stated")
    STATED_ONLY = "stated_only", pgettext_lazy("verdict", "stated only")


def recorded(statement, figure):
    """(value, qualifier) that `figure` gives for what `statement` speaks of: the whole of it, or the part it names.

    The value is None where there is none, and where statement and figure count in different currencies.
    """
    if figure.currency and statement.unit != figure.currency:
        return None, Qualifier.EXACT
    if not statement.part:
        return figure.value, Qualifier(figure.qualifier)
    named = [part for part in figure.parts if part.key == statement.part]
    return (named[0].value, Qualifier(named[0].qualifier)) if named else (None, Qualifier.EXACT)


def verdict(statement, figure):
    """The Verdict on `statement` in the light of `figure`; qualifiers are respected (see `kit.quantities.holds`).

    Fewer records than said, from lists that their sources give only in part, are incomplete, not a contradiction.
    """
    value, qualifier = recorded(statement, figure)
    if statement.unit == PERCENT and figure.base is None and statement.base is None:
        return Verdict.NO_BASE
    if value is None:
        return Verdict.STATED_ONLY
    if holds(statement.value, statement.qualifier, value) or _is_as_open(statement, value, qualifier):
        return Verdict.SUPPORTED
    least = bounds(statement.value, statement.qualifier)[0]
    if not figure.is_whole and least is not None and value <= least:
        return Verdict.INCOMPLETE
    return Verdict.NOT_SUPPORTED


def _is_as_open(statement, value, qualifier):
    """Whether records of “more than” a number bear out a statement of “more than” no larger one."""
    return statement.qualifier == qualifier == Qualifier.MORE_THAN and value >= statement.value


def agrees(verdicts):
    """False if one of `verdicts` is not supported, True if all are supported and there is one, else None."""
    verdicts = list(verdicts)
    if Verdict.NOT_SUPPORTED in verdicts:
        return False
    return True if verdicts and set(verdicts) == {Verdict.SUPPORTED} else None
