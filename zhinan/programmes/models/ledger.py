"""The ledger of contributions: postings that are only ever added."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Currency
from zhinan.files.models import File
from zhinan.kit.punctuation import labelled
from zhinan.kit.quantities import counted, in_digits, money
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
    RETURNED = "returned", pgettext_lazy("stage of a contribution", "unspent and returned")


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


def negative_only_where_reversing(name):
    """Condition that the column `name` is above nothing, below it in a reversal, or empty."""
    posted = Q(reverses=None) & (Q(**{name: None}) | Q(**{f"{name}__gt": 0}))
    return posted | (Q(reverses__isnull=False) & (Q(**{name: None}) | Q(**{f"{name}__lt": 0})))


class Posting(models.Model):
    """One contribution to a project at one stage.

    `amount` is in `currency`; `usd_rate` is US dollars for one unit of it on `rate_on`. A contribution in kind or of
    technical work has `quantity` and `unit`, and a `valuation_method` where it has an amount. `is_parallel` tells
    money of partners from the grant itself. A correction `reverses` an earlier posting with the opposite sign.
    """

    mark = "L"
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="postings", verbose_name=pgettext_lazy("field", "project")
    )
    contributor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "contributor")
    )
    is_parallel = models.BooleanField(
        gettext_lazy("money of a partner, beside the grant itself"),
        default=True,
        help_text=gettext_lazy("Leave this out for what the fund or programme pays that grants."),
    )
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=12, choices=Kind)
    stage = models.CharField(pgettext_lazy("field", "stage"), max_length=12, choices=Stage)
    on = models.DateField(pgettext_lazy("field", "on"))
    amount = models.DecimalField(
        pgettext_lazy("field", "amount"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    currency = models.ForeignKey(
        Currency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "currency"),
        help_text=gettext_lazy("Its code or name: CNY, yuan."),
    )
    # Twelve places: one unit of a weak currency is worth a few hundred-thousandths of a dollar.
    usd_rate = models.DecimalField(
        gettext_lazy("US dollars for one unit"),
        max_digits=22,
        decimal_places=12,
        null=True,
        blank=True,
        help_text=gettext_lazy("Left empty, it is the newest dated rate that is kept here."),
    )
    rate_on = models.DateField(gettext_lazy("day of that rate"), null=True, blank=True)
    quantity = models.DecimalField(
        pgettext_lazy("field", "quantity"), max_digits=18, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(
        pgettext_lazy("field", "unit"),
        max_length=60,
        blank=True,
        help_text=gettext_lazy("Of what: person-days, vehicles, square metres."),
    )
    valuation_method = models.CharField(
        gettext_lazy("how its value was found"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("For what is not cash: daily rates, an invoice, market prices."),
    )
    evidence = models.TextField(
        pgettext_lazy("field", "evidence"),
        blank=True,
        help_text=gettext_lazy("What shows it: a letter, an agreement, a bank advice, with its day."),
    )
    evidence_file = models.ForeignKey(
        File,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("file that shows it"),
        help_text=gettext_lazy("One of the files of the project; whoever may read it finds it in the ledger."),
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal", editable=False
    )
    posted_at = models.DateTimeField(auto_now_add=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "contribution")
        verbose_name_plural = pgettext_lazy("plural", "contributions")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None, currency=None) | Q(amount__isnull=False, currency__isnull=False),
                name="programmes_amount_with_currency",
                violation_error_message=gettext_lazy("An amount and its currency go together."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | Q(quantity__isnull=False),
                name="programmes_amount_or_quantity",
                violation_error_message=gettext_lazy("Write an amount, or a quantity with its unit."),
            ),
            models.CheckConstraint(
                condition=Q(usd_rate=None, rate_on=None) | Q(usd_rate__gt=0, rate_on__isnull=False),
                name="programmes_rate_with_date",
                violation_error_message=gettext_lazy("A rate and its day go together."),
            ),
            models.CheckConstraint(
                condition=negative_only_where_reversing("amount"),
                name="programmes_only_reversals_negative",
                violation_error_message=gettext_lazy("Only a reversal has an amount that is not above zero."),
            ),
            models.CheckConstraint(
                condition=negative_only_where_reversing("quantity"),
                name="programmes_only_reversals_take_quantity",
                violation_error_message=gettext_lazy("Only a reversal has a quantity that is not above zero."),
            ),
        ]

    def __str__(self):
        if self.amount:
            return labelled(self.contributor, money(self.amount, self.currency))
        return labelled(self.contributor, counted(in_digits(self.quantity), self.unit))

    def clean(self):
        """What shows a contribution lies beside its own project."""
        file = self.evidence_file
        if file is not None and (file.noun, file.noun_id) != tuple(File.pointer(self.project).values()):
            raise ValidationError({"evidence_file": gettext("Choose one of the files of the project.")})

    def rate_in_words(self):
        """US dollars for one unit of the currency, without zeros at the end."""
        return in_digits(self.usd_rate)

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
        return f"{self.project.get_absolute_url()}#ledger"
