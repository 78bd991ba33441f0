"""The page of a grant, with the way to its award, what came of it once that is closed, and how a grant ends."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.awards.models import Award
from zhinan.awards.rules.closing import cash_of
from zhinan.awards.rules.matched import matched
from zhinan.awards.states import AwardState
from zhinan.awards.views import grant_ways
from zhinan.grants.access import read
from zhinan.grants.models import Grant
from zhinan.grants.views import ENDS, VERBS, grant_page
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.templatetags.kit import day
from zhinan.results.figures import rows_of
from zhinan.results.models import Framework
from zhinan.results.tables import lines_of

from ..models import Documented


@allow(read, Grant, join=("project__programme", "purpose"))
def grant(request, grant):
    """A grant: who implements it, for whom, and what came of it; for whom it concerns, the way to its money."""
    return grant_page(request, grant, ways=grant_ways(request.user, grant), came=came_of(grant, request.user))


def came_of(grant, user):
    """{"facts", "lines"} of what came of `grant`, as `user` may read it; None as long as its award is not closed."""
    closed = Award.objects.filter(grant=grant, state=AwardState.CLOSED).select_related("currency", "payer")
    award = closed.first()
    if award is None:
        return None
    award.grant = grant
    frameworks = Framework.objects.visible_to(user).filter(project=grant.project).order_by("pk")
    rows = [row for one in frameworks for row in rows_of(one, user)]
    told = [(_("Results framework"), one, one.get_absolute_url()) for one in frameworks]
    facts = [(_("Closed on"), day(award.closed_on)), *money_of(award, user), *told, *lessons_of(award, user)]
    return {"facts": facts, "lines": [line for row in rows for line in lines_of(row)]}


def money_of(award, user):
    """The money of a closed `award`, each line with the ledger, for those who may read that and know who pays."""
    project = award.grant.project
    if not (project.is_visible_to(user) and award.payer.is_visible_to(user)):
        return []
    cash, ledger = cash_of(award), f"{project.get_absolute_url()}#ledger"
    delivered = matched(award).delivered
    rows = [
        (pgettext("of money", "Awarded"), award.amount),
        (pgettext("of money", "Paid"), cash.paid),
        (pgettext("of money", "Spent"), cash.spent),
        (pgettext("of money", "Unspent and returned"), cash.returned),
        (_("Delivered by others"), delivered),
    ]
    return [(label, award.in_words(amount), ledger) for label, amount in rows if amount]


def lessons_of(award, user):
    """The solution that the lessons of `award` became, where `user` may read it."""
    found = Documented.objects.filter(award=award).select_related("solution").first()
    if found is None or not found.solution.is_visible_to(user):
        return []
    return [(_("What was learnt"), found.solution, found.solution.get_absolute_url())]


def ending(verb):
    """The Verb `verb` that ends a grant, refused while the money of its award is underway."""

    def end(grant, **answers):
        underway = Award.objects.filter(grant=grant, state__in=(AwardState.ACTIVE, AwardState.SUSPENDED))
        if underway.exists():
            raise NotNow(_("Its award is underway. Close or terminate that: the grant ends with it."))
        return verb.action(grant, **answers)

    return replace(verb, action=end)


ENDING = [ending(verb) for verb in VERBS if verb.key in ENDS]
