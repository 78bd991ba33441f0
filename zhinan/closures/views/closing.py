"""The page of the closure of an award: what is still open, what came back, what was learnt, and its archive."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.awards.forms import ClosingForm, Question
from zhinan.awards.models import Award
from zhinan.awards.rules.closing import cash_of, shut
from zhinan.awards.states import AWARD_LIFE, AwardState
from zhinan.awards.views.asking import TO_PROGRAMME, asking
from zhinan.awards.views.shown import button
from zhinan.kit.guards import allow

from .. import access, actions
from ..models import Documented
from ..rules import final_of, gates
from .refunds import home


@allow(access.look, Award, join=(*TO_PROGRAMME, "payer"))
def award_closure(request, award):
    """How far the closure of an award has come, and what opens each gate that is shut."""
    user, stands, sent = request.user, gates(award), final_of(award)
    documented = Documented.objects.filter(award=award).select_related("solution").first()
    solution = documented and documented.solution
    words = {
        "award": award,
        "facts": facts_of(award),
        "gates": [(one, address_of(award, one.place)) for one in stands],
        "refunds": [(one, refund_verbs(award, one, user)) for one in refunds_of(award)],
        "refund_verbs": new_refund(award, user),
        "lessons": sent.content["story"]["lessons"] if sent else "",
        "solution": solution,
        "may_open": solution is not None and solution.is_visible_to(user),
        "document_verbs": document_verbs(award, sent, solution, user),
        "verbs": verbs(award, stands, user),
    }
    return render(request, "closures/closure.html", words)


def facts_of(award):
    """What of its money was awarded, paid, spent, returned and is left, with where that is read."""
    cash, ledger = cash_of(award), reverse("award-ledger", args=[award.pk])
    return [
        (_("Awarded"), award.in_words(award.amount), award.get_absolute_url()),
        (_("Paid"), award.in_words(cash.paid), ledger),
        (_("Spent, as reports say that are accepted"), award.in_words(cash.spent), ledger),
        (pgettext("of money", "Returned"), award.in_words(cash.returned), ledger),
        (pgettext("of money", "Left"), award.in_words(cash.left), ledger),
        (_("Why it was closed although something was open"), award.closed_because),
    ]


def address_of(award, place):
    """Where the gate of the closure of `award` that names this `place` is opened."""
    pages = {"ledger": "award-ledger", "findings": "award-findings"}
    if place in pages:
        return reverse(pages[place], args=[award.pk])
    return f"{'' if place in ('refunds', 'lessons') else award.get_absolute_url()}#{place}"


def refunds_of(award):
    """The refunds of `award`, with what is shown of them."""
    return award.refunds.select_related("currency", "advice")


def new_refund(award, user):
    """The button that writes a refund of `award` down."""
    if award.state in (AwardState.BEGUN, AwardState.CLOSED) or not access.refund(user, award):
        return []
    return [button(_("Write down what came back"), "add-refund", award)]


def refund_verbs(award, refund, user):
    """What `user` may do with `refund` now."""
    refund.award = award
    if award.state == AwardState.CLOSED or refund.taken_back_id is not None or not access.take_back(user, refund):
        return []
    return [button(_("Take the refund back"), "take-back-refund", refund)]


def document_verbs(award, sent, solution, user):
    """The button that turns the lessons into a solution, once, when the final report says them."""
    if sent is None or solution is not None or award.state == AwardState.CLOSED or not access.document(user, award):
        return []
    return [button(_("Turn the lessons into a draft solution"), "document-lessons", award)]


def verbs(award, stands, user):
    """The button that closes `award`: the main one once nothing is left to do."""
    if not AWARD_LIFE.allows(award, "close") or not access.close(user, award):
        return []
    return [button(pgettext("button", "Close the grant"), "close-award", award, main=not shut(stands))]


close_award = asking(
    access.close, Award, ClosingForm, pgettext_lazy("button", "Close the grant"),
    lambda award, answers, user: actions.close(award, by=user, today=timezone.localdate(), **answers),
    TO_PROGRAMME, home,
)  # fmt: skip
document_lessons = asking(
    access.document, Award, Question, gettext_lazy("Turn the lessons into a draft solution"),
    lambda award, _answers, user: actions.document(award, by=user), TO_PROGRAMME, home,
)  # fmt: skip
