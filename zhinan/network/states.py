"""The life cycles of a membership, and of a pair of records that may be one."""

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
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a membership", "withdrawn")


IN = (State.MEMBER, State.SUSPENDED, State.LEFT)  # was a member at some time; the dates tell when
CAME_TO_NOTHING = (State.DECLINED, State.WITHDRAWN)  # applications after which the organisation may apply again
LIFE = Lifecycle(
    {
        "withdraw": ({State.APPLIED}, State.WITHDRAWN),
        "admit": ({State.APPLIED}, State.MEMBER),
        "decline": ({State.APPLIED}, State.DECLINED),
        "ask_renewal": ({State.MEMBER}, State.MEMBER),  # its focal point asks, and those who keep records renew
        "renew": ({State.MEMBER}, State.MEMBER),
        "suspend": ({State.MEMBER}, State.SUSPENDED),
        "reinstate": ({State.SUSPENDED}, State.MEMBER),
        "announce_leaving": ({State.MEMBER}, State.MEMBER),
        "leave": ({State.MEMBER, State.SUSPENDED}, State.LEFT),
        "stay": ({State.LEFT}, State.MEMBER),  # the day of leaving was a mistake
    }
)


def by_dates(state, left_on):
    """The state that somebody brings a membership in `state` to by writing the day `left_on` beside it, or none.

    A day of leaving takes the way of “leave”, an emptied one that of “stay”, wherever LIFE has it.
    """
    before, after = LIFE.table["leave" if left_on else "stay"]
    return after if state in before else state


class TwinState(models.TextChoices):
    """What was decided about two records that may be one; nothing but a person decides."""

    PROPOSED = "proposed", pgettext_lazy("state of a pair", "proposed")
    DISTINCT = "distinct", pgettext_lazy("state of a pair", "not the same")
    MERGED = "merged", pgettext_lazy("state of a pair", "merged")
    UNMERGED = "unmerged", pgettext_lazy("state of a pair", "merging taken back")


TWIN_LIFE = Lifecycle(
    {
        "distinct": ({TwinState.PROPOSED, TwinState.UNMERGED}, TwinState.DISTINCT),
        "reopen": ({TwinState.DISTINCT}, TwinState.PROPOSED),
        "merge": ({TwinState.PROPOSED, TwinState.UNMERGED}, TwinState.MERGED),
        "unmerge": ({TwinState.MERGED}, TwinState.UNMERGED),
    }
)
