"""What a reader gets when something broke: our mistake, a request not to be read, a database not to be asked now."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

from .menu import SECTIONS

WAIT = "60"  # seconds after which a browser may ask again


def server_error(request):
    """The page for an exception that nobody caught: 503 where the database is full, locked, read-only or away.

    It is rendered without the request, whose session stands in that database.
    """
    is_outage = isinstance(sys.exception(), (OperationalError, InterfaceError))
    status = 503 if is_outage else 500
    return HttpResponse(page_of(status), status=status, headers={"Retry-After": WAIT} if is_outage else {})


def bad_request(request, exception):
    """The page for a request that cannot be read: without the request, which would be read once more."""
    return HttpResponse(page_of(400), status=400)


def page_of(status):
    """The page for `status`, made without a request."""
    return render_to_string(f"{status}.html", {"menu": SECTIONS, "world": settings.WORLD})
