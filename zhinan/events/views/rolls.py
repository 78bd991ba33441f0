"""Attendance files of Zoom and Teams, and typed lists: looked at before anything is written, then taken over."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number
from zhinan.kit.punctuation import listed

from .. import access, actions
from ..forms import ListForm, RollForm
from ..models import Event, Roll
from ..rules import matching, platforms

PER_PAGE = 200
ORDER = (matching.DOUBTFUL, matching.NEW, matching.MATCHED, matching.NOBODY)
VERDICTS = {
    matching.DOUBTFUL: pgettext_lazy("verdict on a row", "doubtful"),
    matching.NEW: pgettext_lazy("verdict on a row", "new"),
    matching.MATCHED: pgettext_lazy("verdict on a row", "matched"),
    matching.NOBODY: pgettext_lazy("verdict on a row", "no person"),
}


@allow(access.edit, Event)
def add_roll(request, event):
    """Reads an attendance file; what it cannot read is said beside the field."""
    form = RollForm(request.POST or None, request.FILES or None, event=event, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        sheet = platforms.read(upload.name, upload.read(), day_first=form.day_first())
        if sheet.asks:
            form.add_error("order", sheet.asks)
        elif not sheet.rows:
            form.add_error("file", [one.in_words() for one in sheet.troubles[:5]])
        else:
            return redirect(laid(request, event, upload.name, sheet, form))
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "form": form}
    return render(request, "events/add_roll.html", words | {"rolls": event.rolls.all()})


def laid(request, event, name, sheet, form):
    """The Roll of a `sheet` that was read, of the session that was chosen in `form`."""
    return actions.lay(event, name, sheet, by=request.user, now=timezone.now(), session=form.of_session())


@allow(access.edit, Event)
def add_list(request, event):
    """Reads a list that was typed off paper; what cannot be read is said line by line."""
    typed = request.POST if request.method == "POST" else None
    form = ListForm(typed, event=event, initial=request.GET.dict())
    if typed is not None and form.is_valid():
        return redirect(laid(request, event, "", form.cleaned_data["lines"], form))
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "form": form}
    return render(request, "events/add_list.html", words | {"rolls": event.rolls.all()})


@allow(access.keep_roll, Roll, join=("event", "session"), by=("pk",))
def roll(request, roll):
    """The people of an attendance file: matched, new, doubtful; taken over as it is chosen here."""
    if request.method == "POST":
        return taken(request, roll)
    rows = sorted(roll.rows, key=lambda row: (ORDER.index(row["verdict"]), row["number"]))
    page = Paginator(rows, PER_PAGE).get_page(page_number(request))
    shown = list(page.object_list)
    names = actions.called({key for row in shown for key in keys_in(row)})
    for row in shown:
        row["label"], row["called"] = VERDICTS[row["verdict"]], names.get(row["key"], "")
        known = [one for one in row["candidates"] if one[0] in names]
        row["offered"] = [(key, names[key], reasons_in_words(why)) for key, _score, why in known]
    counts = [(VERDICTS[one], sum(row["verdict"] == one for row in rows)) for one in ORDER]
    words = {"roll": roll, "event": roll.event, "kind": kind_word(roll.event), "mark": roll.mark}
    words |= {"page": page, "rows": shown, "counts": [pair for pair in counts if pair[1]], "total": len(rows)}
    return render(request, "events/roll.html", words)


def keys_in(row):
    """The keys of everybody that a row speaks of."""
    return [key for key in (row["key"], *(one[0] for one in row["candidates"])) if key]


def reasons_in_words(reasons):
    """Why somebody may be meant."""
    return listed(matching.REASONS.get(one, one) for one in reasons)


def taken(request, roll):
    """Take over what was chosen; what is still doubtful stays."""
    choices = {}
    for row in roll.rows:
        choice = request.POST.get(f"row-{row['number']}", "")
        if choice in ("new", "leave", *keys_in(row)):
            choices[row["number"]] = choice
    try:
        added, present = actions.take_roll(roll, choices, by=request.user, now=timezone.now())
    except NotNow as refusal:
        messages.error(request, refusal)
        return redirect("event-people", roll.event.slug)
    told = ngettext("{n} attendance is added.", "{n} attendances are added.", added)
    if added or not roll.session:
        messages.success(request, told.format(n=added))
    if roll.session:
        noted = ngettext("{n} person is noted in “{session}”.", "{n} people are noted in “{session}”.", present)
        messages.success(request, noted.format(n=present, session=roll.session))
    is_left = Roll.objects.exclude(held="").filter(pk=roll.pk).exists()
    return redirect(roll) if is_left else redirect("event-people", roll.event.slug)


@require_POST
@allow(access.keep_roll, Roll, join=("event",), by=("pk",))
def drop_roll(request, roll):
    """Throws an attendance file away."""
    actions.drop_roll(roll, by=request.user)
    return redirect("add-roll", roll.event.slug)
