"""The pages of a report's spreadsheet: downloaded, uploaded, looked at, taken over; and who may open them."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zhinan.awards.models import DueReport
from zhinan.awards.tests.make import CAST
from zhinan.awards.tests.test_pages import OFFICE, page, press
from zhinan.kit.reading import open_sheet
from zhinan.monitoring.models import Narrative, ReportedResult, ReportSheet
from zhinan.results.models import Indicator
from zhinan.results.tests.make import indicator

from .make import counted, told
from .test_pages import here, report_of, today
from .test_sheets import Book

__all__ = ["here", "today"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
WRITES = OFFICE | {"author": 200}


@pytest.fixture
def there(here):
    """(report with an indicator, {word of the cast: Client})."""
    made, clients = here
    counted(made)
    return report_of(made), clients


def sent(client, report, book, name="filled.xlsx"):
    """What the page of the upload answers to `book`."""
    file = SimpleUploadedFile(name, book.stored().getvalue())
    return client.post(reverse("take-sheet", args=[report.pk]), {"file": file})


def preview(client, report, book):
    """(address of the preview of `book`, what stands there)."""
    answer = sent(client, report, book)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], page(client, answer["Location"])


def test_from_the_download_to_the_report(there):
    report, clients = there
    author = clients["author"]
    assert reverse("take-sheet", args=[report.pk]) in page(author, report.get_absolute_url())
    assert reverse("report-sheet", args=[report.pk]) in page(author, reverse("take-sheet", args=[report.pk]))
    answer = author.get(reverse("report-sheet", args=[report.pk]))
    book = open_sheet(io.BytesIO(b"".join(answer)), "a.xlsx")
    assert (answer["Content-Disposition"], book.sheets) == (
        f'attachment; filename="report-{report.pk}.xlsx"',
        ("Read me", "Results", "Finances", "In words"),
    )
    filled = Book(report).put("Results", 1, Number_or_percentage=120, Women=70).put("In words", 1, Answer="Ponds")
    address, shown = preview(author, report, filled)
    assert ("Nothing is written yet." in shown, "Take over 3 cells" in shown, Narrative.objects.count()) == (
        True,
        True,
        0,
    )
    answer = author.post(address)
    assert (answer.status_code, answer["Location"]) == (302, report.get_absolute_url())
    assert (ReportedResult.objects.get().value, Narrative.objects.get().achieved) == (120, "Ponds")
    assert author.get(address).status_code == 404


def test_what_is_wrong_stands_at_its_cell_and_cannot_be_taken(there):
    report, clients = there
    filled = Book(report).put("Results", 1, Number_or_percentage="1.234", Remarks="<b>Lists</b>")
    address, shown = preview(clients["author"], report, filled)
    assert ("may mean 1234 or 1.2340" in shown, "Take over" in shown, "Lists&lt;" in shown) == (True, False, False)
    assert "&lt;b&gt;Lists&lt;" in page(clients["author"], f"{address}?state=all")
    assert "Something in this sheet is wrong" in clients["author"].post(address).content.decode()
    assert ReportedResult.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"Code\n", "is not the sheet of a report"),
        ("a.xlsx", b"PK\x03\x04 nothing", "This file is damaged"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_at_its_field(there, name, content, sentence):
    report, clients = there
    file = SimpleUploadedFile(name, content)
    answer = clients["author"].post(reverse("take-sheet", args=[report.pk]), {"file": file})
    assert (answer.status_code, sentence in answer.content.decode(), ReportSheet.objects.count()) == (422, True, 0)


def test_a_sheet_older_than_the_report_is_taken_after_a_look_alone(there):
    report, clients = there
    filled = Book(report).put("In words", 1, Answer="Mine")
    told(report, achieved="Theirs")
    address, shown = preview(clients["author"], report, filled)
    assert "Somebody saved the report since this sheet was downloaded" in shown
    assert "Look at the changed cells first" in clients["author"].post(address).content.decode()
    assert clients["author"].post(address, {"is_seen": "on"}).status_code == 302
    assert Narrative.objects.get().achieved == "Mine"


def test_what_was_saved_after_the_preview_asks_for_another(there):
    report, clients = there
    address, _shown = preview(clients["author"], report, Book(report).put("In words", 1, Answer="Mine"))
    told(report, achieved="Theirs")
    shown = page(clients["author"], address)
    assert ("since this sheet was looked at" in shown, "Take over" in shown) == (True, False)
    assert "Somebody else saved this report meanwhile" in clients["author"].post(address).content.decode()
    assert Narrative.objects.get().achieved == "Theirs"


def test_a_colleague_finds_the_sheet_and_may_throw_it_away(there):
    report, clients = there
    address, _shown = preview(clients["author"], report, Book(report).put("In words", 1, Answer="Mine"))
    assert address in page(clients["secretariat"], reverse("take-sheet", args=[report.pk]))
    press(clients["secretariat"], "drop-sheet", report.pk, ReportSheet.objects.get().pk)
    assert (ReportSheet.objects.count(), Narrative.objects.count()) == (0, 0)


def test_a_sheet_that_was_kept_long_enough_is_shown_no_more(there):
    report, clients = there
    address, _shown = preview(clients["author"], report, Book(report).put("In words", 1, Answer="Mine"))
    ReportSheet.objects.update(made_at=timezone.now() - settings.KEEP_IMPORTS - timedelta(minutes=1))
    assert clients["author"].get(address).status_code == 404


def test_a_report_that_was_sent_gives_and_takes_no_sheet(there):
    report, clients = there
    DueReport.objects.filter(pk=report.pk).update(state="sent")
    for name in ("report-sheet", "take-sheet"):
        assert clients["author"].get(reverse(name, args=[report.pk]))["Location"] == report.get_absolute_url()


ACCESS = {"report-sheet": WRITES, "take-sheet": WRITES, "sheet-preview": WRITES}


@pytest.mark.parametrize("name", ACCESS)
def test_each_page_is_opened_by_those_whom_the_table_names(there, name):
    report, clients = there
    preview(clients["author"], report, Book(report).put("In words", 1, Answer="Mine"))
    more = [ReportSheet.objects.get().pk] if name == "sheet-preview" else []
    address = reverse(name, args=[report.pk, *more])
    assert {one: clients[one].get(address).status_code for one in CAST} == ACCESS[name]


def test_a_sheet_is_thrown_away_by_those_alone_who_may_write_the_report(there):
    report, clients = there
    preview(clients["author"], report, Book(report).put("In words", 1, Answer="Mine"))
    address = reverse("drop-sheet", args=[report.pk, ReportSheet.objects.get().pk])
    others = [one for one in CAST if WRITES[one] != 200]
    assert {clients[one].post(address).status_code for one in others} <= {403, 404}
    assert ReportSheet.objects.count() == 1


def test_the_preview_and_the_upload_take_the_same_queries_for_three_indicators_as_for_one(there):
    report, clients = there
    counts = []
    for more in ([], ["Ponds", "Nets"]):
        for title in more:
            indicator(Indicator.objects.first().result, title=title, measure="unit")
        filled = Book(report)
        for row in range(1, len(more) + 2):
            filled.put("Results", row, Number_or_percentage=5)
        with CaptureQueriesContext(connection) as uploaded:
            answer = sent(clients["author"], report, filled)
        with CaptureQueriesContext(connection) as looked:
            page(clients["author"], answer["Location"])
        with CaptureQueriesContext(connection) as fetched:
            clients["author"].get(reverse("report-sheet", args=[report.pk]))
        counts.append((len(uploaded), len(looked), len(fetched)))
    assert counts == [(18, 8, 13), (18, 8, 13)]
