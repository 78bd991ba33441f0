"""The invited countries of a course and their links."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhinan.kit.guards import allow

from .. import access, actions
from ..models import Course, InvitedCountry
from ..states import SEATED
from .courses import head


@allow(access.keep_course, Course, join=("event",))
def invited(request, course):
    """The invited countries with their links, and how many people each has nominated."""
    seated = Count("pk", filter=Q(state__in=SEATED))
    by_country = course.participants.order_by().values_list("country").annotate(n=Count("pk"), seated=seated)
    numbers = {country: more for country, *more in by_country}
    rows = [
        {"row": one, "link": settings.ADDRESS + one.own_address(), "numbers": numbers.get(one.country_id, (0, 0))}
        for one in course.invited.select_related("country")
    ]
    is_open = course.takes_nominations(timezone.localdate())
    return render(request, "events/course_invited.html", head(course) | {"rows": rows, "is_open": is_open})


@require_POST
@allow(access.keep_invited, InvitedCountry, join=("course__event", "country"))
def renew_link(request, invited):
    """Gives an invited country another link."""
    actions.renew_link(invited, by=request.user)
    messages.success(
        request, _("{country} has a new link. The old one opens nothing any more.").format(country=invited)
    )
    return redirect("course-invited", invited.course_id)
