"""Awards: the money side of a grant, under the rules of its call."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, RoleName, keys_of, sees_everything
from zhinan.codelists.models import Currency
from zhinan.grants.models import Author, CallRules, Grant, Recusal, Submission
from zhinan.grants.states import State
from zhinan.history.models import ARCHIVE
from zhinan.kit.quantities import money as money_in_words
from zhinan.network.models import Organisation

from ..states import AwardState

OFFICE = (RoleName.SECRETARIAT, RoleName.FINANCE, RoleName.EVALUATOR)
RUNNING = (State.APPROVED, State.ACTIVE)  # of the grant


def money(label, **more):
    """A column for an amount above zero."""
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))], **more
    )


def grants_of(user, tie):
    """The keys of the grants that `user` is tied to: by `tie`, Author or Recusal, of the application."""
    return tie.objects.filter(user=user, application__grant__isnull=False).values("application__grant")


class AwardQuerySet(models.QuerySet):
    """Awards, by who may read what was agreed and paid: nobody who declared that they are bound."""

    def visible_to(self, user):
        """Those of programmes that one keeps, pays or evaluates, and those whose application one wrote."""
        if sees_everything(user):
            return self
        if not user.is_authenticated:
            return self.none()
        office = Q(grant__project__programme__in=keys_of(user, "programme", *OFFICE))
        return self.filter((office & ~Q(grant__in=grants_of(user, Recusal))) | Q(grant__in=grants_of(user, Author)))

    def run_by(self, user, role):
        """Those that `user` runs in `role`, as `access.keep` and `access.finance` have it one by one."""
        if not user.is_authenticated:
            return self.none()
        free = self.exclude(grant__in=grants_of(user, Author)).exclude(grant__in=grants_of(user, Recusal))
        if sees_everything(user):
            return free.filter(grant__project__programme__isnull=False)
        return free.filter(grant__project__programme__in=keys_of(user, "programme", role))

    def going(self):
        """Those that are not over, as `is_over` has it one by one."""
        held = self.filter(grant__state__in=RUNNING).exclude(grant__audience=ARCHIVE)
        return held.exclude(state__in=(AwardState.TERMINATED, AwardState.CLOSED))


class OfAwardQuerySet(models.QuerySet):
    """What belongs to an award, which stands at `path`: whoever may read the award reads it."""

    path = "award"

    def visible_to(self, user):
        """Those of awards that `user` may read."""
        return self.filter(**{f"{self.path}__in": Award.objects.visible_to(user)})


class Award(models.Model):
    """What was awarded for a grant, by whom, and what it hangs on.

    `amount` is in `currency`, `usd_rate` the US dollars for one unit of it on `rate_on`. `match_ratio` is what other
    sources give for one unit of it. `submission` is the proposal as it was decided, which the agreement annexes; an
    award that no call led to has neither that nor `rules`. A signed agreement alone changes the amount.
    """

    mark = Grant.mark
    audience = STAFF
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="+", editable=False)
    rules = models.ForeignKey(CallRules, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    payer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("who pays the grant")
    )
    amount = money(pgettext_lazy("field", "amount"))
    currency = models.ForeignKey(
        Currency, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "currency")
    )
    usd_rate = models.DecimalField(
        gettext_lazy("US dollars for one unit"), max_digits=22, decimal_places=12, editable=False
    )
    rate_on = models.DateField(gettext_lazy("day of that rate"), editable=False)
    match_ratio = models.DecimalField(
        gettext_lazy("match ratio"), max_digits=5, decimal_places=2, default=0, validators=[MinValueValidator(0)],
        help_text=gettext_lazy("What other sources give for one unit of the grant: 1 is as much again."),
    )  # fmt: skip
    explained_from = models.PositiveSmallIntegerField(
        gettext_lazy("percent of a budget line from which a difference is explained"), default=10,
        validators=[MaxValueValidator(100)],
        help_text=gettext_lazy("A report says why a line was spent more or less than this from its budget."),
    )  # fmt: skip
    conditions = models.TextField(pgettext_lazy("of a decision", "conditions"), blank=True, max_length=4000)
    conditions_met_on = models.DateField(null=True, editable=False)
    state = models.CharField(max_length=12, choices=AwardState, default=AwardState.BEGUN, editable=False)
    awarded_on = models.DateField(gettext_lazy("awarded on"))
    closed_on = models.DateField(null=True, editable=False)
    closed_because = models.TextField(blank=True, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "award")
        verbose_name_plural = pgettext_lazy("plural", "awards")
        ordering = ["-awarded_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, usd_rate__gt=0), name="awards_amount_above_zero"),
            models.CheckConstraint(condition=Q(match_ratio__gte=0), name="awards_match_ratio"),
            models.CheckConstraint(
                condition=Q(conditions_met_on=None) | ~Q(conditions=""), name="awards_met_where_there_are_conditions"
            ),
        ]

    def __str__(self):
        return str(self.grant)

    def get_absolute_url(self):
        """Address of the award's page."""
        return reverse("award", args=[self.pk])

    def programme(self):
        """The programme that awards; None where its project has none."""
        return self.grant.project.programme

    def in_words(self, amount):
        """`amount` with the currency of the award."""
        return money_in_words(amount, self.currency.code)

    def stands(self):
        """Whether its grant was approved, and neither closed, cancelled nor put away since."""
        return self.grant.state in RUNNING and self.grant.audience != ARCHIVE

    def is_over(self):
        """Whether nothing comes of it any more: it was terminated or closed, or its grant stands no more."""
        return self.state in (AwardState.TERMINATED, AwardState.CLOSED) or not self.stands()

    def hangs(self):
        """Whether it was awarded under conditions that are not met yet."""
        return bool(self.conditions) and self.conditions_met_on is None
