"""Institutions that nobody recorded yet, taken as they were typed."""

from zhinan.kit.choosers import with_key
from zhinan.kit.lifecycle import NotNow

from .. import actions
from ..forms.institutions import new_names


def with_institutions(typed, call, user, *fields, refusal=""):
    """What was `typed`, with the institutions recorded that it asks to take as new, in fields that begin so.

    Raises NotNow and ValidationError as `actions.name_institution` does, and NotNow with the `refusal` of writing.
    """
    typed = typed.copy()
    if refusal:
        raise NotNow(refusal)
    for field, name in [pair for pair in new_names(typed) if pair[0].startswith(fields)]:
        typed[field] = with_key(actions.name_institution(call, name, by=user))
        del typed[f"{field}-choice"]
    return typed
