"""The page of a delivery."""

from django.utils.translation import pgettext

from zhinan.files.views import record_page
from zhinan.kit.guards import allow

from . import access
from .models import Delivery


@allow(access.read, Delivery, join=("whole", "programme", "project__programme"))
def delivery(request, delivery):
    """A delivery: from whom to whom, what, when, and what it is a part of."""
    facts = [
        (pgettext("label", "Kind"), delivery.get_kind_display()),
        (pgettext("label", "When"), delivery.delivered_on and delivery.delivered_on.in_words()),
        (pgettext("label", "Part of"), delivery.whole),
        (pgettext("label", "Programme"), delivery.programme),
        (pgettext("label", "Project"), delivery.project),
    ]
    more = {
        "parts": Delivery.objects.visible_to(request.user).filter(whole=delivery),
        "parties": delivery.parties.visible_to(request.user).select_related("organisation", "country"),
        "items": delivery.items.select_related("currency"),
    }
    return record_page(request, "deliveries/delivery.html", delivery, facts, edit=access.edit, **more)
