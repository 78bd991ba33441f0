"""Open calls for other programs: Atom, JSON, and linked data after schema.org."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhinan.history.models import Entry
from zhinan.kit.guards import allow, public
from zhinan.kit.punctuation import sentences

from .. import access
from ..models import Call
from ..rules import deadline
from .calls import NEWEST

PLAIN = {"ensure_ascii": False}


def open_calls():
    """Calls that everybody may apply to now, those that close first before the others; `in_force` are their rules."""
    found = Call.objects.public().open_on(timezone.now()).select_related("programme", "fund")
    return found.prefetch_related(NEWEST, "in_force__themes").order_by("closes_at")


@public
def calls_feed(request):
    """Open calls as Atom."""
    found = list(open_calls())
    moments = Entry.objects.last_changes(found)
    page = settings.ADDRESS + reverse("calls")
    feed = Atom1Feed(
        title=_("Open calls for proposals"),
        link=page,
        description="",
        language=get_language(),
        feed_url=settings.ADDRESS + reverse("calls-feed"),
        feed_guid=page,
    )
    for one in found:
        address = settings.ADDRESS + one.get_absolute_url()
        closes = deadline(one.in_force[0]) if one.in_force else ""
        said = sentences(closes, one.said("summary").text)
        feed.add_item(str(one), address, said, unique_id=address, updateddate=moments.get(one))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@public
def calls_json(request):
    """Open calls as JSON: each with its deadline, in UTC and with its zone, and the rules by which one may apply."""
    found = [plainly(one) for one in open_calls()]
    return JsonResponse({"calls": found}, json_dumps_params=PLAIN)


def plainly(call):
    """An open `call` as JSON holds it; amounts are texts, so that no program rounds them."""
    said = {"title": str(call), "code": call.code, "year": call.year, "summary": call.said("summary").text}
    said |= {"url": settings.ADDRESS + call.get_absolute_url(), "closes_at": call.closes_at.isoformat()}
    for rules in call.in_force[:1]:
        said |= {
            "zone": rules.zone,
            "currency": rules.currency.code,
            "ceiling": None if rules.ceiling is None else str(rules.ceiling),
            "match_ratio": str(rules.match_ratio),
            "minimum_countries": rules.minimum_countries,
            "languages": rules.languages.split(),
            "themes": [theme.name for theme in rules.themes.all()],
        }
    return said


@allow(access.read, Call, join=("programme", "fund"))
def call_linked_data(request, call):
    """The call in the words of schema.org, as JSON-LD; its page points here."""
    said = {"@context": "https://schema.org", "@type": "MonetaryGrant", "name": str(call)}
    said |= {"url": settings.ADDRESS + call.get_absolute_url(), "description": call.said("summary").text}
    givers = [one for one in (call.fund, call.programme) if one is not None and one.is_visible_to(request.user)]
    said["funder"] = [{"@type": "Organization", "name": str(one)} for one in givers]
    rules = call.rules()
    if rules is not None and rules.ceiling is not None:
        said["amount"] = {"@type": "MonetaryAmount", "maxValue": str(rules.ceiling), "currency": rules.currency.code}
    kept = {name: value for name, value in said.items() if value}
    return JsonResponse(kept, content_type="application/ld+json", json_dumps_params=PLAIN)
