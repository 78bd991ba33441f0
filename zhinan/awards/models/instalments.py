"""Instalments, and what was paid of them."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.grants.models import Gate

from ..states import AwardState, InstalmentState, ReportState
from .awards import Award, OfAwardQuerySet, money
from .reports import DueReport
from .transfers import Transfer, TransferQuerySet


class InstalmentQuerySet(OfAwardQuerySet):
    """Instalments, by whether they may be paid."""

    def with_open_gates(self):
        """Those whose gates stand open, as `rules.gates` has it one by one; match alone is left to be asked."""
        before = Instalment.objects.filter(award=OuterRef("award"), position__lt=OuterRef("position"))
        unpaid = before.exclude(state__in=(InstalmentState.PAID, InstalmentState.DROPPED))
        there = DueReport.objects.filter(award=OuterRef("award"), state=ReportState.ACCEPTED)
        waited = number_of(before.filter(gate=Gate.PROGRESS).exclude(state=InstalmentState.DROPPED))
        told = number_of(there.filter(is_final=False))  # each instalment waits for a report of its own
        reported = (
            Q(gate=Gate.AGREEMENT)
            | (Q(gate=Gate.FINAL) & Exists(there.filter(is_final=True)))
            | (Q(gate=Gate.PROGRESS) & GreaterThan(told, waited))
        )
        agreed = Award.objects.going().filter(state=AwardState.ACTIVE)
        agreed = agreed.filter(Q(conditions="") | Q(conditions_met_on__isnull=False))
        return self.filter(reported, ~Exists(unpaid), award__in=agreed.order_by().values("pk"))


def number_of(rows):
    """How many of `rows`, which know the award of an outer query, there are."""
    counted = rows.order_by().values("award").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


class Instalment(models.Model):
    """A part of the award that is paid once its gates stand open; `amount` is in the currency of the award."""

    audience = STAFF
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="instalments", editable=False)
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"), editable=False)
    amount = money(pgettext_lazy("field", "amount"))
    gate = models.CharField(gettext_lazy("is paid once"), max_length=12, choices=Gate)
    needs_match = models.BooleanField(gettext_lazy("and match is verified"), default=False)
    due_on = models.DateField(pgettext_lazy("field", "due on"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=InstalmentState, default=InstalmentState.PLANNED, editable=False)
    approved_by = models.UUIDField(null=True, editable=False)
    approved_on = models.DateField(null=True, editable=False)
    match_then = models.DecimalField(
        gettext_lazy("match verified when it was approved, for each unit of the grant"), max_digits=18,
        decimal_places=2, null=True, editable=False,
    )  # fmt: skip

    objects = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "instalment")
        verbose_name_plural = pgettext_lazy("plural", "instalments")
        ordering = ["award", "position"]
        constraints = [
            models.UniqueConstraint(fields=["award", "position"], name="awards_instalment_position_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="awards_instalment_above_zero"),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "paid")) | Q(approved_on__isnull=False),
                name="awards_instalment_approved_on_a_day",
            ),
        ]

    def __str__(self):
        return _("Instalment {number} of “{grant}”").format(number=self.position, grant=self.award)

    def get_absolute_url(self):
        """It is read on the page of its award."""
        return f"{self.award.get_absolute_url()}#instalments"


class PaymentQuerySet(TransferQuerySet):
    """Payments."""

    path = "instalment__award"


class Payment(Transfer):
    """What was paid of an instalment. One payment of it stands at most; the database holds that fast."""

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="payments", editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta(Transfer.Meta):
        verbose_name = pgettext_lazy("noun", "payment")
        verbose_name_plural = pgettext_lazy("plural", "payments")
        ordering = ["instalment", "pk"]
        constraints = [
            *Transfer.Meta.constraints,
            models.UniqueConstraint(
                fields=["instalment"], condition=Q(taken_back=None), name="awards_one_standing_payment"
            ),
        ]

    def get_absolute_url(self):
        """It is read on the page of its award."""
        return self.instalment.get_absolute_url()

    def difference(self):
        """What was gained (above zero) or lost by the rate between the agreed amount and the worth on the day."""
        return self.counted - self.instalment.amount
