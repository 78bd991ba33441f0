"""What a reader gets when something broke: our own mistake, or a database that cannot be asked just now."""

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
    page = render_to_string(f"{status}.html", {"menu": SECTIONS, "world": settings.WORLD})
    return HttpResponse(page, status=status, headers={"Retry-After": WAIT} if is_outage else {})
