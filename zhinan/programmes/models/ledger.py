"""The ledger of contributions: postings that are only ever added."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy

from zhinan.codelists.models import Currency
from zhinan.network.models import Organisation

from .projects import Project


class AppendOnly(TypeError):
    """Somebody tried to change or delete what may only be added to."""


class Kind(models.TextChoices):
    """What a contribution is made of."""

    CASH = "cash", pgettext_lazy("kind of contribution", "cash")
    IN_KIND = "in_kind", pgettext_lazy("kind of contribution", "in kind")
    TECHNICAL = "technical", pgettext_lazy("kind of contribution", "technical")


class Stage(models.TextChoices):
    """How far a contribution has come."""

    PLEDGED = "pledged", pgettext_lazy("stage of a contribution", "pledged")
    SECURED = "secured", pgettext_lazy("stage of a contribution", "secured")
    DISBURSED = "disbursed", pgettext_lazy("stage of a contribution", "disbursed")
    SPENT = "spent", pgettext_lazy("stage of a contribution", "spent")


class PostingQuerySet(models.QuerySet):
    """Postings; nobody changes or deletes one."""

    def update(self, **values):
        """Never: raises AppendOnly."""
        raise AppendOnly(gettext("A posting is never changed. Post its reversal and then the right one."))

    def delete(self):
        """Never: raises AppendOnly."""
        raise AppendOnly(gettext("A posting is never deleted. Post its reversal."))

    def public(self):
        """Postings of projects and contributors that everybody may see."""
        return self.filter(project__audience="public", contributor__audience="public")

    def visible_to(self, user):
        """Postings of projects and contributors that `user` may see."""
        return self.filter(
            project__in=Project.objects.visible_to(user), contributor__in=Organisation.objects.visible_to(user)
        )

    def parallel(self):
        """Postings from other sources than the fund or programme that grants."""
        return self.filter(is_parallel=True)


class Posting(models.Model):
    """One contribution to a project at one stage.

    `amount` is in `currency`; `usd_rate` is US dollars for one unit of it on `rate_on`. A contribution in kind or of
    technical work has `quantity` and `unit`, and a `valuation_method` where it has an amount. `is_parallel` tells
    money of partners from the grant itself. A correction `reverses` an earlier posting with the opposite sign.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="postings")
    contributor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_parallel = models.BooleanField(default=True)
    kind = models.CharField(max_length=12, choices=Kind)
    stage = models.CharField(max_length=12, choices=Stage)
    on = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    usd_rate = models.DecimalField(max_digits=18, decimal_places=8, null=True, blank=True)
    rate_on = models.DateField(null=True, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    valuation_method = models.CharField(max_length=200, blank=True)
    evidence = models.TextField(blank=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal")
    posted_at = models.DateTimeField(auto_now_add=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None, currency=None) | Q(amount__isnull=False, currency__isnull=False),
                name="programmes_amount_with_currency",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | Q(quantity__isnull=False), name="programmes_amount_or_quantity"
            ),
            models.CheckConstraint(
                condition=Q(usd_rate=None, rate_on=None) | Q(usd_rate__gt=0, rate_on__isnull=False),
                name="programmes_rate_with_date",
            ),
            models.CheckConstraint(
                condition=Q(reverses=None, amount=None)
                | Q(reverses=None, amount__gt=0)
                | Q(reverses__isnull=False, amount=None)
                | Q(reverses__isnull=False, amount__lt=0),
                name="programmes_only_reversals_negative",
            ),
        ]

    def __str__(self):
        return f"{self.contributor}: {self.amount or self.quantity} {(self.currency_id and self.currency) or self.unit}"

    def save(self, *args, **options):
        """Add the posting; raises AppendOnly for one that stands already."""
        if self.pk is not None and not self._state.adding:
            raise AppendOnly(gettext("A posting is never changed. Post its reversal and then the right one."))
        super().save(*args, **options)

    def delete(self, *args, **options):
        """Never: raises AppendOnly."""
        raise AppendOnly(gettext("A posting is never deleted. Post its reversal."))

    def get_absolute_url(self):
        """A posting is read on its project's page."""
        return self.project.get_absolute_url()
