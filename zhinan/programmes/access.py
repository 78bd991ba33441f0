"""Who may do what with programmes, funds, projects, the ledger and exchange rates."""

from django.utils import timezone

from zhinan.accounts.access import keep_records, read
from zhinan.accounts.models import Role, RoleName, has_role, roles_of

__all__ = [
    "correct",
    "edit_fund",
    "edit_programme",
    "edit_project",
    "keep_in",
    "keep_rates",
    "keep_records",
    "post",
    "read",
    "see_findings",
]
MONEY = {RoleName.SECRETARIAT, RoleName.FINANCE, RoleName.ADMINISTRATOR}


def keep_in(user, programme):
    """Whether `user` may add and edit records of `programme`: its secretariat; without one, all who keep records."""
    return keep_records(user) if programme is None else has_role(user, RoleName.SECRETARIAT, programme.scope())


def edit_programme(user, programme):
    """Whether `user` may change `programme`: its secretariat; until it has one, all who keep records."""
    if keep_in(user, programme) or not keep_records(user):
        return keep_in(user, programme)
    return programme.scope() not in with_secretariat(user)


def with_secretariat(user):
    """The scopes of the programmes that have a secretariat today; asked of the database once a request of `user`."""
    if not hasattr(user, "_with_secretariat"):
        held = Role.objects.filter(role=RoleName.SECRETARIAT).current(timezone.localdate())
        user._with_secretariat = frozenset(held.values_list("scope", flat=True))
    return user._with_secretariat


def edit_fund(user, fund):
    """Whether `user` may change `fund`: those who keep records may."""
    return keep_records(user)


def edit_project(user, project):
    """Whether `user` may change `project`: the secretariat of its programme may."""
    return keep_in(user, project.programme)


def see_findings(user, programme):
    """Whether `user` may read where a programme's sources contradict each other: its own staff may."""
    staff = (RoleName.SECRETARIAT, RoleName.EVALUATOR)
    return user.is_authenticated and any(has_role(user, role, programme.scope()) for role in staff)


def post(user, project):
    """Whether `user` may add to the ledger of `project`: secretariat and finance of its programme."""
    scope = project.programme.scope() if project.programme else ""
    staff = (RoleName.SECRETARIAT, RoleName.FINANCE)
    return user.is_authenticated and any(has_role(user, role, scope) for role in staff)


def correct(user, posting):
    """Whether `user` may take `posting` back by a reversal: those who may add to its ledger."""
    return post(user, posting.project)


def keep_rates(user):
    """Whether `user` may read and write exchange rates: the secretariat and the finance officer of any programme."""
    return bool({role for role, _scope in roles_of(user)} & MONEY)
