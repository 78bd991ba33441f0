"""Files of imports: the one that was uploaded, the rows that are left, and files to fill in."""

import io

from django.http import FileResponse, Http404

from zhinan.kit.guards import allow
from zhinan.kit.sheets import XLSX

from .. import access
from ..models import Import
from ..resources import BY_KEY
from ..writing import LANGUAGES, write_rest, write_template


@allow(access.open_import, Import)
def original(request, one):
    """The file as it was uploaded, as long as it is kept."""
    if not one.file:
        raise Http404
    return FileResponse(
        one.file.open("rb"), as_attachment=True, filename=one.name, content_type="application/octet-stream"
    )


@allow(access.open_import, Import)
def rest(request, one):
    """The rows that wait, each with what is missing, to be mended in a spreadsheet and uploaded again."""
    stream = io.BytesIO()
    write_rest(one, BY_KEY[one.resource], request.user, stream)
    stream.seek(0)
    name = f"{one.name.rpartition('.')[0]}-rest.xlsx"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)


@allow(access.keep_records)
def template(request, resource, language):
    """A file to fill in."""
    if resource not in BY_KEY or language not in LANGUAGES:
        raise Http404
    stream = io.BytesIO()
    write_template(BY_KEY[resource], language, request.user, stream)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{resource}-{language}.xlsx", content_type=XLSX)
