"""How many applications of a call stand where: by state, country, priority area, goal and mean of the reviews."""

from urllib.parse import urlencode

from django.db.models import Avg, Count, Q
from django.utils.text import capfirst

from zhinan.codelists.models import Country, Goal

from ..models import Application, Review
from ..states import ReviewState, Stage

STEP = 10  # points of one column of the means


def pipeline(applications):
    """{what: [(label, number, words of the address of the list)]} of the queryset `applications`: seven queries.

    An application has one state, and one country and area at most, several goals. Means lead to no list of their own.
    """
    rows = Application.objects.filter(pk__in=applications.order_by().values("pk"))
    states = {one.value: capfirst(str(one.label)) for one in Stage}
    countries = {one.alpha3: str(one) for one in Country.objects.all()}
    goals = {one.number: str(one) for one in Goal.objects.all()}
    return {
        "state": grouped(rows, "state", "state", states),
        "country": grouped(rows, "lead__country__alpha3", "country", countries),
        "theme": grouped(rows, "theme__name", "theme"),
        "goal": grouped(rows, "goals__number", "goal", goals),
        "mean": means(rows),
    }


def grouped(rows, path, name, words=None):
    """[(label, number, words of the address)] of what stands at `path`, the largest first, without what has none."""
    counted = rows.order_by().values_list(path).annotate(n=Count("pk")).order_by("-n", path)
    known = [(value, n) for value, n in counted if value not in (None, "")]
    return [(words[value] if words else value, n, urlencode({name: value})) for value, n in known]


def means(rows):
    """[(from – to, number, "")] of the means of the reviews that were sent, in steps of ten points."""
    sent = Review.objects.filter(application__in=rows.values("pk"), state=ReviewState.SENT).order_by()
    steps = [0] * (100 // STEP)
    for (mean,) in sent.values("application").annotate(mean=Avg("total")).filter(~Q(mean=None)).values_list("mean"):
        steps[min(int(mean) // STEP, len(steps) - 1)] += 1
    return [(f"{n * STEP}–{(n + 1) * STEP}", count, "") for n, count in enumerate(steps)] if any(steps) else []
