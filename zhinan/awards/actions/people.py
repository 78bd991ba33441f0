"""Who is told what becomes of an award."""

from zhinan.accounts.models import RoleName, User
from zhinan.grants.models import Author, Recusal


def keepers(award):
    """Those who keep `award`: the secretariat of its programme, but for whom something binds to it."""
    return officers(award, RoleName.SECRETARIAT)


def payers(award):
    """Those who pay `award`: the finance officers of its programme, but for whom something binds to it."""
    return officers(award, RoleName.FINANCE)


def receivers(award):
    """Those who act for who receives `award`: who wrote its application."""
    return User.objects.filter(is_active=True, pk__in=tied(award, Author))


def officers(award, role):
    """Those who hold `role` in the programme of `award` and may act on it; nobody where it has none any more."""
    programme = award.programme()
    if programme is None:
        return User.objects.none()
    held = User.objects.holding(role, scope=programme.scope())
    return held.exclude(pk__in=tied(award, Author)).exclude(pk__in=tied(award, Recusal))


def tied(award, tie):
    """The keys of the users with a row of `tie`, Author or Recusal, of the application of `award`."""
    return tie.objects.filter(application__grant=award.grant_id).values("user")
