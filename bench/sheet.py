"""A report's spreadsheet of 1,000 indicators and 20,000 cells, uploaded and looked at, beside only opening the file."""

import io
import statistics
import time
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zhinan.awards.models import Award, DueReport
from zhinan.codelists import actions as codelists
from zhinan.codelists.models import Country, Currency
from zhinan.grants.models import Grant, GrantParty
from zhinan.kit.reading import open_sheet
from zhinan.kit.sheets import Page, write_pages
from zhinan.monitoring.rules.sheets import MARK
from zhinan.monitoring.rules.sheets_standing import stock_of
from zhinan.monitoring.rules.sheets_written import write_sheet
from zhinan.network.models import Organisation
from zhinan.programmes.models import Programme, Project
from zhinan.results.models import Framework, Indicator, Result

from .lists import office

INDICATORS, COUNTRIES, ROUNDS, SECONDS = 1_000, 12, 5, 5
NUMBERS = {"Number or percentage": 120, "Women": 70, "Men": 49, "Others": 1, "By age": "15-24: 30", "Remarks": "Lists"}


def measure():
    """{"ours", "base" (s, medians), "ratio", "cells", "page_ms" (the preview), "queries", "take_s"}."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    report = DueReport.objects.first() or make()
    content, cells = filled(report)
    plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(ALLOWED_HOSTS=["*"], STORAGES=plain):
        client = Client()
        client.force_login(office())
        took = ([], [])
        for turn in range(ROUNDS + 1):
            with CaptureQueriesContext(connection) as asked:
                uploaded, address = timed(upload, client, report, content)
            queries = len(asked)  # before the next request forgets them
            opened, _rows = timed(bare, content)
            if turn:  # the first round warms up
                took[0].append(uploaded)
                took[1].append(opened)
        looked, _answer = timed(client.get, address)
        taken, answer = timed(client.post, address)
    if answer.status_code != 302:
        raise AssertionError("The sheet was not taken over.")
    ours, base = map(statistics.median, took)
    return {
        "question": f"a report's sheet of {cells:,} cells, uploaded and previewed",
        "peer": "opening the file and reading its cells",
        "database": connection.vendor,
        "unit": "s",
        "ours": round(ours, 2),
        "base": round(base, 2),
        "ratio": round(ours / base, 1),
        "target": f"at most {SECONDS}",
        "met": ours <= SECONDS,
        "cells": cells,
        "queries": queries,
        "page_ms": round(looked * 1000),
        "take_s": round(taken, 2),
    }


def timed(act, *words):
    """(seconds, what `act` gives)."""
    begin = time.perf_counter()
    found = act(*words)
    return time.perf_counter() - begin, found


def upload(client, report, content):
    """The address of the preview of an uploaded file."""
    file = SimpleUploadedFile("filled.xlsx", content)
    answer = client.post(reverse("take-sheet", args=[report.pk]), {"file": file})
    if answer.status_code != 302:
        raise AssertionError(f"The upload answers {answer.status_code}.")
    return answer["Location"]


def bare(content):
    """The rows of every sheet of a file."""
    book = open_sheet(io.BytesIO(content), "filled.xlsx")
    return [list(book.rows(name)) for name in book.sheets]


def filled(report):
    """(bytes of the sheet of `report` with every cell filled in, how many cells of its results hold something)."""
    stream = io.BytesIO()
    write_sheet(stock_of(report), stream)
    book, pages = open_sheet(stream, "a.xlsx"), []
    for name in book.sheets:
        rows = [list(cells) for _number, cells in book.rows(name)]
        if name == "Results":
            head, *rest = rows
            said = [value_for(heading) for heading in head]
            rows = [head, *([*cells, *[None] * len(head)][: len(head)] for cells in rest)]
            rows[1:] = [[old if new is None else new for old, new in zip(row, said, strict=True)] for row in rows[1:]]
            cells = sum(cell is not None for row in rows for cell in row)
        pages.append(Page(name, (), rows))
    target = io.BytesIO()
    write_pages(pages, target)
    return target.getvalue(), cells


def value_for(heading):
    """What is filled in under `heading`; None for what stays."""
    if not heading or not heading.startswith(MARK):
        return None
    name = heading.removeprefix(MARK)
    is_share = name in ("How many of them", "Of how many", "From how many (n)")
    return None if is_share else NUMBERS.get(name, 1)


def make():
    """A report about a grant of a dozen countries with a thousand indicators."""
    codelists.load_all()
    programme = Programme.objects.create(slug="bench", name="Bench")
    project = Project.objects.create(slug="bench", title="Bench", programme=programme)
    grant = Grant.objects.create(slug="bench", title="Bench", project=project, state="approved", approved_on="2023")
    GrantParty.objects.bulk_create(
        GrantParty(grant=grant, role="beneficiary", country=one) for one in Country.objects.active()[:COUNTRIES]
    )
    framework = Framework.objects.create(slug="bench", title="Bench", project=project, audience="public")
    result = Result.objects.create(framework=framework, level="output", title="Farmers know more", position=1)
    Indicator.objects.bulk_create(
        Indicator(result=result, position=n, title=f"Farmers of village {n}", measure="unit", unit="people")
        for n in range(1, INDICATORS + 1)
    )
    facts = {"amount": Decimal(30_000), "currency": Currency.objects.get(code="USD"), "usd_rate": 1, "state": "active"}
    payer, today = Organisation.objects.create(slug="bench", name="Bank"), timezone.localdate()
    award = Award.objects.create(grant=grant, payer=payer, rate_on=today, awarded_on=today, **facts)
    days = {"starts_on": date(2024, 1, 1), "ends_on": date(2024, 6, 30), "due_on": date(2024, 7, 30)}
    return DueReport.objects.create(award=award, position=1, is_final=True, **days)
