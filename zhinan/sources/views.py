"""The page of a source: its text whole, and what rests on it."""

from django.shortcuts import get_object_or_404, render

from zhinan.kit.guards import public

from .models import Source


@public
def source(request, key):
    """One source, with its text as it was received."""
    found = get_object_or_404(Source, key=key)
    return render(request, "sources/source.html", {"source": found, "paragraphs": found.text.split("\n")})
