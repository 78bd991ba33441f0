"""Whether a value agrees with the groups that it is taken apart into."""

from django.utils.translation import gettext as _

from zhinan.kit.quantities import in_digits

from ..models import Dimension, Measure, Sex


def wrong_parts(measure, value, groups):
    """{(dimension, key) or dimension: sentence} of what cannot be of `groups`, a list of (dimension, key, value).

    Only numbers of something are asked (Measure.UNIT): no group is more than all, and women, men and others together
    are no more than all, or just as many where all three are told. Where something is below zero, as people who left,
    a part may be more than the whole. A value of None, of the whole or of a group, is passed by.
    """
    known = [(dimension, key, part) for dimension, key, part in groups if part is not None]
    if measure != Measure.UNIT or value is None or min([value, *(part for _dimension, _key, part in known)]) < 0:
        return {}
    sentence = _("This is more than all together: {whole}.").format(whole=in_digits(value))
    wrong = {(dimension, key): sentence for dimension, key, part in known if part > value}
    if sexes := wrong_sexes(value, {key: part for dimension, key, part in known if dimension == Dimension.SEX}):
        wrong[Dimension.SEX.value] = sexes
    return wrong


def wrong_sexes(value, parts):
    """The sentence that says why `parts`, {key: value}, cannot be the women, men and others of `value`; or nothing."""
    parts = {key: part for key, part in parts.items() if key in Sex.values}
    together = sum(parts.values())
    words = {"sum": in_digits(together), "whole": in_digits(value)} if parts else {}
    if together > value:
        return _("Women, men and others come to {sum} here, more than all together: {whole}.").format(**words)
    if len(parts) == len(Sex.values) and together < value:
        return _("Women, men and others come to {sum} here, and all together to {whole}.").format(**words)
    return ""
