"""Guards of views: who may open them, and how the record that they are about is loaded."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404


def public(view):
    """Mark `view` as open to everybody."""
    view.guard = public
    return view


def allow(rule, model=None, join=()):
    """Let a view run only for those whom `rule` permits.

    With `model`, the record is loaded by the address's words through `visible_to(user)` (404 where it is hidden or
    missing), asked for with `rule(user, record)` (403), and handed to the view in place of those words. Without it the
    rule is `rule(user)`, and who has not signed in is led to sign-in. `join` names relations to load with the record.
    """

    def guard(view):
        @wraps(view)
        def guarded(request, **words):
            if model is not None:
                visible = model.objects.visible_to(request.user)
                record = get_object_or_404(visible.select_related(*join) if join else visible, **words)
                if not rule(request.user, record):
                    raise PermissionDenied
                return view(request, record)
            if rule(request.user):
                return view(request, **words)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied

        guarded.guard = rule
        return guarded

    return guard
