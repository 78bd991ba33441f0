"""Short makers for the tests of this room, and of those above it."""

from datetime import date, timedelta
from decimal import Decimal

from zhinan.accounts.tests.make import user
from zhinan.awards import actions as awards
from zhinan.awards.models import Award
from zhinan.awards.tests.make import AWARDED, TODAY, cast, dollars, transfer
from zhinan.files.tests.make import PDF, attached
from zhinan.grants.models import Decision, Submission
from zhinan.grants.rules import content_of
from zhinan.grants.tests.make import application, call, grant
from zhinan.monitoring import actions as monitoring
from zhinan.monitoring.tests.make import AFTER, accepted, counted, final, moment, running, seen, spent, told
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.models import digest_of

CLOSED = date(2024, 9, 1)


def paid(award, people, today=TODAY):
    """Every instalment of `award`, approved by a colleague and paid by finance."""
    for one in award.instalments.order_by("position"):
        found = awards.approve(one, by=people["colleague"], on=today)
        awards.pay(found, transfer(found, on=today), by=people["finance"], today=today)
    return Award.objects.get(pk=award.pk)


def reported(award, people, amount=12_000, **texts):
    """`award` with its final report, which says that `amount` was spent, accepted by the secretariat."""
    writer = user("Writer")
    accepted(spent(told(final(award), **texts), Decimal(amount)), writer, people["secretariat"])
    return Award.objects.get(pk=award.pk)


def refund(award, people, amount, today=AFTER, **facts):
    """That `amount` dollars came back."""
    told = {"on": today, "amount": Decimal(amount), "currency": award.currency, "reference": "RF-1"} | facts
    return awards.refund(award, told, by=people["finance"], today=today)


def ended(amount=30_000, spent=12_000, **facts):
    """(Award, people): an award that was paid, with an accepted final report, and some of it left."""
    made = running(amount, **facts)
    people = cast(made)
    return reported(paid(made, people), people, spent), people


def came_from_a_call(versions=1, **facts):
    """(Grant, Application, author) of a call; its versions were submitted, it was approved and the letter is sent."""
    author = user("Author")
    found = grant(programme(), state="approved", approved_on="2023", **facts)
    asked = application(call(found.project.programme), author, state="awarded", grant=found, summary="Ponds for rice")
    decided = moment(AWARDED)
    for number in range(1, versions + 1):
        content = content_of(asked)
        Submission.objects.create(
            application=asked, number=number, rules=asked.rules, content=content, digest=digest_of(content),
            submitted_at=decided, submitted_by=author.pseudonym,
        )  # fmt: skip
    asked.version = versions
    asked.save()
    Decision.objects.create(
        application=asked, version=versions, outcome="conditions", amount=Decimal(30_000), conditions="Name the ponds.",
        comment="A good plan.", decided_at=decided, letter_sent_at=decided,
    )  # fmt: skip
    return found, asked, author


def eventful(files=0):
    """(Award, people, author) of an award to which everything has happened, with so many `files` more; not closed."""
    found, _asked, author = came_from_a_call(versions=2, title="Rice and fish")
    made = running(30_000, found=found, match_ratio=Decimal("0.1"))
    people = cast(made)
    made = paid(awards.meet_conditions(made, by=people["secretariat"], on=TODAY, today=TODAY), people)
    source = awards.add_match(
        made,
        {"organisation": organisation(name="Bank"), "kind": "cash", "amount": Decimal(3_000), "currency": dollars()},
        by=people["secretariat"],
    )
    letter = attached(made, "letter.pdf", PDF + b"letter")
    step = {"stage": "disbursed", "amount": Decimal(3_000), "on": TODAY, "evidence": letter}
    awards.verify_step(awards.tell_step(source, step, by=author, today=TODAY), by=people["secretariat"])
    watched(made, people)
    counts = {counted(made): {"value": Decimal(120), "comment": "Lists of those who came"}}
    report = final(made)
    monitoring.write_results(report, counts, seen=seen(report), by=author)
    spent(told(report), Decimal(12_000))
    monitoring.send(report, by=author, now=moment(AFTER))
    due = AFTER + timedelta(days=20)
    remarks = {"achieved": "Where are the ponds?"}
    monitoring.return_with(final(made), remarks, due_on=due, by=people["secretariat"], today=AFTER)
    accepted(told(final(made), achieved="Twelve ponds were dug in the north."), author, people["secretariat"])
    refund(made, people, 18_000, advice=attached(made, "advice.pdf", PDF + b"advice"))
    for number in range(files):
        attached(made, f"annex-{number}.pdf", PDF + str(number).encode())
    return Award.objects.get(pk=made.pk), people, author


def watched(made, people):
    """A visit of `made`, on which something was found that was mended."""
    office, day = people["secretariat"], TODAY
    told = {"on": day, "place": "Kisumu", "who": "Two institutes", "summary": "Three ponds were seen."}
    visit = monitoring.add_visit(made, told, by=office, today=day)
    seen = {"on": day, "text": "One pond leaks", "gravity": "high", "visit": visit}
    finding = monitoring.add_finding(made, seen, by=office, today=day)
    point = {"what": "Line the pond", "side": "grantee", "due_on": AFTER}
    point = monitoring.add_point(finding, point, by=office, today=day)
    done = monitoring.do_point(point, {"told": "Lined with clay", "on": day}, by=people["colleague"], today=day)
    monitoring.close_point(done, by=office)
