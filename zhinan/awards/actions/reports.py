"""How reports of an award are planned, moved to another day, and go to and fro between grantee and secretariat."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.history.actions import record
from zhinan.kit.dates import PartialDate
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.actions import tell

from ..models import DueReport
from ..models.instalments import Gate
from ..rules.gates import reported
from ..rules.reports import WRITING, reminders, schedule
from ..states import OWED, REPORT_LIFE, AwardState, InstalmentState, ReportState
from .locking import alone_with_award
from .people import keepers, receivers

COMING = gettext_noop("{report} is due on {day}.")
LATE = gettext_noop("{report} was due on {day} and was not sent.")


def plan_reports(award, starts_on, ends_on):
    """Plan the reports of `award`, which runs from `starts_on` to `ends_on`, by the rules of its call."""
    lines = list(award.rules.reports.values_list("is_final", "months")) if award.rules else []
    rows = enumerate(schedule(lines, starts_on, ends_on), 1)
    DueReport.objects.bulk_create(DueReport(award=award, position=n, **one._asdict()) for n, one in rows)


def move_end(award, ends_on, *, by):
    """Let the final report be about the days until `ends_on`; progress that would be told of later is dropped."""
    for one in award.reports.filter(is_final=False, state__in=OWED, ends_on__gte=ends_on):
        moved = REPORT_LIFE.move(one, "drop")
        moved.save()
        record(award, "report_dropped", by=by, changes={"report": [moved.called(), None]})
    plan = award.reports.order_by("position")
    kept = plan.exclude(state=ReportState.DROPPED)
    final, last = kept.get(is_final=True), kept.filter(is_final=False).last()
    final.starts_on = last.ends_on + timedelta(days=1) if last else plan.first().starts_on
    set_days(final, ends_on, ends_on + WRITING)
    record(award, "report_moved", by=by, changes={"report": [None, f"{final.called()}: {final.due_on.isoformat()}"]})


def set_days(report, ends_on, due_on):
    """Let `report` be about the days until `ends_on`, due on `due_on`; people are reminded of that day anew."""
    report.ends_on, report.due_on, report.reminded = ends_on, due_on, 0
    report.full_clean()
    report.save()


def set_due(report, due_on, *, by, because):
    """Let the `report` that is owed be due on another day, and say why.

    Raises NotNow once it is sent, ValidationError for a day before its own days are over.
    """
    with alone_with_award(report.award_id) as award:
        found = DueReport.objects.select_for_update().get(pk=report.pk)
        if found.state not in OWED:
            raise NotNow(_("This report was sent already."))
        before = found.due_on
        if due_on <= found.ends_on:
            raise ValidationError({"due_on": _("It is due once its days are over.")})
        set_days(found, found.ends_on, due_on)
        changes = {"report": [None, found.called()], "due_on": [before.isoformat(), due_on.isoformat()]}
        record(award, "report_moved", by=by, changes=changes | {"reason": [None, because]})
        return found


def moved(report, verb, told, *, by, **columns):
    """The `report` after `verb` of its life, with `columns` set, in a transaction; the history calls it `told`."""
    found = REPORT_LIFE.move(report, verb)
    for name, value in columns.items():
        setattr(found, name, value)
    found.save()
    record(found.award, told, by=by, changes={"report": [None, found.called()]})
    return found


def send_report(report, *, by, today):
    """Send `report` to the secretariat, which is told; raises NotNow before its days are over, or once it was sent."""
    with alone_with_award(report.award_id) as award:
        if award.state != AwardState.ACTIVE or not award.stands():
            raise NotNow(_("The award is suspended or over. Nothing is reported about it now."))
        if today <= report.ends_on:
            sentence = _("It is about the days until {day}. Send it after that day.")
            raise NotNow(sentence.format(day=PartialDate(report.ends_on.isoformat()).in_words()))
        found = moved(report, "send", "report_sent", by=by)
        tell(keepers(award), gettext_noop("{report} waits to be read."), found, by=by, report=str(found))
        return found


def return_report(report, *, by, due_on, today):
    """Return the `report` that was sent, to be sent again by `due_on`; who writes it is told. Raises NotNow."""
    if due_on <= today:
        raise ValidationError({"due_on": _("Give them a day that is still to come.")})
    with alone_with_award(report.award_id) as award:
        if award.is_over():
            raise NotNow(_("This award is over, so it could not be sent again. Accept it."))
        found = moved(report, "give_back", "report_returned", by=by, due_on=due_on, reminded=0)
        told = gettext_noop("{report} came back with comments. Send it again by {day}.")
        tell(receivers(award), told, found, by=by, report=str(found), day=due_on.isoformat())
        return found


def accept_report(report, *, by, today):
    """Accept the `report` that was sent: gates that waited for it open. Who writes it is told. Raises NotNow."""
    with alone_with_award(report.award_id) as award:
        found = moved(report, "accept", "report_accepted", by=by, accepted_on=today, accepted_by=by.pseudonym)
        tell(receivers(award), gettext_noop("{report} is accepted."), found, by=by, report=str(found))
        return found


def open_report_again(report, *, by):
    """Take the acceptance of `report` back; raises NotNow where an instalment was approved or paid because of it."""
    with alone_with_award(report.award_id) as award:
        found = moved(report, "open_again", "report_opened", by=by, accepted_on=None, accepted_by=None)
        for one in award.instalments.filter(state__in=(InstalmentState.APPROVED, InstalmentState.PAID)):
            one.award = award
            if one.gate != Gate.AGREEMENT and not reported(one).is_open:
                sentence = _("Instalment {number} was approved because of this report. Take that back first.")
                raise NotNow(sentence.format(number=one.position))
        return found


@transaction.atomic
def remind_of_reports(*, on):
    """Remind, on the day `on`, of the reports that are due; returns of how many.

    Once for each of `rules.reports.REMINDED`: before the day who writes it is told, after it the secretariat, too.
    """
    told = 0
    owed = DueReport.objects.owed().select_related("award__grant__project__programme")
    for report in owed.select_for_update(of=("self",)):
        number = reminders(report.due_on, on)
        if number <= report.reminded:
            continue
        is_late, award = report.due_on < on, report.award
        people = {*receivers(award), *(keepers(award) if is_late else ())}
        tell(people, LATE if is_late else COMING, report, report=str(report), day=report.due_on.isoformat())
        report.reminded = number
        report.save(update_fields=["reminded"])
        record(award, "report_reminded", changes={"report": [None, report.called()]})
        told += 1
    return told
