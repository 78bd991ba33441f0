"""The sheet of a course as a PDF, for everybody who may see the event."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.history.models import Entry
from zhinan.kit.dates import span_in_words
from zhinan.kit.guards import allow
from zhinan.kit.punctuation import in_a_line
from zhinan.kit.templatetags.kit import day
from zhinan.kit.typesetting import CannotSet, as_pdf

from .. import access, editions
from ..models import Event

NO_CHANGE = date(2000, 1, 1)  # of a sheet whose history tells nothing


def facts_of(course):
    """[(label, value)] of what the sheet says in numbers and single words."""
    event = course.event
    ages = "–".join(str(one) for one in (course.age_from, course.age_to) if one)
    return [
        (pgettext("of a course", "Field"), course.field_in_words()),
        (pgettext("label", "When"), span_in_words(event.starts_on, event.ends_on)),
        (pgettext("label", "Where"), in_a_line(event.place, str(event.country or ""))),
        (_("Course language"), course.taught_in),
        (_("Age"), ages),
        (pgettext("label", "Places"), course.capacity),
        (_("Nominations close on"), day(course.closes_on) if course.closes_on else ""),
    ]


@allow(access.read, Event, join=("course", "country"))
def course_file(request, event):
    """The sheet as a PDF, or back to the page with a sentence where a character cannot be set."""
    course = getattr(event, "course", None)
    if course is None:
        raise Http404(_("There is no such page."))
    newest = Entry.objects.timeline(course).first()
    try:
        content = editions.course_sheet(course, facts_of(course), newest.at.date() if newest else NO_CHANGE)
    except CannotSet:
        messages.error(request, _("The sheet has characters that cannot be printed here. Print the page instead."))
        return redirect(course)
    return as_pdf(content, f"{event.slug}-{course.pk}", is_shown=True)
