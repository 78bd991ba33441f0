"""The agenda: a session is taken off it, and somebody out of a session."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.files.models import File
from zhinan.history.actions import alone_with, forget_values, record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import sentences
from zhinan.kit.values import kept


def strike_session(session, *, by):
    """Take `session` off the agenda; the history keeps what stood there, but for who was to speak.

    Raises NotNow while people are noted as present in it, a list of it waits to be taken over, or files stand at it.
    """
    with alone_with(session) as stored:
        only_empty(stored)
        held = {name: value for name, value in kept(stored).items() if value not in (None, "", [], {})}
        held.pop("speakers", None)
        record(stored.event, "session_struck", by=by)
        record(stored, "taken_away", by=by, changes={name: [value, None] for name, value in held.items()})
        forget_values(stored, "speakers")  # nobody could find them there any more who asks to be erased
        stored.delete()


def only_empty(session):
    """Raise NotNow, with what to do, while something hangs on `session`."""
    if there := session.presences.count():
        told = ngettext("{n} person is noted as present.", "{n} people are noted as present.", there).format(n=there)
        raise NotNow(sentences(told, _("Take them out of the session first.")), session.get_absolute_url())
    if roll := session.event.rolls.filter(session=session).exclude(held="").first():
        raise NotNow(_("A list of it waits: take it over, or throw it away first."), roll.get_absolute_url())
    if File.objects.about(session).exclude(audience="archive").exists():
        raise NotNow(_("Files stand at it. Remove them first."), session.get_absolute_url())


@transaction.atomic
def leave_session(presence, *, by):
    """Take back that somebody was in a session; that they came to the event stays."""
    with alone_with(presence) as stored:
        record(stored.attendance, "not_in_session", by=by)
        stored.delete()
