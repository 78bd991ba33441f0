"""Applications side by side: what each asks for, what is given beside it, and how it was judged."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Avg, Count, Max, Min, Q, Sum
from django.urls import reverse

from zhinan.codelists.models import Country
from zhinan.network.models import Organisation

from ..models import (
    Application,
    ApplicationParty,
    BudgetLine,
    BudgetSource,
    CallRules,
    Mark,
    MatchSource,
    Review,
    Theme,
)
from ..states import ReviewState, Stage

CENT = Decimal("0.01")
PLAIN = ("pk", "number", "title", "state", "submitted_at", "months", "people", "women")


@dataclass(slots=True)
class Compared:
    """An application as plain values, with what was reckoned for it; amounts are in `currency`, that of its rules.

    `total` is the mean of the reviews that were sent, out of 100, `spread` the points between highest and lowest;
    `marks` is {key of a criterion: mean mark}. `match` holds (currency, sum) of each currency, `countries` names.
    """

    pk: int
    number: str
    title: str
    state: str
    submitted_at: Any
    months: int | None
    people: int | None
    women: int | None
    lead: str
    country: str
    theme: str
    currency: str
    requested: Decimal | None = None
    beside: Decimal | None = None
    match: list = field(default_factory=list)
    countries: list = field(default_factory=list)
    asked: int = 0
    sent: int = 0
    total: Decimal | None = None
    spread: Decimal | None = None
    marks: dict = field(default_factory=dict)
    application: Application | None = None

    def __str__(self):
        return self.number

    def state_in_words(self):
        """The state as a reader expects it."""
        return Stage(self.state).label

    def get_absolute_url(self):
        """Address of the application's page."""
        return reverse("application", args=[self.pk])


def compared(applications, whole=True):
    """[Compared] for the queryset `applications`, in its order: ten queries, whatever their number.

    Each has its record with it where they are asked for `whole`: one more query, and slow for thousands.
    """
    keys = applications.order_by().values("pk")
    countries = {one.pk: str(one) for one in Country.objects.all()}
    leads = Organisation.objects.filter(pk__in=applications.order_by().values("lead"))
    leads = {one.pk: (str(one), countries.get(one.country_id, "")) for one in leads}
    themes = dict(Theme.objects.filter(pk__in=applications.order_by().values("theme")).values_list("pk", "name"))
    rules = CallRules.objects.filter(pk__in=applications.order_by().values("rules")).order_by()
    currencies = dict(rules.values_list("pk", "currency__code"))
    found = {}
    for *plain, lead, theme, ruled in applications.values_list(*PLAIN, "lead", "theme", "rules"):
        found[plain[0]] = Compared(*plain, *leads[lead], themes.get(theme, ""), currencies[ruled])
    add_money(found, keys)
    add_countries(found, keys, countries)
    add_reviews(found, keys)
    if whole:
        for one in applications.order_by().select_related("lead__country", "rules__currency", "call", "grant", "theme"):
            found[one.pk].application = one
    return list(found.values())


def add_money(found, keys):
    """What each asks for, what its budget has beside that, and its match by currency."""
    lines = BudgetLine.objects.filter(application__in=keys).order_by()
    sides = {"grant": Sum("amount", filter=Q(source=BudgetSource.GRANT))}
    sides["others"] = Sum("amount", filter=Q(source=BudgetSource.MATCH))
    for key, grant, others in lines.values_list("application").annotate(**sides):
        found[key].requested, found[key].beside = (each and each.quantize(CENT) for each in (grant, others))
    sources = MatchSource.objects.filter(application__in=keys).order_by()
    for key, currency, amount in sources.values_list("application", "currency__code").annotate(Sum("amount")):
        found[key].match.append((currency, amount.quantize(CENT)))


def add_countries(found, keys, countries):
    """The countries that take part in each: that of who applies, those named, and those of the institutions."""
    named = defaultdict(dict)
    parties = ApplicationParty.objects.filter(application__in=keys).order_by("pk")
    for key, country, at in parties.values_list("application", "country", "organisation__country"):
        named[key][countries.get(country or at)] = True
    for key, row in found.items():
        row.countries = [name for name in {row.country: True} | named[key] if name]


def add_reviews(found, keys):
    """How many were asked and have answered, the mean of what they gave, and how far apart they are."""
    reviews = Review.objects.current().filter(application__in=keys).order_by()
    sent = Q(state=ReviewState.SENT)
    numbers = {"asked": Count("pk"), "sent": Count("pk", filter=sent), "mean": Avg("total", filter=sent)}
    numbers |= {"most": Max("total", filter=sent), "least": Min("total", filter=sent)}
    for key, asked, answered, mean, most, least in reviews.values_list("application").annotate(**numbers):
        row = found[key]
        row.asked, row.sent = asked, answered
        if answered:
            row.total = Decimal(mean).quantize(CENT, ROUND_HALF_UP)
            row.spread = (most - least).quantize(CENT) if answered > 1 else None
    marks = Mark.objects.filter(review__application__in=keys, review__state=ReviewState.SENT).exclude(points=None)
    means = marks.order_by().values_list("review__application", "criterion").annotate(Avg("points"))
    for key, criterion, mean in means:
        found[key].marks[criterion] = Decimal(mean).quantize(CENT)
