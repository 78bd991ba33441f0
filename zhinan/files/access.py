"""Which files a person may open; who may edit them is said by the room of their record."""

from zhinan.accounts.models import audience_tokens, sees_everything
from zhinan.history.models import Entry

from .models import File


def readable(record, user, may_edit=False):
    """Files of `record`, which `user` has found, that `user` may open: whoever may edit opens earlier versions too."""
    files = File.objects.about(record).visible_to(user)
    return files if may_edit else files.current()


def restorable(record, user):
    """The archived files of `record` that `user`, who may edit it, saw before they were archived: a list, 2 queries."""
    files = File.objects.about(record).archived().filter(later_versions=None)
    told = Entry.objects.about_any(files).filter(verb="archived").order_by("pk")
    before = {entry.noun_id: entry.changes["audience"][0] for entry in told}
    tokens = {"", *audience_tokens(user)}
    return [file for file in files if file.pk in before and (sees_everything(user) or before[file.pk] in tokens)]
