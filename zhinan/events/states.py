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


class Place(models.TextChoices):
    """Whether somebody who registered has a place."""

    REGISTERED = "registered", pgettext_lazy("state of a registration", "registered")
    WAITING = "waiting", pgettext_lazy("state of a registration", "on the waiting list")
    PENDING = "pending", pgettext_lazy("state of a registration", "waits for approval")
    DECLINED = "declined", pgettext_lazy("state of a registration", "declined")
    CANCELLED = "cancelled", pgettext_lazy("state of a registration", "cancelled")


HELD = (Place.REGISTERED, Place.WAITING, Place.PENDING)  # who stands on a list
REGISTRATION = Lifecycle(
    {
        "approve": ({Place.PENDING, Place.DECLINED}, Place.REGISTERED),
        "queue": ({Place.PENDING, Place.DECLINED}, Place.WAITING),
        "decline": ({Place.PENDING, Place.WAITING}, Place.DECLINED),
        "promote": ({Place.WAITING}, Place.REGISTERED),
        "cancel": ({Place.REGISTERED, Place.WAITING, Place.PENDING}, Place.CANCELLED),
    }
)
