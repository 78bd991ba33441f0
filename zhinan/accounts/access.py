"""Who may do what with accounts."""

from .models import RoleName, has_role, roles_of


def sign_in(user):
    """Whether `user` has signed in."""
    return user.is_authenticated


def administer(user):
    """Whether `user` looks after the installation."""
    return user.is_authenticated and has_role(user, RoleName.ADMINISTRATOR)


def read(user, record):
    """Whoever finds a record may read it: `visible_to` has decided."""
    return True


def keep_records(user):
    """Whether `user` may add and edit the nouns that programmes share: the secretariat of any programme may."""
    held = {role for role, _scope in roles_of(user)}
    return bool(held & {RoleName.SECRETARIAT, RoleName.ADMINISTRATOR})
