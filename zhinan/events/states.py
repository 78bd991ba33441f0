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


class Participation(models.TextChoices):
    """How far somebody is who was nominated for a course."""

    NOMINATED = "nominated", pgettext_lazy("state of a participant", "nominated")
    REVIEWED = "reviewed", pgettext_lazy("state of a participant", "reviewed")
    ACCEPTED = "accepted", pgettext_lazy("state of a participant", "accepted")
    WAITING = "waiting", pgettext_lazy("state of a participant", "on the waiting list")
    DECLINED = "declined", pgettext_lazy("state of a participant", "declined")
    ARRIVED = "arrived", pgettext_lazy("state of a participant", "arrived")
    COMPLETED = "completed", pgettext_lazy("state of a participant", "completed")
    PARTIAL = "partial", pgettext_lazy("state of a participant", "completed in part")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a participant", "withdrawn")


# Who has one of the places of a course, who was there, and who came to the end of it.
SEATED = (Participation.ACCEPTED, Participation.ARRIVED, Participation.COMPLETED, Participation.PARTIAL)
CAME = (Participation.ARRIVED, Participation.COMPLETED, Participation.PARTIAL)
ASKED = (Participation.ACCEPTED, Participation.ARRIVED)  # who gives confidential details
FINISHED = (Participation.COMPLETED, Participation.PARTIAL)
PARTICIPATION = Lifecycle(
    {
        "review": ({Participation.NOMINATED}, Participation.REVIEWED),
        "accept": ({Participation.REVIEWED, Participation.WAITING}, Participation.ACCEPTED),
        "queue": ({Participation.REVIEWED}, Participation.WAITING),
        "decline": ({Participation.REVIEWED, Participation.WAITING}, Participation.DECLINED),
        "nominate_again": ({Participation.WITHDRAWN}, Participation.NOMINATED),
        "review_again": ({Participation.DECLINED}, Participation.REVIEWED),
        "arrive": ({Participation.ACCEPTED}, Participation.ARRIVED),
        "not_arrived": ({Participation.ARRIVED}, Participation.ACCEPTED),
        "complete": ({Participation.ARRIVED}, Participation.COMPLETED),
        "complete_in_part": ({Participation.ARRIVED}, Participation.PARTIAL),
        "not_completed": ({Participation.COMPLETED, Participation.PARTIAL}, Participation.ARRIVED),
        # Consent can be taken back at any time before the end, too by who was only nominated.
        "withdraw": (
            {
                *(Participation.NOMINATED, Participation.REVIEWED, Participation.WAITING),
                *(Participation.ACCEPTED, Participation.ARRIVED),
            },
            Participation.WITHDRAWN,
        ),
    }
)
