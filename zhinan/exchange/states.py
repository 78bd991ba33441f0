"""The life cycle of an import, and what may become of one of its rows."""

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.lifecycle import Lifecycle


class State(models.TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", pgettext_lazy("state of an import", "uploaded")
    MAPPED = "mapped", pgettext_lazy("state of an import", "columns named")
    PREVIEWED = "previewed", pgettext_lazy("state of an import", "looked at")
    TAKEN = "taken", pgettext_lazy("state of an import", "taken over")
    UNDONE = "undone", pgettext_lazy("state of an import", "taken back")
    EMPTIED = "emptied", pgettext_lazy("state of an import", "emptied")


LIFE = Lifecycle(
    {
        "map": ({State.UPLOADED, State.MAPPED, State.PREVIEWED}, State.MAPPED),
        "preview": ({State.MAPPED}, State.PREVIEWED),
        "take": ({State.PREVIEWED, State.TAKEN}, State.TAKEN),
        "undo": ({State.TAKEN, State.EMPTIED}, State.UNDONE),
        "empty": ({State.UPLOADED, State.MAPPED, State.PREVIEWED, State.TAKEN, State.UNDONE}, State.EMPTIED),
    }
)


class RowState(models.TextChoices):
    """What would happen, or has happened, with a row."""

    ADD = "add", pgettext_lazy("state of a row", "new")
    CHANGE = "change", pgettext_lazy("state of a row", "changes")
    SAME = "same", pgettext_lazy("state of a row", "the same")
    DOUBTFUL = "doubtful", pgettext_lazy("state of a row", "doubtful")
    WRONG = "wrong", pgettext_lazy("state of a row", "wrong")
    OUT = "out", pgettext_lazy("state of a row", "left out")
    TAKEN = "taken", pgettext_lazy("state of a row", "taken over")
    UNDONE = "undone", pgettext_lazy("state of a row", "taken back")


class Work(models.TextChoices):
    """What is being done to an import in the background."""

    NONE = "", ""
    PREVIEW = "preview", gettext_lazy("The rows are being looked at.")
    TAKE = "take", gettext_lazy("The rows are being taken over.")
    UNDO = "undo", gettext_lazy("The import is being taken back.")


GOOD = (RowState.ADD, RowState.CHANGE)  # what is taken over
OPEN = (RowState.DOUBTFUL, RowState.WRONG)  # what waits for a person
