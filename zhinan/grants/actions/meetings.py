"""Meetings of committees: what is on the agenda, and when the minutes are closed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..models import AgendaItem, Application
from ..rules.submitted import title_of
from ..states import MEETING_LIFE, Stage
from .deciding import refuse_closed

MOST_ITEMS = 300  # applications on the agenda of one meeting


def put_on_agenda(meeting, keys, *, by):
    """Put those applications with `keys` that are before the committee on the agenda of `meeting`, in their order.

    Returns how many are new. Raises NotNow once the minutes are closed, and for more than one meeting can take.
    """
    with alone_with(meeting) as held:
        refuse_closed(held)
        there = set(held.agenda.values_list("application", flat=True))
        fit = Application.objects.filter(call=held.call_id, state=Stage.COMMITTEE, pk__in=set(keys) - there)
        found = set(fit.values_list("pk", flat=True))
        if len(there) + len(found) > MOST_ITEMS:
            sentence = ngettext("A meeting takes {n} application.", "A meeting takes {n} applications.", MOST_ITEMS)
            raise NotNow(sentence.format(n=MOST_ITEMS))
        new = [key for key in dict.fromkeys(keys) if key in found]
        rows = enumerate(new, held.agenda.count() + 1)
        AgendaItem.objects.bulk_create(AgendaItem(meeting=held, application_id=key, position=n) for n, key in rows)
        if new:
            record(held, "agenda_set", by=by)
    return len(new)


def arrange(meeting, places, *, by):
    """Put the agenda of `meeting` in order: `places` is {key of an application: number, None to take it off}.

    What `places` does not name keeps its place after the others. Raises NotNow once the minutes are closed, and for
    an application that was decided there.
    """
    with alone_with(meeting) as held:
        refuse_closed(held)
        items = list(held.agenda.select_related("application"))
        gone = [one for one in items if one.application_id in places and places[one.application_id] is None]
        settled = set(held.decisions.values_list("application", flat=True))
        for one in gone:
            if one.application_id in settled:
                title = title_of(one.application)
                raise NotNow(_("“{title}” was decided here and stays in the minutes.").format(title=title))
        held.agenda.filter(pk__in=[one.pk for one in gone]).delete()
        stay = [one for one in items if one not in gone]
        stay.sort(key=lambda one: (one.application_id not in places, places.get(one.application_id), one.position))
        for position, one in enumerate(stay, 1):
            one.position = position
        AgendaItem.objects.bulk_update(stay, ["position"])
        record(held, "agenda_set", by=by)


def close_minutes(meeting, *, by):
    """Close the minutes of `meeting`: no decision of it changes any more. Raises NotNow."""
    return turn(meeting, "close_minutes", "minutes_closed", by)


def open_minutes(meeting, *, by):
    """Open the minutes of `meeting` again. Raises NotNow."""
    return turn(meeting, "open_minutes", "minutes_opened", by)


def turn(meeting, verb, word, by):
    """Take `meeting` through `verb` of its life and write `word` down."""
    with alone_with(meeting) as held:
        moved = MEETING_LIFE.move(held, verb)
        moved.save()
        record(moved, word, by=by)
    return moved


def strike_meeting(meeting, *, by):
    """Take `meeting` away with its agenda. Raises NotNow where something was decided there."""
    with alone_with(meeting) as held:
        refuse_closed(held)
        if held.decisions.exists():
            raise NotNow(_("Something was decided at this meeting: it stays."))
        record(held, "taken_away", by=by)
        held.delete()
