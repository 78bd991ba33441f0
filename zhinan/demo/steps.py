"""What became of a grant after its letter: one function for each verb that a step of a data file says."""

from datetime import date, datetime
from typing import NamedTuple

from zhinan.accounts.models import User
from zhinan.awards import actions
from zhinan.awards.models import Award, Clause
from zhinan.grants.models import Grant
from zhinan.kit.dates import last_day_of
from zhinan.monitoring import actions as monitoring
from zhinan.monitoring.rules.lacking import narrative_of
from zhinan.network.models import Organisation
from zhinan.results.models import Indicator

from .sheets import laid


class Step(NamedTuple):
    """A step of `grant`: what its data file `said`, when it was taken, who acts; `starts_on` is when work began.

    `due_on` is the day that it names, None where it names none.
    """

    grant: Grant
    said: dict
    now: datetime
    today: date
    starts_on: date
    due_on: date | None
    office: User
    finance: User
    grantee: User

    @property
    def award(self):
        """The award as it stands now."""
        return Award.objects.get(grant=self.grant)

    def words(self, *names):
        """Those facts of it that have `names` and are said."""
        return {name: self.said[name] for name in names if name in self.said}


def take_all(grants, proposals, past):
    """Take each of `grants` through the steps of its data file among `proposals`, all of them in the order of days."""
    rows = [
        (said, grant, proposal) for grant, proposal in zip(grants, proposals, strict=True) for said in proposal["steps"]
    ]
    for said, grant, proposal in sorted(rows, key=lambda row: row[0]["ago"], reverse=True):
        take(grant, said, proposal, past)


def take(grant, said, proposal, past):
    """Take `grant`, of the data file `proposal`, through the step that the table `said` tells."""
    days = [past.day(said["ago"]), past.day(proposal["starts"]), past.day(said["due"]) if "due" in said else None]
    people = [past.office, past.people["finance"], past.people[proposal["application"]["author"]]]
    with past.on(said["ago"]) as now:
        DOING[said["do"]](Step(grant, said, now, *days, *people))


def begin(step):
    """The award begins, with who pays it."""
    payer = Organisation.objects.get(slug=step.said["payer"])
    actions.begin(step.grant, {"payer": payer}, by=step.office, today=step.today)


def offer(step):
    """A document is written and offered for signature; it ends so many months after the work began."""
    clause, ends_on = Clause(step.said["clause"]), last_day_of(step.starts_on, step.said["months"])
    days = {"starts_on": step.starts_on} if clause == Clause.AGREEMENT else {}
    values = {**days, "ends_on": ends_on, **step.words("reason", "terms")}
    actions.offer(actions.draft(step.award, clause, values, by=step.office), by=step.office, now=step.now)


def sign(step):
    """Both sides sign what was offered, each with a copy."""
    award = step.award
    document = award.agreements.latest("number")
    for number, side in enumerate(document.sides(), 1):
        copy = laid(award, f"signed-copy-{side.value}", by=step.office)
        who = {"name": f"Practice signatory {number}", "position": "Director"}
        actions.sign(document, {"side": side, "on": step.today, "copy": copy, **who}, by=step.office, today=step.today)


def approve(step):
    """An instalment is approved for payment."""
    actions.approve(step.award.instalments.get(position=step.said["number"]), by=step.office, on=step.today)


def pay(step):
    """An approved instalment is paid, as the bank's advice says."""
    award = step.award
    instalment = award.instalments.get(position=step.said["number"])
    values = {"amount": instalment.amount, "currency": award.currency, "on": step.today, **step.words("reference")}
    values["advice"] = laid(award, "bank-advice", by=step.finance)
    actions.pay(instalment, values, by=step.finance, today=step.today)


def pledge(step):
    """The office writes down one more source of match, to be delivered by some day."""
    award, slug = step.award, step.said["organisation"]
    given = {"organisation": Organisation.objects.get(slug=slug), "currency": award.currency, "due_on": step.due_on}
    actions.add_match(award, given | step.words("kind", "amount", "valuation_method"), by=step.office)


def tell_match(step):
    """The grantee tells that some of a source of match is there."""
    award = step.award
    evidence = laid(award, "proof-of-match", by=step.grantee)
    values = {"on": step.today, "evidence": evidence, **step.words("stage", "amount")}
    actions.tell_step(source(award, step.said["who"]), values, by=step.grantee, today=step.today)


def verify_match(step):
    """Finance verifies what was told of a source of match."""
    for one in source(step.award, step.said["who"]).steps.filter(posting=None):
        actions.verify_step(one, by=step.finance)


def source(award, who):
    """The source of match of `award` that is called `who`."""
    return next(one for one in award.match.select_related("organisation") if str(one) == who)


def report(step):
    """The grantee writes a report section by section, and sends it."""
    found, by = due_report(step), {"by": step.grantee}
    results = {
        indicator(step, one): {name: value for name, value in one.items() if name != "indicator"}
        for one in step.said["results"]
    }
    spent = {
        (one["heading"], one["source"]): {name: one[name] for name in ("spent", "explanation") if name in one}
        for one in step.said["spent"]
    }
    for write, values in (
        (monitoring.write_story, step.said["story"]),
        (monitoring.write_questions, step.said["answers"]),
        (monitoring.write_results, results),
        (monitoring.write_finances, spent),
    ):
        write(found, values, seen=narrative_of(found).version, **by)
    monitoring.send(found, now=step.now, **by)


def accept(step):
    """The office accepts a report."""
    monitoring.accept(due_report(step), by=step.office, today=step.today)


def give_back(step):
    """The office returns a report with remarks at its texts and at its indicators."""
    remarks = {
        f"result-{indicator(step, one).pk}" if "indicator" in one else one["place"]: one["text"]
        for one in step.said["remarks"]
    }
    monitoring.return_with(due_report(step), remarks, due_on=step.due_on, by=step.office, today=step.today)


def due_report(step):
    """The report with the number that the step says."""
    return step.award.reports.get(position=step.said["number"])


def indicator(step, said):
    """The indicator of the grant whose title the table `said` names."""
    return Indicator.objects.get(result__framework__project=step.grant.project_id, title=said["indicator"])


def visit(step):
    """The office visits, finds something, and agrees on what is done about it."""
    award, acting = step.award, {"by": step.office, "today": step.today}
    made = monitoring.add_visit(award, {"on": step.today, **step.words("place", "who", "summary")}, **acting)
    found = {"visit": made, "on": step.today, "text": step.said["finding"], "gravity": step.said["gravity"]}
    finding = monitoring.add_finding(award, found, **acting)
    monitoring.add_point(finding, {"what": step.said["point"], "due_on": step.due_on}, **acting)


VERBS = (begin, offer, sign, approve, pay, pledge, tell_match, verify_match, report, accept, give_back, visit)
DOING = {verb.__name__: verb for verb in VERBS}
