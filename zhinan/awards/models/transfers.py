"""What payments and refunds have in common: money that changed hands, as the bank's advice says."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.codelists.models import Currency
from zhinan.files.models import File
from zhinan.programmes.models import Posting

from .awards import Award, OfAwardQuerySet, money


class TransferQuerySet(OfAwardQuerySet):
    """Transfers, and those that hold."""

    def standing(self):
        """Those that were not taken back."""
        return self.filter(taken_back=None)


class Transfer(models.Model):
    """Money that changed hands: `amount` in `currency`, worth `counted` in the currency of the award.

    `posting` stands in the ledger of the grant's project, `taken_back` is its opposite.
    """

    audience = STAFF
    on = models.DateField(pgettext_lazy("field", "on"))
    amount = money(pgettext_lazy("field", "amount"))
    currency = models.ForeignKey(
        Currency, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "currency")
    )
    counted = money(gettext_lazy("worth in the currency of the award"), editable=False)
    reference = models.CharField(
        gettext_lazy("reference of the transfer"), max_length=200,
        help_text=gettext_lazy("The number on the bank's advice."),
    )  # fmt: skip
    advice = models.ForeignKey(
        File, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("bank advice"),
    )  # fmt: skip
    recorded_by = models.UUIDField(null=True, editable=False)
    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, related_name="+", editable=False)
    taken_back = models.OneToOneField(Posting, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    taken_back_because = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, counted__gt=0), name="%(app_label)s_%(class)s_above_zero"),
        ]

    def __str__(self):
        return self.reference


class RefundQuerySet(TransferQuerySet):
    """Refunds."""

    path = "award"


class Refund(Transfer):
    """Money of the grant that was not spent and came back to who paid it."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="refunds", editable=False)

    objects = RefundQuerySet.as_manager()

    class Meta(Transfer.Meta):
        verbose_name = pgettext_lazy("noun", "refund")
        verbose_name_plural = pgettext_lazy("plural", "refunds")
        ordering = ["award", "on", "pk"]

    def get_absolute_url(self):
        """It is read on the page of its award."""
        return f"{self.award.get_absolute_url()}#closure"
