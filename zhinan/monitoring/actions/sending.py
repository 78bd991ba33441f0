"""How a report is sent, returned, accepted, and its acceptance taken back."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, pgettext

from zhinan.awards import actions as awards
from zhinan.awards.actions.locking import alone_with_award
from zhinan.awards.actions.people import payers
from zhinan.awards.rules.closing import cash_of
from zhinan.awards.rules.worth import rate_for
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import sentences
from zhinan.notices.actions import tell
from zhinan.programmes.actions import post, reverse
from zhinan.programmes.models import Kind, Stage
from zhinan.questionnaires.models import digest_of
from zhinan.results.actions import take, withdraw
from zhinan.results.models import Indicator, Measure, Measurement, Origin, share
from zhinan.results.rules import whole

from ..models import Remark, ReportSubmission, Spending
from ..rules.content import content_of
from ..rules.finances import spent_of_grant
from ..rules.lacking import lacking
from ..rules.reading import read_lines

MOST = 2**31 - 1  # that a base can be
AGAIN = gettext_lazy("The report of the grant was accepted again.")


def send(report, *, by, now):
    """Send `report` at the moment `now`: it is frozen as its next version. Raises NotNow while something is missing."""
    with alone_with_award(report.award_id):
        found = awards.send_report(report, by=by, today=timezone.localdate(now))
        if wrong := lacking(found):
            raise NotNow(sentences(*dict.fromkeys(one for section in wrong.values() for one in section.values())))
        content = content_of(found)
        number = ReportSubmission.objects.filter(report=found).count() + 1
        return ReportSubmission.objects.create(
            report=found, number=number, content=content, digest=digest_of(content), sent_at=now,
            sent_by=by.pseudonym,
        )  # fmt: skip


@transaction.atomic
def return_with(report, remarks, *, due_on, by, today, version=None):
    """Return the `report` that was sent with `remarks`, {place: text}, to be sent again by `due_on`.

    Raises NotNow where it was not sent, or another `version` than the one that was read; ValidationError without any
    remark and for a day that is over.
    """
    said = {place: text.strip() for place, text in remarks.items() if text.strip()}
    if not said:
        raise ValidationError(_("Say at one place at least what has to be mended."))
    found = awards.return_report(report, by=by, due_on=due_on, today=today)
    sent = version_read(found, version)
    Remark.objects.bulk_create(Remark(submission=sent, place=place, text=text) for place, text in said.items())
    return found


def accept(report, *, by, today, version=None):
    """Accept the `report` that was sent: its numbers go into `results`, what it spent of the grant into the ledger.

    Raises NotNow where it was not sent, and for who sent it; ValidationError where the ledger knows no rate.
    """
    with alone_with_award(report.award_id) as award:
        found = awards.accept_report(report, by=by, today=today)
        sent = version_read(found, version)
        if sent.sent_by == by.pseudonym:
            raise NotNow(_("You sent this report. Somebody else accepts it."))
        for one in sent.content["results"]:
            take_result(found, one, by=by, today=today)
        refuse_more(award, sent)
        if posting := posted(found, sent, award, by):
            Spending.objects.create(submission=sent, posting=posting)
        if found.is_final:
            tell_of_unspent(award, by=by)
        return found


def take_result(report, said, *, by, today):
    """Write down in `results` what `report` says of one indicator; nothing where it says no number."""
    indicator = Indicator.objects.get(pk=said["indicator"])
    if (said["measure"], said["unit"]) != (indicator.measure, indicator.unit):
        sentence = _("“{indicator}” is measured in another way than when this was sent. Return the report.")
        raise NotNow(sentence.format(indicator=indicator))
    if said["measure"] != Measure.QUALITATIVE and said["value"] is None and said["denominator"] is None:
        return
    made = Measurement(
        indicator=indicator, measure=indicator.measure, origin_kind=Origin.REPORT, origin_key=origin_key(report),
        origin_address=report.award.grant.get_absolute_url(),
    )  # fmt: skip
    take(made, values_of(said) | days_of(report, today), by=by, why=str(AGAIN))


def origin_key(report):
    """What tells measurements of `report` from all others."""
    return f"report:{report.pk}"


def days_of(report, today):
    """The days of `report`, and where its numbers come from, as columns of a measurement."""
    return {
        "starts_on": report.starts_on.isoformat(),
        "ends_on": report.ends_on.isoformat(),
        "taken_on": today.isoformat(),
        "origin": str(report),
    }


def values_of(said):
    """What was `said` of an indicator, as columns of a measurement and its parts."""
    has_parts = said["denominator"] is not None
    n = whole(Decimal(said["denominator"])) if has_parts and said["n"] is None else said["n"]
    n = None if n is not None and n > MOST else n
    parts = [
        {"id": None, "dimension": dimension, "key": key, "label": "", "value": number, "n": None}
        for dimension, key, number in said["groups"]
    ]
    return {
        "value": percent_of(said) if has_parts else said["value"],
        "numerator": said["numerator"],
        "denominator": said["denominator"],
        "n": n,
        "is_base_unstated": n is None,
        "comment": said["comment"] if said["measure"] == Measure.QUALITATIVE else "",  # a framework may be public
        "parts": parts,
    }


def percent_of(said):
    """The percentage that the parts of what was `said` make, as digits."""
    return str(share(Decimal(said["numerator"]), Decimal(said["denominator"])))


def tell_of_unspent(award, *, by):
    """Tell those who pay `award` what of it was not spent and is to come back."""
    left = cash_of(award).left
    if left > 0:
        told = gettext_noop("{amount} of “{grant}” were not spent. Write down what came back.")
        tell(payers(award), told, award, by=by, amount=award.in_words(left), grant=str(award))


def version_read(report, version):
    """The ReportSubmission of `report` that was sent last; raises NotNow where another `version` was read."""
    sent = ReportSubmission.objects.last_of(report)
    if version not in (None, sent.number):
        raise NotNow(_("Another version was sent meanwhile. Read it first."))
    return sent


def refuse_more(award, sent):
    """Raises NotNow where with the version `sent` more of the grant would be spent than was awarded."""
    before = Spending.objects.standing().filter(submission__report__award=award).aggregate(sum=Sum("posting__amount"))
    to_date = (before["sum"] or Decimal(0)) + spent_of_grant(read_lines(sent.content))[1]
    if to_date > award.amount:
        words = {"spent": award.in_words(to_date), "awarded": award.in_words(award.amount)}
        raise NotNow(_("{spent} of the grant were spent to date, and {awarded} were awarded.").format(**words))


def posted(report, sent, award, by):
    """The posting of what `report` spent of the grant in its days; None where that is nothing."""
    _to_date, now = spent_of_grant(read_lines(sent.content))
    if not now:
        return None
    rate, rate_on = rate_for(award.currency, report.ends_on, "currency")
    return post(
        award.grant.project, by=by, contributor=award.payer, is_parallel=False, kind=Kind.CASH, stage=Stage.SPENT,
        on=report.ends_on, amount=now, currency=award.currency, usd_rate=rate, rate_on=rate_on,
        evidence=pgettext("evidence of a posting", "{report} of this grant").format(report=report.called()),
    )  # fmt: skip


def open_again(report, *, by, because, today):
    """Take the acceptance of `report` back: its measurements are withdrawn, its posting is reversed.

    Raises NotNow where it was not accepted, or an instalment was approved because of it.
    """
    with alone_with_award(report.award_id):
        found = awards.open_report_again(report, by=by)
        for one in standing_of(found):
            withdraw(one, by=by, on=today, because=because_words(found))
        sent = ReportSubmission.objects.last_of(found)
        for one in Spending.objects.standing().filter(submission=sent):
            one.taken_back = reverse(one.posting, by=by, on=today, evidence=because_words(found))
            one.save()
        return found


def standing_of(report):
    """The current measurements of `report`, and what stands in the place of one that was corrected by hand."""
    stands = {}
    for one in Measurement.objects.filter(origin_key=origin_key(report)):
        while not one.is_current and hasattr(one, "replacement"):
            one = one.replacement
        if one.is_current:
            stands[one.pk] = one
    return stands.values()


def because_words(report):
    """What the ledger says of the reversal: the reason itself stays with the report."""
    return pgettext("evidence of a posting", "{report} of this grant is opened again").format(report=report.called())
