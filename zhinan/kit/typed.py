"""What was typed while nobody was signed in any more: kept in the session, and offered again after sign-in."""

import time

from django.shortcuts import render

KEPT = "typed"  # its name in the session
LONGEST = 200_000  # signs that are kept; a form that says more is lost
HOUR = 60 * 60  # seconds that it is kept


def keep(request):
    """Keep what `request` sends, but for files and whatever holds a password."""
    words = [(name, text) for name, texts in request.POST.lists() for text in texts if name != "csrfmiddlewaretoken"]
    is_short = sum(len(name) + len(text) for name, text in words) <= LONGEST
    if words and is_short and not any("password" in name for name, _text in words):
        kept = {"address": request.get_full_path(), "words": words, "at": time.time(), "files": bool(request.FILES)}
        request.session[KEPT] = kept


def again(request):
    """The page that offers what was kept for the address of `request`, once; None where there is nothing."""
    if request.method != "GET" or not request.user.is_authenticated or KEPT not in request.session:
        return None
    if request.session[KEPT]["address"] != request.get_full_path():
        return None
    kept = request.session.pop(KEPT)
    return render(request, "typed.html", kept) if time.time() - kept["at"] <= HOUR else None
