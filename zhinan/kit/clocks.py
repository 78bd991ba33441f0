"""The reader's own clocks: the zone that they chose, kept in a cookie."""

from .zones import COMMON, is_zone, zone_in_words

COOKIE = "zone"  # holds the reader's zone, a name and nothing else
YEAR = 365 * 24 * 60 * 60


def zone_of(request, otherwise):
    """The zone in which the reader wants hours: the one just chosen, the one chosen before, else `otherwise`."""
    chosen = (request.GET.get("zone", ""), request.COOKIES.get(COOKIE, ""))
    return next((zone for zone in chosen if is_zone(zone)), otherwise or "UTC")


def keep_zone(request, answer):
    """Let `answer` keep the zone that the reader chose; returns it."""
    if is_zone(request.GET.get("zone", "")):
        answer.set_cookie(COOKIE, request.GET["zone"], YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return answer


def zones_to_choose(moment, *first):
    """[(name, words)] of the zones that a reader is offered for `moment`, those of `first` before the others."""
    return [(name, zone_in_words(name, moment)) for name in dict.fromkeys((*first, *COMMON))]
