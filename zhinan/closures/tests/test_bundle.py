"""The archive of a grant: everything is in it, in order, with hashes that hold, and the same each time."""

import csv
import io
import json
import zipfile
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from zhinan.accounts.tests.make import user
from zhinan.awards.models import Agreement, Award
from zhinan.awards.tests.make import TODAY
from zhinan.closures import actions, editions
from zhinan.closures.editions.bundle import application_of
from zhinan.files.models import File
from zhinan.grants.models import Submission
from zhinan.grants.tests.make import asked
from zhinan.grants.views.reading import as_read
from zhinan.history.models import Entry
from zhinan.monitoring.models import ReportSubmission
from zhinan.monitoring.tests.make import moment
from zhinan.programmes.models import Posting

from .make import CLOSED, eventful

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def made():
    """(Award, people, author) of an award to which everything has happened."""
    return eventful()


def bundle(award, reader):
    """The Bundle of `award` as `reader` reads it, as a page makes it."""
    award = Award.objects.select_related("grant__project__programme", "currency", "payer").get(pk=award.pk)
    application = application_of(award)
    readings = [(one, as_read(reader, application, one)) for one in application.submissions.order_by("number")]
    return editions.bundle_of(award, reader, application, readings)


def text_of(content):
    """The words of a PDF in one line: a hash that parts stands whole."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


def test_every_version_decision_letter_document_transfer_report_and_finding_has_its_part_in_order(made):
    award, people, _author = made
    actions.document(award, by=people["secretariat"])
    actions.close(award, by=people["secretariat"], on=CLOSED, today=CLOSED)
    assert [one.title for one in bundle(award, people["secretariat"]).parts] == [
        "Application, version 1",
        "Application, version 2",
        "Decision: approved with conditions",
        "Letter about the decision: approved with conditions",
        "Grant agreement 1",
        "Instalments",
        "Match",
        "Unspent funds that were returned",
        "Reports that were due",
        "Final report, version 1",
        "Final report, version 2",
        "Visit: Kisumu",
        "Findings and action points",
        "Closure",
        "Ledger",
        "What happened, and who did it",
        "Files and their hashes",
    ]


def test_the_text_of_the_pdf_holds_each_version_letter_posting_and_hash(made):
    award, people, _author = made
    content = editions.bundle_pdf(bundle(award, people["secretariat"]))
    text = text_of(content).replace(" ", "").replace("\u200b", "")
    found = bundle(award, people["secretariat"])
    frozen = (Submission, Agreement, ReportSubmission)
    digests = [digest for model in frozen for digest in model.objects.values_list("digest", flat=True)]
    digests += [*File.objects.values_list("sha256", flat=True), *(one.sealed() for one in found.parts)]
    assert [one for one in digests if one not in text] == []
    said = [
        "Where are the ponds?",
        "Twelve ponds were dug",
        "Ponds for rice",
        "The committee grants",
        "Lined with clay",
    ]
    assert [one for one in said if one.replace(" ", "") not in text] == []
    rows = next(one for one in found.parts if one.title == "Ledger").blocks[0]["rows"]
    assert [int(row[0]) for row in rows] == [*Posting.objects.order_by("on", "pk").values_list("pk", flat=True)]
    assert [row[7] for row in rows] == ["USD 30,000", "USD 30,000", "USD 18,000", "USD 0"]
    assert Entry.objects.timeline(award).count() <= text.count("UTC")


def test_the_pages_of_the_list_of_contents_are_those_where_the_parts_begin(made):
    award, people, _author = made
    found = bundle(award, people["secretariat"])
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(editions.bundle_pdf(found))).pages]
    contents = next(page for page in pages if page.startswith("Contents") or "\nContents\n" in page)
    for one in found.parts:
        begins = next(n for n, page in enumerate(pages, 1) if n > 2 and f"{one.chapter}\n{one.title}\n" in page)
        assert f"{one.title} {begins} " in contents.replace("\n", " "), one.title


def test_the_same_records_give_the_same_bytes_and_another_word_another_hash(made):
    award, people, _author = made
    office = people["secretariat"]
    first, again = (bundle(award, office) for _turn in range(2))
    assert editions.bundle_pdf(first) == editions.bundle_pdf(again)
    packed = []
    for one in (first, again):
        stream = io.BytesIO()
        editions.archived(one, stream)
        packed.append(stream.getvalue())
    assert packed[0] == packed[1]
    sent = ReportSubmission.objects.first()
    sent.content["story"]["achieved"] = "Something else"
    sent.save()
    changed = [
        one.title
        for one, other in zip(first.parts, bundle(award, office).parts, strict=True)
        if one.sealed() != other.sealed()
    ]
    assert (changed, first.seal == bundle(award, office).seal) == (["Final report, version 1"], False)


def test_the_zip_holds_the_files_under_their_hashes_with_lists_that_hold(made):
    award, people, _author = made
    stream = io.BytesIO()
    editions.archived(bundle(award, people["secretariat"]), stream)
    package = zipfile.ZipFile(stream)
    sums = dict(line.split("  ")[::-1] for line in package.read("sha256sums").decode().splitlines())
    names = [one for one in package.namelist() if one != "sha256sums"]
    assert {one: sha256(package.read(one)).hexdigest() for one in names} == sums
    rows = list(csv.DictReader(io.StringIO(package.read("manifest.csv").decode("utf-8-sig"))))
    assert [row["sha256"] for row in rows] == [*File.objects.order_by("pk").values_list("sha256", flat=True)]
    assert {row["path"] for row in rows} == {one for one in names if one.startswith("files/")}
    parts = [json.loads(package.read(one)) for one in names if one.startswith("parts/")]
    assert [one["title"] for one in parts] == [one.title for one in bundle(award, people["secretariat"]).parts]


def test_an_archive_is_not_refused_for_a_sign_that_no_font_has(made):
    award, people, _author = made
    sent = ReportSubmission.objects.first()
    sent.content["story"]["achieved"] = "\N{EGYPTIAN HIEROGLYPH A001}"
    sent.save()
    client, stream = Client(), io.BytesIO()
    client.force_login(people["secretariat"])
    answer = client.get(reverse("award-bundle", args=[award.pk]), follow=True)
    assert "This cannot be set as PDF" in answer.content.decode()
    editions.archived(bundle(award, people["secretariat"]), stream)
    package = zipfile.ZipFile(stream)
    assert ("bundle.pdf" in package.namelist(), "parts/010.json" in package.namelist()) == (False, True)
    assert package.read("no-pdf.txt").decode().strip()


def test_no_reviewer_is_named_and_who_receives_it_reads_no_minutes(made):
    award, people, author = made
    reviewer = user("Rita Reviewer")
    asked(
        application_of(award), reviewer, state="sent", comment="Weak", total=40, sent_at=moment(TODAY), advice="decline"
    )
    for reader in (people["secretariat"], author):
        words = json.dumps([one.canonical().decode() for one in bundle(award, reader).parts])
        assert ("Rita" in words, "Weak" in words) == (False, False)
    titles = [one.title for one in bundle(award, author).parts]
    assert [one for one in titles if one.startswith("From the minutes")] == []
    assert "Letter about the decision: approved with conditions" in titles


def test_why_the_office_did_something_is_not_told_to_who_receives_it(made):
    award, people, author = made
    words = {"by": people["secretariat"], "on": CLOSED, "today": CLOSED, "because": "Words of the office"}
    actions.close(award, **words)
    told = {}
    for name, reader in (("office", people["secretariat"]), ("author", author)):
        rows = next(one for one in bundle(award, reader).parts if one.chapter == "History").blocks[0]["rows"]
        told[name] = (len(rows) > 20, any("Words of the office" in row[3] for row in rows))
    assert told == {"office": (True, True), "author": (True, False)}


def test_what_was_passed_stands_there_with_its_reason(made):
    award, people, _author = made
    actions.close(award, by=people["secretariat"], on=CLOSED, today=CLOSED, because="Nothing new was learnt")
    part = next(one for one in bundle(award, people["secretariat"]).parts if one.title == "Closure")
    assert part.blocks[0]["facts"][-1] == ["Why it was closed although something was open", "Nothing new was learnt"]
    assert [row for row in part.blocks[1]["rows"] if row[1] != "open"] == [
        ["Knowledge and lessons are documented", "passed, for the reason above"]
    ]


def test_an_award_that_no_call_led_to_has_its_archive_too(made):
    award, people, _author = made
    alone = editions.bundle_of(award, people["secretariat"], None, [])
    assert alone.parts[0].title == "Grant agreement 1"
    assert editions.bundle_pdf(alone).startswith(b"%PDF")


def test_it_speaks_chinese(made):
    award, people, _author = made
    with override("zh-hans"):
        assert editions.bundle_pdf(bundle(award, people["secretariat"])).startswith(b"%PDF")


def test_the_archive_of_two_hundred_documents_names_each_of_them():
    award, people, _author = eventful(files=191)
    found = bundle(award, people["secretariat"])
    assert len(found.filed) + sum(bool(one.digest) for one in found.parts) == 200
    text = text_of(editions.bundle_pdf(found)).replace(" ", "").replace("\u200b", "")
    assert [one.file.sha256 for one in found.filed if one.file.sha256 not in text] == []


def test_the_pages_answer_with_pdf_and_zip(made):
    award, people, _author = made
    client = Client()
    client.force_login(people["secretariat"])
    answer = client.get(reverse("award-bundle", args=[award.pk]))
    assert (answer.headers["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
    answer = client.get(reverse("award-archive", args=[award.pk]))
    body = b"".join(answer.streaming_content)
    assert (answer.headers["Content-Type"], zipfile.ZipFile(io.BytesIO(body)).testzip()) == ("application/zip", None)
