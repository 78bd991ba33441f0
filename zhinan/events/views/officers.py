"""Who reads what is confidential about participants, and its deletion."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhinan.accounts.views.verbs import when_sure
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import OfficerForm
from ..models import Confidential, Course
from .courses import head


@allow(access.keep_course, Course, join=("event",))
def officers(request, course):
    """Names those who read what is confidential, and says when it is deleted."""
    form = OfficerForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_officer(course, form.cleaned_data["user"], by=request.user, on=timezone.localdate())
        except ValidationError as trouble:
            form.add_error("user", trouble.messages)
        else:
            messages.success(request, _("{name} is course officer.").format(name=form.cleaned_data["user"]))
            return redirect("course-officers", course.pk)
    words = {"form": form, "rows": access.officers_of(course.event)}
    words["held"] = Confidential.objects.filter(participant__course=course).count()
    return render(request, "events/course_officers.html", head(course) | words)


@require_POST
@allow(access.keep_course, Course, join=("event",), by=("pk",))
def end_officer(request, course, role):
    """Lets a course officer read nothing confidential any more, from now."""
    held = get_object_or_404(access.officers_of(course.event), pk=role)
    try:
        actions.end_officer(course, held, by=request.user, on=timezone.localdate())
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, _("{name} is course officer no more, from now.").format(name=held.user))
    return redirect("course-officers", course.pk)


@allow(access.keep_course, Course, join=("event",))
def erase_details(request, course):
    """Deletes what is confidential now, after asking."""
    erase, label = partial(actions.erase_details, on=timezone.localdate()), _("Delete the confidential details now")
    back = reverse("course-officers", args=[course.pk])
    return when_sure(request, course, label, erase, _("The confidential details are deleted."), back, back)
