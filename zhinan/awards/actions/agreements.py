"""How a document of an award is written, offered, signed, and takes effect."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.grants import actions as grants
from zhinan.grants.states import State
from zhinan.history.actions import record, write
from zhinan.kit.dates import PartialDate
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.actions import tell
from zhinan.programmes.models import PartyName
from zhinan.questionnaires.models import digest_of
from zhinan.results.actions import move_targets

from ..models import VERBS, Agreement, Clause, Side, Signature
from ..rules.reports import WRITING
from ..states import AGREEMENT_LIFE, AWARD_LIFE, UNDERWAY, AgreementState, ReportState
from .frameworks import begin_framework
from .instalments import planned
from .locking import alone_with_award
from .people import receivers
from .reports import move_end, plan_reports


def draft(award, clause, values, *, by):
    """Write a document of `award` that does what `clause` says, with `values` of its columns.

    Raises NotNow where the award does not permit it or another document is underway, ValidationError.
    """
    with alone_with_award(award.pk) as award:
        if not AWARD_LIFE.allows(award, VERBS[clause]):
            raise NotNow(AWARD_LIFE.refusal(award, VERBS[clause]))
        if award.agreements.filter(state__in=UNDERWAY).exists():
            raise NotNow(_("Another document of this award waits for its signatures. Finish or withdraw it first."))
        last = award.agreements.aggregate(last=Max("number"))["last"] or 0
        made = Agreement(award=award, number=last + 1, clause=clause, **values)
        if clause == Clause.AGREEMENT:
            made.amount = award.amount  # what was decided; another amount needs an amendment with its reason
        made.full_clean()
        refuse_terms(made, award)
        made.save()
        record(award, "agreement_drafted", by=by, changes={"agreement": [None, str(made)]})
        return made


def refuse_terms(agreement, award):
    """Raises NotNow where the grant stands no more, ValidationError where `agreement` does not fit it or the rules."""
    if not award.stands():
        raise NotNow(_("The grant was closed, cancelled or taken back. Nothing is agreed about it any more."))
    ceiling = award.rules.ceiling if award.rules else None
    if agreement.amount is not None and ceiling is not None and agreement.amount > ceiling:
        sentence = _("The rules of the call grant {ceiling} at most.")
        raise ValidationError({"amount": sentence.format(ceiling=award.in_words(ceiling))})
    if agreement.amount is not None and agreement.amount < planned(award):
        sentence = _("Instalments of {planned} are planned. Reduce or drop some of them first.")
        raise ValidationError({"amount": sentence.format(planned=award.in_words(planned(award)))})
    if agreement.ends_on is None:
        return
    programme, grant = award.programme(), award.grant
    if programme is not None and programme.ends_on and agreement.ends_on > programme.ends_latest:
        sentence = _("The programme ends {day}: no agreement goes beyond it.")
        raise ValidationError({"ends_on": sentence.format(day=programme.ends_on.in_words())})
    if agreement.clause != Clause.AGREEMENT:
        refuse_told_end(agreement, award)
    if agreement.clause == Clause.EXTENSION and grant.ends_on and agreement.ends_on <= grant.ends_latest:
        sentence = _("It ends {day} already. Write a later day.")
        raise ValidationError({"ends_on": sentence.format(day=grant.ends_on.in_words())})


def refuse_told_end(agreement, award):
    """Raises ValidationError where `agreement` moves the end of `award` past what was reported already."""
    told = award.reports.filter(state__in=(ReportState.SENT, ReportState.ACCEPTED))
    if told.filter(is_final=True).exists():
        raise ValidationError({"ends_on": _("The final report was sent already. Return it first, then move the end.")})
    last = told.order_by("ends_on").last()
    if last is not None and agreement.ends_on <= last.ends_on:
        sentence = _("It was reported on until {day} already. Write a later day.")
        raise ValidationError({"ends_on": sentence.format(day=PartialDate(last.ends_on.isoformat()).in_words())})


def offer(agreement, *, by, now):
    """Offer `agreement` for signature: from now on its `content` is frozen. Raises NotNow where it is no draft."""
    with alone_with_award(agreement.award_id) as award:
        found = AGREEMENT_LIFE.move(agreement, "offer")
        refuse_terms(found, award)
        found.content = content_of(found)
        found.digest = digest_of(found.content)
        found.offered_at = now
        found.save()
        record(award, "agreement_offered", by=by, changes={"agreement": [None, str(found)]})
        if Side.GRANTEE in found.sides():
            told = gettext_noop("{document} of “{grant}” waits for your signature.")
            tell(receivers(award), told, found, by=by, document=str(found), grant=str(award))
        return found


def content_of(agreement):
    """What `agreement` says, as values that JSON holds; with the hash of the proposal that it annexes."""
    award = agreement.award
    return {
        "clause": agreement.clause,
        "number": agreement.number,
        "grant": award.grant.title,
        "payer": str(award.payer),
        "grantee": grantee(award),
        "currency": award.currency.code,
        "amount": str(agreement.amount) if agreement.amount is not None else None,
        "starts_on": agreement.starts_on and agreement.starts_on.isoformat(),
        "ends_on": agreement.ends_on and agreement.ends_on.isoformat(),
        "reason": agreement.reason,
        "terms": agreement.terms,
        "match_ratio": str(award.match_ratio),
        "conditions": award.conditions,
        "explained_from": award.explained_from,
        "instalments": [
            {"number": one.position, "amount": str(one.amount), "gate": one.gate, "needs_match": one.needs_match}
            for one in award.instalments.exclude(state="dropped")
        ],
        "reports": list(award.rules.reports.values("months", "is_final")) if award.rules else [],
        "writing_days": WRITING.days,
        "annex": award.submission.digest if award.submission else None,
        "before": before(agreement),
    }


def grantee(award):
    """The names of who receives `award`: the institution that applied, else those that implement its grant."""
    lead = award.submission and award.submission.content["about"]["lead"]
    if lead:
        return [lead["name"]]
    parties = award.grant.parties.filter(role=PartyName.IMPLEMENTING, organisation__isnull=False)
    return [str(one.organisation) for one in parties.select_related("organisation")]


def before(agreement):
    """What holds until `agreement` changes it, with the number of what was agreed first; None for that itself."""
    if agreement.clause == Clause.AGREEMENT:
        return None
    award, grant = agreement.award, agreement.award.grant
    signed = award.agreements.get(clause=Clause.AGREEMENT, state=AgreementState.SIGNED)
    return {
        "number": signed.number,
        "in_force_on": signed.in_force_on.isoformat(),
        "amount": str(award.amount),
        "starts_on": grant.starts_on and grant.starts_on.text,
        "ends_on": grant.ends_on and grant.ends_on.text,
    }


def sign(agreement, values, *, by, today):
    """Write down a signature under the offered `agreement`, with the signed copy; with the last one it takes effect.

    Raises NotNow where it is not offered, ValidationError for a day before the award or after `today`, for a side whose
    signature is not needed or stands already, and for a copy that is not a file of the award.
    """
    with alone_with_award(agreement.award_id) as award:
        found = Agreement.objects.select_for_update().get(pk=agreement.pk)
        if not AGREEMENT_LIFE.allows(found, "take_effect"):
            raise NotNow(AGREEMENT_LIFE.refusal(found, "take_effect"))
        made = Signature(agreement=found, recorded_by=by.pseudonym, **values)
        made.full_clean()
        refuse_signature(made, award, today)
        made.save()
        record(award, "agreement_signed", by=by, changes={"agreement": [None, str(found)]})
        if {one.side for one in found.signatures.all()} >= set(found.sides()):
            take_effect(found, award, by=by)
        return made


def refuse_signature(signature, award, today):
    """Raises ValidationError for what cannot be of `signature`."""
    if signature.side not in signature.agreement.sides():
        raise ValidationError({"side": _("This document needs no signature of that side.")})
    if not award.awarded_on <= signature.on <= today:
        raise ValidationError({"on": _("Nobody can have signed before the award, or on a day that has not come.")})
    if signature.copy.record() != award:
        raise ValidationError({"copy": _("This is a file of something else. Choose one of this award.")})


def take_effect(agreement, award, *, by):
    """Let the signed `agreement` change `award` and its grant; its last signature says from when."""
    found = AGREEMENT_LIFE.move(agreement, "take_effect")
    refuse_terms(found, award)
    found.in_force_on = max(found.signatures.values_list("on", flat=True))
    found.save()
    award = AWARD_LIFE.move(award, VERBS[found.clause])
    before = award.amount
    if found.amount is not None:
        award.amount = found.amount
    award.save()
    changes = {"agreement": [None, str(found)]}
    if before != award.amount:
        changes["amount"] = [str(before), str(award.amount)]
    record(award, "agreement_in_force", by=by, changes=changes)
    set_days(found, award, by=by)
    if found.clause == Clause.AGREEMENT and award.grant.state == State.APPROVED:
        grants.start(award.grant, by=by, on=found.in_force_on)
    if found.clause == Clause.TERMINATION and award.grant.state == State.ACTIVE:
        grants.cancel(award.grant, by=by, on=found.in_force_on)


def set_days(agreement, award, *, by):
    """Let the grant of `award` run for the days that `agreement` names; its reports and its targets follow."""
    grant, ended = award.grant, award.grant.ends_on
    days = {"starts_on": agreement.starts_on, "ends_on": agreement.ends_on}
    days = {name: day.isoformat() for name, day in days.items() if day is not None}
    if days:
        write(grant, days, by=by)
    if agreement.clause == Clause.AGREEMENT:
        starts_on = agreement.starts_on or agreement.in_force_on
        plan_reports(award, starts_on, agreement.ends_on)
        begin_framework(award, starts_on, agreement.ends_on, by=by)
    elif agreement.ends_on is not None:
        move_end(award, agreement.ends_on, by=by)
        if ended is not None:
            move_targets(grant.project, ended.latest, agreement.ends_on, by=by)


def withdraw(agreement, *, by, because):
    """Take `agreement` back before it is signed by all; raises NotNow later on."""
    with alone_with_award(agreement.award_id) as award:
        found = AGREEMENT_LIFE.move(agreement, "withdraw")
        found.save()
        changes = {"agreement": [str(found), None], "reason": [None, because]}
        record(award, "agreement_withdrawn", by=by, changes=changes)
        return found
