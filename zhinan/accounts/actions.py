"""How accounts and roles change."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import record, write
from zhinan.history.models import ARCHIVE, Entry
from zhinan.kit.lifecycle import NotNow

from .models import Role


@transaction.atomic
def grant_role(user, role, scope="", *, by=None, starts_on=None, ends_on=None):
    """Give `user` the `role` in `scope` from one day to another; the same role twice stays one."""
    held, is_new = Role.objects.get_or_create(
        user=user, role=role, scope=scope, starts_on=starts_on, defaults={"ends_on": ends_on}
    )
    if is_new:
        record(user, "role_granted", by=by, changes={"role": [None, str(held)]}, to="administrator")
    return held


@transaction.atomic
def end_role(role, *, by, on):
    """End `role` with the day `on`."""
    before, role.ends_on = role.ends_on, on
    role.save(update_fields=["ends_on"])
    changes = {"ends_on": [before and before.isoformat(), on.isoformat()]}
    record(role.user, "role_ended", by=by, changes=changes, to="administrator")
    return role


def archive(thing, *, by):
    """Put the record `thing` away: nobody finds or counts it until it is taken out again."""
    return write(thing, {"audience": ARCHIVE}, by=by, verb="archived")


@transaction.atomic
def restore(thing, *, by):
    """Take `thing` out of the archive, for those who could see it before; raises NotNow where it is not in there."""
    put_away = Entry.objects.about(thing).filter(changes__audience__1=ARCHIVE).order_by("-pk").first()
    if thing.audience != ARCHIVE or put_away is None:
        raise NotNow(_("“{thing}” is not in the archive.").format(thing=thing))
    return write(thing, {"audience": put_away.changes["audience"][0]}, by=by, verb="restored")
