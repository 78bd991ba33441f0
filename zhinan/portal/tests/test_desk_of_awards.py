"""What waits on the desk about awards and reports: for those who act next, and for nobody whom something binds."""

from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.actions import grant_role
from zhinan.accounts.tests.make import user
from zhinan.awards import actions
from zhinan.awards.models import Agreement, Award, DueReport, Instalment
from zhinan.awards.rules.gates import closed
from zhinan.awards.states import AwardState, InstalmentState
from zhinan.awards.tests.make import APPROVED, SIGNED
from zhinan.awards.tests.portfolio import matched
from zhinan.grants.models import Grant
from zhinan.grants.tests.make import grant
from zhinan.monitoring.models import ReportSubmission
from zhinan.monitoring.tests.make import AFTER, final, moment
from zhinan.portal.figures import waiting
from zhinan.portal.figures.awards import ready
from zhinan.portal.figures.desk import MOST
from zhinan.programmes.tests.make import programme

from . import awards as make
from .awards import LATE, applied, approved, everything, running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
OFFICE, RECEIVES, PAYS = {"secretariat", "colleague", "administrator"}, {"author", "own"}, {"finance", "administrator"}


@pytest.fixture
def people():
    """{word: User}; "own" keeps the programme and wrote the application, "bound" keeps and pays it and has a tie."""
    here = programme(name="Here", slug="here").scope()
    found = {name: user(name, name, here) for name in ("secretariat", "finance", "evaluator")}
    found |= {name: user(name, "secretariat", here) for name in ("colleague", "own", "bound")}
    grant_role(found["bound"], "finance", here)
    found["elsewhere"] = user("elsewhere", "secretariat", programme(name="There").scope())
    grant_role(found["elsewhere"], "finance", programme(name="Third").scope())
    found |= {name: user(name) for name in ("author", "nobody")}
    return found | {"administrator": user("administrator", "administrator")}


@pytest.fixture
def ponds(people):
    """The grant that the author and "own" applied for, and "bound" may not look at."""
    return applied(people, "Ponds")


def wait(people, on):
    """{what is to be done: [(person, record)]} on the day `on`."""
    told = {}
    for name, one in people.items():
        for line in waiting(one, on)[0]:
            told.setdefault(line.what, []).append((name, str(line.record)))
    return told


def who_waits(people, what, on=AFTER):
    """Those for whom `what` waits on the day `on`."""
    return {name for name, _record in wait(people, on).get(what, [])}


# What waits: how it comes about, for whom it waits then, which record it opens, and how it is settled.
ITEMS = {
    "Send the report": (make.due, RECEIVES, "Final report of “Ponds”", make.sent_again),
    "Answer the comments on the report": (make.came_back, RECEIVES, "Final report of “Ponds”", make.sent_again),
    "Read the report": (make.sent, OFFICE, "Final report of “Ponds”", make.read),
    "Do what was agreed on": (make.agreed, RECEIVES, "Fence", make.fenced),
    "Close the action point": (make.said_done, OFFICE, "Fence", make.settled),
    "Say how far the match has come": (make.promised, RECEIVES, "Bank", make.delivered),
    "Verify the match": (make.told_match, OFFICE | PAYS, "Bank delivered", make.verified),
    "Prepare the agreement": (make.decided, OFFICE, "Ponds", make.begun),
    "Get the document signed": (make.drafted, OFFICE, "grant agreement 1", make.withdrawn),
    "Approve the instalment": (make.due, OFFICE, "Instalment 1 of “Ponds”", make.approved),
    "Pay the instalment": (make.to_pay, PAYS, "Instalment 1 of “Ponds”", make.paid),
    "Close the award": (make.accepted, OFFICE, "Ponds", make.shut),
}


@pytest.mark.parametrize("what", ITEMS)
def test_what_waits_waits_for_those_who_act_and_for_nobody_else_until_it_is_done(ponds, people, what):
    arise, who, record, settle = ITEMS[what]
    assert what not in wait(people, AFTER)
    made = arise(ponds, people)
    found = wait(people, AFTER)[what]
    assert sorted(found) == [(name, record) for name in sorted(who)]
    settle(made, people)
    assert what not in wait(people, AFTER)


def test_a_document_waits_until_it_is_signed_by_all(ponds, people):
    made = make.offered(ponds, people)
    assert who_waits(people, "Get the document signed") == OFFICE
    Agreement.objects.filter(award=made).update(state="signed", in_force_on=SIGNED)
    assert "Get the document signed" not in wait(people, AFTER)


def test_a_report_waits_thirty_days_before_its_day_and_is_overdue_after_it(ponds, people):
    report = final(running(ponds))
    assert report.due_on == date(2024, 7, 30)
    days = [report.due_on + timedelta(days=n) for n in (-31, -30, 0, 1)]
    author, office = ([told(people[name], on) for on in days] for name in ("author", "secretariat"))
    assert author == [[], ["Send the report"], ["Send the report"], ["Send the report (late)"]]
    approve = "Approve the instalment"
    assert office == [[approve], [approve], [approve], ["The report is overdue (late)", approve]]
    assert who_waits(people, "The report is overdue", days[-1]) == OFFICE
    make.sent_again(report.award, people)
    assert "The report is overdue" not in wait(people, days[-1])


def told(reader, on):
    """What waits for `reader` on the day `on`, with what is late."""
    return [f"{line.what}{' (late)' if line.is_late else ''}" for line in waiting(reader, on)[0]]


def test_nobody_gets_what_they_did_themselves_to_check(ponds, people):
    made = make.told_match(ponds, people, by="secretariat")
    assert who_waits(people, "Verify the match") == (OFFICE | PAYS) - {"secretariat"}
    approved(made, people, by="finance")
    assert who_waits(people, "Pay the instalment") == {"administrator"}


def test_an_award_that_was_terminated_waits_to_be_closed_without_a_report(ponds, people):
    made = running(ponds)
    assert who_waits(people, "Close the award") == set()
    Award.objects.filter(pk=made.pk).update(state="terminated")
    assert who_waits(people, "Close the award") == OFFICE


def test_who_said_that_a_point_is_done_does_not_close_it(ponds, people):
    make.said_done(ponds, people, by="secretariat")
    assert who_waits(people, "Close the action point") == OFFICE - {"secretariat"}


def test_who_sent_a_report_for_the_grantee_does_not_read_it(ponds, people):
    report = final(running(ponds))
    actions.send_report(report, by=people["secretariat"], today=AFTER)
    ReportSubmission.objects.create(
        report=report, number=1, content={}, digest="", sent_at=moment(AFTER), sent_by=people["secretariat"].pseudonym
    )
    assert who_waits(people, "Read the report") == OFFICE - {"secretariat"}


def test_what_the_office_agreed_to_do_waits_for_the_office(ponds, people):
    make.agreed(ponds, people, side="office")
    assert who_waits(people, "Do what was agreed on") == OFFICE


def test_what_belongs_to_an_award_says_to_which(ponds, people):
    make.told_match(ponds, people)
    (line,) = [one for one in waiting(people["finance"], AFTER)[0] if one.what == "Verify the match"]
    assert (str(line.whose), line.record.get_absolute_url()) == (
        "Ponds",
        f"{Award.objects.get().get_absolute_url()}#match",
    )


def test_nothing_waits_of_a_grant_that_was_put_away_or_cancelled(ponds, people):
    made = make.told_match(ponds, people)
    approved(made, people)
    for change in ({"audience": "archive"}, {"audience": "public", "state": "cancelled"}):
        Grant.objects.filter(pk=ponds.pk).update(**change)
        assert wait(people, LATE) == {}


STATES = {
    "award": [*AwardState.values, *[AwardState.ACTIVE] * 5],  # most of what opens a gate
    "grant": ["approved", "active", "active", "closed"],
    "conditions": [("", None), ("Register", None), ("Register", SIGNED)],
    "gates": list(product(("agreement", "progress", "final"), repeat=2)),
    "match": [False, True],
    "first": list(InstalmentState.values),
    "accepted": [(0, False), (1, False), (2, True), (0, True)],
}


def test_an_instalment_waits_exactly_where_none_of_its_gates_is_closed(ponds):
    made = running(ponds, 10_000, 20_000)
    Award.objects.filter(pk=made.pk).update(match_ratio=1)
    matched(made, 30_000, 30_000)
    poor = running(grant(made.programme(), title="Poor", approved_on="2023"), 10_000, 20_000)
    Award.objects.filter(pk=poor.pk).update(match_ratio=1)
    for one, number in product((made, poor), (8, 9)):
        DueReport.objects.create(award=one, position=number, starts_on=SIGNED, ends_on=SIGNED, due_on=SIGNED)
    opened = 0
    for combination in Random(7).sample(list(product(*STATES.values())), 120):
        put(dict(zip(STATES, combination, strict=True)))
        rows = Instalment.objects.filter(state=InstalmentState.PLANNED).select_related("award__grant")
        expected = {one.pk for one in rows if not closed(one)}
        assert {one.pk for one in ready(Award.objects.all(), InstalmentState.PLANNED)} == expected, combination
        opened += len(expected)
    assert opened > 20


def put(facts):
    """Bring every award to what `facts` say."""
    conditions, met_on = facts["conditions"]
    Award.objects.update(state=facts["award"], conditions=conditions, conditions_met_on=met_on)
    Grant.objects.update(state=facts["grant"])
    for position, gate in enumerate(facts["gates"], 1):
        Instalment.objects.filter(position=position).update(gate=gate, needs_match=facts["match"])
    Instalment.objects.filter(position=1).update(state=facts["first"], approved_on=APPROVED)
    number, is_final = facts["accepted"]
    DueReport.objects.update(state="due")
    taken = DueReport.objects.filter(is_final=False, position__in=(8, 9)[:number]) | DueReport.objects.filter(
        is_final=is_final or None, position=1
    )
    taken.update(state="accepted", accepted_on=AFTER)


def test_what_does_not_fit_on_the_desk_is_counted_and_the_list_has_all_of_it(client, people):
    for number in range(MOST + 2):
        running(applied(people, f"Ponds {number}"))
    today = timezone.localdate()
    found, rests = waiting(people["author"], today)
    (rest,) = rests
    assert (len(found), rest.count, rest.address) == (MOST, 2, "/desk/?all=to_send")
    client.force_login(people["secretariat"])
    office = waiting(people["secretariat"], today)[1]
    assert {one.what: one.count for one in office} == {"Approve the instalment": 2, "The report is overdue": 2}
    for one in office:
        page = client.get(one.address).context
        assert ([line.what for line in page["lines"]], page["rests"]) == ([one.what] * (MOST + 2), [])


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("who", ["author", "secretariat", "finance", "nobody"])
def test_the_desk_of_one_award_and_of_three_takes_the_same_queries(client, people, who, number):
    for n in range(number):
        everything(applied(people, f"Ponds {n}"), people)
        approved(everything(applied(people, f"Pumps {n}"), people), people)
    client.force_login(people[who])
    client.get(reverse("desk"))
    with CaptureQueriesContext(connection) as asked:
        lines = client.get(reverse("desk")).context["lines"]
    assert (len(asked), {line.what for line in lines}) == QUERIES[who]


RECEIVED = {"Do what was agreed on", "Say how far the match has come", "Send the report"}
KEPT = {"Approve the instalment", "Get the document signed", "The report is overdue", "Verify the match"}
# Beside what every desk asks: one for each kind that waits, and two more for instalments that need match.
QUERIES = {
    "author": (15, RECEIVED),
    "secretariat": (44, KEPT),
    "finance": (21, {"Pay the instalment", "Verify the match"}),
    "nobody": (15, set()),
}
