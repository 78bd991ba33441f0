"""What people answer: begun, saved as they go, sent; and of an anonymous round dropped into the urn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.accounts.models import STAFF, hash_of
from zhinan.files.actions import attach, remove
from zhinan.files.models import File
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..models import Answer, Cell, Group, Response, Urn, new_token
from ..rules import from_rows, groups_in, in_force, to_rows

MOST_FILES = 30  # of one response, replaced ones among them


def begin(round, *, now, language="", asked=None, user=None):
    """Begin a response in `round`; returns it with the `token` of its address, which is told this once.

    Who was asked by a link of their own goes on with the response that they began: that has no token. Raises NotNow
    where the round takes no answers, or is anonymous: there nothing is kept before it is sent.
    """
    version = only_open(round, now)
    if round.is_anonymous:
        raise NotNow(_("Anonymous answers are sent at once; nothing of them is kept before."))
    who = {"user": user if user is not None and user.is_authenticated else None, "asked": asked}
    words = {"round": round, "version": version, "language": language, "begun_at": now, **who}
    if asked is not None:
        return Response.objects.get_or_create(asked=asked, defaults=words)[0]
    token = new_token()
    response = Response.objects.create(token_hash=hash_of(token), **words)
    response.token = token
    return response


def only_open(round, now):
    """The version by which `round` is answered at the moment `now`; raises NotNow where it takes no answers."""
    version = round.questionnaire.published()
    if version is None or not round.takes_answers(timezone.localdate(now)):
        raise NotNow(_("No answers are taken here now."))
    return version


def save(response, values, *, now):
    """Keep `values`, {key: value or None}, of the response while it is written; what is not named stays.

    Raises NotNow where it was sent already, or the round takes no answers any more.
    """
    with alone_with(response) as stored:
        if stored.is_sent:
            raise NotNow(_("These answers were sent already."))
        only_open(stored.round, now)
        put(stored, values)


def put(response, values):
    """Write the rows of `values` in place of those that stood there."""
    content = response.version.asks
    for key, value in values.items():
        rows = to_rows(content.question(key), value)
        response.answers.filter(question=key).delete()
        response.answers.filter(question__startswith=f"{key}.").delete()
        Answer.objects.bulk_create(Answer(response=response, **row) for row in rows)


def send(response, *, now):
    """Send the response, whose answers were all found right; returns it. Sent twice it is sent once.

    What was answered before its cause was taken back is dropped. Raises NotNow where the round takes no more answers.
    """
    with alone_with(response) as stored:
        if stored.is_sent:
            return stored
        only_open(stored.round, now)
        content, given = stored.version.asks, answers_of(stored)
        asked = in_force(content, given)
        put(stored, dict.fromkeys(given.keys() - asked.keys()))
        stored.is_sent, stored.sent_at, stored.sent_on = True, now, timezone.localdate(now)
        stored.cell = cell_of(stored.round, content, asked)
        stored.save()
        stored.answers.update(round=stored.round, cell=stored.cell)
        if stored.asked is not None:
            stored.asked.answered_on, stored.asked.reminder_due = stored.sent_on, False
            stored.asked.save()
        record(stored, "answered", by=stored.user)
        return stored


def lay_file(response, upload, before=None):
    """Lay `upload` beside the response, in place of the file with the key `before`; returns the key of the new one.

    Raises Refused where it may not stay, NotNow where a response holds enough.
    """
    held = File.objects.about(response)
    if held.count() >= MOST_FILES:
        raise NotNow(_("Too many files were sent with these answers. Send the others by mail."))
    file = attach(response, upload, by=None, audience=STAFF)
    for earlier in held.filter(pk=before) if before else ():
        remove(earlier, by=None)
    return str(file.pk)


def answers_of(response):
    """{key: value} of what stands in the rows of `response`."""
    rows = response.answers.values_list("question", "value", "number", "text")
    return from_rows(response.version.asks, rows)


def cell_of(round, content, answers):
    """The Cell of the groups that `answers` tell of."""
    groups = {group: "" for group in Group.values if group} | groups_in(content, answers)
    return Cell.objects.get_or_create(round=round, **groups)[0]


@transaction.atomic
def drop(round, version, values, *, now, language="", token=""):
    """Drop anonymous answers, `values` that were found right, into the urn of `round`: nothing tells whose they are.

    `token` is the word of the personal link, empty for whoever has the open one; it is used up. Raises NotNow where it
    was used before or is none of this round's, or the round takes no answers.
    """
    only_open(round, now)
    if token:
        use_up(round, token)
    content = version.asks
    asked = in_force(content, values)
    cell, day = cell_of(round, content, asked), timezone.localdate(now)
    response = Response.objects.create(
        round=round, version=version, language=language, is_sent=True, sent_on=day, cell=cell
    )
    rows = [row for key, value in asked.items() for row in to_rows(content.question(key), value)]
    Answer.objects.bulk_create(Answer(response=response, round=round, cell=cell, **row) for row in rows)


def use_up(round, token):
    """Move `token` from the unused to the used ones in the urn of `round`; raises NotNow."""
    urn = Urn.objects.select_for_update().get(round=round)
    mark = hash_of(token)
    if mark in urn.used:
        raise NotNow(_("With this link answers were sent already. Each link can be used once."))
    if mark not in urn.unused:
        raise NotNow(_("This link does not belong to this questionnaire. Open the one in your mail."))
    urn.unused.remove(mark)
    urn.used = sorted([*urn.used, mark])
    urn.save()
