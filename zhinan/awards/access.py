"""Who may do what with awards."""

from zhinan.accounts.models import RoleName, has_role, keys_of, sees_everything
from zhinan.grants.models import Author, Recusal
from zhinan.programmes.access import keep_in

from .models import Award, MatchStep, Payment
from .models.awards import OFFICE


def award_of(thing):
    """The award that `thing` belongs to, a noun of this room or of one above it."""
    if isinstance(thing, Award):
        return thing
    if isinstance(thing, Payment):
        return thing.instalment.award
    if isinstance(thing, MatchStep):
        return thing.match.award
    return thing.award


def look(user, award):
    """Whether `user` may read `award`: whoever finds it."""
    return True


def is_free(user, award):
    """Whether nothing binds `user` to the `award`: who wrote its application, or declared a tie, runs nothing of it."""
    rows = {"user": user, "application__grant": award.grant_id}
    return not any(one.objects.filter(**rows).exists() for one in (Author, Recusal))


def keep(user, thing):
    """Whether `user` keeps the award of `thing`, its documents, its plan and its match: the secretariat, unbound."""
    award = award_of(thing)
    return keep_in(user, award.programme()) and is_free(user, award)


def begin(user, grant):
    """Whether `user` may begin the award of `grant`: the secretariat of its programme, unbound."""
    return keep_in(user, grant.project.programme) and is_free(user, Award(grant=grant))


def read_proposal(user, application):
    """Whether `user` may read the proposal behind an award: not who declared a tie, though they find the award."""
    return not Recusal.objects.filter(user=user, application=application).exists()


def finance(user, thing):
    """Whether `user` is a finance officer of the programme of the award of `thing`, and nothing binds them to it."""
    award = award_of(thing)
    programme = award.programme()
    return programme is not None and has_role(user, RoleName.FINANCE, programme.scope()) and is_free(user, award)


def receive(user, thing):
    """Whether `user` acts for who receives the award of `thing`: who wrote its application."""
    return (
        user.is_authenticated and Author.objects.filter(user=user, application__grant=award_of(thing).grant_id).exists()
    )


def change_files(user, award):
    """Nobody: a file comes with what it shows, and stays; what is wrong is taken back with a reason."""
    return False


def approve(user, instalment):
    """Whether `user` may approve `instalment` for payment: the secretariat."""
    return keep(user, instalment)


def pay(user, instalment):
    """Whether `user` may record that `instalment` was paid: finance, and never who approved it."""
    return finance(user, instalment) and user.pseudonym != instalment.approved_by


def take_back(user, transfer):
    """Whether `user` may take a payment or a refund back: finance."""
    return finance(user, transfer)


def refund(user, award):
    """Whether `user` may record that unspent money of `award` came back: finance, and nobody who approved a payment."""
    return finance(user, award) and not award.instalments.filter(approved_by=user.pseudonym).exists()


def tell_match(user, match):
    """Whether `user` may write down a step of `match`: who receives the award, and who keeps it."""
    return receive(user, match) or keep(user, match)


def verify(user, step):
    """Whether `user` may verify the `step` of a match: secretariat or finance, and never who wrote it down."""
    return (keep(user, step) or finance(user, step)) and user.pseudonym != step.recorded_by


def audit(user):
    """Whether `user` may take the ledger of the whole portfolio out: secretariat, finance and evaluators."""
    return sees_everything(user) or bool(keys_of(user, "programme", *OFFICE))


def look_over(user):
    """Whether there is a portfolio for `user`: of an office, or of the awards that they wrote the applications of."""
    return audit(user) or Award.objects.visible_to(user).exists()
