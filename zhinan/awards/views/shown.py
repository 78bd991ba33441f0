"""What the page of an award shows, row by row, with the buttons for what one may do there now."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.models import VISITOR
from zhinan.kit.quantities import in_digits

from .. import access
from ..models import VERBS, Clause
from ..rules.gates import gates
from ..states import AGREEMENT_LIFE, AWARD_LIFE, INSTALMENT_LIFE, OWED, AwardState, InstalmentState


def button(label, name, thing, *more, main=False):
    """A button that leads to the page called `name` about `thing`."""
    return {"label": label, "url": reverse(name, args=[thing.pk, *more]), "main": main}


def acting(award, user):
    """Who may do something with `award`: `user`, and nobody once it is closed."""
    return VISITOR if award.state == AwardState.CLOSED else user


def award_verbs(award, user):
    """What the office may do with `award` as a whole: begin a document, write down that conditions are met."""
    if not access.keep(user, award):
        return []
    found = []
    if not any(one.is_underway() for one in award.agreements.all()):
        found = [
            button(capfirst(Clause(clause).label), "draft-document", award, clause, main=clause == Clause.AGREEMENT)
            for clause, verb in VERBS.items()
            if AWARD_LIFE.allows(award, verb)
        ]
    if award.hangs():
        found.append(button(_("The conditions are met"), "meet-conditions", award))
    return found


def documents(award, user):
    """[(Agreement, its signatures, buttons)] of `award`."""
    may_keep = access.keep(user, award)
    return [(one, one.signatures.all(), document_verbs(one) if may_keep else []) for one in award.agreements.all()]


def document_verbs(agreement):
    """What the office may do with `agreement` now."""
    found = []
    if AGREEMENT_LIFE.allows(agreement, "offer"):
        found.append(button(_("Offer for signature"), "offer-agreement", agreement, main=True))
    if AGREEMENT_LIFE.allows(agreement, "take_effect"):
        found.append(button(_("Write a signature down"), "sign-agreement", agreement, main=True))
    if AGREEMENT_LIFE.allows(agreement, "withdraw"):
        found.append(button(pgettext("button", "Withdraw"), "withdraw-agreement", agreement))
    return found


def instalments(award, user):
    """[(Instalment, its gates while it waits, its payments, buttons)] of `award`."""
    found = []
    for one in award.instalments.all():
        one.award = award
        waits = one.state in (InstalmentState.PLANNED, InstalmentState.APPROVED)
        payments = [(payment, payment_verbs(payment, one, user)) for payment in one.payments.all()]
        stands = gates(one) if waits else []
        found.append((one, stands, payments, instalment_verbs(one, stands, user)))
    return found


def instalment_verbs(instalment, stands, user):
    """What `user` may do with `instalment` now; what its gates `stands` permit comes first to the eye."""
    is_open = all(gate.is_open for gate in stands)
    named = (
        ("approve", _("Approve for payment"), access.approve),
        ("unapprove", _("Take the approval back"), access.approve),
        ("pay", _("Write the payment down"), access.pay),
        ("drop", _("Drop the instalment"), access.keep),
    )
    found = [
        button(label, f"{verb}-instalment", instalment, main=is_open and verb in ("approve", "pay"))
        for verb, label, rule in named
        if INSTALMENT_LIFE.allows(instalment, verb) and rule(user, instalment)
    ]
    if instalment.state == InstalmentState.PLANNED and access.keep(user, instalment):
        found.append(button(_("Change the amount"), "set-instalment", instalment))
    return found


def payment_verbs(payment, instalment, user):
    """What `user` may do with `payment` of `instalment` now."""
    payment.instalment = instalment
    if payment.taken_back_id is not None or not access.take_back(user, payment):
        return []
    return [button(_("Take the payment back"), "take-back-payment", payment)]


def sources(award, user):
    """[(Match, [(MatchStep, buttons)], buttons)] of `award`."""
    may_tell = access.receive(user, award) or access.keep(user, award)
    found = []
    for one in award.match.all():
        one.award = award
        verbs = [button(_("Secured or delivered"), "tell-match", one)] if may_tell else []
        if one.organisation is None and access.keep(user, award):
            verbs.insert(0, button(_("Which organisation gives it"), "name-match", one, main=True))
        found.append((one, [(step, step_verbs(step, one, user)) for step in one.steps.all()], verbs))
    return found


def reports(award, _user):
    """[(DueReport, whether it is late)] of `award`."""
    today, found = timezone.localdate(), list(award.reports.all())
    for one in found:
        one.award = award
    return [(one, one.state in OWED and one.due_on < today) for one in found]


def step_verbs(step, match, user):
    """What `user` may do with the `step` of `match` now."""
    step.match = match
    if step.taken_back_id is not None or not access.verify(user, step):
        return []
    if step.posting_id is None:
        return [button(pgettext("button", "Verify"), "verify-step", step, main=True)]
    return [button(_("Take the step back"), "take-back-step", step)]


def match_facts(award, match):
    """The facts of how far the Matched `match` of `award` has come."""
    if not award.match_ratio and not match.pledged:
        return []
    sentence, needed = _("{there} of {needed} for each unit of the grant"), in_digits(award.match_ratio)
    pledged, secured, delivered = (
        in_digits(match.ratio(one)) for one in (match.pledged, match.secured, match.delivered)
    )
    return [
        (_("Match pledged"), sentence.format(there=pledged, needed=needed), "#match"),
        (_("Match that is verified"), sentence.format(there=secured, needed=needed), "#match"),
        (_("Of it delivered"), sentence.format(there=delivered, needed=needed), "#match"),
    ]
