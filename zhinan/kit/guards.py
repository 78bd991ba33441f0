"""Guards of views: who may open them, and how the record that they are about is loaded."""

from functools import wraps
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import get_resolver, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from . import typed


def public(view):
    """Mark `view` as open to everybody."""
    view.guard = public
    return view


def allow(rule, model=None, join=(), by=("slug", "pk"), archived=False, instead=None):
    """Let a view run only for those whom `rule` permits.

    With `model`, the record is loaded by those of the address's words that stand in `by`, through `visible_to(user)`
    (404 where it is hidden or missing), asked for with `rule(user, record)` (403), and handed to the view in place of
    those words. `archived` looks for it in the archive; `instead(user, **words)` may name the record to which an
    address leads that finds none, and whoever may take the one asked for out of the archive gets the page for that;
    `join` names relations to load with it. Without a model the rule is `rule(user)`,
    and who has not signed in is led to sign-in.
    """

    def guard(view):
        @wraps(view)
        def guarded(request, **words):
            if model is None:
                return (typed.again(request) or view(request, **words)) if rule(request.user) else turn_away(request)
            names = {name: words.pop(name) for name in by if name in words}
            found = model.objects.archived() if archived else model.objects.visible_to(request.user)
            record = (found.select_related(*join) if join else found).filter(**names).first()
            if (record is None or not rule(request.user, record)) and was_signed_out(request):
                return turn_away(request)
            if record is None:
                other = instead and instead(request.user, **names)
                stored = None if other or archived else put_away(request, model, names)
                return stored or lead_on(other)
            if not rule(request.user, record):
                raise PermissionDenied
            return typed.again(request) or view(request, record, **words)

        guarded.guard = rule
        return guarded

    return guard


def put_away(request, model, names):
    """The page that takes an archived record out again, for whoever may; None where there is no such record."""
    records = getattr(model._default_manager, "archived", None)
    if records is None or not request.user.is_authenticated or request.method not in ("GET", "HEAD"):
        return None
    record = records().filter(**names).first()
    address = record is not None and way(f"restore-{model._meta.model_name}", request.user, record)
    if not address:
        return None
    view, args, words = resolve(address)
    return view(request, *args, **words)


def lead_on(other):
    """Lead to the record that is there in place of the one asked for; raises Http404 where there is none."""
    if not other:
        raise Http404(_("There is no such page."))
    return redirect(other)


def was_signed_out(request):
    """Whether `request` sends the form of a record that was opened by somebody who is signed in no more."""
    return request.method == "POST" and not request.user.is_authenticated and "seen" in request.POST


def turn_away(request):
    """Lead who has not signed in to sign-in, and keep what they sent; raises PermissionDenied for others."""
    if request.user.is_authenticated:
        raise PermissionDenied
    if request.method == "POST" and request.POST.keys() <= {"csrfmiddlewaretoken"} and not request.FILES:
        return from_button(request)
    if request.method == "POST":
        typed.keep(request)
    return redirect_to_login(request.get_full_path())


def from_button(request):
    """Lead to sign-in whoever pressed a button alone: its own address is no page, so back to the one where it stood."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return redirect(settings.LOGIN_URL)
    return redirect_to_login(urlunsplit(("", "", *urlsplit(page)[2:4], "")))


def way(name, user, record=None):
    """The address `name`, of `record` where one is given; empty where there is none, or where `user` may not go."""
    if name not in get_resolver().reverse_dict:
        return ""
    about = () if record is None else (record,)
    address = reverse(name, args=[getattr(one, "slug", None) or one.pk for one in about])
    rule = resolve(address).func.guard
    return address if rule is public or rule(user, *about) else ""
