"""Instalments, and what was paid of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.grants.models import Gate

from ..states import InstalmentState
from .awards import Award, OfAwardQuerySet, money
from .transfers import Transfer, TransferQuerySet


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

    objects = OfAwardQuerySet.as_manager()

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
        return f"{self.award} {self.position}"

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
