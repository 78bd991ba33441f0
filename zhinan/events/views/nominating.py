"""Where people are nominated for a course, by the link that an invited country was given."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.accounts.models import hash_of
from zhinan.history.models import ARCHIVE
from zhinan.kit.guards import public

from .. import actions
from ..actions.seating import room_of, taken_in
from ..forms import NominateForm, nominee_rows
from ..models import InvitedCountry
from ..rules import places
from .registering import took


def invited_by(token):
    """The InvitedCountry whose link holds `token`; raises Http404."""
    rows = InvitedCountry.objects.select_related("course__event", "country")
    found = rows.filter(token_hash=hash_of(token)).first()
    if found is None or found.course.event.audience == ARCHIVE:
        raise Http404(_("There is no such page."))
    return found


def is_taken(form, rows):
    """Whether the form and its rows can be taken; both say what must be mended."""
    return all([form.is_valid(), rows.is_valid()])


def complain_not(form, rows):
    """Show what was typed without a word on what is wrong with it: a row is added first."""
    rows.is_valid()
    for one in (form, *rows.forms):
        one.errors.clear()
    rows.non_form_errors().clear()


@public
@never_cache
def nominate(request, token):
    """Nominates people for a course, by the link that an invited country was given."""
    row = invited_by(token)
    course, is_open = row.course, row.course.takes_nominations(timezone.localdate())
    typed, more = request.POST if request.method == "POST" else None, "more" in request.POST
    form, rows = NominateForm(typed), nominee_rows(typed, more)
    if more:
        complain_not(form, rows)
    elif typed is not None and is_taken(form, rows):
        people, body = [one.nominee(row.country) for one in rows.filled()], form.cleaned_data["body"]
        now, kept = timezone.now(), course.event.get_absolute_url()  # what is kept of a form holds no link
        if took(form, kept, lambda: actions.nominate_by_link(row, people, now=now, body=body)):
            messages.success(request, _("Thank you. Each of them gets a mail."))
            return redirect("nominate", token)
    words = {"row": row, "course": course, "event": course.event, "form": form, "rows": rows, "is_open": is_open}
    words["left"] = places.left_for(room_of(course), taken_in(course), row.country_id)
    named = course.participants.filter(is_by_link=True, country=row.country_id).exclude(name="")
    return render(request, "events/nominate.html", words | {"named": named.order_by("nominated_at", "pk")})
