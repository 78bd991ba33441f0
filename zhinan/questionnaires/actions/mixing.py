"""Anonymous answers lose the order in which their rows were written, once their day is over."""

import secrets

from django.db import transaction
from django.db.models import F

from ..models import Answer, Cell, Response, Urn


@transaction.atomic
def mix(urn, today):
    """Write the rows of the days before `today` once more, in a random order and in one transaction; returns how many.

    PostgreSQL shows whoever reads its system columns where a row lies and which transaction wrote it: after this, that
    is the same for all rows of those days, or says nothing. The days that were mixed before are left as they are.
    """
    stored = Urn.objects.select_for_update().get(pk=urn.pk)
    late = Response.objects.filter(round=stored.round_id, sent_on__lt=today)
    if stored.mixed_before is not None:
        late = late.filter(sent_on__gte=stored.mixed_before)
    keys = list(late.values_list("pk", flat=True))
    places = [(Response, key) for key in keys]
    places += [(Answer, key) for key in Answer.objects.filter(response__in=keys).values_list("pk", flat=True)]
    if keys:
        places += [(Cell, key) for key in Cell.objects.filter(round=stored.round_id).values_list("pk", flat=True)]
    secrets.SystemRandom().shuffle(places)
    for model, key in places:
        model.objects.filter(pk=key).update(round=F("round"))
    stored.mixed_before = today
    stored.save()
    return len(places)
