"""Whether an instalment may be approved and paid: each gate, in words, with what would open it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhinan.grants.models import Gate
from zhinan.kit.quantities import in_digits

from ..states import AwardState, InstalmentState, ReportState
from .matched import matched


@dataclass(frozen=True)
class Stand:
    """One gate: whether it stands open, what it asks for, and what would open it."""

    is_open: bool
    words: str
    mend: str = ""


def gates(instalment):
    """[Stand] of `instalment`: agreement, conditions, the earlier ones, reports, match; four queries at most."""
    award = instalment.award
    found = [agreed(award)]
    if award.conditions:
        mend = _("Write down when they were met.") if award.hangs() else ""
        found.append(Stand(not award.hangs(), _("The conditions of the award are met"), mend))
    found.append(in_turn(instalment))
    if instalment.gate != Gate.AGREEMENT:
        found.append(reported(instalment))
    if instalment.needs_match:
        found.append(match_gate(award))
    return found


def closed(instalment):
    """Those of `gates` that do not stand open."""
    return [one for one in gates(instalment) if not one.is_open]


def agreed(award):
    """Whether a signed agreement is in force, for a grant that still stands."""
    words = _("The agreement is signed and in force")
    if award.state == AwardState.ACTIVE and not award.stands():
        return Stand(False, words, _("The grant is not active any more. Nothing is paid."))
    mend = {
        AwardState.BEGUN: _("Have the agreement signed by both sides."),
        AwardState.SUSPENDED: _("The award is suspended. End the suspension first."),
        AwardState.TERMINATED: _("The award was terminated. Nothing is paid any more."),
        AwardState.CLOSED: _("The award is closed. Nothing is paid any more."),
    }
    return Stand(award.state == AwardState.ACTIVE, words, mend.get(award.state, ""))


def in_turn(instalment):
    """Whether all instalments before this one were paid, or dropped."""
    before = instalment.award.instalments.filter(position__lt=instalment.position)
    first = before.exclude(state__in=(InstalmentState.PAID, InstalmentState.DROPPED)).first()
    mend = _("Instalment {number} comes first.").format(number=first.position) if first else ""
    return Stand(first is None, _("The instalments before it are paid"), mend)


def reported(instalment):
    """Whether the report that it waits for was accepted."""
    words = {
        Gate.PROGRESS: _("A progress report is accepted"),
        Gate.FINAL: _("The final report is accepted"),
    }[instalment.gate]
    award, is_final = instalment.award, instalment.gate == Gate.FINAL
    same = award.instalments.filter(gate=instalment.gate, position__lt=instalment.position)
    needed = 1 + same.exclude(state=InstalmentState.DROPPED).count()  # each waits for a report of its own
    there = award.reports.filter(state=ReportState.ACCEPTED, is_final=is_final).count()
    if is_final or there >= needed:
        return Stand(there >= 1, words, "" if there else _("It was not accepted yet."))
    mend = _("{there} of {needed} progress reports are accepted.")
    return Stand(False, words, mend.format(there=there, needed=needed))


def match_gate(award):
    """Whether the match that was verified reaches the ratio of the award."""
    found, needed = matched(award), in_digits(award.match_ratio)
    words = _("Match of at least {ratio} for each unit of the grant is verified").format(ratio=needed)
    mend = _("{ratio} is verified. Verify what was secured or delivered, or ask for it.")
    there = in_digits(found.ratio(found.secured))
    return Stand(found.is_secured(), words, "" if found.is_secured() else mend.format(ratio=there))
