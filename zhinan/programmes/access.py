"""Who may do what with programmes, projects and the ledger."""

from zhinan.accounts.access import read
from zhinan.accounts.models import RoleName, has_role

__all__ = ["post", "read", "see_findings"]


def see_findings(user, programme):
    """Whether `user` may read where a programme's sources contradict each other: its own staff may."""
    staff = (RoleName.SECRETARIAT, RoleName.EVALUATOR)
    return user.is_authenticated and any(has_role(user, role, programme.scope()) for role in staff)


def post(user, project):
    """Whether `user` may add to the ledger of `project`: secretariat and finance of its programme."""
    scope = project.programme.scope() if project.programme else ""
    staff = (RoleName.SECRETARIAT, RoleName.FINANCE)
    return user.is_authenticated and any(has_role(user, role, scope) for role in staff)
