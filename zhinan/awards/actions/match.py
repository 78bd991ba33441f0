"""How match is pledged, secured, delivered, verified, and taken back."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.grants.models import MatchSource
from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.quantities import money
from zhinan.network.models import Organisation
from zhinan.notices.actions import tell
from zhinan.programmes.actions import post, reverse

from ..models import Match, MatchStep
from ..rules.worth import rate_for, refuse_future
from .locking import alone_with_award, refuse_file
from .people import keepers, payers, receivers


def add_match(award, values, *, by):
    """Write down a source of match of `award` with `values`; raises ValidationError, also where no rate is kept."""
    with alone_with_award(award.pk) as award:
        made = Match(award=award, **values)
        made.usd_rate, made.rate_on = rate_for(made.currency, award.awarded_on, "currency")
        made.full_clean()
        refuse_payer(award, made.organisation)
        made.save()
        record(award, "match_pledged", by=by, changes={"match": [None, f"{made}: {made.amount} {made.currency.code}"]})
        return made


def promised(award):
    """The sources of match, unsaved, that the application of `award` names.

    The one organisation in the network of that name is meant; of none, or of several, the words stand alone.
    """
    made = []
    for one in MatchSource.objects.filter(application__grant=award.grant).select_related("currency").order_by("pk"):
        found = Organisation.objects.filter(name__iexact=one.contributor.strip())[:2]
        rate, rate_on = rate_for(one.currency, award.awarded_on, "awarded_on")
        made.append(
            Match(
                award=award, contributor=one.contributor, organisation=found[0] if len(found) == 1 else None,
                kind=one.kind, amount=one.amount, currency=one.currency, usd_rate=rate, rate_on=rate_on,
                valuation_method=one.valuation_method,
            )
        )  # fmt: skip
    return made


def refuse_payer(award, organisation):
    """Raises ValidationError where `organisation` is who pays the grant: match is what others give."""
    if organisation == award.payer:
        raise ValidationError({"organisation": _("This one pays the grant. Match is what others give.")})


def refuse_over(award):
    """Raises NotNow once the award is over."""
    if award.is_over():
        raise NotNow(_("This award is over. Its match stays as it is."))


def name_organisation(match, organisation, *, by):
    """Say which `organisation` gives `match`; raises NotNow once some of it stands in the ledger."""
    with alone_with_award(match.award_id) as award:
        found = Match.objects.select_for_update().get(pk=match.pk)
        refuse_payer(award, organisation)
        if found.steps.verified().exists():
            raise NotNow(_("Some of it is verified already, in the name that stands here."))
        before, found.organisation = str(found), organisation
        found.save()
        record(award, "match_named", by=by, changes={"match": [before, str(organisation)]})
        return found


def tell_step(match, values, *, by, today):
    """Write down that some of `match` was secured or delivered; it counts once it is verified.

    Raises ValidationError for a day that has not come, and for evidence that is not the award's own.
    """
    with alone_with_award(match.award_id) as award:
        refuse_over(award)
        made = MatchStep(match=match, recorded_by=by.pseudonym, **values)
        made.full_clean(exclude=("posting", "taken_back"))
        refuse_future(made.on, today)
        refuse_file(made.evidence, award, "evidence")
        made.save()
        record(award, "match_told", by=by, changes={"match": [None, f"{match}: {made.amount}"]})
        told = gettext_noop("Match of “{grant}” waits to be verified: {match}, {amount}.")
        tell({*keepers(award), *payers(award)}, told, made, by=by, **facts_of(made, award))
        return made


def verify_step(step, *, by):
    """Verify the `step` of a match, and post it to the ledger; raises NotNow twice, and for who wrote it down."""
    with alone_with_award(step.match.award_id) as award:
        found = MatchStep.objects.select_for_update().select_related("match").get(pk=step.pk)
        if found.posting_id:
            raise NotNow(_("This step was verified already."))
        refuse_over(award)
        if found.recorded_by == by.pseudonym:
            raise NotNow(_("You wrote this down. Somebody else verifies it."))
        source = found.match
        if source.organisation is None:
            raise NotNow(_("Say first which organisation of the network gives it."))
        rate, rate_on = rate_for(source.currency, found.on, "currency")
        found.posting = post(
            award.grant.project, by=by, contributor=source.organisation, is_parallel=True, kind=source.kind,
            stage=found.stage, on=found.on, amount=found.amount, currency=source.currency, usd_rate=rate,
            rate_on=rate_on, valuation_method=source.valuation_method,
            evidence=_("Step {key} of the match of this grant").format(key=found.pk),
        )  # fmt: skip
        found.verified_by = by.pseudonym
        found.save()
        record(award, "match_verified", by=by, changes={"match": [None, f"{source}: {found.amount}"]})
        told = gettext_noop("Match of “{grant}” is verified: {match}, {amount}.")
        tell(receivers(award), told, found, by=by, **facts_of(found, award))
        return found


def facts_of(step, award):
    """What people are told of the `step` of match of `award`."""
    source = step.match
    return {"grant": str(award), "match": str(source), "amount": money(step.amount, source.currency.code)}


def take_back_step(step, *, by, on, because, today):
    """Take a verified `step` back with an opposite posting; raises NotNow where it was not verified, or taken back."""
    refuse_future(on, today)
    with alone_with_award(step.match.award_id) as award:
        found = MatchStep.objects.select_for_update().get(pk=step.pk)
        if found.posting_id is None or found.taken_back_id:
            raise NotNow(_("Only a step that is verified can be taken back."))
        words = _("Step {key} of the match of this grant is taken back").format(key=found.pk)
        found.taken_back = reverse(found.posting, by=by, on=on, evidence=words)
        found.taken_back_because = because
        found.save()
        changes = {"match": [str(found.amount), None], "reason": [None, because]}
        record(award, "match_taken_back", by=by, changes=changes)
        return found
