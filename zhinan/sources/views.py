"""The page of a source: its text whole, and the way to the place that a citation names."""

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhinan.kit.guards import public
from zhinan.kit.pages import page_number

from .models import Citation, Source
from .rules import line_of

LINES = 250  # of a text on one page, so that a page stays light


@public
def source(request, key):
    """One source, with its text as it was received, page by page."""
    found = get_object_or_404(Source, key=key)
    lines = Paginator(list(enumerate(found.text.split("\n"), 1)), LINES)
    try:
        page = lines.page(page_number(request))
    except EmptyPage:
        raise Http404(_("The text ends before this page.")) from None
    return render(request, "sources/source.html", {"source": found, "page": page})


@public
def citation(request, pk):
    """The place in its source's text that a citation names."""
    found = get_object_or_404(Citation.objects.select_related("source"), pk=pk)
    return redirect(place(found.source, found.quote))


def place(source, quote):
    """Address of the line of `source` in which `quote` stands, else of its first page."""
    line = line_of(source.text, quote)
    if line is None:
        return source.get_absolute_url()
    return f"{source.get_absolute_url()}?page={(line - 1) // LINES + 1}#line-{line}"
