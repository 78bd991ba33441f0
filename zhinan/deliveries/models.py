"""Deliveries, who gave and who received, and what."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.codelists.models import Currency
from zhinan.kit.dates import PartialDateField, day_field, within
from zhinan.kit.quantities import Qualifier
from zhinan.programmes.models import Party, Programme, Project


class Kind(models.TextChoices):
    """What sort of delivery it is."""

    CAMPAIGN = "campaign", pgettext_lazy("kind of delivery", "campaign")
    DONATION = "donation", pgettext_lazy("kind of delivery", "donation")
    SUPPLY = "supply", pgettext_lazy("kind of delivery", "goods supply")
    HUMANITARIAN = "humanitarian", pgettext_lazy("kind of delivery", "humanitarian aid")


class DeliveryQuerySet(VisibilityQuerySet):
    """Deliveries, narrowed to what figures ask."""

    def donations_in(self, period):
        """Donations handed over for certain within `period`."""
        return self.filter(within("delivered", period), kind=Kind.DONATION)


class Delivery(Visibility):
    """One consignment, or the campaign that holds several; `programme` is the one that helped or told of it."""

    mark = "D"
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, choices=Kind)
    whole = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    delivered_on = PartialDateField()
    delivered_earliest = day_field()
    delivered_latest = day_field()
    purpose = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "delivery")
        ordering = ["delivered_earliest", "title"]
        verbose_name_plural = "deliveries"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the delivery's page."""
        return reverse("delivery", args=[self.slug])


class DeliveryParty(Party):
    """A country or organisation in a delivery."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="parties")


class Item(models.Model):
    """One line of a delivery: what, how much of it, and its value where that is known."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="items")
    what = models.CharField(max_length=300)
    quantity = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    qualifier = models.CharField(max_length=12, choices=Qualifier, default=Qualifier.EXACT)
    unit = models.CharField(max_length=60, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["delivery", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value=None, currency=None) | Q(value__isnull=False, currency__isnull=False),
                name="deliveries_value_with_currency",
            )
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        """An item is read on its delivery's page."""
        return self.delivery.get_absolute_url()
