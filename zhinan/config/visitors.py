"""Pages for visitors, kept in each process's memory for as long as nothing has happened."""

import threading
import time
from collections import OrderedDict
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation

from zhinan.history.models import newest

LIFE = 60  # seconds, at most, until a page is made anew
MOST_PAGES = 500
HEALTH = "/health"  # says itself, in its own words, when the database is away
LARGEST = 200_000  # bytes of a page that is kept


class Kept(NamedTuple):
    """A page, the place of the history when it was made, and the moment."""

    place: tuple
    moment: float
    body: bytes
    headers: dict


class VisitorPages:
    """Middleware that answers from memory who brings no cookie but the language's, while the history stands still.

    Every change of a record that others can see is an entry of the history, so a page that was made after the newest
    entry is what would be made now; asking for that entry is the one query that such an answer costs. A page belongs to
    its host, address, language and encoding, and lives a minute: reference data is loaded without an entry. What sets
    a cookie, or is not a plain page, is never kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages, self.lock = OrderedDict(), threading.Lock()

    def __call__(self, request):
        others = request.COOKIES.keys() - {settings.LANGUAGE_COOKIE_NAME}
        if request.method != "GET" or others or request.GET or request.path == HEALTH:
            answer = self.get_response(request)
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                answer.headers.setdefault("Cache-Control", "private, no-store")
            return answer
        key, place = key_of(request), newest()
        kept = self.look_up(key)
        if kept is not None and kept.place == place and time.monotonic() - kept.moment < LIFE:
            return HttpResponse(kept.body, headers=kept.headers)
        answer = self.get_response(request)
        if may_be_kept(answer):
            self.keep(key, Kept(place, time.monotonic(), answer.content, dict(answer.headers)))
        return answer

    def look_up(self, key):
        """The page that is kept under `key`, now the last one asked for; None where there is none."""
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
            return self.pages.get(key)

    def keep(self, key, page):
        """Keep `page`, and forget the one that was least lately asked for where there are too many."""
        with self.lock:
            self.pages[key] = page
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)


def key_of(request):
    """What a page is kept under; raises DisallowedHost for a host that is not ours."""
    language = translation.get_language_from_request(request)
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    return request.get_host(), request.path, language, takes_gzip, request.is_secure()


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
