"""How accounts and roles change."""

from django.db import transaction

from zhinan.history.actions import record

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
