"""The life cycle of a grant at record level."""

from django.db import models
from django.utils.translation import pgettext_lazy

from zhinan.kit.lifecycle import Lifecycle


class State(models.TextChoices):
    """How far a grant has come; the sources of an older grant may leave it unknown."""

    PROPOSED = "proposed", pgettext_lazy("state of a grant", "proposed")
    APPROVED = "approved", pgettext_lazy("state of a grant", "approved")
    ACTIVE = "active", pgettext_lazy("state of a grant", "active")
    CLOSED = "closed", pgettext_lazy("state of a grant", "closed")
    CANCELLED = "cancelled", pgettext_lazy("state of a grant", "cancelled")
    UNKNOWN = "unknown", pgettext_lazy("state of a grant", "approved, later course unknown")


APPROVED = (State.APPROVED, State.ACTIVE, State.CLOSED, State.UNKNOWN)

LIFE = Lifecycle(
    {
        "approve": ({State.PROPOSED}, State.APPROVED),
        "start": ({State.APPROVED}, State.ACTIVE),
        "close": ({State.ACTIVE}, State.CLOSED),
        "cancel": ({State.PROPOSED, State.APPROVED, State.ACTIVE}, State.CANCELLED),
    }
)
