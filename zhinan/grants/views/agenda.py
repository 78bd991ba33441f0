"""The agenda of a meeting of the committee."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number

from .. import access, actions
from ..forms import PlaceForm
from ..models import Application, Meeting
from ..rules.submitted import last_about
from ..states import Stage

PER_PAGE = 100


@allow(access.keep_meeting, Meeting, join=("call__programme",))
def meeting_agenda(request, meeting):
    """Chooses what comes before a meeting, several at once, and in which order."""
    heard = Application.objects.filter(access.considered(request.user, meeting.call), call=meeting.call)
    on_it = heard.filter(pk__in=meeting.agenda.values("application"))
    others = heard.filter(state=Stage.COMMITTEE).exclude(pk__in=on_it.values("pk")).order_by("number")
    places = dict(meeting.agenda.values_list("application", "position"))
    rows = sorted(((one, place_of(request, one, places)) for one in on_it), key=lambda row: places[row[0].pk])
    said = last_about(on_it)
    if request.method == "POST" and set_agenda(request, meeting, rows, others):
        return redirect(request.get_full_path())
    page = Paginator(others, PER_PAGE).get_page(page_number(request))
    words = {"meeting": meeting, "call": meeting.call, "page": page}
    words["rows"] = [(one, said.get(one.pk, {}).get("title", one.title), form) for one, form in rows]
    return render(request, "grants/agenda.html", words)


def place_of(request, application, places):
    """The form for the place of `application` on the agenda."""
    typed = request.POST if request.POST.get("verb") == "order" else None
    return PlaceForm(typed, prefix=f"a{application.pk}", initial={"place": places[application.pk]})


def set_agenda(request, meeting, rows, others):
    """Put on the agenda what was chosen, or all, or set the order; whether that could be done."""
    try:
        if request.POST.get("verb") != "order":
            keys = list(others.values_list("pk", flat=True))
            chosen = {one for one in request.POST.getlist("chosen") if one.isascii() and one.isdigit()}
            keys = keys if request.POST.get("verb") == "all" else [key for key in keys if str(key) in chosen]
            actions.put_on_agenda(meeting, keys, by=request.user)
            return True
        if not all([form.is_valid() for _one, form in rows]):
            return False
        actions.arrange(meeting, {one.pk: form.cleaned_data["place"] for one, form in rows}, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
        return request.POST.get("verb") != "order"  # what was typed of the order stays on the page
    return True
