"""How an award begins, and its conditions are met."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.grants.models import GRANTED, Decision, Gate
from zhinan.grants.states import State
from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow

from ..models import Award, Instalment, Match
from ..rules.plan import shares
from ..rules.worth import rate_for, refuse_future
from .locking import alone_with_award
from .match import promised


@transaction.atomic
def begin(grant, values, *, by, today):
    """Begin the Award of the approved `grant` with `values` of its columns, and plan its instalments.

    What a committee decided stands above what was typed: amount, currency, conditions and the rules of the call.
    Raises NotNow for a grant that is not approved or has an award, ValidationError for values that are refused.
    """
    grant = type(grant).objects.select_for_update().get(pk=grant.pk)
    if grant.state not in (State.APPROVED, State.ACTIVE):
        raise NotNow(_("Approve the grant first."))
    if Award.objects.filter(grant=grant).exists():
        raise NotNow(_("This grant has its award already."))
    if grant.project.programme is None:
        raise NotNow(_("Say first which programme the project of this grant belongs to."))
    refuse_untold(grant)
    award = Award(grant=grant, **{**values, **decided(grant)})
    if award.currency_id and award.awarded_on:
        award.usd_rate, award.rate_on = rate_for(award.currency, award.awarded_on, "currency")
    award.full_clean()
    refuse_future(award.awarded_on, today, "awarded_on")
    award.save()
    Instalment.objects.bulk_create(first_plan(award))
    Match.objects.bulk_create(promised(award))
    record(award, "recorded", by=by, changes={"amount": [None, str(award.amount)]})
    return award


def refuse_untold(grant):
    """Raises NotNow where a call led to `grant` and its authors were not told yet, or it was taken up again."""
    came = Decision.objects.filter(application__grant=grant)
    told = came.standing().filter(outcome__in=GRANTED, letter_sent_at__isnull=False)
    if came.exists() and not told.exists():
        raise NotNow(_("Send the letter about the decision first."))


def decided(grant):
    """What the committee decided about `grant`, as columns of its award; nothing where no call led to it."""
    rows = Decision.objects.filter(application__grant=grant).standing().filter(outcome__in=GRANTED)
    last = rows.select_related("application__rules__currency").first()
    if last is None:
        return {}
    rules = last.application.rules
    return {
        "rules": rules,
        "submission": last.application.submissions.filter(number=last.version).first(),
        "amount": last.amount,
        "currency": rules.currency,
        "conditions": last.conditions,
        "match_ratio": rules.match_ratio,
        "awarded_on": timezone.localdate(last.decided_at),
    }


def first_plan(award):
    """The Instalments of `award`, unsaved, as its rules plan them: one of the whole amount where they plan none."""
    lines = list(award.rules.instalments.all()) if award.rules else []
    gates = [(one.gate, one.needs_match) for one in lines] or [(Gate.AGREEMENT, False)]
    amounts = shares(award.amount, [one.percent for one in lines])
    if any(amount <= 0 for amount in amounts):
        raise ValidationError(_("The award is too small to be cut into {n} instalments.").format(n=len(amounts)))
    return [
        Instalment(award=award, position=n, amount=amount, gate=gate, needs_match=needs_match)
        for n, (amount, (gate, needs_match)) in enumerate(zip(amounts, gates, strict=True), 1)
    ]


def meet_conditions(award, *, by, on, today):
    """Write down that the conditions of `award` were met on the day `on`; raises NotNow where none are left."""
    with alone_with_award(award.pk) as award:
        if not award.hangs():
            raise NotNow(_("No condition of this award is left."))
        if not award.awarded_on <= on <= today:
            sentence = _("The conditions cannot have been met before the award, or on a day that has not come.")
            raise ValidationError({"on": sentence})
        award.conditions_met_on = on
        award.save()
        record(award, "conditions_met", by=by, changes={"conditions_met_on": [None, on.isoformat()]})
        return award
