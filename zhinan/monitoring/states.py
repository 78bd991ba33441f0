"""The life cycle of action points."""

from django.db import models
from django.utils.translation import pgettext_lazy

from zhinan.kit.lifecycle import Lifecycle


class PointState(models.TextChoices):
    """How far an action point has come."""

    OPEN = "open", pgettext_lazy("state of an action point", "open")
    DONE = "done", pgettext_lazy("state of an action point", "said to be done")
    CLOSED = "closed", pgettext_lazy("state of an action point", "closed")
    DROPPED = "dropped", pgettext_lazy("state of an action point", "not needed any more")


UNSETTLED = (PointState.OPEN, PointState.DONE)

POINT_LIFE = Lifecycle(
    {
        "do": ({PointState.OPEN}, PointState.DONE),
        "close": ({PointState.DONE}, PointState.CLOSED),
        "open_again": ({PointState.DONE, PointState.CLOSED}, PointState.OPEN),
        "drop": ({PointState.OPEN, PointState.DONE}, PointState.DROPPED),
    }
)
