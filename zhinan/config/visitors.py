"""Pages for visitors, kept in each process's memory for as long as nothing has happened."""

import threading
from collections import OrderedDict

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation

from zhinan.history.models import newest

MOST_PAGES = 500
LARGEST = 200_000  # bytes of a page that is kept


class VisitorPages:
    """Middleware that answers who brings no cookie from memory, while the history is where it was.

    Every change of a record that others can see is an entry of the history, so a page that was made after the newest
    entry is what would be made now; asking for that entry is the one query that such an answer costs. A page belongs to
    its host, address, language, encoding and day. What sets a cookie, or is not a plain page, is never kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages, self.lock = OrderedDict(), threading.Lock()

    def __call__(self, request):
        if request.method != "GET" or request.COOKIES or request.GET:
            answer = self.get_response(request)
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                answer.headers.setdefault("Cache-Control", "private, no-store")
            return answer
        key, place = key_of(request), newest()
        with self.lock:
            made_at, kept = self.pages.get(key, (None, None))
            if kept is not None:
                self.pages.move_to_end(key)
        if kept is not None and made_at == place:
            body, headers = kept
            return HttpResponse(body, headers=headers)
        answer = self.get_response(request)
        if may_be_kept(answer):
            self.keep(key, place, answer)
        return answer

    def keep(self, key, place, answer):
        """Keep `answer`, made when the history was at `place`; forget the page that was least lately asked for."""
        with self.lock:
            self.pages[key] = (place, (answer.content, dict(answer.headers)))
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)


def key_of(request):
    """What a page is kept under; raises DisallowedHost for a host that is not ours."""
    language = translation.get_language_from_request(request)
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    return request.get_host(), request.path, language, takes_gzip, request.is_secure(), timezone.localdate()


def may_be_kept(answer):
    """Whether `answer` is a page that the next visitor may be given."""
    return (
        answer.status_code == 200
        and not answer.streaming
        and not answer.cookies
        and answer.get("Content-Type", "").startswith("text/html")
        and "private" not in answer.get("Cache-Control", "")
        and "no-store" not in answer.get("Cache-Control", "")
        and len(answer.content) <= LARGEST
    )
