"""What was put away."""

from django.apps import apps
from django.db.models import Max, Q

from zhinan.accounts.models import Visibility, audience_tokens, sees_everything
from zhinan.history.models import Entry


def put_away(user, nouns):
    """Entries by which the records of `nouns` (labels) that lie in the archive came there, the newest first.

    Only of records that `user` was allowed to see before; one query when it is read.
    """
    is_stored = Q(pk=None)
    for label in nouns:
        stored = apps.get_model(label).objects.archived()
        is_stored |= Q(noun=label, noun_id__in=stored.order_by().values("pk"))
    entries = Entry.objects.filter(is_stored, verb="archived")
    newest = entries.order_by().values("noun", "noun_id").annotate(newest=Max("pk")).values("newest")
    found = Entry.objects.filter(pk__in=newest)
    if not sees_everything(user):
        # The entry itself carries the archive as its audience: what the record had before says who knew it.
        found = found.filter(changes__audience__0__in=list(audience_tokens(user)))
    return found.order_by("-pk")


def kept_nouns():
    """Labels of all nouns that others can see, and that can be put away."""
    return [model._meta.label_lower for model in apps.get_models() if issubclass(model, Visibility)]
