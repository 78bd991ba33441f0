"""What is due of awards, and what is late: reports, match, instalments, and documents that wait for signatures."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Round
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from zhinan.programmes.models import Stage

from ..models import Agreement, Award, DueReport, Instalment, Match
from ..rules.matched import VERIFIED
from ..states import AgreementState, AwardState, InstalmentState

SIGNING = timedelta(days=30)  # from the day on which a document is offered until it is late
UNPAID = (InstalmentState.PLANNED, InstalmentState.APPROVED)


class Kind(models.TextChoices):
    """What is due."""

    REPORT = "report", pgettext_lazy("what is due", "report")
    MATCH = "match", pgettext_lazy("what is due", "match to be delivered")
    INSTALMENT = "instalment", pgettext_lazy("what is due", "instalment to be paid")
    DOCUMENT = "document", pgettext_lazy("what is due", "document to be signed")


@dataclass(frozen=True)
class Due:
    """Something of `award` that is due on the day `due_on`, asked on the day `on`; `what` are its words."""

    kind: Kind
    award: Award
    what: str
    due_on: date
    on: date
    address: str

    @property
    def days(self):
        """Days since it was due; None as long as it is not late."""
        return (self.on - self.due_on).days if self.is_late else None

    @property
    def is_late(self):
        """Whether its day has passed."""
        return self.due_on < self.on

    def get_absolute_url(self):
        """Where it stands on the page of its award."""
        return self.address


def running(awards):
    """Those of the queryset `awards` of which something comes: in force, for a grant that stands."""
    return awards.going().filter(state=AwardState.ACTIVE).order_by().values("pk")


def reports(awards):
    """The reports that somebody has to write."""
    return DueReport.objects.owed().filter(award__in=running(awards))


def match(awards):
    """The sources of match that are to be delivered by some day, and of which less is verified than was pledged."""
    there = Sum("steps__amount", filter=VERIFIED & Q(steps__stage=Stage.DISBURSED))
    found = Match.objects.filter(award__in=running(awards), due_on__isnull=False)
    # Rounded, since SQLite adds amounts up as binary fractions.
    found = found.annotate(there=Round(there, precision=2))
    return found.filter(Q(there=None) | Q(there__lt=models.F("amount")))


def instalments(awards):
    """The instalments that are to be paid by some day."""
    return Instalment.objects.filter(award__in=running(awards), state__in=UNPAID, due_on__isnull=False)


def documents(awards):
    """The documents that were offered and wait for a signature."""
    standing = awards.going().order_by().values("pk")
    return Agreement.objects.filter(award__in=standing, state=AgreementState.OFFERED, offered_at__isnull=False)


def late(awards, on):
    """{Kind: queryset} of what was due before the day `on`."""
    since = timezone.make_aware(datetime.combine(on - SIGNING, time.min))
    return {
        Kind.REPORT: reports(awards).filter(due_on__lt=on),
        Kind.MATCH: match(awards).filter(due_on__lt=on),
        Kind.INSTALMENT: instalments(awards).filter(due_on__lt=on),
        Kind.DOCUMENT: documents(awards).filter(offered_at__lt=since),
    }


def with_late(awards, on):
    """Those of the queryset `awards` of which something is late."""
    there = Q(pk=None)
    for rows in late(awards, on).values():
        there |= Q(pk__in=rows.order_by().values("award"))
    return awards.filter(there)


def how_many_late(awards, on):
    """{Kind: number} of what is late: four queries."""
    return {kind: rows.count() for kind, rows in late(awards, on).items()}


def due(awards, on):
    """[Due] of the queryset `awards` on the day `on`, the first day first: four queries, whatever their number."""
    found = {Kind.REPORT: reports, Kind.MATCH: match, Kind.INSTALMENT: instalments, Kind.DOCUMENT: documents}
    return in_order({kind: rows(awards) for kind, rows in found.items()}, on)


def to_do(awards, on):
    """[Due] of what is late, and of reports whose days are over and that were not sent: four queries."""
    return in_order(late(awards, on) | {Kind.REPORT: reports(awards).filter(ends_on__lt=on)}, on)


def in_order(found, on):
    """[Due] of `found`, {Kind: queryset}, the first day first."""
    rows = [TELL[kind](one, on) for kind, part in found.items() for one in part.select_related(*JOIN[kind])]
    return sorted(rows, key=lambda one: (one.due_on, one.award.pk, one.kind, one.what))


def of_report(report, on):
    """A report as what is due."""
    return Due(Kind.REPORT, report.award, report.called(), report.due_on, on, report.get_absolute_url())


def of_match(source, on):
    """A source of match as what is due."""
    words = _("Match of {who}").format(who=source)
    return Due(Kind.MATCH, source.award, words, source.due_on, on, source.get_absolute_url())


def of_instalment(instalment, on):
    """An instalment as what is due."""
    words = _("Instalment {number}").format(number=instalment.position)
    return Due(Kind.INSTALMENT, instalment.award, words, instalment.due_on, on, instalment.get_absolute_url())


def of_document(agreement, on):
    """A document as what is due: signed by both, thirty days after it was offered."""
    day = timezone.localdate(agreement.offered_at) + SIGNING
    return Due(Kind.DOCUMENT, agreement.award, capfirst(str(agreement)), day, on, agreement.get_absolute_url())


TELL = {Kind.REPORT: of_report, Kind.MATCH: of_match, Kind.INSTALMENT: of_instalment, Kind.DOCUMENT: of_document}
JOIN = dict.fromkeys(Kind, ("award__grant",)) | {Kind.MATCH: ("award__grant", "organisation")}
