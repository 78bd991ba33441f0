"""What no page is ever asked for."""

from django.http import Http404
from django.utils.translation import gettext as _

NUL = "\0"  # PostgreSQL keeps no text with it, and no keyboard types it


class WithoutNul:
    """Middleware that knows no page whose address holds the sign NUL."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if NUL in request.path:
            raise Http404(_("There is no such page."))
        return self.get_response(request)
