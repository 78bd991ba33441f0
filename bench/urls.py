"""The addresses of the site, and before them a page that does nothing but answer with as many bytes."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import path

from zhinan.config import urls

BODY = (settings.FOLDER / "bare.html").read_bytes()


def bare(request):
    """The page as it lies in memory."""
    return HttpResponse(BODY)


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
