"""How many applications of a call stand where: by state, country, priority area, goal and mean of the reviews."""

from collections import Counter
from urllib.parse import urlencode

from django.db.models import Avg, Count, Q
from django.utils.text import capfirst

from zhinan.codelists.models import Country, Goal

from ..models import Application, Review
from ..rules.submitted import country_of, last_about
from ..states import UNSETTLED, ReviewState, Stage

STEP = 10  # points of one column of the means


def pipeline(applications):
    """{what: [(label, number, words of the address of the list)]} of the queryset `applications`: eight queries.

    An application has one state, and one country and area at most, several goals. Means lead to no list of their own.
    What may be being revised counts as its last version says.
    """
    rows = Application.objects.filter(pk__in=applications.order_by().values("pk"))
    settled, said = rows.exclude(state__in=UNSETTLED), list(last_about(rows).values())
    states = {one.value: capfirst(str(one.label)) for one in Stage}
    countries = {one.alpha3: str(one) for one in Country.objects.all()}
    goals = {one.number: str(one) for one in Goal.objects.all()}
    return {
        "state": grouped(rows, "state", "state", states),
        "country": grouped(settled, "lead__country__alpha3", "country", countries, map(country_of, said)),
        "theme": grouped(settled, "theme__name", "theme", None, [about["theme"] for about in said]),
        "goal": grouped(settled, "goals__number", "goal", goals, [one for about in said for one in about["goals"]]),
        "mean": means(rows),
    }


def grouped(rows, path, name, words=None, more=()):
    """[(label, number, words of the address)] of what stands at `path`, the largest first, without what has none.

    The values `more` are counted with them.
    """
    counted = Counter(dict(rows.order_by().values_list(path).annotate(Count("pk")))) + Counter(more)
    known = sorted((-n, value) for value, n in counted.items() if value not in (None, ""))
    return [(words[value] if words else value, -n, urlencode({name: value})) for n, value in known]


def means(rows):
    """[(from – to, number, "")] of the means of the reviews that were sent, in steps of ten points."""
    sent = Review.objects.filter(application__in=rows.values("pk"), state=ReviewState.SENT).order_by()
    steps = [0] * (100 // STEP)
    for (mean,) in sent.values("application").annotate(mean=Avg("total")).filter(~Q(mean=None)).values_list("mean"):
        steps[min(int(mean) // STEP, len(steps) - 1)] += 1
    return [(f"{n * STEP}–{(n + 1) * STEP}", count, "") for n, count in enumerate(steps)] if any(steps) else []
