"""The archive of a grant with 200 documents: the PDF and the ZIP as a page gives them, beside Typst alone."""

import copy
import random
import statistics
import time
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zhinan.awards.models import Agreement, Award, DueReport, Signature
from zhinan.closures.editions import bundle_of
from zhinan.closures.editions.bundle import application_of, words_of
from zhinan.files.actions import attach
from zhinan.files.models import File, put
from zhinan.grants.models import Application, Call, CallRules, Decision, Submission
from zhinan.grants.rules import content_of
from zhinan.grants.views.reading import as_read
from zhinan.kit import typesetting
from zhinan.monitoring.models import ReportSubmission
from zhinan.monitoring.rules.content import content_of as told_by
from zhinan.questionnaires.models import digest_of

from .awards_invented import make
from .lists import office

VERSIONS, DECISIONS, AGREEMENTS, REPORTS, FILES = 10, 5, 10, 70, 100  # with a letter for each decision, 200
POSTINGS, BYTES, ROUNDS, TARGET = 100, 200_000, 5, 10
LONG = "Rice and fish live in the same field, and both do better for it. " * 25


def measure():
    """{"ours" (seconds, the first time, when nothing is warm), "base", "again", "zip", "bytes", "queries"}."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if not Award.objects.exists():
        make(random.Random(20260430), 1, POSTINGS)
        document(Award.objects.get())
    award, plain = Award.objects.get(), "django.contrib.staticfiles.storage.StaticFilesStorage"
    with override_settings(ALLOWED_HOSTS=["*"], STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": plain}}):
        keeper = Client()
        user = office()
        keeper.force_login(user)
        first, content = seconds(keeper, f"/awards/{award.pk}/bundle.pdf")
        again = [seconds(keeper, f"/awards/{award.pk}/bundle.pdf")[0] for _turn in range(ROUNDS)]
        packed = [seconds(keeper, f"/awards/{award.pk}/bundle.zip") for _turn in range(ROUNDS)]
        with CaptureQueriesContext(connection) as asked:
            keeper.get(f"/awards/{award.pk}/bundle.pdf")
    return {
        "question": "the archive of a grant with 200 documents as one PDF, nothing warm",
        "peer": "Typst alone, with the words at hand",
        "database": connection.vendor,
        "unit": "s",
        "ours": round(first, 2),
        "base": round(alone(award, user), 2),
        "target": f"at most {TARGET}",
        "met": first <= TARGET,
        "again, median": round(statistics.median(again), 2),
        "zip with the files, median": round(statistics.median(took for took, _content in packed), 2),
        "documents": VERSIONS + 2 * DECISIONS + AGREEMENTS + REPORTS + FILES,
        "bytes": {"pdf": len(content), "zip": len(packed[0][1])},
        "queries": len(asked),
    }


def seconds(client, address):
    """(how long it takes to read `address` to its end, what was read)."""
    begin = time.perf_counter()
    content = b"".join(client.get(address))
    return time.perf_counter() - begin, content


def alone(award, user):
    """How long Typst takes for another archive of the same length, of which it holds nothing yet."""
    application = application_of(award)
    readings = [(one, as_read(user, application, one)) for one in application.submissions.order_by("number")]
    bundle = bundle_of(award, user, application, readings)
    for part in bundle.parts:
        part.title = f"{part.title}."
    words = words_of(bundle)
    typesetting._compiler.cache_clear()
    begin = time.perf_counter()
    typesetting.compile_pdf("bundle", words, timestamp=bundle.at)
    return time.perf_counter() - begin


def document(award):
    """Everything that came of `award`: versions and decisions, agreements, reports in many versions, and files."""
    now, files = timezone.now(), []
    for one in File.objects.all():  # what was invented has no content yet
        put(one.stored, ContentFile(b"%PDF-1.7\n%%EOF\n"))
    for n in range(FILES):
        upload = SimpleUploadedFile(f"annex-{n}.pdf", b"%PDF-1.7\n" + random.Random(n).randbytes(BYTES) + b"\n%%EOF\n")
        files.append(attach(award, upload, by=None))
    apply(award, now)
    content = {"clause": "amendment", "number": 1, "grant": "Bench", "payer": str(award.payer), "currency": "USD"}
    content |= dict.fromkeys(("amount", "starts_on", "ends_on", "annex", "before")) | {"instalments": [], "reports": []}
    content |= {"reason": LONG, "terms": LONG, "match_ratio": "0", "conditions": ""}
    first = award.agreements.count() + 1
    for n in range(first, first + AGREEMENTS):
        made = Agreement.objects.create(
            award=award, number=n, clause="amendment", reason="More", state="signed", in_force_on=now.date(),
            content=content, digest=digest_of(content), offered_at=now,
        )  # fmt: skip
        Signature.objects.create(
            agreement=made, side="payer", name="Somebody", position="Director", on=now.date(), copy=files[n]
        )
    report(award, now)


def apply(award, now):
    """An application in versions, and its decisions, each with its letter."""
    programme = award.grant.project.programme
    call = Call.objects.create(slug="b", title="Bench", programme=programme, code="B", year=2026, state="decided")
    rules = CallRules.objects.create(
        call=call, number=1, currency=award.currency, ceiling=Decimal(50_000), deadline_at=now, published_at=now,
        state="published",
    )  # fmt: skip
    asked = Application.objects.create(
        call=call, rules=rules, number="B-001", state="awarded", title="Rice and fish", lead=award.payer, begun_at=now,
        submitted_at=now, version=VERSIONS, summary=LONG, grant=award.grant, audience=call.staff(),
    )  # fmt: skip
    content = content_of(asked)
    line = {"heading": "Travel", "year": 1, "source": "grant", "amount": "100.00"}
    content["budget"] = [line | {"heading": f"Line {n}"} for n in range(25)]
    content["risks"] = [{"what": LONG[:300], "likelihood": "high", "impact": "low", "answer": LONG[:300]}] * 10
    for n in range(1, VERSIONS + 1):
        facts = {"digest": digest_of(content), "submitted_at": now, "rules": rules}
        Submission.objects.create(application=asked, number=n, content=content, **facts)
    for n in range(DECISIONS):
        Decision.objects.create(
            application=asked, version=n + 1, outcome="conditions", amount=Decimal(30_000), conditions=LONG,
            comment=LONG, decided_at=now + timedelta(minutes=n), letter_sent_at=now,
        )  # fmt: skip


def report(award, now):
    """Versions of a report with many lines."""
    due = DueReport.objects.filter(award=award).order_by("position").last()
    content = copy.deepcopy(told_by(due))
    content["story"] = dict.fromkeys(content["story"], LONG)
    amounts = {"budget": "100.00", "before": "0.00", "spent": "90.00"}
    content["finances"] = [
        {"heading": f"Line {n}", "source": "grant", **amounts, "explanation": "As planned"} for n in range(25)
    ]
    ReportSubmission.objects.bulk_create(
        ReportSubmission(report=due, number=n, content=content, digest=digest_of(content), sent_at=now)
        for n in range(1, REPORTS + 1)
    )
