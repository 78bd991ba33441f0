"""The page of a framework, and the same as a file."""

from django.urls import reverse
from django.utils.translation import pgettext

from zhinan.files.views import record_page
from zhinan.kit.guards import allow
from zhinan.kit.sheets import SHEETS, as_sheet

from .. import access
from ..figures import rows_of
from ..models import Framework
from ..tables import lines_of, sheet_of


@allow(access.read, Framework, join=("programme", "project__programme"))
def framework(request, framework):
    """A framework: its results in their order, targets against what was measured."""
    facts = [
        (pgettext("label", "Programme"), framework.programme),
        (pgettext("label", "Project"), framework.project),
    ]
    more = {
        "rows": [(row, lines_of(row)) for row in rows_of(framework, request.user)],
        "downloads": [(kind.upper(), reverse("framework-sheet", args=[framework.slug, kind])) for kind in SHEETS],
    }
    return record_page(request, "results/framework.html", framework, facts, edit=access.edit, **more)


@allow(access.read, Framework)
def framework_file(request, framework, kind):
    """The indicators of a framework as a file, as its page shows them."""
    return as_sheet(sheet_of(rows_of(framework, request.user)), framework.slug, kind)
