"""Areas, countries, goals, purposes, currencies, and what an installation decides about codes and maps."""

import difflib

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.languages import said
from zhinan.kit.punctuation import listed, sentences
from zhinan.kit.quantities import in_digits

NEAR = 3


class UnknownCode(ValueError):
    """A code that stands for no country or area; the text says what to write or where to enter it."""


class ListedQuerySet(models.QuerySet):
    """Codes of a list."""

    def active(self):
        """Codes that may be chosen for new records."""
        return self.filter(is_withdrawn=False)


class Listed(models.Model):
    """A code of a list; once withdrawn it is offered no more and stays readable."""

    is_withdrawn = models.BooleanField(default=False)

    objects = ListedQuerySet.as_manager()

    class Meta:
        abstract = True

    def take(self, values):
        """Take over `values`, {attribute: value} from the package's table; returns whether anything changed."""
        changed = {name: value for name, value in values.items() if getattr(self, name) != value}
        for name, value in changed.items():
            setattr(self, name, value)
        return bool(changed)


class Decided(Listed):
    """A code whose meaning an installation may decide: its own rows and edits are never overwritten.

    `as_loaded` remembers what the package's table said; it is empty for a row that the installation added.
    """

    as_loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    def is_own(self):
        """Whether the row says something else than the package's table said, or was never in it."""
        return not self.as_loaded or any(getattr(self, name) != value for name, value in self.as_loaded.items())

    def take(self, values):
        """As for every code, but a row that is the installation's own stays as it is."""
        if self.pk and self.is_own():
            return False
        return super().take({**values, "as_loaded": {**self.as_loaded, **values}})


class AreaKind(models.TextChoices):
    """The steps of M49 from the world down to a country."""

    WORLD = "world", pgettext_lazy("kind of area", "world")
    REGION = "region", pgettext_lazy("kind of area", "region")
    SUB_REGION = "sub-region", pgettext_lazy("kind of area", "sub-region")
    INTERMEDIATE = "intermediate", pgettext_lazy("kind of area", "intermediate region")


class Area(Listed):
    """A part of the world that M49 names, above countries. Links to areas hold the M49 code."""

    m49 = models.CharField(max_length=3, unique=True, validators=[RegexValidator(r"^\d{3}$")])
    name = models.CharField(max_length=100)
    name_zh = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=12, choices=AreaKind)
    parent = models.ForeignKey("self", models.PROTECT, to_field="m49", null=True, blank=True, related_name="parts")

    class Meta:
        ordering = ["m49"]
        verbose_name_plural = gettext_lazy("areas")

    def __str__(self):
        return said(self, "name").text

    def get_absolute_url(self):
        """Address of the area's page."""
        return reverse("area", args=[self.m49])


class CountryQuerySet(ListedQuerySet):
    """Countries and areas, found by their codes."""

    def find(self, code):
        """The country of an alpha-3, alpha-2 or M49 code in any case, or of an outside code that is mapped to one.

        An M49 code may lack its leading zeros. Raises UnknownCode.
        """
        text = str(code).strip().upper()
        if text.isdecimal():
            text = text.zfill(3)
            kind = "m49"
        else:
            kind = "alpha2" if len(text) == 2 else "alpha3"
        if found := self.filter(**{kind: text}).first():
            return found
        outside = OutsideCode.objects.filter(code=text).first()
        if found := outside and self.filter(pk=outside.country_id).first():
            return found
        raise UnknownCode(self._refusal(text, outside))

    def _refusal(self, text, outside):
        """The sentence for a code that stands for no country here."""
        if outside:
            return _(
                "“%(code)s” (%(name)s) stands in the table “codes outside M49” without a country: "
                "name one there, or write an M49 or ISO 3166-1 code."
            ) % {"code": text, "name": outside.name}
        near = self._near(text)
        refusal = _(
            "“%(code)s” is not in the table “countries and areas”, nor in “codes outside M49”: write an M49 or "
            "ISO 3166-1 code such as 834, TZ or TZA, or enter “%(code)s” among the codes outside M49."
        ) % {"code": text}
        return sentences(refusal, near and _("Near to it: %(names)s.") % {"names": listed(near)})

    def _near(self, text):
        """At most three countries, as “Kenya (KEN)”, whose alpha-3 code or English name is near to `text`."""
        names = dict(self.active().values_list("alpha3", "name"))
        if len(text) <= 3:
            codes = difflib.get_close_matches(text, names, n=NEAR)
        else:
            by_name = {name.upper(): alpha3 for alpha3, name in names.items()}
            whole = [alpha3 for name, alpha3 in by_name.items() if text in name]
            alike = [by_name[name] for name in difflib.get_close_matches(text, by_name, n=NEAR)]
            codes = list(dict.fromkeys(whole + alike))[:NEAR]
        return [f"{names[code]} ({code})" for code in codes]


class Country(Listed):
    """A country or area of M49, with its ISO 3166-1 codes and its UNTERM short name in the six UN languages."""

    called = ("alpha3", "alpha2", "name", "name_zh", "name_fr", "name_es", "name_ru", "name_ar")
    alpha3 = models.CharField(max_length=3, unique=True, validators=[RegexValidator(r"^[A-Z]{3}$")])
    alpha2 = models.CharField(max_length=2, unique=True, validators=[RegexValidator(r"^[A-Z]{2}$")])
    m49 = models.CharField(max_length=3, unique=True, validators=[RegexValidator(r"^\d{3}$")])
    name = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)
    name_es = models.CharField(max_length=100)
    name_ru = models.CharField(max_length=100)
    name_zh = models.CharField(max_length=100)
    name_ar = models.CharField(max_length=100)
    sub_region = models.ForeignKey(
        Area, models.PROTECT, to_field="m49", null=True, blank=True, related_name="countries"
    )
    intermediate_region = models.ForeignKey(
        Area, models.PROTECT, to_field="m49", null=True, blank=True, related_name="intermediate_countries"
    )

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = gettext_lazy("countries and areas")

    def __str__(self):
        return said(self, "name").text

    @property
    def slug(self):
        """The word that stands for the country in addresses: its alpha-3 code in small letters."""
        return self.alpha3.lower()

    def get_absolute_url(self):
        """Address of the country's page."""
        return reverse("country", args=[self.slug])


class StatusGroup(models.TextChoices):
    """The groups of countries that United Nations programmes give priority to."""

    LDC = "LDC", pgettext_lazy("group of countries", "least developed countries")
    LLDC = "LLDC", pgettext_lazy("group of countries", "landlocked developing countries")
    SIDS = "SIDS", pgettext_lazy("group of countries", "small island developing States")


class CountryStatusQuerySet(ListedQuerySet):
    """Statuses, and those held on a day."""

    def on(self, day):
        """Statuses held on `day`; without a first day one counts as held since ever, without a last as held still."""
        starts = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.active().filter(starts, Q(ends_on=None) | Q(ends_on__gt=day))


class CountryStatus(Listed):
    """That a country belongs to a group: from the day `starts_on`, until it graduates on the day `ends_on`.

    On the day of graduation itself the status is no longer held.
    """

    country = models.ForeignKey(Country, models.PROTECT, related_name="statuses")
    group = models.CharField(max_length=4, choices=StatusGroup)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = CountryStatusQuerySet.as_manager()

    class Meta:
        ordering = ["group", "country__name"]
        verbose_name_plural = gettext_lazy("statuses of countries")
        constraints = [
            models.UniqueConstraint(fields=["country", "group", "starts_on"], name="codelists_status_once"),
            models.UniqueConstraint(
                fields=["country", "group"], condition=Q(starts_on=None), name="codelists_status_once_undated"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gt=F("starts_on")),
                name="codelists_status_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.country}: {self.group}"

    def clean(self):
        """Say in words what the constraint would refuse."""
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValidationError(_("the status ends before it starts"))


class OutsideCode(Decided):
    """A code that partners' files carry and M49 does not, with the country or area that it is read as."""

    code = models.CharField(max_length=10, unique=True, validators=[RegexValidator(r"^[0-9A-Z]+$")])
    name = models.CharField(max_length=100)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="outside_codes")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = gettext_lazy("codes outside M49")

    def __str__(self):
        return f"{self.code} ({self.name})"


class LineStyle(models.TextChoices):
    """How a boundary is drawn."""

    SOLID = "solid", pgettext_lazy("line on a map", "solid")
    DASHED = "dashed", pgettext_lazy("line on a map", "dashed")
    NONE = "none", pgettext_lazy("line on a map", "not drawn")


class MapOverride(Decided):
    """How the map draws a line or an area that outlines show otherwise than the United Nations do.

    `name` is that of the outline, `shape` its id there (an M49 code) or empty; `drawn_as` is the country that the area
    is coloured with, None for no country; `line` is the style of its boundary.
    """

    name = models.CharField(max_length=100, unique=True)
    shape = models.CharField(max_length=20, blank=True)
    drawn_as = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="+")
    line = models.CharField(max_length=6, choices=LineStyle)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = gettext_lazy("map overrides")

    def __str__(self):
        return self.name


class Goal(Listed):
    """A Sustainable Development Goal: its short title, its text, and the colour of its chip."""

    number = models.PositiveSmallIntegerField(unique=True, validators=[MinValueValidator(1), MaxValueValidator(17)])
    name = models.CharField(max_length=60)
    name_zh = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=250)
    text_zh = models.CharField(max_length=250, blank=True)
    colour = models.CharField(max_length=7, validators=[RegexValidator(r"^#[0-9A-F]{6}$")])

    class Meta:
        ordering = ["number"]
        verbose_name_plural = gettext_lazy("Sustainable Development Goals")
        constraints = [models.CheckConstraint(condition=Q(number__range=(1, 17)), name="codelists_goal_1_to_17")]

    def __str__(self):
        return f"{self.number}. {said(self, 'name').text}"


class Target(Listed):
    """A target of a goal: 1.1, or 1.a for a means of implementation."""

    called = ("code", "text")
    code = models.CharField(max_length=5, unique=True, validators=[RegexValidator(r"^\d{1,2}\.(\d{1,2}|[a-z])$")])
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="targets")
    text = models.TextField()

    class Meta:
        # The table's own order: as text, 1.10 would come before 1.2.
        ordering = ["goal__number", "pk"]
        verbose_name_plural = gettext_lazy("SDG targets")

    def __str__(self):
        return f"{self.code} {self.text}"


class PurposeCode(Listed):
    """A five-digit DAC CRS purpose, with the three-digit category that it belongs to; `name_fr` may be empty."""

    called = ("code", "name", "name_fr")
    code = models.CharField(max_length=5, unique=True, validators=[RegexValidator(r"^\d{5}$")])
    name = models.CharField(max_length=250)
    name_fr = models.CharField(max_length=250, blank=True)
    category = models.CharField(max_length=3, db_index=True, validators=[RegexValidator(r"^\d{3}$")])
    category_name = models.CharField(max_length=100)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = gettext_lazy("purpose codes")

    def __str__(self):
        return f"{self.code} {self.name}"


class OrganisationType(Listed):
    """A kind of organisation as IATI has it."""

    code = models.CharField(max_length=2, unique=True, validators=[RegexValidator(r"^\d{2}$")])
    name = models.CharField(max_length=100)
    name_zh = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = gettext_lazy("organisation types")

    def __str__(self):
        return said(self, "name").text


class Currency(Listed):
    """A currency of ISO 4217."""

    called = ("code", "name")
    code = models.CharField(max_length=3, unique=True, validators=[RegexValidator(r"^[A-Z]{3}$")])
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = gettext_lazy("currencies")

    def __str__(self):
        return self.code


class ExchangeRateQuerySet(models.QuerySet):
    """Rates, found by currency and day."""

    def latest_before(self, currency, day):
        """The newest rate of `currency` dated `day` or earlier, or None; of two sources on a day, the first by name."""
        return self.filter(currency=currency, on__lte=day).order_by("-on", "source").first()


class ExchangeRate(models.Model):
    """How many units of a currency one US dollar was worth on a day, and who says so."""

    currency = models.ForeignKey(Currency, models.PROTECT, related_name="rates")
    on = models.DateField()
    per_usd = models.DecimalField(max_digits=18, decimal_places=8)
    source = models.CharField(max_length=200)

    objects = ExchangeRateQuerySet.as_manager()

    class Meta:
        ordering = ["currency__code", "-on"]
        verbose_name_plural = gettext_lazy("exchange rates")
        constraints = [
            models.UniqueConstraint(fields=["currency", "on", "source"], name="codelists_rate_once"),
            models.CheckConstraint(condition=Q(per_usd__gt=0), name="codelists_rate_positive"),
        ]

    def __str__(self):
        return f"{self.currency} {in_digits(self.per_usd)} ({self.on})"
