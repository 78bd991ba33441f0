"""Which reviews are waited for, which stand far apart, and what is ready for the committee."""

from django.db.models import Count, F, Max, Min, Q

from ..states import ReviewState, Stage

OPEN = (ReviewState.ASKED, ReviewState.WRITING)
SENT = Q(reviews__state=ReviewState.SENT)
CURRENT = SENT | Q(reviews__state__in=OPEN, reviews__reviewer__isnull=False)  # of who was erased nothing comes any more


def waiting(reviews):
    """Those of the queryset `reviews` that were not sent, of applications that are under review."""
    return reviews.filter(
        state__in=OPEN, reviewer__isnull=False, reviewer__is_active=True, application__state=Stage.APPRAISAL
    )


def counted(applications):
    """The queryset `applications` with asked, sent, highest and lowest total, and how far these are apart."""
    found = applications.annotate(
        asked=Count("reviews", filter=CURRENT),
        sent=Count("reviews", filter=SENT),
        highest=Max("reviews__total", filter=SENT),
        lowest=Min("reviews__total", filter=SENT),
    )
    return found.annotate(apart=F("highest") - F("lowest"))


def ready(applications):
    """Those of the queryset `applications` whose reviews are all there, and not far apart."""
    found = counted(applications).filter(sent__gt=0, asked=F("sent"))
    return found.filter(apart__lte=F("rules__spread"))


def far_apart(applications):
    """Those of the queryset `applications` whose reviews are further apart than the rules allow, the furthest first."""
    return counted(applications).filter(apart__gt=F("rules__spread")).order_by("-apart", "pk")
