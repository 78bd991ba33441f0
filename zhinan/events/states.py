"""The life cycle of an event at record level."""

from django.db import models
from django.utils.translation import pgettext_lazy

from zhinan.kit.lifecycle import Lifecycle


class State(models.TextChoices):
    """Whether an event took place."""

    PLANNED = "planned", pgettext_lazy("state of an event", "planned")
    HELD = "held", pgettext_lazy("state of an event", "held")
    POSTPONED = "postponed", pgettext_lazy("state of an event", "postponed")
    CANCELLED = "cancelled", pgettext_lazy("state of an event", "cancelled")


LIFE = Lifecycle(
    {
        "hold": ({State.PLANNED}, State.HELD),
        "postpone": ({State.PLANNED}, State.POSTPONED),
        "plan_again": ({State.POSTPONED, State.CANCELLED}, State.PLANNED),
        "cancel": ({State.PLANNED, State.POSTPONED}, State.CANCELLED),
    }
)
