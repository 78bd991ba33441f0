"""The life cycle of a membership."""

from django.db import models
from django.utils.translation import pgettext_lazy

from zhinan.kit.lifecycle import Lifecycle


class State(models.TextChoices):
    """How an organisation stands to a network."""

    APPLIED = "applied", pgettext_lazy("state of a membership", "applied")
    MEMBER = "member", pgettext_lazy("state of a membership", "member")
    SUSPENDED = "suspended", pgettext_lazy("state of a membership", "suspended")
    LEFT = "left", pgettext_lazy("state of a membership", "left")
    DECLINED = "declined", pgettext_lazy("state of a membership", "declined")


IN = (State.MEMBER, State.SUSPENDED, State.LEFT)  # was a member at some time; the dates tell when
LIFE = Lifecycle(
    {
        "admit": ({State.APPLIED}, State.MEMBER),
        "decline": ({State.APPLIED}, State.DECLINED),
        "renew": ({State.MEMBER}, State.MEMBER),
        "suspend": ({State.MEMBER}, State.SUSPENDED),
        "reinstate": ({State.SUSPENDED}, State.MEMBER),
        "leave": ({State.MEMBER, State.SUSPENDED}, State.LEFT),
    }
)
