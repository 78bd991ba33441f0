"""What waits for those who receive grants, look after them, and pay them."""

from datetime import timedelta

from django.db.models import Q

from zhinan.accounts.models import RoleName, keys_of, sees_everything
from zhinan.awards.models import Agreement, Award, DueReport, Instalment, Match, MatchStep
from zhinan.awards.models.awards import RUNNING, grants_of
from zhinan.awards.rules.matched import matched_of
from zhinan.awards.states import AwardState, InstalmentState, ReportState
from zhinan.grants.models import GRANTED, Author, Decision, Grant, Recusal
from zhinan.history.models import ARCHIVE
from zhinan.monitoring.models import ActionPoint, ReportSubmission

SOON = timedelta(days=30)  # how long before its day a report begins to wait


def kept(user):
    """The awards that `user` keeps and of which something can still change: not closed, not put away."""
    return (
        Award.objects.run_by(user, RoleName.SECRETARIAT)
        .exclude(grant__audience=ARCHIVE)
        .exclude(state=AwardState.CLOSED)
    )


def going(user):
    """The keys of the awards that `user` keeps and that are not over."""
    return kept(user).going().order_by().values("pk")


def written(user):
    """The keys of the awards whose application `user` wrote and that are not over."""
    return Award.objects.filter(grant__in=grants_of(user, Author)).going().order_by().values("pk")


def own_reports(user):
    """Reports that `user` owes."""
    return DueReport.objects.waiting_for(user).filter(award__in=written(user)).select_related("award__grant")


def returned(user, on):
    """Reports that came back to `user` with comments."""
    return own_reports(user).filter(state=ReportState.RETURNED)


def to_send(user, on):
    """Reports that `user` owes for the first time, due within SOON of the day `on`, or before it."""
    return own_reports(user).filter(state=ReportState.DUE, due_on__lte=on + SOON)


def points(user, on):
    """Action points that `user` is to do, for who receives the award or for who keeps it."""
    own, office = ActionPoint.objects.waiting_for(user), ActionPoint.objects.of_office()
    ours = Q(pk__in=own.order_by().values("pk")) | Q(pk__in=office.filter(finding__award__in=kept(user).values("pk")))
    found = ActionPoint.objects.filter(ours).exclude(finding__award__grant__audience=ARCHIVE)
    return found.exclude(finding__award__state=AwardState.CLOSED).select_related("finding__award__grant")


def match(user, on):
    """Sources of match of which `user` is to say what was delivered, since its day has passed."""
    return Match.objects.to_tell(on).filter(award__in=written(user)).select_related("award__grant", "organisation")


def to_begin(user, on):
    """Grants that `user` keeps, whose authors have the letter, and that have no award yet."""
    told = Decision.objects.standing().filter(outcome__in=GRANTED, letter_sent_at__isnull=False)
    found = Grant.objects.visible_to(user).filter(
        state__in=RUNNING, pk__in=told.order_by().values("application__grant")
    )
    found = found.exclude(pk__in=Award.objects.order_by().values("grant"))
    for tie in (Author, Recusal):
        found = found.exclude(pk__in=grants_of(user, tie))
    if sees_everything(user):
        return found.filter(project__programme__isnull=False)
    return found.filter(project__programme__in=keys_of(user, "programme", RoleName.SECRETARIAT))


def documents(user, on):
    """Documents that wait to be offered or signed."""
    return Agreement.objects.underway().filter(award__in=going(user)).select_related("award__grant")


def ready(awards, state):
    """The instalments of `awards` in `state` whose gates all stand open: two queries, whatever their number."""
    found = Instalment.objects.with_open_gates().filter(state=state, award__in=awards.order_by().values("pk"))
    asked = awards.filter(match_ratio__gt=0, pk__in=found.filter(needs_match=True).order_by().values("award"))
    asked = list(asked.only("amount", "usd_rate", "match_ratio"))
    sums = matched_of(asked, [one.pk for one in asked])
    short = [one.pk for one in asked if not sums[one.pk].is_secured()]
    return found.exclude(needs_match=True, award__in=short).select_related("award__grant")


def to_approve(user, on):
    """Instalments that `user` could approve now."""
    return ready(kept(user), InstalmentState.PLANNED)


def to_pay(user, on):
    """Instalments that somebody else approved and that `user` could pay now."""
    paid = Award.objects.run_by(user, RoleName.FINANCE)
    return ready(paid, InstalmentState.APPROVED).exclude(approved_by=user.pseudonym)


def to_read(user, on):
    """Reports that were sent by others and wait to be accepted or returned."""
    sent = DueReport.objects.to_read().filter(award__in=kept(user).values("pk"))
    own = ReportSubmission.objects.sent_last_by(user).order_by().values("report")
    return sent.exclude(pk__in=own).select_related("award__grant")


def overdue(user, on):
    """Reports that should have been sent before the day `on`."""
    return DueReport.objects.overdue(on).filter(award__in=going(user)).select_related("award__grant")


def steps(user, on):
    """Steps of match that `user` could verify: told by somebody else, of awards that they keep or pay."""
    paid = Award.objects.run_by(user, RoleName.FINANCE).going().order_by().values("pk")
    found = MatchStep.objects.to_verify(user).filter(Q(match__award__in=going(user)) | Q(match__award__in=paid))
    return found.select_related("match__award__grant", "match__organisation")


def done(user, on):
    """Action points that somebody else said to be done, and that `user` could close."""
    found = ActionPoint.objects.to_close(user).filter(finding__award__in=kept(user).values("pk"))
    return found.select_related("finding__award__grant")


def to_close(user, on):
    """Awards that `user` could close and that owe no report: the final one is accepted, or they were terminated."""
    told = DueReport.objects.filter(is_final=True, state=ReportState.ACCEPTED).order_by().values("award")
    over = Q(state=AwardState.TERMINATED) | Q(state=AwardState.ACTIVE, pk__in=told)
    return kept(user).filter(over).select_related("grant")
