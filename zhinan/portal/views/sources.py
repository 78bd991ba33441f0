"""The sources, and everything that each of them says."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render

from zhinan.kit.guards import public
from zhinan.reporting.figures import BY_KEY
from zhinan.reporting.models import Statement
from zhinan.sources.models import Source


@public
def sources(request):
    """All sources, with the number of statements that were read from each."""
    said = Statement.objects.visible_to(request.user).order_by().values_list("source").annotate(Count("pk"))
    numbers = dict(said)
    rows = [(source, numbers.get(source.pk, 0)) for source in Source.objects.defer("text")]
    return render(request, "portal/sources.html", {"rows": rows})


@public
def statements(request, key):
    """What one source says, section by section, number by number."""
    source = get_object_or_404(Source.objects.defer("text"), key=key)
    said = Statement.objects.visible_to(request.user).filter(source=source).select_related("programme")
    rows = [(one, one.topic or one.attribute or BY_KEY[one.figure].declaration.label) for one in said]
    return render(request, "portal/statements.html", {"source": source, "rows": rows})
