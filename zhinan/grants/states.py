"""The life cycles of grants, calls, the rules of calls, applications and reviews."""

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


class VersionState(models.TextChoices):
    """Whether the rules of a call can still be changed."""

    DRAFT = "draft", pgettext_lazy("state of rules", "being written")
    PUBLISHED = "published", pgettext_lazy("state of rules", "published")


VERSION_LIFE = Lifecycle({"publish": ({VersionState.DRAFT}, VersionState.PUBLISHED)})


class CallState(models.TextChoices):
    """How far a call has come."""

    DRAFT = "draft", pgettext_lazy("state of a call", "being prepared")
    OPEN = "open", pgettext_lazy("state of a call", "open")
    CLOSED = "closed", pgettext_lazy("state of a call", "closed")
    DECIDED = "decided", pgettext_lazy("state of a call", "decided")
    CANCELLED = "cancelled", pgettext_lazy("state of a call", "cancelled")


CALL_LIFE = Lifecycle(
    {
        "open": ({CallState.DRAFT}, CallState.OPEN),
        "close": ({CallState.OPEN}, CallState.CLOSED),
        "reopen": ({CallState.CLOSED}, CallState.OPEN),
        "announce": ({CallState.CLOSED}, CallState.DECIDED),
        "cancel": ({CallState.DRAFT, CallState.OPEN, CallState.CLOSED}, CallState.CANCELLED),
    }
)


class Stage(models.TextChoices):
    """How far an application has come."""

    DRAFT = "draft", pgettext_lazy("state of an application", "being written")
    SUBMITTED = "submitted", pgettext_lazy("state of an application", "submitted")
    RETURNED = "returned", pgettext_lazy("state of an application", "returned for revision")
    ELIGIBLE = "eligible", pgettext_lazy("state of an application", "eligible")
    INELIGIBLE = "ineligible", pgettext_lazy("state of an application", "not eligible")
    APPRAISAL = "appraisal", pgettext_lazy("state of an application", "under review")
    COMMITTEE = "committee", pgettext_lazy("state of an application", "before the committee")
    AWARDED = "awarded", pgettext_lazy("state of an application", "awarded")
    DECLINED = "declined", pgettext_lazy("state of an application", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an application", "withdrawn")


SUBMITTED = tuple(stage for stage in Stage if stage not in (Stage.DRAFT, Stage.WITHDRAWN))
IN_REVIEW = (Stage.APPRAISAL, Stage.COMMITTEE, Stage.AWARDED, Stage.DECLINED)
WRITABLE = (Stage.DRAFT, Stage.RETURNED)
UNSETTLED = (Stage.RETURNED, Stage.WITHDRAWN)  # the rows may say what was never submitted

APPLICATION_LIFE = Lifecycle(
    {
        "submit": ({Stage.DRAFT, Stage.RETURNED}, Stage.SUBMITTED),
        "find_eligible": ({Stage.SUBMITTED}, Stage.ELIGIBLE),
        "find_ineligible": ({Stage.SUBMITTED}, Stage.INELIGIBLE),
        "screen_again": ({Stage.ELIGIBLE, Stage.INELIGIBLE}, Stage.SUBMITTED),
        "give_back": ({Stage.SUBMITTED, Stage.ELIGIBLE, Stage.COMMITTEE}, Stage.RETURNED),
        "appraise": ({Stage.ELIGIBLE}, Stage.APPRAISAL),
        "put_forward": ({Stage.APPRAISAL}, Stage.COMMITTEE),
        "award": ({Stage.COMMITTEE}, Stage.AWARDED),
        "decline": ({Stage.COMMITTEE}, Stage.DECLINED),
        "reconsider": ({Stage.AWARDED, Stage.DECLINED}, Stage.COMMITTEE),
        "withdraw": (
            {Stage.DRAFT, Stage.SUBMITTED, Stage.RETURNED, Stage.ELIGIBLE, Stage.APPRAISAL, Stage.COMMITTEE},
            Stage.WITHDRAWN,
        ),
    }
)


class ReviewState(models.TextChoices):
    """How far a review has come."""

    ASKED = "asked", pgettext_lazy("state of a review", "asked for")
    WRITING = "writing", pgettext_lazy("state of a review", "being written")
    SENT = "sent", pgettext_lazy("state of a review", "sent")
    DROPPED = "dropped", pgettext_lazy("state of a review", "given back")


REVIEW_LIFE = Lifecycle(
    {
        "write": ({ReviewState.ASKED, ReviewState.WRITING}, ReviewState.WRITING),
        "send": ({ReviewState.ASKED, ReviewState.WRITING}, ReviewState.SENT),
        "open_again": ({ReviewState.SENT}, ReviewState.WRITING),
        "drop": ({ReviewState.ASKED, ReviewState.WRITING, ReviewState.SENT}, ReviewState.DROPPED),
    }
)


class MeetingState(models.TextChoices):
    """How far a meeting of the committee has come."""

    PLANNED = "planned", pgettext_lazy("state of a meeting", "planned")
    HELD = "held", pgettext_lazy("state of a meeting", "held, minutes closed")


MEETING_LIFE = Lifecycle(
    {
        "close_minutes": ({MeetingState.PLANNED}, MeetingState.HELD),
        "open_minutes": ({MeetingState.HELD}, MeetingState.PLANNED),
    }
)
