"""Guards of views: who may open them, and how the record that they are about is loaded."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _


def public(view):
    """Mark `view` as open to everybody."""
    view.guard = public
    return view


def allow(rule, model=None, join=(), by=("slug", "pk"), archived=False, instead=None):
    """Let a view run only for those whom `rule` permits.

    With `model`, the record is loaded by those of the address's words that stand in `by`, through `visible_to(user)`
    (404 where it is hidden or missing), asked for with `rule(user, record)` (403), and handed to the view in place of
    those words. `archived` looks for it in the archive; `instead(user, **words)` may name the record to which an
    address leads that finds none; `join` names relations to load with it. Without a model the rule is `rule(user)`,
    and who has not signed in is led to sign-in.
    """

    def guard(view):
        @wraps(view)
        def guarded(request, **words):
            if model is None:
                return view(request, **words) if rule(request.user) else turn_away(request)
            names = {name: words.pop(name) for name in by if name in words}
            found = model.objects.archived() if archived else model.objects.visible_to(request.user)
            record = (found.select_related(*join) if join else found).filter(**names).first()
            if record is None:
                return lead_on(instead and instead(request.user, **names))
            if not rule(request.user, record):
                raise PermissionDenied
            return view(request, record, **words)

        guarded.guard = rule
        return guarded

    return guard


def lead_on(other):
    """Lead to the record that is there in place of the one asked for; raises Http404 where there is none."""
    if not other:
        raise Http404(_("There is no such page."))
    return redirect(other)


def turn_away(request):
    """Lead who has not signed in to sign-in; raises PermissionDenied for others."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.get_full_path())
