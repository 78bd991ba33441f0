"""Whether this machine can serve pages, for a load balancer that asks often."""

from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhinan.kit.guards import public
from zhinan.search.models import Index, NoIndex

from .models import late_tasks


@public
@require_safe
def health(request):
    """{"status", "database", "index", "queue"}: 200, or 503 where the database or this machine's index is away.

    A queue that is late sends nobody elsewhere: other machines would have the same one. One query.
    """
    found = {"database": "ok", "index": "ok", "queue": "ok"}
    try:
        found["queue"] = "late" if late_tasks(timezone.now()).exists() else "ok"
    except (OperationalError, InterfaceError):
        found |= {"database": "away", "queue": "unknown"}
    try:
        Index.open().opened()
    except NoIndex:
        found["index"] = "missing"
    is_well = (found["database"], found["index"]) == ("ok", "ok")
    answer = JsonResponse({"status": "ok" if is_well else "away", **found}, status=200 if is_well else 503)
    answer.headers["Cache-Control"] = "no-store"
    return answer
