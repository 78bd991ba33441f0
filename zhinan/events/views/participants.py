"""Who takes part in a course, for those who look after it: the list, and what is done with several."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from zhinan.kit.forms import ShortList
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number
from zhinan.kit.sheets import SHEETS, as_sheet

from .. import access
from ..figures import trained
from ..models import Event
from ..states import PARTICIPATION, Participation
from ..tables import participants_sheet
from .courses import head
from .deciding import PARTICIPANT_VERBS, TONES
from .reminding import counted, remind_now, standing

PER_PAGE = 50
REMIND = "remind"  # the one that course officers may as well
MOST_SAID = 5  # sentences about what could not be done
AT_ONCE = ("review", "accept", "queue", "decline", "arrive", "complete", "complete_in_part")  # verbs for several people


def course_of(event):
    """The sheet of `event`; raises Http404 where it has none."""
    course = getattr(event, "course", None)
    if course is None:
        raise Http404(_("There is no such page."))
    return course


class ChosenForm(forms.Form):
    """Which participants of a course something is done with."""

    verb = forms.ChoiceField(choices=[(key, key) for key in (*AT_ONCE, REMIND)])
    chosen = ShortList(None, error_messages={"required": gettext_lazy("Choose at least one person first.")})

    def __init__(self, typed, course):
        super().__init__(typed)
        rows = course.participants.select_related("course__event", "country")
        self.fields["chosen"].queryset = rows.order_by("nominated_at", "pk")


@allow(access.meet, Event, join=("course",))
def participants(request, event):
    """Who was nominated, by state, a page at a time; what is done with those who are chosen."""
    course, may_edit = course_of(event), access.edit(request.user, event)
    if request.method == "POST":
        return act(request, course, may_edit)
    rows, state = course.participants.order_by("nominated_at", "pk"), request.GET.get("state", "")
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    rows = rows.filter(state=state) if state in Participation.values else rows
    rows = rows.with_details().select_related("country", "organisation")
    page = Paginator(rows, PER_PAGE).get_page(page_number(request))
    for row in page.object_list:
        row.tone, row.details = TONES.get(row.state, ""), standing(row)
    words = head(course) | {"page": page, "chosen": state, "total": sum(counts.values()), "may_edit": may_edit}
    words["states"] = [(one.value, capfirst(one.label), counts.get(one.value, 0)) for one in Participation]
    words |= shown_details(course)
    words["verbs"] = (possible(counts) if may_edit else []) + words["reminders"]
    words["trained"] = trained(course.participants.all())
    files = [(kind.upper(), reverse("event-participants-file", args=[event.slug, kind])) for kind in SHEETS]
    return render(request, "events/participants.html", words | {"downloads": files if may_edit else []})


def shown_details(course):
    """What the list of `course` says of details for the visa: how many gave them, who could be reminded, who reads."""
    given, asked = counted(course)
    is_asking = course.asks_details(timezone.localdate())
    needs_officer = is_asking and not access.officers_of(course.event).exists()
    verbs = [(REMIND, pgettext("button", "Remind of the details for the visa"))] if is_asking and given < asked else []
    return {"given": given, "asked": asked, "needs_officer": needs_officer, "reminders": verbs}


def possible(counts):
    """(key, label) of the verbs that some state among `counts`, {state: number}, permits."""
    return [
        (verb.key, verb.label)
        for verb in PARTICIPANT_VERBS
        if verb.key in AT_ONCE and PARTICIPATION.table[verb.key][0] & counts.keys()
    ]


def act(request, course, may_edit):
    """Do what was asked for with those who are chosen; raises PermissionDenied for those who may only read."""
    if not may_edit and request.POST.get("verb") != REMIND:
        raise PermissionDenied
    form = ChosenForm(request.POST, course)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect("event-participants", course.event.slug)
    actions_by_key = {one.key: one.action for one in PARTICIPANT_VERBS} | {REMIND: remind_now}
    do, done, refused = actions_by_key[form.cleaned_data["verb"]], 0, {}
    for one in form.cleaned_data["chosen"]:
        try:
            do(one, by=request.user)
            done += 1
        except NotNow as refusal:  # the others may go on; the same sentence is said once
            refused[str(refusal)] = None
    tell(request, do, done, refused)
    return redirect("event-participants", course.event.slug)


def tell(request, do, done, refused):
    """Say for how many people `do` was done, and the first of the sentences why it was not for the others."""
    for sentence in [*refused][:MOST_SAID]:
        messages.error(request, sentence)
    told = ngettext("{n} participant is changed.", "{n} participants are changed.", done)
    if do is remind_now:
        told = ngettext("A mail goes to {n} participant.", "A mail goes to {n} participants.", done)
    if done:
        messages.success(request, told.format(n=done))


@allow(access.edit, Event, join=("course",))
def participants_file(request, event, kind):
    """The list as CSV or XLSX, without mail addresses and without anything confidential."""
    name = "-".join((event.slug, _("participants")))
    return as_sheet(participants_sheet(course_of(event)), name, kind)
