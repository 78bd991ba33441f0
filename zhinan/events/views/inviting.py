"""The invited countries of a course and their links."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import ContactForm
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
    unwritten = sum(is_unwritten(one["row"]) for one in rows)
    words = head(course) | {"rows": rows, "is_open": is_open, "unwritten": unwritten}
    return render(request, "events/course_invited.html", words)


def is_unwritten(row):
    """Whether the office of `row` is known, and no mail went to it or waits."""
    return bool(row.email) and not row.mail_due and row.mailed_at is None


@require_POST
@allow(access.keep_invited, InvitedCountry, join=("course__event", "country"))
def renew_link(request, invited):
    """Gives an invited country another link."""
    actions.renew_link(invited, by=request.user)
    told = _("{country} has a new link. The old one opens nothing any more.")
    messages.success(request, told.format(country=invited))
    return redirect("course-invited", invited.course_id)


@allow(access.keep_invited, InvitedCountry, join=("course__event", "country"))
def contact(request, invited):
    """Writes down where the office of an invited country is written to."""
    held = {"email": invited.email, "language": invited.language or ContactForm.base_fields["language"].initial}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=held)
    if form.is_valid():
        actions.set_contact(invited, form.cleaned_data["email"], form.cleaned_data["language"], by=request.user)
        return redirect("course-invited", invited.course_id)
    return render(request, "events/course_contact.html", head(invited.course) | {"form": form, "row": invited})


@require_POST
@allow(access.keep_course, Course, join=("event",))
def write_to_offices(request, course):
    """Writes to the office of one invited country, or to each that no mail was sent to yet."""
    rows, one = course.invited.select_related("course__event", "country"), request.POST.get("invited", "")
    rows = rows.filter(pk=one) if one.isdecimal() else filter(is_unwritten, rows)
    done, now = 0, timezone.now()
    for row in rows:
        try:
            actions.write_to(row, by=request.user, now=now)
            done += 1
        except NotNow as refusal:
            messages.error(request, refusal)
    if done:
        told = ngettext("A mail goes to {n} office.", "Mails go to {n} offices.", done)
        messages.success(request, told.format(n=done))
    return redirect("course-invited", course.pk)
