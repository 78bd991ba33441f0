"""The rows of a section that have a file each: what lies there, what is lacking, and where links to a document lead."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhinan.files.views.shown import row_of

from ..models import DocumentKind
from ..rules.documents import SIGNED, fields_lacking

ROW = re.compile(r"document-[0-9]{1,18}(-[A-Z]{3})?")  # the place of a row on its page


@dataclass
class Shown:
    """What a row shows beside its fields: its `document`, `country` and `file`, and a sentence on what is `unsigned`.

    The row stands at `place`, as document-5-KEN; the first of a document that lacks something also at the `mark`
    document-5. No place is given twice.
    """

    document: Any = None
    country: Any = None
    file: Any = None
    unsigned: str = ""
    place: str = ""
    mark: str = ""

    @property
    def lacks(self):
        """Whether its file or its signature is missing."""
        return self.file is None or bool(self.unsigned)


def show_files(form, application):
    """Let each row of `form` know what it has to show; `file` is a row as `files/kind.html` takes it."""
    documents = {one.pk: one for one in form.rules.documents.all()} if "document" in form.columns else {}
    rows = form.rows_of(form.file_rows)
    for row in rows:
        asked, file = chosen(row, "document"), form.file_in(row)
        row.shown = Shown(documents.get(getattr(asked, "pk", asked)), chosen(row, "country"))
        row.shown.file = row_of(application, file) if file else None
        row.shown.unsigned = unsigned(row)
    give_places([row.shown for row in rows if row.shown.document])


def chosen(row, name):
    """What stands under `name` in `row`: what was typed as far as it is understood, else what it began with."""
    return getattr(row, "cleaned_data", row.initial).get(name) if name in row.fields else None


def unsigned(row):
    """What a letter of endorsement that is there still needs, in a sentence; empty where it needs nothing."""
    document = row.shown.document
    if document is None or row.shown.file is None or document.kind != DocumentKind.ENDORSEMENT:
        return ""
    fields = fields_lacking([{name: str(row[name].value() or "") for name in SIGNED}])
    return _("Write who signed it: {fields}.").format(fields=fields) if fields else ""


def give_places(shown):
    """Give those `shown`, which have a document each, their places on the page."""
    given = set()
    for one in shown:
        country = f"-{one.country.alpha3}" if one.country else ""
        one.place = first_time(given, f"document-{one.document.pk}{country}")
    for one in sorted(shown, key=lambda one: not one.lacks):
        one.mark = first_time(given, f"document-{one.document.pk}")


def first_time(given, place):
    """`place` where it is not among those `given`, which it joins; else an empty text."""
    if place in given:
        return ""
    given.add(place)
    return place
