"""Who completed a course, and what became of it."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import render

from zhinan.kit.guards import allow
from zhinan.kit.pages import page_number
from zhinan.questionnaires.figures import answered
from zhinan.questionnaires.models import Round

from .. import access
from ..figures import trained
from ..models import Event, Moment
from .courses import head
from .participants import PER_PAGE, course_of


@allow(access.edit, Event, join=("course",))
def alumni(request, event):
    """Who completed a course, and how many of them told later what they applied."""
    course = course_of(event)
    rows = course.participants.finished().select_related("country", "organisation", "person")
    page = Paginator(rows.order_by("name", "pk"), PER_PAGE).get_page(page_number(request))
    surveys = event.surveys.filter(moment=Moment.FOLLOW_UP)
    asked = Count("asked", distinct=True)
    rounds = answered(Round.objects.filter(pk__in=surveys.values("round"))).annotate(n_asked=asked)
    words = {"page": page, "rounds": rounds, "trained": trained(course.participants.all())}
    return render(request, "events/participants_alumni.html", head(course) | words)
