"""Words that those who read the answers set to free texts, to find what was said about one thing again."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow

from ..models import Tag

LONGEST = Tag._meta.get_field("word").max_length


@transaction.atomic
def add_tag(answer, word, *, by):
    """Set the tag `word` to the free text `answer`; the same word a second time changes nothing.

    The history hears of it only where it is known who answers: in an anonymous round a line would join a text to a
    moment. Raises NotNow for no word and for a long one.
    """
    word = " ".join(word.split())
    if not word or len(word) > LONGEST:
        raise NotNow(_("A tag is one word or a few: at most {number} characters.").format(number=LONGEST))
    _tag, is_new = Tag.objects.get_or_create(answer=answer, word=word)
    if is_new and not answer.round.is_anonymous:
        record(answer.round, "tagged", by=by)


@transaction.atomic
def remove_tag(answer, word, *, by):
    """Take the tag `word` off the free text `answer`; what is gone already is no trouble."""
    gone, _by_model = Tag.objects.filter(answer=answer, word=word).delete()
    if gone and not answer.round.is_anonymous:
        record(answer.round, "untagged", by=by)
