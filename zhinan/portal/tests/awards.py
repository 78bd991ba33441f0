"""Awards of which something waits: how each comes about, and how it is settled."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from zhinan.awards import actions
from zhinan.awards.models import Agreement, Award, Clause, Instalment, MatchStep
from zhinan.awards.tests.make import APPROVED, SIGNED, TODAY, award, signed, transfer
from zhinan.awards.tests.portfolio import matched
from zhinan.files.tests.make import attached
from zhinan.grants.models import Application, Decision, Recusal
from zhinan.grants.tests.make import application, call, grant
from zhinan.monitoring import actions as monitoring
from zhinan.monitoring.models import ActionPoint
from zhinan.monitoring.tests.make import AFTER, ENDS, final, moment
from zhinan.network.tests.make import organisation
from zhinan.programmes.models import Programme

LATE = date(2024, 8, 15)  # after the day on which the final report is due


def applied(people, title):
    """A grant called `title`, with the application that led to it."""
    place = Programme.objects.get(slug="here")
    found = grant(place, state="approved", approved_on="2023", title=title)
    facts = {"state": "awarded", "grant": found, "summary": title}
    one = application(call(place), people["author"], people["own"], **facts)
    Recusal.objects.create(application=one, user=people["bound"], tie="family", declared_at=timezone.now())
    return found


def running(found, *cuts):
    """The award of the grant `found`, signed; its final report is due a month after the end of June 2024."""
    return signed(award(30_000, *cuts, found=found), ends_on=ENDS)


def due(found, people):
    """An award whose report is due, and whose instalment can be approved."""
    return running(found)


def sent(found, people):
    """An award whose report was sent."""
    made = running(found)
    actions.send_report(final(made), by=people["author"], today=AFTER)
    return made


def sent_again(made, people):
    """The author sends the report."""
    actions.send_report(final(made), by=people["author"], today=AFTER)


def came_back(found, people):
    """An award whose report was returned."""
    made = sent(found, people)
    actions.return_report(final(made), by=people["secretariat"], due_on=LATE, today=AFTER)
    return made


def read(made, people):
    """The secretariat accepts the report."""
    actions.accept_report(final(made), by=people["secretariat"], today=AFTER)


def accepted(found, people):
    """An award whose report was accepted."""
    made = sent(found, people)
    read(made, people)
    return made


def shut(made, people):
    """The award is closed."""
    Award.objects.filter(pk=made.pk).update(state="closed", closed_on=AFTER)


def agreed(found, people, side="grantee"):
    """An award with an action point of one side."""
    made, today = running(found), date(2024, 1, 10)
    values = {"on": today, "text": "No fence", "gravity": "high"}
    one = monitoring.add_finding(made, values, by=people["colleague"], today=today)
    monitoring.add_point(one, {"what": "Fence", "side": side, "due_on": LATE}, by=people["colleague"], today=today)
    return made


def fenced(made, people, by="author"):
    """Somebody says that the action point is done."""
    values = {"told": "Fenced", "on": AFTER}
    monitoring.do_point(ActionPoint.objects.get(), values, by=people[by], today=AFTER)


def said_done(found, people, by="author"):
    """An award with an action point that is said to be done."""
    made = agreed(found, people)
    fenced(made, people, by)
    return made


def settled(made, people):
    """A colleague closes the action point."""
    monitoring.close_point(ActionPoint.objects.get(), by=people["colleague"])


def promised(found, people):
    """An award with a source of match whose day has passed."""
    made = running(found)
    matched(made, 1_000, organisation=organisation(name="Bank"), due_on=date(2024, 1, 31))
    return made


def delivered(made, people, by="author"):
    """Somebody tells that the match was delivered."""
    step = {"stage": "disbursed", "amount": Decimal(1_000), "on": AFTER, "evidence": attached(made)}
    actions.tell_step(made.match.get(), step, by=people[by], today=AFTER)


def told_match(found, people, by="author"):
    """An award with a step of match that nobody verified."""
    made = promised(found, people)
    delivered(made, people, by)
    return made


def verified(made, people):
    """Finance verifies the step."""
    actions.verify_step(MatchStep.objects.get(), by=people["finance"])


def decided(found, people):
    """The grant, whose authors have the letter."""
    now = timezone.now()
    one = Application.objects.get(grant=found)
    facts = {"version": 1, "outcome": "approved", "amount": 30_000}
    Decision.objects.create(application=one, decided_at=now, letter_sent_at=now, **facts)
    return found


def begun(found, people):
    """The award begins."""
    award(found=found)


def drafted(found, people):
    """An award whose agreement is being written."""
    made = award(30_000, found=found)
    actions.draft(made, Clause.AGREEMENT, {"ends_on": ENDS}, by=None)
    return made


def offered(found, people):
    """An award whose agreement was offered for signature."""
    made = drafted(found, people)
    actions.offer(made.agreements.get(), by=None, now=moment(SIGNED))
    return made


def withdrawn(made, people):
    """The document is taken back."""
    actions.withdraw(Agreement.objects.get(), by=None, because="Slip")


def approved(made, people, by="colleague"):
    """Somebody approves the instalment."""
    actions.approve(made.instalments.get(), by=people[by], on=APPROVED)


def to_pay(found, people, by="colleague"):
    """An award whose instalment was approved."""
    made = running(found)
    approved(made, people, by)
    return made


def paid(made, people):
    """Finance pays the instalment."""
    one = made.instalments.select_related("award__currency").get()
    actions.pay(one, transfer(one), by=people["finance"], today=TODAY)


def everything(found, people):
    """An award of which something waits for everybody."""
    made = running(found)
    Award.objects.filter(pk=made.pk).update(match_ratio=Decimal("0.01"))
    source = matched(made, 1_000, 500, due_on=date(2024, 1, 31))
    step = {"stage": "secured", "amount": Decimal(10), "on": AFTER, "evidence": attached(made)}
    actions.tell_step(source, step, by=people["author"], today=AFTER)
    Instalment.objects.filter(award=made).update(needs_match=True)
    one = monitoring.add_finding(
        made, {"on": TODAY, "text": "No fence", "gravity": "high"}, by=people["colleague"], today=TODAY
    )
    monitoring.add_point(one, {"what": "Fence", "due_on": AFTER}, by=people["colleague"], today=TODAY)
    actions.draft(made, Clause.AMENDMENT, {"reason": "Needed"}, by=None)
    return made
