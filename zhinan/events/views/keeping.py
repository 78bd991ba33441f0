"""Who registered for an event, for those who keep the list: places given and taken, and the list as a file."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number
from zhinan.kit.sheets import SHEETS, as_sheet
from zhinan.questionnaires.access import read_answers

from .. import access, actions
from ..models import Event
from ..rules import erased_on
from ..states import REGISTRATION, Place
from ..tables import registrations_sheet

PER_PAGE = 50
MOST_SAID = 5  # sentences about what could not be done
# (key of the verb in the life cycle, words of the button, what is done)
VERBS = (
    ("approve", pgettext_lazy("button", "Approve"), actions.approve),
    ("decline", pgettext_lazy("button", "Decline"), actions.decline),
    ("promote", pgettext_lazy("button", "Give a place"), actions.promote),
    ("cancel", pgettext_lazy("button", "Cancel the registration"), actions.remove),
)
TONES = {Place.REGISTERED: "good", Place.WAITING: "waiting", Place.PENDING: "waiting", Place.DECLINED: "bad"}


class ChosenForm(forms.Form):
    """Which of the registrations of an event something is done with."""

    verb = forms.ChoiceField(choices=[(key, label) for key, label, _act in VERBS])
    chosen = forms.ModelMultipleChoiceField(
        None, error_messages={"required": gettext_lazy("Choose at least one person first.")}
    )

    def __init__(self, typed, event):
        super().__init__(typed)
        self.fields["chosen"].queryset = event.registrations.select_related("event").order_by("registered_at", "pk")


@allow(access.edit, Event, join=("admission__round__questionnaire__programme",))
def registrations(request, event):
    """Who registered, by state, a page at a time; what is done with those who are chosen."""
    if request.method == "POST":
        return act(request, event)
    rows, state = event.registrations.order_by("registered_at", "pk"), request.GET.get("state", "")
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    rows = rows.filter(state=state) if state in Place.values else rows
    page = Paginator(rows.select_related("country", "group"), PER_PAGE).get_page(page_number(request))
    for row in page.object_list:
        row.tone = TONES.get(row.state, "")
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "page": page, "chosen": state}
    words |= {"states": [(one.value, capfirst(one.label), counts.get(one.value, 0)) for one in Place]}
    words |= {"total": sum(counts.values()), "terms": getattr(event, "admission", None), "verbs": possible(counts)}
    words["erased_on"] = words["terms"] and erased_on(event, words["terms"].erase_after)
    words["may_read"] = words["terms"] and words["terms"].round and read_answers(request.user, words["terms"].round)
    files = [(kind.upper(), reverse("event-registrations-file", args=[event.slug, kind])) for kind in SHEETS]
    return render(request, "events/registrations.html", words | {"downloads": files})


def possible(counts):
    """(key, label) of the verbs that some state among `counts`, {state: number}, permits."""
    return [(key, label) for key, label, _act in VERBS if REGISTRATION.table[key][0] & counts.keys()]


def act(request, event):
    """Do what was asked for with those who are chosen; cancelling is asked about first."""
    form = ChosenForm(request.POST, event)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect("event-registrations", event.slug)
    verb, chosen = form.cleaned_data["verb"], list(form.cleaned_data["chosen"])
    if verb == "cancel" and "sure" not in request.POST:
        words = {"event": event, "kind": kind_word(event), "mark": event.mark, "chosen": chosen}
        return render(request, "events/registrations_cancel.html", words)
    do, done, refused = next(act for key, _label, act in VERBS if key == verb), 0, {}
    for one in chosen:
        try:
            do(one, by=request.user)
            done += 1
        except NotNow as refusal:  # the others may go on; the same sentence is said once
            refused[str(refusal)] = None
    for sentence in [*refused][:MOST_SAID]:
        messages.error(request, sentence)
    told = ngettext(
        "{n} registration is changed; a mail tells of it.", "{n} registrations are changed; mails tell.", done
    )
    if done:
        messages.success(request, told.format(n=done))
    return redirect("event-registrations", event.slug)


@allow(access.edit, Event, join=("admission__round__questionnaire",))
def registrations_file(request, event, kind):
    """The list as CSV or XLSX, without mail addresses and without what was answered in words of one's own."""
    name = "-".join((event.slug, _("registrations")))
    return as_sheet(registrations_sheet(event), name, kind)
