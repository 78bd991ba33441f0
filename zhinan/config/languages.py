"""The language that a page is answered in: chosen by whoever reads it, else as their browser asks."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from zhinan.history.actions import write
from zhinan.kit.guards import public

YEAR = 365 * 24 * 60 * 60  # seconds that a choice is remembered


class ChosenLanguage:
    """Middleware that speaks to who has signed in as their account says, whatever the browser asks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            language = getattr(request.user, "language", "")
            if language in dict(settings.LANGUAGES):
                translation.activate(language)
                request.LANGUAGE_CODE = language
        return self.get_response(request)


@public
@csrf_exempt  # all that it sets for a visitor is the language; a token would put a cookie on every page
@require_POST
def choose(request):
    """Remember the language that was chosen, in a cookie and in one's account, and lead back to the page.

    The browser names that page: an address in the form would write what was asked for into every answer.
    """
    language, back = request.POST.get("language", ""), request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = reverse("home")
    answer = redirect(back)
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            user = get_user_model().objects.get(pk=request.user.pk)
            write(user, {"language": language}, by=user)
        cookie = {"samesite": "Lax", "httponly": True, "secure": request.is_secure()}
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, **cookie)
    return answer
