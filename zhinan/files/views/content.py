"""The content of files."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..access import readable
from ..models import open_content

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"  # a browser's own page around a picture has a style


@require_safe
def download(request, record, file, size=None, edit=None):
    """The content of the file with the key `file` of `record`, or of a picture at the width `size`.

    Earlier versions are there for those alone whom the rule `edit` permits.
    """
    may_edit = edit is not None and edit(request.user, record)
    found = get_object_or_404(readable(record, request.user, may_edit), pk=file)
    if size is not None and not (found.is_sized and size in found.widths()):
        raise Http404(_("This picture is not there in that size."))
    tag = f'"{found.sha256}"' if size is None else f'"{found.sha256}-{size}"'
    answer = get_conditional_response(request, etag=tag) or content_of(found, size)
    answer.headers["ETag"] = tag
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = POLICY
    who = "private" if request.user.is_authenticated else "public"
    answer.headers["Cache-Control"] = f"{who}, no-cache"  # asked for each time, so that what is withdrawn is gone
    return answer


def content_of(file, size):
    """The content of `file`, or of a picture at the width `size`, as an answer that streams it."""
    stored, kind = (file.stored, file.kind) if size is None else (file.stored_at(size), "image/webp")
    name = file.name if size is None else f"{file.name.rpartition('.')[0]}-{size}.webp"
    body = open_content(stored)
    answer = FileResponse(body, as_attachment=not file.is_opened, filename=name, content_type=kind)
    answer.headers["Content-Encoding"] = "identity"  # packed already: the middleware is not to pack it again
    return answer
