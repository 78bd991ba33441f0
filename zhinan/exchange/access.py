"""Who may import: those who keep records. An import is seen by who made it, and by their colleagues."""

from zhinan.accounts.access import keep_records
from zhinan.accounts.models import RoleName, roles_of

__all__ = ["keep_records", "open_import"]


def open_import(user, one):
    """Whether `user` may work on the import `one`, which they see."""
    return keep_records(user)


def audience_for(user):
    """The token of those who see what `user` imports: the secretariat of their programme, else the administrators."""
    scopes = sorted(scope for role, scope in roles_of(user) if role == RoleName.SECRETARIAT)
    return f"{RoleName.SECRETARIAT}@{scopes[0]}" if scopes and scopes[0] else str(RoleName.ADMINISTRATOR)
