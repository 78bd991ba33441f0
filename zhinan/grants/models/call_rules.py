"""The rules of a call, version by version: an application keeps the ones that it was submitted under."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Country, Currency, Goal, StatusGroup
from zhinan.kit.zones import check_zone
from zhinan.programmes.models import Kind

from ..states import VersionState
from .calls import Call


class CallRulesQuerySet(models.QuerySet):
    """Rules of calls."""

    def visible_to(self, user):
        """Rules of calls that `user` may see; what is still being written, as far as they may see the call."""
        return self.filter(call__in=Call.objects.visible_to(user))


class CallRules(models.Model):
    """What a call asks of an application and how it is chosen. Published rules never change; `digest` is their hash.

    Amounts are in `currency`. `match_ratio` is what other sources give for one unit of what is requested. `preset` is
    the key of the fund whose known rules these began with (`rules.presets`).
    """

    mark = Call.mark
    own_rows = ("themes", "criteria", "documents", "instalments", "reports")
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="versions", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    state = models.CharField(max_length=12, choices=VersionState, default=VersionState.DRAFT, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    preset = models.CharField(max_length=20, blank=True, editable=False)
    deadline_at = models.DateTimeField(gettext_lazy("deadline"), null=True, blank=True)
    zone = models.CharField(gettext_lazy("time zone"), max_length=60, default="UTC", validators=[check_zone])
    currency = models.ForeignKey(
        Currency, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "currency")
    )
    ceiling = models.DecimalField(
        gettext_lazy("ceiling of one grant"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(1))], help_text=gettext_lazy("Empty: there is none."),
    )  # fmt: skip
    months_most = models.PositiveSmallIntegerField(
        gettext_lazy("months at most"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    minimum_countries = models.PositiveSmallIntegerField(
        gettext_lazy("participating countries at least"), default=0, validators=[MaxValueValidator(50)],
        help_text=gettext_lazy("0: there is no minimum."),
    )  # fmt: skip
    counts_ldc = models.BooleanField(StatusGroup.LDC.label, default=False)
    counts_lldc = models.BooleanField(StatusGroup.LLDC.label, default=False)
    counts_sids = models.BooleanField(StatusGroup.SIDS.label, default=False)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=gettext_lazy("countries that count"),
        help_text=gettext_lazy("One a line. With no group and no country named, every country counts."),
    )  # fmt: skip
    match_ratio = models.DecimalField(
        gettext_lazy("match ratio"), max_digits=5, decimal_places=2, default=0, validators=[MinValueValidator(0)],
        help_text=gettext_lazy("What other sources give for 1 that is requested: 1 is at least as much. 0: none."),
    )  # fmt: skip
    match_cash = models.BooleanField(gettext_lazy("cash counts as match"), default=True)
    match_in_kind = models.BooleanField(gettext_lazy("contributions in kind count as match"), default=True)
    match_technical = models.BooleanField(gettext_lazy("technical work counts as match"), default=True)
    is_match_secured = models.BooleanField(gettext_lazy("match must be secured before submission"), default=False)
    one_per_institution = models.BooleanField(gettext_lazy("one proposal per institution and year"), default=False)
    languages = models.CharField(
        gettext_lazy("languages of applications"), max_length=60, default="en",
        help_text=gettext_lazy("Codes with spaces between: en fr es."),
    )  # fmt: skip
    summary_words = models.PositiveSmallIntegerField(
        gettext_lazy("words of the summary at most"), default=250, validators=[MinValueValidator(10)]
    )
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="+", verbose_name=gettext_lazy("Sustainable Development Goals that it is for")
    )
    reviewers = models.PositiveSmallIntegerField(
        gettext_lazy("reviewers of each application"), default=2, validators=[MaxValueValidator(10)]
    )
    is_blind = models.BooleanField(
        gettext_lazy("blind review"), default=False,
        help_text=gettext_lazy("Reviewers read no name of a person or an institution."),
    )  # fmt: skip
    bars_nationality = models.BooleanField(
        gettext_lazy("reviewers leave out applications of their own country"), default=False
    )
    scale_most = models.PositiveSmallIntegerField(
        gettext_lazy("highest mark"), default=5, validators=[MinValueValidator(2), MaxValueValidator(100)],
        help_text=gettext_lazy("The lowest mark is 1, or 0 on scales of 10 and more."),
    )  # fmt: skip
    asks_reasons = models.BooleanField(gettext_lazy("marks at either end of the scale need a reason"), default=True)
    spread = models.PositiveSmallIntegerField(
        gettext_lazy("points between two reviews that call for moderation"), default=25,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )  # fmt: skip

    objects = CallRulesQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("rules of a call")
        verbose_name_plural = gettext_lazy("rules of calls")
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="grants_rules_once"),
            models.UniqueConstraint(
                fields=["call"], condition=Q(state=VersionState.DRAFT), name="grants_rules_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT, published_at=None)
                | Q(state=VersionState.PUBLISHED, published_at__isnull=False, deadline_at__isnull=False),
                name="grants_rules_published_with_deadline",
            ),
            models.CheckConstraint(condition=Q(ceiling=None) | Q(ceiling__gt=0), name="grants_rules_ceiling"),
            models.CheckConstraint(condition=Q(match_ratio__gte=0), name="grants_rules_match"),
            models.CheckConstraint(condition=Q(spread__range=(1, 100)), name="grants_rules_spread"),
        ]

    def __str__(self):
        return _("{call}, rules {number}").format(call=self.call, number=self.number)

    def get_absolute_url(self):
        """Address of the page of these rules."""
        return reverse("call-rules", args=[self.call.slug, self.number])

    @property
    def audience(self):
        """Who may see the call sees its rules."""
        return self.call.audience

    @cached_property
    def scale_least(self):
        """The lowest mark."""
        return 0 if self.scale_most >= 10 else 1

    def match_kinds(self):
        """The kinds of contribution that count as match, as values."""
        taken = (self.match_cash, self.match_in_kind, self.match_technical)
        kinds = (Kind.CASH, Kind.IN_KIND, Kind.TECHNICAL)
        return [kind for kind, is_taken in zip(kinds, taken, strict=True) if is_taken]

    def groups(self):
        """The groups of countries that count."""
        counted = (self.counts_ldc, self.counts_lldc, self.counts_sids)
        return [group for group, is_counted in zip(StatusGroup, counted, strict=True) if is_counted]

    def clean(self):
        """Refuse to change what was published."""
        super().clean()
        if self.pk and CallRules.objects.filter(pk=self.pk, state=VersionState.PUBLISHED).exists():
            raise ValidationError(_("Published rules are not changed. Start the next version."))
