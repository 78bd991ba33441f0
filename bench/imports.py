"""A spreadsheet of 100,000 organisations beside 20,000 recorded ones: looked at, taken over, and looked at once more.

Seconds as a person at the page waits for them, with those of the processor beside, and peak memory.
"""

import resource
import tempfile
import time
from pathlib import Path

from django.core.files import File
from django.core.management import call_command
from django.utils import timezone

from zhinan.accounts.actions import grant_role
from zhinan.accounts.models import RoleName, User
from zhinan.codelists.actions import load_all
from zhinan.exchange import actions
from zhinan.exchange.models import Import
from zhinan.exchange.resources import BY_KEY
from zhinan.exchange.states import Work
from zhinan.exchange.tasks import rarely_collected
from zhinan.kit.sheets import write_xlsx
from zhinan.network.models import Organisation, Person
from zhinan.network.tasks import keep_keys

from . import identity, namesakes

ROWS, BEFORE = 100_000, 20_000
MOST_SECONDS, MOST_MEGABYTES = 60, 500
HEAD = (
    "Organisation",
    "中文名称",
    "Acronym",
    "Identifier",
    "国家",
    "SDG",
    "Website",
    "Description",
    "Other names",
    "Type",
)
PLACES = ("Kenya", "CHN", "Viet Nam", "Cape Verde", "Côte d'Ivoire", "坦桑尼亚", "Swaziland", "DRC", "Brésil", "Китай")
WORDS = ("Rice", "Water", "Seeds", "Health", "Trade", "Bamboo", "Solar", "Fishery", "Youth", "Ports", "Soil", "Tea")


def measure():
    """Look at a sheet of 100,000 rows, take it over, and look at it again: what `make bench` shows of it."""
    call_command("migrate", verbosity=0, run_syncdb=True)
    load_all()
    identity.write({Organisation: namesakes.institutions(BEFORE), Person: []})
    keep_keys()
    office = User.objects.create_user("bench@zhinan.example", name="Office")
    grant_role(office, RoleName.ADMINISTRATOR)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "organisations.xlsx"
        with path.open("wb") as file:
            write_xlsx(HEAD, (line(number) for number in range(ROWS)), file)
        before = peak()
        preview, one = timed(lambda: worked(uploaded(path, office), Work.PREVIEW, office))
        preview_peak, states = peak(), one.rows.counts()
        take, one = timed(lambda: worked(one, Work.TAKE, office))
        take_peak, taken = peak(), one.rows.counts()
        second, again = timed(lambda: worked(uploaded(path, office), Work.PREVIEW, office))
    return {
        "question": f"import of {ROWS:,} rows: preview, then taking over",
        "unit": "s",
        "ours": preview[0],
        "take": take[0],
        "second_preview": second[0],
        "of_the_processor": {"preview": preview[1], "take": take[1], "second_preview": second[1]},
        "recorded_before": BEFORE,
        "start_megabytes": before,
        "preview_megabytes": preview_peak,
        "take_megabytes": take_peak,
        "again_megabytes": peak(),
        "rows": states,
        "taken": taken,
        "rows_again": again.rows.counts(),
        "target": "60 each, 500 MB",
        "met": max(preview[0], take[0]) <= MOST_SECONDS and preview_peak <= MOST_MEGABYTES,
    }


def line(number):
    """One row of the sheet."""
    first, second = WORDS[number % 12], WORDS[number // 12 % 12]
    name = f"{first} and {second} Institute of District {number}"
    return (
        name,
        f"第{number}研究所" if number % 3 == 0 else None,
        f"{first[0]}{second[0]}I{number}" if number % 2 else None,
        f"XM-TEST-{number}" if number % 4 == 0 else None,
        PLACES[number % len(PLACES)],
        f"{number % 17 + 1}; {(number + 5) % 17 + 1}",
        f"https://d{number}.example.org" if number % 5 == 0 else None,
        f"Works on {first.lower()} and {second.lower()}." * 2,
        f"{first} Centre {number}; Centre {number}" if number % 6 == 0 else None,
        "Academic, Training and Research",
    )


def uploaded(path, office):
    """The file as an import with its columns named."""
    with path.open("rb") as file:
        one = actions.upload(File(file), path.name, BY_KEY["organisations"], by=office)
    return actions.name_columns(one, one.columns, {}, by=office)


def worked(one, what, office):
    """The import after a piece of work, done here as the worker would."""
    found = actions.begin(one, what, ROWS, by=office)
    with rarely_collected():
        actions.do(found, office, on=timezone.localdate())
    return Import.objects.get(pk=one.pk)


def timed(work):
    """((seconds, seconds of the processor), what `work` gave)."""
    begun, busy = time.perf_counter(), time.process_time()
    found = work()
    return (round(time.perf_counter() - begun, 1), round(time.process_time() - busy, 1)), found


def peak():
    """Megabytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
