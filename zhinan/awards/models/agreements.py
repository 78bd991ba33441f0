"""Agreements: what both sides signed, and each later document that changes it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.files.models import File

from ..states import UNDERWAY, AgreementState
from .awards import Award, OfAwardQuerySet, money


class Clause(models.TextChoices):
    """What a document of the agreement does."""

    AGREEMENT = "agreement", pgettext_lazy("document of an award", "grant agreement")
    AMENDMENT = "amendment", pgettext_lazy("document of an award", "amendment")
    EXTENSION = "extension", pgettext_lazy("document of an award", "no-cost extension")
    SUSPENSION = "suspension", pgettext_lazy("document of an award", "suspension")
    RESUMPTION = "resumption", pgettext_lazy("document of an award", "end of a suspension")
    TERMINATION = "termination", pgettext_lazy("document of an award", "termination")


BY_BOTH = (Clause.AGREEMENT, Clause.AMENDMENT, Clause.EXTENSION)  # the others are said by who pays
VERBS = {
    Clause.AGREEMENT: "sign",
    Clause.AMENDMENT: "amend",
    Clause.EXTENSION: "extend",
    Clause.SUSPENSION: "suspend",
    Clause.RESUMPTION: "resume",
    Clause.TERMINATION: "terminate",
}  # of the award, once the document takes effect


class AgreementQuerySet(OfAwardQuerySet):
    """Documents, by how far they have come."""

    def underway(self):
        """Those that wait to be offered or signed."""
        return self.filter(state__in=UNDERWAY)


class Agreement(models.Model):
    """A document of an award, from its draft to the signatures; the last signed one with an amount or days holds.

    `content` is what was offered, frozen, and `digest` its hash (SHA-256); with it the digest of the proposal.
    """

    audience = STAFF
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="agreements", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    clause = models.CharField(gettext_lazy("what it does"), max_length=12, choices=Clause, editable=False)
    reason = models.TextField(
        pgettext_lazy("field", "reason"), blank=True, max_length=4000,
        help_text=gettext_lazy("Why it is needed; it stands in the document."),
    )  # fmt: skip
    terms = models.TextField(
        gettext_lazy("special terms"), blank=True, max_length=20_000,
        help_text=gettext_lazy("What holds beside the rules of the call."),
    )  # fmt: skip
    amount = money(pgettext_lazy("field", "amount"), null=True, blank=True)
    starts_on = models.DateField(pgettext_lazy("field", "first day"), null=True, blank=True)
    ends_on = models.DateField(pgettext_lazy("field", "last day"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=AgreementState, default=AgreementState.DRAFT, editable=False)
    content = models.JSONField(default=dict, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    offered_at = models.DateTimeField(null=True, editable=False)
    in_force_on = models.DateField(null=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("document of an award")
        verbose_name_plural = gettext_lazy("documents of an award")
        ordering = ["award", "number"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="awards_agreement_number_once"),
            models.UniqueConstraint(
                fields=["award"], condition=Q(state__in=("draft", "offered")), name="awards_one_agreement_underway"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="awards_agreement_ends_after_start",
                violation_error_message=gettext_lazy("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(in_force_on__isnull=False), name="awards_signed_is_in_force"
            ),
            models.CheckConstraint(
                condition=Q(clause="agreement") | ~Q(reason=""), name="awards_change_has_reason",
                violation_error_message=gettext_lazy("Say why it is needed."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_clause_display()} {self.number}"

    def get_absolute_url(self):
        """It is read on the page of its award."""
        return f"{self.award.get_absolute_url()}#agreements"

    def clean(self):
        """Say at the field what each kind of document needs."""
        super().clean()
        wrong = {}
        if self.clause == Clause.AGREEMENT and self.amount is None:
            wrong["amount"] = _("Say how much is agreed.")
        if self.clause in (Clause.AGREEMENT, Clause.EXTENSION) and self.ends_on is None:
            wrong["ends_on"] = _("Say until when.")
        if self.clause != Clause.AGREEMENT and not self.reason.strip():
            wrong["reason"] = _("Say why it is needed.")
        if wrong:
            raise ValidationError(wrong)

    def sides(self):
        """The sides whose signature it needs."""
        return tuple(Side) if self.clause in BY_BOTH else (Side.PAYER,)

    def is_underway(self):
        """Whether it waits to be offered or signed."""
        return self.state in UNDERWAY

    def missing(self):
        """The sides that have not signed yet: asks the database."""
        there = {one.side for one in self.signatures.all()}
        return [side for side in self.sides() if side not in there]


class Side(models.TextChoices):
    """The two sides of an agreement."""

    PAYER = "payer", pgettext_lazy("side of an agreement", "for who pays the grant")
    GRANTEE = "grantee", pgettext_lazy("side of an agreement", "for who receives it")


class Signature(models.Model):
    """Who signed a document for one side, on what day, with the signed copy."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures", editable=False)
    side = models.CharField(pgettext_lazy("of a signature", "side"), max_length=8, choices=Side)
    name = models.CharField(gettext_lazy("who signed"), max_length=200)
    position = models.CharField(pgettext_lazy("of a signatory", "position"), max_length=200)
    on = models.DateField(pgettext_lazy("field", "on"))
    copy = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("signed copy"))
    recorded_by = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("noun", "signature")
        verbose_name_plural = pgettext_lazy("plural", "signatures")
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "side"], name="awards_signed_once_by_each_side",
                violation_error_message=gettext_lazy("This side has signed already."),
            )
        ]  # fmt: skip

    def __str__(self):
        return self.name
