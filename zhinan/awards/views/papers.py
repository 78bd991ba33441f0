"""Documents of awards as PDF."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.cache import never_cache

from zhinan.grants.views.reading import as_read
from zhinan.kit.guards import allow
from zhinan.kit.typesetting import printed

from .. import access
from ..editions.agreements import agreement_pdf
from ..models import Agreement, Clause

JOIN = ("grant__project", "currency", "payer", "rules", "submission__rules", "submission__application__rules")


@allow(access.look, Agreement, join=tuple(f"award__{one}" for one in JOIN))
@never_cache
def agreement_paper(request, agreement):
    """A document of an award, with the proposal that it annexes as the reader may read it; nothing is kept of it."""
    reading = annexed(request.user, agreement)
    name, how = f"{agreement.award.grant.slug}-{agreement.number}", {"is_shown": True, "is_listed": False}
    return printed(request, lambda: agreement_pdf(agreement, reading), name, agreement, **how)


def annexed(user, agreement):
    """How `user` reads the proposal that `agreement` annexes; None where it annexes none.

    Raises PermissionDenied for who declared a tie to it: whoever sees everything finds the award, not the proposal.
    """
    sent = agreement.award.submission
    if agreement.clause != Clause.AGREEMENT or sent is None:
        return None
    if not access.read_proposal(user, sent.application):
        raise PermissionDenied
    return as_read(user, sent.application, sent)
