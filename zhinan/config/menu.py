"""What stands on every page: the site's parts, and which world is served."""

from django.conf import settings
from django.utils.translation import pgettext_lazy

SECTIONS = (
    ("think-tank", pgettext_lazy("menu", "Think-tank")),
    ("do-tank", pgettext_lazy("menu", "Do-tank")),
    ("hub", pgettext_lazy("menu", "Hub")),
    ("networks", pgettext_lazy("menu", "Networks")),
    ("sources", pgettext_lazy("menu", "Sources")),
)
FRAME = ("home", "search", "desk", *(name for name, _label in SECTIONS))  # what every page links to


def frame(request):
    """Template words for the frame of a page."""
    return {"menu": SECTIONS, "world": settings.WORLD}
