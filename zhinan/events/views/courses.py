"""The sheet of a course: shown to everybody, typed, taken away."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from zhinan.accounts.views import kind_word
from zhinan.accounts.views.editing import add_from, opened
from zhinan.accounts.views.verbs import when_sure
from zhinan.kit.guards import allow

from .. import access, actions
from ..forms import CourseForm
from ..models import COURSES, Course, Event

# The texts of the sheet in the order of reading.
TEXTS = ("objectives", "content", "method", "prepare", "visa", "contact")
ASKED = ("position", "health", "language_needed")  # of who wants to come


def shown_course(event, user):
    """What the page of `event` shows to `user` of its course; nobody who takes part in it."""
    course = getattr(event, "course", None)
    invited = list(course.invited.select_related("country")) if course is not None else []
    is_open = course is not None and course.takes_nominations(timezone.localdate())
    words = {"course": course, "invited": invited, "offers_course": event.kind in COURSES, "is_nominating": is_open}
    for name, fields in (("sheet", TEXTS), ("asked", ASKED)):
        words[name] = said_in(course, fields) if course is not None else []
    words["may_meet"] = course is not None and access.meet(user, event)
    asks = words["may_meet"] and course.asks_details(timezone.localdate())
    return words | {"needs_officer": asks and not access.officers_of(event).exists()}


def said_in(course, names):
    """[(label, name)] of those texts of a course sheet under `names` that say something."""
    fields = (Course._meta.get_field(name) for name in names)
    return [(capfirst(field.verbose_name), field.name) for field in fields if course.said(field.name).text]


def head(course):
    """What stands at the head of each page about `course` for those who look after it."""
    event = course.event
    return {"course": course, "event": event, "kind": kind_word(event), "mark": event.mark}


@allow(access.edit, Event, join=("course",))
def add_course(request, event):
    """Types the sheet of an event that has none yet."""
    held = getattr(event, "course", None)
    if held is not None:
        return redirect("edit-course", held.pk)
    form = opened(request, CourseForm, Course(event=event))
    return add_from(request, CourseForm, form, again=request.get_full_path())


@allow(access.keep_course, Course, join=("event",))
def drop_course(request, course):
    """Takes the sheet of an event away, after asking; who takes back its addition is led here."""
    done = _("The course sheet is taken away.")
    return when_sure(request, course, _("Take the course sheet away"), actions.drop_course, done, course.event)
