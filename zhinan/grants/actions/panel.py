"""Who judges the applications of a call: seated with what they know, and seated no more."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.accounts import actions as accounts
from zhinan.accounts.models import Role, User
from zhinan.history.actions import record, write

from ..models import Panelist, Review
from ..states import ReviewState
from .releasing import release


@transaction.atomic
def seat(call, email, roles, values, *, by):
    """Give the account with the mail address `email` a seat in the panel of `call`, with `roles` and `values`.

    Returns the Panelist. Raises ValidationError for `email` where there is no such account, or it has a seat.
    """
    user = User.objects.filter(email=User.objects.normalize_email(email).lower(), is_active=True).first()
    if user is None:
        raise ValidationError({"email": _("Nobody signs in with this address. Write the name too to invite them.")})
    if Panelist.objects.filter(call=call, user=user).exists():
        raise ValidationError({"email": _("Whoever has this address has a seat already. Change it in the list.")})
    found = Panelist(call=call, user=user)
    write(found, values, by=by)
    give(call, user, roles, by=by)
    return found


@transaction.atomic
def change_seat(panelist, roles, values, *, by, on):
    """Set what `panelist` knows, and their roles from the day `on`; open reviews go where they review no more."""
    write(panelist, values, by=by)
    end(panelist.call, panelist.user, by=by, on=on, but=roles)
    give(panelist.call, panelist.user, roles, by=by)


@transaction.atomic
def unseat(panelist, *, by, on):
    """End every role of `panelist` in the call at once, and take back what they have not sent."""
    end(panelist.call, panelist.user, by=by, on=on)
    record(panelist, "unseated", by=by)
    panelist.delete()


def invite(call, email, name, roles, *, by, now, language=""):
    """Ask somebody who has no account by mail to take `roles` in `call`; raises ValidationError as accounts do."""
    words = {"scope": call.scope(), "by": by, "now": now, "language": language, "place": str(call)}
    with transaction.atomic():
        return [accounts.invite(email=email, name=name, role=role, **words) for role in roles]


def give(call, user, roles, *, by):
    """Give `user` those of `roles` in `call` that they do not hold; one that was ended is opened again."""
    held = {role.role for role in Role.objects.filter(user=user, scope=call.scope(), ends_on=None)}
    for role in [role for role in roles if role not in held]:
        found = accounts.grant_role(user, role, call.scope(), by=by)
        if found.ends_on is not None:
            found.ends_on = None
            found.save(update_fields=["ends_on"])
            record(user, "role_granted", by=by, changes={"role": [None, str(found)]}, to="administrator")


def end(call, user, *, by, on, but=()):
    """End the roles of `user` in `call`, `but` for some, from this moment of the day `on`."""
    yesterday = on - timedelta(days=1)  # a role holds through its last day
    ended = [role for role in Role.objects.filter(user=user, scope=call.scope()) if role.role not in but]
    for role in ended:
        if role.starts_on is None or role.starts_on <= yesterday:
            accounts.end_role(role, by=by, on=yesterday)
        else:
            record(user, "role_ended", by=by, changes={"role": [str(role), None]}, to="administrator")
            role.delete()
    if "reviewer" not in but:
        waiting = Review.objects.filter(application__call=call, reviewer=user)
        for review in waiting.filter(state__in=(ReviewState.ASKED, ReviewState.WRITING)):
            release(review, by=by)
