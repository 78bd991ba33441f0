"""The pages of reports and findings: from the first section to the acceptance, and who may open what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zhinan.awards.models import DueReport
from zhinan.awards.tests.make import CAST, award, granted, signed
from zhinan.awards.tests.test_pages import HIDDEN, OFFICE, READS, page, press
from zhinan.files.tests.make import upload
from zhinan.monitoring.models import ActionPoint, Finding, ReportedResult, ReportSubmission
from zhinan.results.models import Measurement
from zhinan.results.tests.make import indicator

from .make import counted, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def today():
    """The day on which the pages are used."""
    return timezone.localdate()


@pytest.fixture
def here(today):
    """(Award, {word of the cast: Client}); its final report is about days that ended a week ago."""
    made, clients, _people = granted(today)
    begun, ended = today - timedelta(days=200), today - timedelta(days=7)
    running = signed(award(30_000, found=made, awarded_on=begun), on=begun, today=today, ends_on=ended)
    return running, clients


def report_of(made):
    """The final report of the award `made`."""
    return DueReport.objects.get(award=made)


def save(client, report, key, **typed):
    """Save the section `key` of `report`; what is refused fails the test with its sentence."""
    told = {"seen": seen(report), "step": "on", **typed}
    answer = client.post(reverse("report-section", args=[report.pk, key]), told)
    assert answer.status_code == 302, answer.content.decode()


def test_from_the_first_section_to_a_returned_and_an_accepted_report(here, today):
    made, clients = here
    author, office, farmers = clients["author"], clients["secretariat"], counted(made)
    report = report_of(made)
    assert "Before it can be sent" in page(author, report.get_absolute_url())
    save(author, report, "story", achieved="Ponds were dug.", lessons="Dig early.", problems="", next_steps="")
    prefix = f"i{farmers.pk}"
    numbers = {f"{prefix}-value": "120", f"{prefix}-sex-female": "70", f"{prefix}-ages": "15-24: 30"}
    save(author, report, "results", **numbers, **{f"{prefix}-evidence": upload("list.pdf"), f"{prefix}-comment": ""})
    money = {
        "lmore0-heading": "Travel",
        "lmore0-source": "grant",
        "lmore0-spent": "12000",
        "lmore0-explanation": "Two trips",
    }
    save(author, report, "finances", **money)
    assert "Before it can be sent" not in page(author, report.get_absolute_url())
    press(author, "send-report", report.pk)
    assert "Farmers trained" in page(office, report.get_absolute_url())
    due = (today + timedelta(days=10)).isoformat()
    press(office, "return-report", report.pk, due_on=due, r0="Where are the ponds?")
    assert "Where are the ponds?" in page(author, reverse("report-section", args=[report.pk, "story"]))
    save(author, report, "story", achieved="In the north.", lessons="Dig early.", problems="", next_steps="")
    press(author, "send-report", report.pk)
    press(office, "accept-report", report.pk)
    assert (Measurement.objects.get().value, report_of(made).state) == (120, "accepted")
    assert "Ponds were dug." in page(author, reverse("report-version", args=[report.pk, 1]))
    assert [one.number for one in ReportSubmission.objects.all()] == [1, 2]


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_written(here):
    made, clients = here
    report, farmers = report_of(made), counted(made)
    prefix = f"i{farmers.pk}"
    wrong = {f"{prefix}-value": "100", f"{prefix}-sex-female": "170", f"{prefix}-ages": "young: 3"}
    answer = clients["author"].post(reverse("report-section", args=[report.pk, "results"]), {"seen": 0, **wrong})
    told = answer.content.decode()
    assert (answer.status_code, "Write “young: 3” as 15-24: 30" in told, 'value="170"' in told) == (200, True, True)
    assert ReportedResult.objects.count() == 0


def test_what_somebody_else_saved_meanwhile_is_not_written_over(here):
    made, clients = here
    report, words = report_of(made), {"achieved": "Mine", "lessons": "", "problems": "", "next_steps": ""}
    opened = seen(report)
    save(clients["secretariat"], report, "story", **words | {"achieved": "Theirs"})
    answer = clients["author"].post(reverse("report-section", args=[report.pk, "story"]), {"seen": opened, **words})
    told = answer.content.decode()
    assert (answer.status_code, "Somebody else saved this report meanwhile" in told, "Mine" in told) == (
        200,
        True,
        True,
    )


def test_an_upload_that_may_not_stay_is_refused_at_its_field(here):
    made, clients = here
    report, farmers = report_of(made), counted(made)
    bad = upload("page.pdf", b"<html><script>alert(1)</script></html>")
    typed = {"seen": 0, f"i{farmers.pk}-value": "5", f"i{farmers.pk}-evidence": bad}
    answer = clients["author"].post(reverse("report-section", args=[report.pk, "results"]), typed)
    assert (answer.status_code, ReportedResult.objects.count()) == (200, 0)
    assert "wrong" in answer.content.decode()


def test_a_finding_leads_to_an_action_point_that_is_done_not_enough_and_closed(here, today):
    made, clients = here
    office, author = clients["secretariat"], clients["author"]
    press(
        office, "add-visit", made.pk, on=today.isoformat(), place="Kisumu", who="Two institutes", summary="Three ponds"
    )
    press(office, "add-finding", made.pk, on=today.isoformat(), text="One pond leaks", gravity="high")
    due = (today + timedelta(days=30)).isoformat()
    press(office, "add-point", Finding.objects.get().pk, what="Line the pond", side="grantee", due_on=due)
    point = ActionPoint.objects.get()
    press(author, "do-point", point.pk, on=today.isoformat(), told="Lined with clay", evidence=upload("pond.pdf"))
    press(office, "open-point", point.pk, because="Half of it")
    press(author, "do-point", point.pk, on=today.isoformat(), told="All of it")
    press(office, "close-point", point.pk)
    assert (ActionPoint.objects.get().state, "Lined with clay" in page(author, made.get_absolute_url())) == (
        "closed",
        False,
    )
    assert "All of it" in page(author, reverse("award-findings", args=[made.pk]))


WRITES = OFFICE | {"author": 200}
ACCESS = {
    "due-report": READS | HIDDEN,
    "report-section": WRITES,
    "send-report": WRITES,
    "return-report": OFFICE,
    "accept-report": OFFICE,
    "open-report": OFFICE,
    "set-due": OFFICE,
    "award-findings": READS | HIDDEN,
    "add-visit": OFFICE,
    "add-finding": OFFICE,
    "add-point": OFFICE,
    "do-point": WRITES,
    "close-point": OFFICE,
    "open-point": OFFICE,
    "drop-point": OFFICE,
}


@pytest.mark.parametrize("name", ACCESS)
def test_each_page_is_opened_by_those_whom_the_table_names(here, today, name):
    made, clients = here
    finding = Finding.objects.create(award=made, on=today, text="One pond leaks", gravity="high")
    point = ActionPoint.objects.create(finding=finding, what="Line it", due_on=today)
    keys = {"point": point, "report": report_of(made), "due": report_of(made), "section": report_of(made)}
    thing = keys.get(name.rpartition("-")[2], made)
    thing = finding if name == "add-point" else thing
    address = reverse(name, args=[thing.pk, *(["story"] if name == "report-section" else [])])
    assert {one: clients[one].get(address).status_code for one in CAST} == ACCESS[name]


def test_the_results_of_a_report_take_the_same_queries_for_three_indicators_as_for_one(here):
    made, clients = here
    address, counts = reverse("report-section", args=[report_of(made).pk, "results"]), []
    first = counted(made)
    for more in ([], ["Ponds", "Nets"]):
        for title in more:
            indicator(first.result, title=title, measure="unit")
        with CaptureQueriesContext(connection) as asked:
            clients["author"].get(address)
        counts.append(len(asked))
    assert counts == [21, 21]
