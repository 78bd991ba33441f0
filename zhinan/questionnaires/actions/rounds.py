"""A round: opened, put to people, closed."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.accounts.models import PUBLIC, hash_of
from zhinan.history.actions import alone_with, move, record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.mail import goes_out
from zhinan.kit.secrets import mark_of
from zhinan.network.models import Person

from ..models import NAMING, Asked, Urn, Way, new_token
from ..states import LIFE, RoundState


@transaction.atomic
def open_round(round, *, by):
    """Let `round` take answers; raises NotNow where its questionnaire has nothing published, or asks who answers."""
    version = round.questionnaire.published()
    if version is None:
        raise NotNow(
            _("Publish the questionnaire first: it has no published version yet."),
            round.questionnaire.get_absolute_url(),
        )
    if round.is_anonymous:
        only_unnamed(version)
        if round.way == Way.PERSONAL and not goes_out():
            sentence = _("Mails are kept as files here, each link beside its address. Set how mail is sent first.")
            raise NotNow(sentence)
        Urn.objects.get_or_create(round=round)
    return move(round, LIFE, "open", "opened", by=by)


def only_unnamed(version):
    """Raise NotNow where `version` asks what could tell who answered."""
    naming = [question for question in version.asks.questions if question.kind in NAMING]
    if naming:
        raise NotNow(
            _(
                "An anonymous round cannot take files: their content may tell who sent them. Remove “{question}”."
            ).format(question=version.asks.said(naming[0].label))
        )


def close_round(round, *, by, on=None):
    """Take no more answers in `round`, whose last day is then `on`, by default today, or was before; raises NotNow."""
    on = on or timezone.localdate()
    last = max(filter(None, (round.opens_on, min(round.closes_on or on, on))))
    return move(round, LIFE, "close", "answers_closed", by=by, closes_on=last)


def reopen_round(round, *, by):
    """Take answers in `round` again; raises NotNow where everybody may have read its results.

    Two results with a few answers between them would tell those few.
    """
    if round.was_public or round.audience == PUBLIC:
        raise NotNow(_("Its results were public: what came later could be told from them. Add a new round instead."))
    return move(round, LIFE, "reopen", "reopened", by=by)


@transaction.atomic
def ask(round, people, *, by):
    """Put the questions of `round` to `people`; returns how many of them are new.

    `people` are {email, name, language} each; who is recorded with that address is pointed at. Their mails go out with
    the worker's next sweep once the round is open. Whoever was asked already is asked no second time. Raises NotNow
    where the round is answered in another way, or closed.
    """
    with alone_with(round) as stored:
        if stored.way != Way.PERSONAL:
            raise NotNow(_("This round is answered by whoever has its link: nobody is asked by mail."))
        if stored.state == RoundState.CLOSED:
            raise NotNow(_("This round is closed."))
        held = set(stored.asked.values_list("email_mark", flat=True))
        marked = {mark_of(one["email"]): one for one in people}
        known = dict(Person.objects.filter(email_mark__in=marked).values_list("email_mark", "pk"))
        new = {mark: one for mark, one in marked.items() if mark not in held}
        rows = [Asked(round=stored, email_mark=mark, person_id=known.get(mark), **one) for mark, one in new.items()]
        Asked.objects.bulk_create(rows)
        if rows:
            record(stored, "people_asked", by=by)
        return len(rows)


@transaction.atomic
def remind(round, *, by, on):
    """Let those be reminded whose mail went out before the day `on` and who are not known to have answered.

    Returns how many that are: of an anonymous round all, for nobody can tell who answered. Raises NotNow where the
    round takes no answers.
    """
    with alone_with(round) as stored:
        if not stored.takes_answers(on):
            raise NotNow(_("This round takes no answers now."))
        silent = stored.asked.silent().filter(asked_on__lt=on)
        due = silent.exclude(reminder_due=True).exclude(reminded_on=on).update(reminder_due=True)
        if due:
            record(stored, "reminders_asked", by=by)
        return due


def set_aside(asked, *, by):
    """Take somebody off the list of those asked; raises NotNow where their mail went out."""
    with alone_with(asked) as stored:
        if stored.asked_on is not None:
            raise NotNow(_("Their mail went out already."))
        record(stored.round, "asked_no_more", by=by)
        stored.delete()


@transaction.atomic
def give_out(round, people, day):
    """Claim the first mails of `people`, rows of Asked of the anonymous `round`, on `day`: [(Asked, word)].

    All words come into the urn at once and are dealt out by chance, so that neither the order of rows nor that of
    writes joins a word and a person. They are told this once.
    """
    claimed = [one for one in people if claim(one, day)]
    urn, words = Urn.objects.select_for_update().get(round=round), [new_token() for _one in claimed]
    urn.unused = sorted([*urn.unused, *map(hash_of, words)])
    urn.save()
    secrets.SystemRandom().shuffle(words)
    return list(zip(claimed, words, strict=True))


@transaction.atomic
def claim(asked, day):
    """Note that the mail to `asked` goes out on `day`; False where another worker was first.

    It is noted before the mail is sent: `unclaim` takes that back where it cannot be.
    """
    rows = Asked.objects.filter(pk=asked.pk)
    if asked.asked_on is None:
        return bool(rows.filter(asked_on=None).update(asked_on=day))
    return bool(rows.filter(reminder_due=True).update(reminder_due=False, reminded_on=day))


def unclaim(asked):
    """Let the mail to `asked`, which could not be sent, be due again; `asked` is as it was before it was claimed."""
    Asked.objects.filter(pk=asked.pk).update(
        asked_on=asked.asked_on, reminder_due=asked.reminder_due, reminded_on=asked.reminded_on
    )
