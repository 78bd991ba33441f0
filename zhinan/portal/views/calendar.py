"""The calendar: a month as a grid, or what comes in the next three as a list."""

from itertools import groupby
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from zhinan.accounts.access import sign_in
from zhinan.kit.guards import allow, public

from .. import actions
from ..figures import occasions
from ..filters import DaysForm
from ..models import Feed
from ..rules import Month, spread

AGENDA = 3  # months of the agenda


@public
def calendar(request):
    """Events, deadlines and expiries, as far as the reader may see them."""
    today = timezone.localdate()
    form = DaysForm(request.GET, request.user, Month.of(today))
    asked = form.asked()
    month, view = asked.get("month") or Month.of(today), asked.get("view") or "month"
    step = AGENDA if view == "agenda" else 1
    last = month.moved(step - 1) or month
    kind, programme = asked.get("kind") or "", asked.get("programme")
    found = occasions(request.user, month.first, last.last, kind, programme)
    narrowed = {"kind": kind, "programme": programme.slug if programme else ""}
    words = {"form": form, "month": month, "last": last, "view": view, "found": found}
    words["links"] = links(month, step, view, narrowed, Month.of(today))
    words |= agenda(found, month) if view == "agenda" else grid(found, month, today)
    return render(request, "portal/calendar.html", words | feeds(request, narrowed))


def address(**words):
    """The address of the calendar with those `words` that say something."""
    said = {name: str(word) for name, word in words.items() if word}
    return f"?{urlencode(said)}"


def links(month, step, view, narrowed, now):
    """[(label, address, relation)] to the months around `month`, to that of today, and to the other view."""
    before, after = month.moved(-step), month.moved(step)
    other = "month" if view == "agenda" else "agenda"
    made = [
        (pgettext("calendar", "Earlier"), before and address(month=before, view=view, **narrowed), "prev"),
        (pgettext("calendar", "Today"), address(month=now, view=view, **narrowed), ""),
        (pgettext("calendar", "Later"), after and address(month=after, view=view, **narrowed), "next"),
        (dict(DaysForm.VIEWS)[other], address(month=month, view=other, **narrowed), ""),
    ]
    return [link for link in made if link[1]]


def grid(found, month, today):
    """Words of the grid: weekdays, weeks of cells, and what has no place on a day."""
    weeks = month.weeks(int(formats.get_format("FIRST_DAY_OF_WEEK")))
    laid = spread(found, month.first, month.last)
    cells = [[cell(day, month, today, laid.days.get(day, ())) for day in week] for week in weeks]
    return {"weekdays": weeks[0], "weeks": cells, "long": laid.long, "open": laid.open}


def cell(day, month, today, found):
    """A day of the grid; one of another month is empty."""
    is_here = month.first <= day <= month.last
    return {"day": day if is_here else None, "is_today": day == today, "found": found if is_here else ()}


def agenda(found, month):
    """Words of the agenda: what has its days, month by month; and what has not."""
    dated = [one for one in found if one.has_days]
    months = groupby(dated, key=lambda one: Month.of(max(one.start, month.first)))
    return {"months": [(each, list(rows)) for each, rows in months], "open": [o for o in found if not o.has_days]}


def feeds(request, narrowed):
    """The addresses under which other programs read the calendar: the public one, and one's own."""
    query = address(**narrowed) if any(narrowed.values()) else ""
    own = Feed.objects.visible_to(request.user).first() if request.user.is_authenticated else None
    own = request.build_absolute_uri(reverse("own-feed", args=[own.token()])) if own else ""
    return {"public_feed": request.build_absolute_uri(f"{reverse('feed')}{query}"), "own_feed": own}


@require_POST
@allow(sign_in)
def feed_address(request):
    """Makes the address of one's own calendar, makes another one in its place, or ends it."""
    change = actions.end_feed_address if "stop" in request.POST else actions.make_feed_address
    change(request.user)
    return redirect("calendar")
