"""What a first visit carries over the wire."""

import gzip
import re

from django.conf import settings
from django.urls import reverse

from zhinan.knowledge.models import Solution
from zhinan.programmes.models import ReportingPeriod

from .site import ask, served

MOST = 14_000  # bytes, for HTML and for CSS each


class NotPressed(AssertionError):
    """An answer went over the wire without gzip, or was none."""


def measure():
    """Returns {"pages": {name: {"html", "css"} in bytes gzipped}, "target", "met"}."""
    (settings.FOLDER / "bare.html").write_bytes(b"")
    report = ReportingPeriod.objects.filter(programme__audience="public").order_by("pk").first()
    addresses = {
        "home": reverse("home"),
        "highlights": reverse("highlights", args=[report.programme.slug, report.year]),
        "solution": Solution.objects.public().first().get_absolute_url(),
    }
    with served() as port:
        found = {name: weigh(port, address) for name, address in addresses.items()}
    worst = max(max(page.values()) for page in found.values())
    return {
        "question": "a first visit, gzipped on the wire: the heaviest of HTML and CSS",
        "peer": "",
        "unit": "bytes",
        "pages": found,
        "ours": worst,
        "target": f"at most {MOST}",
        "met": worst <= MOST,
    }


def weigh(port, address):
    """{"html", "css"}: bytes of the page, and of all style sheets that it links."""
    html = fetch(port, address)
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', gzip.decompress(html).decode())
    return {"html": len(html), "css": sum(len(fetch(port, sheet)) for sheet in sheets)}


def fetch(port, address):
    """The body of `address` as it went over the wire; raises NotPressed."""
    status, headers, body = ask(port, address)
    if status != 200 or headers.get("content-encoding") != "gzip":
        raise NotPressed(f"{address}: {status}, content-encoding {headers.get('content-encoding')}")
    return body
