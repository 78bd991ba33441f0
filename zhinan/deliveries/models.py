"""Deliveries, who gave and who received, and what."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.codelists.models import Currency
from zhinan.kit.dates import PartialDateField, day_field, within
from zhinan.kit.languages import InSeveralLanguages
from zhinan.kit.quantities import Qualifier
from zhinan.programmes.models import Party, Programme, Project, leads_back


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


class Delivery(InSeveralLanguages, Visibility):
    """One consignment, or the campaign that holds several; `programme` is the one that helped or told of it."""

    mark = "D"
    translatable = ("title", "purpose")
    own_rows = ("parties", "items")
    called = ("title",)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("of an undertaking", "title"), max_length=300)
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=16, choices=Kind)
    whole = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=pgettext_lazy("field", "part of"),
        help_text=gettext_lazy("The campaign or delivery that it is a consignment of."),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "programme"),
        help_text=gettext_lazy("The one that helped or told of it."),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "project"),
    )
    delivered_on = PartialDateField(pgettext_lazy("field", "handed over"))
    delivered_earliest = day_field()
    delivered_latest = day_field()
    purpose = models.TextField(pgettext_lazy("field", "purpose"), blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "delivery")
        ordering = ["delivered_earliest", "title"]
        verbose_name_plural = pgettext_lazy("plural", "deliveries")

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the delivery's page."""
        return reverse("delivery", args=[self.slug])

    def clean(self):
        """Refuse wholes that lead round in a circle."""
        if leads_back(self, "whole"):
            raise ValidationError({"whole": _("A delivery cannot be part of itself or of one of its parts.")})


class DeliveryParty(Party):
    """A country or organisation in a delivery."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="parties")


class Item(models.Model):
    """One line of a delivery: what, how much of it, and its value where that is known."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="items")
    what = models.CharField(gettext_lazy("what was delivered"), max_length=300)
    quantity = models.DecimalField(
        pgettext_lazy("field", "quantity"), max_digits=18, decimal_places=3, null=True, blank=True
    )
    qualifier = models.CharField(
        gettext_lazy("how exactly it is said"), max_length=12, choices=Qualifier, default=Qualifier.EXACT
    )
    unit = models.CharField(
        pgettext_lazy("field", "unit"), max_length=60, blank=True, help_text=gettext_lazy("Of what: boxes, tonnes.")
    )
    value = models.DecimalField(pgettext_lazy("field", "value"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.ForeignKey(
        Currency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "currency"),
    )

    class Meta:
        verbose_name_plural = gettext_lazy("what was delivered")
        ordering = ["delivery", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value=None, currency=None) | Q(value__isnull=False, currency__isnull=False),
                name="deliveries_value_with_currency",
                violation_error_message=gettext_lazy("A value and its currency go together."),
            ),
            models.CheckConstraint(
                condition=(Q(quantity=None) | Q(quantity__gte=0)) & (Q(value=None) | Q(value__gte=0)),
                name="deliveries_nothing_below_zero",
                violation_error_message=gettext_lazy("Neither a quantity nor a value lies below zero."),
            ),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        """An item is read on its delivery's page."""
        return self.delivery.get_absolute_url()
