"""The archive of a grant as PDF and as ZIP; nothing of it is kept: it may hold names."""

from django.core.exceptions import PermissionDenied
from django.core.files.temp import NamedTemporaryFile
from django.http import FileResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zhinan.awards.models import Award
from zhinan.grants.views.reading import as_read
from zhinan.kit.guards import allow
from zhinan.kit.typesetting import printed

from .. import access, editions
from ..editions.bundle import application_of

JOIN = ("grant__project__programme", "currency", "payer", "rules", "submission")


@allow(access.look, Award, join=JOIN)
@never_cache
def bundle_pdf(request, award):
    """Everything about an award in one PDF, as its reader may read it."""
    found, back = read_by(request.user, award), reverse("award-closure", args=[award.pk])
    name, how = f"{award.grant.slug}-archive", {"is_shown": True, "is_listed": False}
    return printed(request, lambda: editions.bundle_pdf(found), name, back, **how)


@allow(access.look, Award, join=JOIN)
@never_cache
def bundle_zip(request, award):
    """The same with its files; it is written to the disk first, so that memory holds one file's piece at a time."""
    found = read_by(request.user, award)
    body = NamedTemporaryFile()  # the answer closes it once it is sent, and with that it is gone
    editions.archived(found, body)
    body.seek(0)
    name = f"{award.grant.slug}-archive.zip"
    return FileResponse(body, as_attachment=True, filename=name, content_type="application/zip")


def read_by(user, award):
    """The Bundle of `award` as `user` may read it.

    Raises PermissionDenied for who declared a tie to it: whoever sees everything finds the award, not the proposal.
    """
    application = application_of(award)
    if application is not None and not access.read_proposal(user, application):
        raise PermissionDenied
    sent = application.submissions.select_related("rules").order_by("number") if application else ()
    return editions.bundle_of(award, user, application, [(one, as_read(user, application, one)) for one in sent])
