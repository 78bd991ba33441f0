"""What stands on every page: the site's parts, and which world is served."""

from functools import partial

from django.conf import settings
from django.utils.translation import pgettext_lazy

from zhinan.awards.access import audit
from zhinan.notices.models import Notice

SECTIONS = (
    ("think-tank", pgettext_lazy("menu", "Think-tank")),
    ("do-tank", pgettext_lazy("menu", "Do-tank")),
    ("hub", pgettext_lazy("menu", "Hub")),
    ("calls", pgettext_lazy("menu", "Calls")),
    ("networks", pgettext_lazy("menu", "Networks")),
    ("lists", pgettext_lazy("menu", "Lists")),
    ("calendar", pgettext_lazy("menu", "Calendar")),
    ("sources", pgettext_lazy("menu", "Sources")),
)
OWN = (("awards", pgettext_lazy("menu", "Awards")),)  # for those who keep, pay or evaluate awards
FRAME = ("home", "search", "desk", "language", "notices", *(name for name, _label in SECTIONS))  # on every page


def frame(request):
    """Template words for the frame of a page."""
    return {"menu": partial(sections, request), "world": settings.WORLD, "unread": partial(unread, request)}


def sections(request):
    """The parts of the site that the reader has: their roles are asked of the database once a request."""
    return SECTIONS + OWN if audit(request.user) else SECTIONS


def unread(request):
    """How many notices wait for the reader: one query, asked by the frame of those who signed in."""
    return Notice.objects.waiting_for(request.user).count()
