"""The page of a delivery."""

from django.utils.translation import gettext as _

from zhinan.accounts.views import record_page
from zhinan.kit.guards import allow

from . import access
from .models import Delivery


@allow(access.read, Delivery)
def delivery(request, delivery):
    """A delivery: from whom to whom, what, when, and what it is a part of."""
    facts = [
        (_("Kind"), delivery.get_kind_display()),
        (_("When"), delivery.delivered_on and delivery.delivered_on.in_words()),
        (_("Part of"), delivery.whole, delivery.whole and delivery.whole.get_absolute_url()),
        (_("Programme"), delivery.programme, delivery.programme and delivery.programme.get_absolute_url()),
    ]
    more = {
        "parts": Delivery.objects.visible_to(request.user).filter(whole=delivery),
        "parties": delivery.parties.visible_to(request.user).select_related("organisation", "country"),
        "items": delivery.items.select_related("currency"),
    }
    return record_page(request, "deliveries/delivery.html", delivery, facts, **more)
