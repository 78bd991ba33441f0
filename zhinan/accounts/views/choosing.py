"""What a chooser offers while somebody types."""

from django.apps import apps
from django.http import Http404, JsonResponse

from zhinan.kit.choosers import MOST, fitting, ways, with_key
from zhinan.kit.guards import allow

from .. import access

SHORTEST = 2  # signs, from which on something is offered; one sign of Chinese is a word
LONGEST = 100


@allow(access.sign_in)
def choose(request, noun):
    """Up to eight records of `noun` (as network.organisation) that are called like `q`, as {"offered": [names]}."""
    try:
        model = apps.get_model(noun)
    except (LookupError, ValueError):
        raise Http404 from None
    if not ways(model):
        raise Http404
    records = model.objects.visible_to(request.user) if hasattr(model.objects, "visible_to") else model.objects.active()
    text = request.GET.get("q", "").strip()[:LONGEST]
    is_long = len(text) >= SHORTEST or not text.isascii()
    offered = [with_key(one) for one in fitting(records, text)[:MOST]] if text and is_long else []
    return JsonResponse({"offered": offered})
