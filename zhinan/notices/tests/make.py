"""Short makers for the tests of this room."""

from django.utils.translation import gettext_noop

from zhinan.accounts.tests.make import user
from zhinan.notices.actions import tell
from zhinan.notices.models import Notice

SENTENCE = gettext_noop("{who} accepted your invitation.")


def told(person, by=None, sentence=SENTENCE, **facts):
    """One notice of `person`."""
    tell([person], sentence, facts.pop("about", person), by=by, **facts)
    return Notice.objects.order_by("-pk").first()


__all__ = ["SENTENCE", "told", "user"]
