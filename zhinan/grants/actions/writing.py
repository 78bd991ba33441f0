"""How an application is begun and written."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.files.actions import attach, remove
from zhinan.files.models import File
from zhinan.history.actions import alone_with, record, write
from zhinan.kit.lifecycle import NotNow

from ..models import Application, Author
from ..rules.writing import rules_now, why_closed, why_not

MOST_FILES = 60  # beside one application


@transaction.atomic
def begin(call, values, *, by, now):
    """Begin an application to `call` with `values`, which `by` leads; raises NotNow outside an open call."""
    refuse(why_closed(call, now))
    made = Application(call=call, rules=call.rules(), audience=call.staff(), begun_at=now)
    write(made, values, by=by)
    lead = Author.objects.create(application=made, user=by, organisation=made.lead, is_lead=True, joined_at=now)
    record(lead, "joined_authors", by=by, to=made.audience)
    return made


def write_section(application, values, *, by, now):
    """Set `values` of `application`, as `kit.values.kept` has them; returns the Entry, None where nothing changed.

    Raises NotNow where it cannot be written at the moment `now`, ValidationError for values that it refuses.
    """
    with alone_with(application) as stored:
        refuse(why_not(stored, now))
        follow_rules(stored, by=by)
        return write(application, values, by=by)


def follow_rules(application, *, by):
    """Put `application` under the newest rules of its call, where those were published after it was begun."""
    newest = rules_now(application)
    if newest.pk != application.rules_id:
        Application.objects.filter(pk=application.pk).update(rules=newest)
        record(application, "under_new_rules", by=by)


def write_answers(application, values, *, by, now):
    """Set those answers to the questionnaire of the call that `values` hold, {question: value}; None takes one back.

    Returns and raises as `write_section` does.
    """
    with alone_with(application) as stored:
        answers = {key: value for key, value in (stored.answers | values).items() if value is not None}
        return write_section(application, {"answers": answers}, by=by, now=now)


def lay_file(application, upload, *, by, now, before=None):
    """Lay `upload` beside `application`, in place of the file with the key `before`; returns the File.

    Raises Refused where it may not stay, NotNow where `application` cannot be written or holds enough.
    """
    with alone_with(application) as stored:
        refuse(why_not(stored, now))
        held = File.objects.about(stored).current()
        if held.count() >= MOST_FILES:
            raise NotNow(_("This application has very many files already. Remove one that is not needed."))
        file = attach(stored, upload, by=by)
        replaced = str(before or "").isdecimal() and not stored.version  # earlier versions keep theirs
        for earlier in held.filter(pk=before) if replaced else ():
            remove(earlier, by=by)
        return file


def refuse(sentence):
    """Raise NotNow with `sentence`, where there is one."""
    if sentence:
        raise NotNow(sentence)
