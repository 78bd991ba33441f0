"""What is asked: a questionnaire, its draft, its published versions."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.history.actions import alone_with, record, write
from zhinan.kit.lifecycle import NotNow

from ..models import Content, Section, Version, digest_of, plain
from ..rules import troubles
from ..states import VERSION, RoundState, State
from .rounds import only_unnamed


@transaction.atomic
def create(questionnaire, values, *, by, content=None):
    """Save a new `questionnaire` with its first draft, of `content` or with one empty section."""
    entry = write(questionnaire, values, by=by)
    if content is None:
        language = questionnaire.language
        first = Section("part_1", {language: pgettext("part of a questionnaire", "Questions")})
        content = Content((language,), (first,))
    Version.objects.create(questionnaire=questionnaire, number=1, content=plain(content))
    return entry


def change(version, changed, *, by):
    """Write the content that `changed(content)` makes of the draft `version` as it stands; returns the Entry or None.

    Whoever else builds at the same time waits; nothing that they wrote is lost. Raises NotNow for a published version.
    """
    with alone_with(version) as stored:
        only_draft(stored)
        return write(stored, {"content": changed(stored.asks).plain()}, by=by)


def only_draft(version):
    """Raise NotNow where `version` is published."""
    if version.state != State.DRAFT:
        raise NotNow(_("A published version is not changed. Start the next version."), version.get_absolute_url())


@transaction.atomic
def publish(version, *, by, now):
    """Let the draft `version` be asked from `now` on; it never changes again. Raises NotNow while it must be mended."""
    moved = VERSION.move(version, "publish")
    if found := troubles(moved.asks):
        raise NotNow(found[0].sentence)
    if moved.questionnaire.rounds.filter(is_anonymous=True, state=RoundState.OPEN).exists():
        only_unnamed(moved)
    moved.published_at, moved.digest = now, digest_of(moved.content)
    moved.save()
    record(moved.questionnaire, "published", by=by)
    return moved


@transaction.atomic
def next_version(questionnaire, *, by):
    """The draft of `questionnaire`; where there is none, a new one with what the newest published version asks."""
    with alone_with(questionnaire) as stored:
        draft, newest = stored.draft(), stored.versions.order_by("-number").first()
        if draft is None:
            draft = Version.objects.create(questionnaire=stored, number=newest.number + 1, content=newest.content)
            record(stored, "next_version", by=by)
        return draft


@transaction.atomic
def discard(version, *, by):
    """Throw the draft `version` away where an earlier one is published; raises NotNow."""
    with alone_with(version.questionnaire) as questionnaire:
        stored = questionnaire.draft()
        if stored is None:
            return
        if stored.number == 1:
            raise NotNow(_("Nothing would be left. Archive the questionnaire instead."))
        record(questionnaire, "draft_discarded", by=by)
        stored.delete()
