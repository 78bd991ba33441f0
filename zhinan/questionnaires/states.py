"""The life cycles of a version and of a round."""

from django.db import models
from django.utils.translation import pgettext_lazy

from zhinan.kit.lifecycle import Lifecycle


class State(models.TextChoices):
    """Whether a version of a questionnaire still changes."""

    DRAFT = "draft", pgettext_lazy("state of a version", "draft")
    PUBLISHED = "published", pgettext_lazy("state of a version", "published")


class RoundState(models.TextChoices):
    """Whether a round takes answers."""

    PLANNED = "planned", pgettext_lazy("state of a round", "planned")
    OPEN = "open", pgettext_lazy("state of a round", "open")
    CLOSED = "closed", pgettext_lazy("state of a round", "closed")


VERSION = Lifecycle({"publish": ({State.DRAFT}, State.PUBLISHED)})
LIFE = Lifecycle(
    {
        "open": ({RoundState.PLANNED}, RoundState.OPEN),
        "close": ({RoundState.OPEN}, RoundState.CLOSED),
        "reopen": ({RoundState.CLOSED}, RoundState.OPEN),
    }
)
