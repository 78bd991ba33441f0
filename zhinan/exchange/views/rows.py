"""The preview of an import, what is settled there, and what comes of it."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number
from zhinan.kit.punctuation import sentences
from zhinan.kit.resources import EMPTY, TOTAL, UNKNOWN

from .. import access, actions, tasks
from ..forms import RowsForm
from ..judging import in_own_words
from ..models import Import
from ..resources import BY_KEY
from ..states import GOOD, LIFE, OPEN, RowState, State
from ..taking import ARCHIVED
from ..wording import told
from .steps import steps

ROWS_A_PAGE = 50


@allow(access.open_import, Import)
def import_(request, one):
    """What would happen with each row, what waits for a person, and what has happened: 50 rows a page."""
    if one.work or one.trouble:
        return waiting(request, one)
    if one.state in (State.UPLOADED, State.MAPPED):
        return redirect("import-columns", one.pk)
    resource, counts = BY_KEY[one.resource], one.rows.counts()
    tab, sought = request.GET.get("state", ""), request.GET.get("q", "").strip()
    page = Paginator(one.rows.in_tab(tab, sought), ROWS_A_PAGE).get_page(page_number(request))
    rows = list(in_own_words(one, page.object_list, request.user))
    form = RowsForm(rows=rows, resource=resource)
    shown = told(one, rows, resource, form)
    words = {"page": page, "rows": shown, "form": form, "q": sought}
    words["questions"] = questions(one) if LIFE.allows(one, "take") else []
    return render(request, "exchange/import.html", {**frame(one, counts), **tabs(counts, tab), **words})


def questions(one):
    """[(address, button)] of what one answer settles for all rows that wait for it."""
    many = one.rows.questions()
    words = {
        TOTAL: ngettext("Leave out %d total", "Leave out all %d totals", many.get(TOTAL, 0)),
        UNKNOWN: ngettext(
            "Record what %d row names and is not here yet",
            "Record all that %d rows name and is not here yet",
            many.get(UNKNOWN, 0),
        ),
        EMPTY: ngettext(
            "No country in %d row that says so: leave it empty",
            "No country in %d rows that say so: leave it empty",
            many.get(EMPTY, 0),
        ),
    }  # fmt: skip
    return [
        (reverse(f"import-settle-{kind}", args=[one.pk]), sentence % many[kind])
        for kind, sentence in words.items()
        if kind in many
    ]


def waiting(request, one):
    """The page of an import that is being worked on, or has no rows yet."""
    words = {"one": one, "kind": capfirst(BY_KEY[one.resource].label), "steps": steps(one)}
    words["is_stalled"] = one.is_stalled(timezone.now())
    return render(request, "exchange/waiting.html", words)


def frame(one, counts):
    """What the head of the page needs."""
    good, waits = sum(counts.get(state, 0) for state in GOOD), sum(counts.get(state, 0) for state in OPEN)
    return {
        "one": one,
        "kind": capfirst(BY_KEY[one.resource].label),
        "state": capfirst(State(one.state).label),
        "good": good if one.state in (State.PREVIEWED, State.TAKEN) else 0,
        "waits": waits if one.state in (State.PREVIEWED, State.TAKEN) else 0,
        "taken": counts.get(RowState.TAKEN, 0),
        "is_open": one.state in (State.PREVIEWED, State.TAKEN),
        "may_undo": LIFE.allows(one, "undo") and counts.get(RowState.TAKEN, 0),
        "keep": settings.KEEP_IMPORTS.days,
        "steps": steps(one),
    }


def tabs(counts, tab):
    """{"tabs": (label, number, state, whether it is open)} of the states that there are rows in."""
    found = [(pgettext("rows", "all"), sum(counts.values()), "", tab not in counts)]
    found += [(state.label, counts[state], state.value, tab == state) for state in RowState if state in counts]
    return {"tabs": found, "tab": tab}


@require_POST
@allow(access.open_import, Import)
def settle(request, one):
    """Take what was chosen and mended on a page of rows."""
    numbers = {int(name.split("-")[1]) for name in request.POST if named_for_a_row(name)}
    rows = list(one.rows.filter(number__in=numbers))
    names = {name.split("-", 2)[2] for name in request.POST if name.startswith("cell-") and name.count("-") == 2}
    form = RowsForm(request.POST, rows=rows, resource=BY_KEY[one.resource], names=names)
    form.keep(request.POST)
    if form.is_valid():
        try:
            many = actions.settle(one, *form.answers(), by=request.user)
        except NotNow as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, ngettext("%d row looked at again.", "%d rows looked at again.", many) % many)
    return redirect(f"{one.get_absolute_url()}?{request.GET.urlencode()}")


@require_POST
@allow(access.open_import, Import)
def settle_alike(request, one, question):
    """Take one answer for every row that waits for it."""
    try:
        many = actions.settle_alike(one, question, by=request.user)
    except NotNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, ngettext("%d row looked at again.", "%d rows looked at again.", many) % many)
    return redirect(one)


def named_for_a_row(name):
    """Whether the field `name` is one of a row."""
    kind, _dash, rest = name.partition("-")
    number = rest.partition("-")[0]
    return kind in ("doubt", "cell") and number.isascii() and number.isdigit() and len(number) < 10


@allow(access.open_import, Import)
def row(request, one, number):
    """Every cell of one row, to be mended, and what would happen with it."""
    (found,) = in_own_words(one, [get_object_or_404(one.rows, number=number)], request.user)
    resource = BY_KEY[one.resource]
    form = RowsForm(rows=[found], resource=resource, names={column.name for column in resource.columns})
    shown = told(one, [found], resource, form)[0]
    is_open = one.state in (State.PREVIEWED, State.TAKEN) and found.state not in actions.CLOSED and not one.work
    words = {"one": one, "number": number, "shown": shown, "is_open": is_open, "form": form}
    words["kind"] = capfirst(resource.label)
    return render(request, "exchange/row.html", words)


def doing(verb, done):
    """A view that lets the action `verb` be done to an import and says `done(import)` of it."""

    @require_POST
    @allow(access.open_import, Import)
    def view(request, one):
        try:
            found = tasks.hand_over(verb(one, by=request.user), request.user)
        except NotNow as refusal:
            messages.error(request, str(refusal))
        else:
            if not found.work:
                messages.success(request, done(found))
        return redirect(one)

    return view


def told_of_taking(one):
    """What to say once rows were taken over."""
    taken = one.rows.filter(state=RowState.TAKEN).count()
    return ngettext("%d row has been taken over.", "%d rows have been taken over.", taken) % taken


def told_of_undoing(one):
    """What to say once an import was taken back."""
    left = one.rows.filter(state=RowState.TAKEN).count()
    if left:
        return ngettext(
            "Taken back, but for %d row whose record was changed since.",
            "Taken back, but for %d rows whose records were changed since.",
            left,
        ) % left  # fmt: skip
    kept = one.rows.filter(state=RowState.UNDONE, note=ARCHIVED).count()
    return sentences(
        _("Everything that this import wrote has been taken back."),
        kept and ngettext(
            "%d record stands in the archive, since more happened to it.",
            "%d records stand in the archive, since more happened to them.",
            kept,
        ) % kept,
    )  # fmt: skip


def undo_today(one, *, by):
    """Take the import `one` back; what is reversed is reversed today."""
    return actions.undo(one, by=by, on=timezone.localdate())


def go_on_now(one, *, by):
    """Begin the work on `one` again, where it stands still now."""
    return actions.go_on(one, by=by, now=timezone.now())


take = doing(actions.take, told_of_taking)
undo = doing(undo_today, told_of_undoing)
go_on = doing(go_on_now, str)


@allow(access.open_import, Import)
def throw_away(request, one):
    """Delete the import with its file, after asking; what it wrote stays."""
    if request.method != "POST":
        counts = one.rows.counts()
        return render(request, "exchange/throw_away.html", frame(one, counts))
    try:
        actions.throw_away(one, by=request.user)
    except NotNow as refusal:
        messages.error(request, str(refusal))
        return redirect(one)
    messages.success(request, _("The import and its file are gone. What was taken over stays."))
    return redirect("imports")
