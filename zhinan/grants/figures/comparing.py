"""Applications side by side: what each asks for, what is given beside it, and how it was judged."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Avg, Count, F, Max, Min, Q, Sum
from django.urls import reverse

from zhinan.codelists.models import Country
from zhinan.network.models import Organisation

from ..models import (
    ApplicationParty,
    BudgetLine,
    BudgetSource,
    Mark,
    MatchSource,
    Review,
)
from ..rules import sums
from ..rules.submitted import country_of, last_said
from ..states import UNSETTLED, ReviewState, Stage

CENT = Decimal("0.01")
FEW = 500  # applications whose keys are said one by one
PLAIN = ("pk", "number", "title", "state", "submitted_at", "months", "people", "women")


@dataclass(slots=True)
class Compared:
    """An application as plain values, with what was reckoned for it; amounts are in `currency`, that of its rules.

    `total` is the mean of the reviews that were sent, out of 100, `spread` the points between highest and lowest;
    `earlier` counts those of them that judge an earlier version than the newest; `marks` is {key of a criterion: mean
    mark}. `match` holds (currency, sum) of each currency, `countries` names.
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
    earlier: int = 0
    marks: dict = field(default_factory=dict)

    def __str__(self):
        return self.number

    def state_in_words(self):
        """The state as a reader expects it."""
        return Stage(self.state).label

    def get_absolute_url(self):
        """Address of the application's page."""
        return reverse("application", args=[self.pk])


def compared(applications, parts=True):
    """[Compared] for the queryset `applications`, in its order: eight queries, whatever their number.

    Without `parts`, four: what each application says once, what it asks for, and how it was judged in all. Two more
    where some were returned or withdrawn: they stand as they were submitted last, not as their authors write them now.
    """
    rows = list(applications.values_list(*PLAIN, "theme__name", "rules__currency__code", "lead"))
    leads = Organisation.objects.filter(pk__in={row[-1] for row in rows}).select_related("country")
    countries = {one.country_id: one.country for one in leads}
    countries = {key: str(one or "") for key, one in countries.items()}
    institutions = {one.pk: (str(one), countries[one.country_id]) for one in leads}
    found = {}
    for *plain, theme, currency, lead in rows:
        found[plain[0]] = Compared(*plain, *institutions[lead], theme or "", currency)
    keys = list(found) if len(found) <= FEW else applications.order_by().values("pk")
    add_money(found, keys)
    add_reviews(found, keys)
    if parts:
        add_match(found, keys)
        add_countries(found, keys)
        add_marks(found, keys)
    add_submitted(found)
    return list(found.values())


def add_money(found, keys):
    """What each asks for, and what its budget has beside that."""
    lines = BudgetLine.objects.filter(application__in=keys).order_by()
    sides = {"grant": Sum("amount", filter=Q(source=BudgetSource.GRANT))}
    sides["others"] = Sum("amount", filter=Q(source=BudgetSource.MATCH))
    for key, grant, others in lines.values_list("application").annotate(**sides):
        found[key].requested, found[key].beside = (each and each.quantize(CENT) for each in (grant, others))


def add_match(found, keys):
    """The match of each, by currency."""
    sources = MatchSource.objects.filter(application__in=keys).order_by()
    for key, currency, amount in sources.values_list("application", "currency__code").annotate(Sum("amount")):
        found[key].match.append((currency, amount.quantize(CENT)))


def add_countries(found, keys):
    """The countries that take part in each: that of who applies, those named, and those of the institutions."""
    named = defaultdict(list)
    parties = ApplicationParty.objects.filter(application__in=keys).order_by("pk")
    for key, country, at in parties.values_list("application", "country", "organisation__country"):
        named[key].append(country or at)
    called = {one.pk: str(one) for one in Country.objects.filter(pk__in=set().union(*named.values()))}
    for key, row in found.items():
        names = (row.country, *(called.get(one) for one in named[key]))
        row.countries = list(dict.fromkeys(filter(None, names)))


def add_reviews(found, keys):
    """How many were asked and have answered, the mean of what they gave, and how far apart they are."""
    reviews = Review.objects.current().filter(application__in=keys).order_by()
    sent = Q(state=ReviewState.SENT)
    numbers = {"asked": Count("pk"), "sent": Count("pk", filter=sent), "mean": Avg("total", filter=sent)}
    numbers |= {"most": Max("total", filter=sent), "least": Min("total", filter=sent)}
    numbers["old"] = Count("pk", filter=sent & Q(version__lt=F("application__version")))
    for key, asked, answered, mean, most, least, old in reviews.values_list("application").annotate(**numbers):
        row = found[key]
        row.asked, row.sent, row.earlier = asked, answered, old
        if answered:
            row.total = Decimal(mean).quantize(CENT, ROUND_HALF_UP)
            row.spread = (most - least).quantize(CENT) if answered > 1 else None


def add_marks(found, keys):
    """The mean of the marks that reviewers gave each, by criterion."""
    marks = Mark.objects.filter(review__application__in=keys, review__state=ReviewState.SENT).exclude(points=None)
    means = marks.order_by().values_list("review__application", "criterion").annotate(Avg("points"))
    for key, criterion, mean in means:
        found[key].marks[criterion] = Decimal(mean).quantize(CENT)


def add_submitted(found):
    """What the last version says of those that may be being revised, in the place of their rows."""
    said = last_said([row.pk for row in found.values() if row.state in UNSETTLED])
    codes = {code for content in said.values() for code in codes_in(content)}
    called = {one.alpha3: str(one) for one in Country.objects.filter(alpha3__in=codes)} if codes else {}
    for key, content in said.items():
        say(found[key], content, called)


def codes_in(content):
    """The codes of the countries that take part in what `content` says: of who applies first; some stand twice."""
    named = [one["country"] or (one["organisation"] or {}).get("country") for one in content["partners"]]
    return [country_of(content["about"]), *(one["key"] for one in named if one)]


def say(row, content, called):
    """Write what `content` says into `row`; `called` are the names of its countries."""
    about, people, given = content["about"], content["people"], defaultdict(Decimal)
    row.title, row.theme, row.months = about["title"], about["theme"] or "", about["months"]
    row.lead, row.country = about["lead"]["name"], called.get(country_of(about), "")
    row.people, row.women, row.currency = people["people"], people["women"], content["currency"]
    sides = (BudgetSource.GRANT, BudgetSource.MATCH)
    row.requested, row.beside = (sums.paid_by(content, side) or None for side in sides)
    for one in content["match"]:
        given[one["currency"]] += Decimal(one["amount"])
    row.match = list(given.items())
    row.countries = list(dict.fromkeys(called[code] for code in codes_in(content) if code in called))
