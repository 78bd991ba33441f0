"""Match: what others give beside the award, and how far it has come."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Round
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.codelists.models import Currency
from zhinan.files.models import File
from zhinan.network.models import Organisation
from zhinan.programmes.models import Kind, Posting, Stage

from .awards import Award, OfAwardQuerySet, money

STEPS = [
    (Stage.SECURED.value, Stage.SECURED.label),
    (Stage.DISBURSED.value, pgettext_lazy("stage of match", "delivered")),
]


class MatchQuerySet(OfAwardQuerySet):
    """Sources of match, by what is still to be heard of them."""

    def to_tell(self, on):
        """Those that were to be delivered before the day `on`, and of which less was told, verified or not."""
        gone = Q(steps__stage=Stage.DISBURSED, steps__taken_back=None)
        # Rounded, since SQLite adds amounts up as binary fractions.
        late = self.filter(due_on__lt=on).annotate(told=Round(Sum("steps__amount", filter=gone), precision=2))
        return late.filter(Q(told=None) | Q(told__lt=F("amount")))


class Match(models.Model):
    """A source of match: who gives what, pledged in `amount` of `currency`, worth `usd_rate` dollars on `rate_on`.

    One that an application named by its words alone, its `contributor`, gets its `organisation` before any of it is
    verified: the ledger knows organisations.
    """

    audience = STAFF
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="match", editable=False)
    contributor = models.CharField(max_length=300, blank=True, editable=False)  # as the application names it
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+",
        verbose_name=gettext_lazy("who contributes"),
    )  # fmt: skip
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=12, choices=Kind)
    amount = money(pgettext_lazy("field", "amount"))
    currency = models.ForeignKey(
        Currency, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "currency")
    )
    usd_rate = models.DecimalField(
        gettext_lazy("US dollars for one unit"), max_digits=22, decimal_places=12, editable=False
    )
    rate_on = models.DateField(gettext_lazy("day of that rate"), editable=False)
    valuation_method = models.CharField(
        gettext_lazy("how its value was found"), max_length=200, blank=True,
        help_text=gettext_lazy("For what is not cash: daily rates, an invoice, market prices."),
    )  # fmt: skip
    due_on = models.DateField(gettext_lazy("to be delivered by"), null=True, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("source of match")
        verbose_name_plural = gettext_lazy("sources of match")
        ordering = ["award", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(contributor=""), name="awards_match_of_somebody"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0, usd_rate__gt=0), name="awards_match_above_zero"),
        ]

    def __str__(self):
        return str(self.organisation or self.contributor)

    def get_absolute_url(self):
        """It is read on the page of its award."""
        return f"{self.award.get_absolute_url()}#match"

    def clean(self):
        """What is not cash says how its value was found."""
        super().clean()
        if self.kind in (Kind.IN_KIND, Kind.TECHNICAL) and not self.valuation_method:
            raise ValidationError({"valuation_method": _("Say how the value of what is not cash was found.")})


class MatchStepQuerySet(OfAwardQuerySet):
    """Steps of match, by whether they count."""

    path = "match__award"

    def verified(self):
        """Those that somebody verified and that were not taken back since."""
        return self.filter(posting__isnull=False, taken_back=None)

    def to_verify(self, user):
        """Those that nobody verified yet, and that `user` did not write down."""
        return self.filter(posting=None).exclude(recorded_by=user.pseudonym)


class MatchStep(models.Model):
    """That some of a source of match was secured or delivered, with what shows it; it counts once it is verified.

    `amount` is in the currency of its source. Verifying posts it to the ledger; whoever wrote it down does not.
    """

    audience = STAFF
    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="steps", editable=False)
    stage = models.CharField(pgettext_lazy("field", "stage"), max_length=12, choices=STEPS)
    on = models.DateField(pgettext_lazy("field", "on"))
    amount = money(pgettext_lazy("field", "amount"))
    evidence = models.ForeignKey(
        File, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("file that shows it")
    )
    recorded_by = models.UUIDField(null=True, editable=False)
    verified_by = models.UUIDField(null=True, editable=False)
    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    taken_back = models.OneToOneField(Posting, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    taken_back_because = models.TextField(blank=True, editable=False)

    objects = MatchStepQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("step of match")
        verbose_name_plural = gettext_lazy("steps of match")
        ordering = ["match", "on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="awards_match_step_above_zero"),
            models.CheckConstraint(
                condition=Q(taken_back=None) | Q(posting__isnull=False), name="awards_match_step_taken_back_once_posted"
            ),
        ]

    def __str__(self):
        return f"{self.match} {self.get_stage_display()}"

    def get_absolute_url(self):
        """It is read on the page of its award."""
        return self.match.get_absolute_url()
