"""How many applications of a call stand where: by state, country, priority area, goal and mean of the reviews."""

from django.db.models import Avg, Count, Q
from django.utils.text import capfirst

from ..models import Application, Review
from ..states import ReviewState, Stage

STEP = 10  # points of one column of the means


def pipeline(applications):
    """{what: [(label, number, words of the address of the list)]} of the queryset `applications`: five queries.

    Each application stands once in each of them, but for goals, of which it may have several.
    """
    rows = Application.objects.filter(pk__in=applications.order_by().values("pk"))
    stages = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    found = {
        "state": [(capfirst(str(one.label)), stages.get(one, 0), f"state={one}") for one in Stage if one in stages]
    }
    found["country"] = grouped(rows, "lead__country__name", "lead__country__alpha3", "country")
    found["theme"] = grouped(rows, "theme__name", "theme__name", "theme")
    found["goal"] = grouped(rows, "goals__name", "goals__number", "goal")
    found["mean"] = means(rows)
    return found


def grouped(rows, label, word, name):
    """[(label, number, words of the address)], the largest first, those without last."""
    counted = rows.order_by().values_list(label, word).annotate(n=Count("pk")).order_by("-n", label)
    return [(str(text), n, f"{name}={value}") for text, value, n in counted if value not in (None, "")]


def means(rows):
    """[(from – to, number, "")] of the means of the reviews that were sent, in steps of ten points."""
    sent = Review.objects.filter(application__in=rows.values("pk"), state=ReviewState.SENT).order_by()
    steps = [0] * (100 // STEP)
    for (mean,) in sent.values("application").annotate(mean=Avg("total")).filter(~Q(mean=None)).values_list("mean"):
        steps[min(int(mean) // STEP, len(steps) - 1)] += 1
    return [(f"{n * STEP}–{(n + 1) * STEP}", count, "") for n, count in enumerate(steps)] if any(steps) else []
