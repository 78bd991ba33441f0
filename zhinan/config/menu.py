"""What stands on every page: the site's parts, and which world is served."""

from django.conf import settings
from django.utils.translation import pgettext_lazy

SECTIONS = (
    ("think-tank", pgettext_lazy("menu", "Think-tank")),
    ("do-tank", pgettext_lazy("menu", "Do-tank")),
    ("hub", pgettext_lazy("menu", "Hub")),
    ("networks", pgettext_lazy("menu", "Networks")),
)


def frame(request):
    """Template words for the frame of a page."""
    return {"menu": SECTIONS, "world": settings.WORLD}
