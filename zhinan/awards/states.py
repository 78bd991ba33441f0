"""The life cycles of awards, their agreements and their instalments."""

from django.db import models
from django.utils.translation import pgettext_lazy

from zhinan.kit.lifecycle import Lifecycle


class AwardState(models.TextChoices):
    """How far an award has come."""

    BEGUN = "begun", pgettext_lazy("state of an award", "awaiting its agreement")
    ACTIVE = "active", pgettext_lazy("state of an award", "active")
    SUSPENDED = "suspended", pgettext_lazy("state of an award", "suspended")
    TERMINATED = "terminated", pgettext_lazy("state of an award", "terminated")
    CLOSED = "closed", pgettext_lazy("state of an award", "closed")


AWARD_LIFE = Lifecycle(
    {
        "sign": ({AwardState.BEGUN}, AwardState.ACTIVE),
        "amend": ({AwardState.ACTIVE}, AwardState.ACTIVE),
        "extend": ({AwardState.ACTIVE}, AwardState.ACTIVE),
        "suspend": ({AwardState.ACTIVE}, AwardState.SUSPENDED),
        "resume": ({AwardState.SUSPENDED}, AwardState.ACTIVE),
        "terminate": ({AwardState.ACTIVE, AwardState.SUSPENDED}, AwardState.TERMINATED),
        "close": ({AwardState.ACTIVE, AwardState.TERMINATED}, AwardState.CLOSED),
    }
)


class AgreementState(models.TextChoices):
    """How far a document of the agreement has come."""

    DRAFT = "draft", pgettext_lazy("state of an agreement", "being written")
    OFFERED = "offered", pgettext_lazy("state of an agreement", "offered for signature")
    SIGNED = "signed", pgettext_lazy("state of an agreement", "signed")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an agreement", "withdrawn")


UNDERWAY = (AgreementState.DRAFT, AgreementState.OFFERED)

AGREEMENT_LIFE = Lifecycle(
    {
        "offer": ({AgreementState.DRAFT}, AgreementState.OFFERED),
        "take_effect": ({AgreementState.OFFERED}, AgreementState.SIGNED),
        "withdraw": ({AgreementState.DRAFT, AgreementState.OFFERED}, AgreementState.WITHDRAWN),
    }
)


class InstalmentState(models.TextChoices):
    """How far an instalment has come."""

    PLANNED = "planned", pgettext_lazy("state of an instalment", "planned")
    APPROVED = "approved", pgettext_lazy("state of an instalment", "approved for payment")
    PAID = "paid", pgettext_lazy("state of an instalment", "paid")
    DROPPED = "dropped", pgettext_lazy("state of an instalment", "dropped")


INSTALMENT_LIFE = Lifecycle(
    {
        "approve": ({InstalmentState.PLANNED}, InstalmentState.APPROVED),
        "unapprove": ({InstalmentState.APPROVED}, InstalmentState.PLANNED),
        "pay": ({InstalmentState.APPROVED}, InstalmentState.PAID),
        "take_back": ({InstalmentState.PAID}, InstalmentState.APPROVED),
        "drop": ({InstalmentState.PLANNED, InstalmentState.APPROVED}, InstalmentState.DROPPED),
    }
)


class ReportState(models.TextChoices):
    """How far a report has come."""

    DUE = "due", pgettext_lazy("state of a report", "to be written")
    SENT = "sent", pgettext_lazy("state of a report", "sent, waits to be read")
    RETURNED = "returned", pgettext_lazy("state of a report", "returned with comments")
    ACCEPTED = "accepted", pgettext_lazy("state of a report", "accepted")
    DROPPED = "dropped", pgettext_lazy("state of a report", "not needed any more")


OWED = (ReportState.DUE, ReportState.RETURNED)  # somebody has to write them

REPORT_LIFE = Lifecycle(
    {
        "send": ({ReportState.DUE, ReportState.RETURNED}, ReportState.SENT),
        "give_back": ({ReportState.SENT}, ReportState.RETURNED),
        "accept": ({ReportState.SENT}, ReportState.ACCEPTED),
        "open_again": ({ReportState.ACCEPTED}, ReportState.SENT),
        "drop": ({ReportState.DUE, ReportState.RETURNED}, ReportState.DROPPED),
    }
)
