"""Who has which role where, as far as somebody looks after it."""

from django.db.models import Q

from zhinan.accounts.models import Invitation, Role, in_care_of, looked_after, sees_everything


def roles_in(user, scope):
    """Roles in `scope` as far as `user` looks after it, by name; where it is None, those in the user's own places."""
    roles = Role.objects.visible_to(user).select_related("user").order_by("user__name", "pk")
    if not sees_everything(user):
        roles = roles.filter(Q(scope__in=looked_after(user)) if scope is None else in_care_of(user))
    return roles if scope is None else roles.filter(scope=scope)


def invitations_in(user, scope):
    """Open invitations to `scope` that `user` may send again or withdraw; where it is None, to everywhere."""
    invitations = Invitation.objects.visible_to(user).open()
    return invitations if scope is None else invitations.filter(scope=scope)
