"""Whether a grant may be closed, and what its final report says; writes nothing."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.awards.rules import closing
from zhinan.awards.rules.closing import Gate
from zhinan.awards.states import AwardState, ReportState
from zhinan.monitoring.models import ActionPoint, ReportSubmission

from .models import Documented


def gates(award):
    """[Gate] of `award`, those of its money and those of this room; a dozen queries."""
    return [*closing.gates(award), *own_gates(award)]


def own_gates(award):
    """Action points and lessons; nothing of them is asked after a termination."""
    if award.state == AwardState.TERMINATED:
        return []
    return [settled(award), documented(award)]


def settled(award):
    """Whether every action point is closed or dropped."""
    left = ActionPoint.objects.filter(finding__award=award).unsettled().count()
    mend = ngettext("{n} is open.", "{n} are open.", left).format(n=left) if left else ""
    return Gate(not left, _("Every action point is closed or dropped"), mend, "findings", may_pass=True)


def documented(award):
    """Whether the lessons were turned into a draft solution."""
    there = Documented.objects.filter(award=award).exists()
    mend = "" if there else _("Turn the lessons of the final report into a draft solution.")
    return Gate(there, _("Knowledge and lessons are documented"), mend, "lessons", may_pass=True)


def final_of(award):
    """The ReportSubmission of the final report of `award` that was accepted, or None; one query."""
    rows = ReportSubmission.objects.filter(
        report__award=award, report__is_final=True, report__state=ReportState.ACCEPTED
    )
    return rows.select_related("report").order_by("-number").first()
