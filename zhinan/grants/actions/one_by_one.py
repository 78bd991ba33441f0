"""Many applications through one verb by the worker: each by itself, and the right to it asked each time."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhinan.accounts.models import User
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import sentences

from .. import access
from ..models import Application


def one_by_one(keys, act, *, by, may):
    """Do `act(application, user)` to each application with one of `keys`, as the user with the key `by` while `may`.

    Returns {"refused": [[key, sentence]] of what NotNow or ValidationError kept from it, "left": how many were not
    begun since `may(user)` no more}.
    """
    refused = []
    for n, key in enumerate(keys):
        user = User.objects.filter(pk=by, is_active=True).first()
        if user is None or not may(user):
            return {"refused": refused, "left": len(keys) - n}
        application = Application.objects.select_related("rules", "call__programme", "theme").get(pk=key)
        try:
            act(application, user)
        except NotNow as refusal:
            refused.append([key, str(refusal)])
        except ValidationError as trouble:
            refused.append([key, sentences(*trouble.messages)])
    return {"refused": refused, "left": 0}


def refuse_bound(application, user):
    """Raise NotNow where `user` is recused from `application` by now."""
    if not access.office(user, application):
        raise NotNow(_("Whoever began this is recused from it by now. Somebody else may do it."))
