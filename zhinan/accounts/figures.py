"""What roles are about, in words; reads only."""

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import ROLES_IN, RoleName, keys_in


def places(scopes):
    """{scope: record} of those `scopes`, as programme:7, whose record is here; one query a kind.

    A kind is called as its noun is, wherever that stands.
    """
    nouns = {model._meta.model_name: model for model in apps.get_models() if model._meta.model_name in ROLES_IN}
    wanted = {kind: keys_in(scopes, kind) for kind in nouns}
    return {
        f"{kind}:{record.pk}": record
        for kind, keys in wanted.items()
        if keys
        for record in nouns[kind]._default_manager.filter(pk__in=keys)
    }


def place_in_words(scope, known):
    """The name of `scope` by the records that are `known`; its own text where there is none."""
    return str(known[scope]) if scope in known else scope.replace(":", " ") or _("The whole site")


def place_named(scope):
    """The name of `scope`, empty for the site: one query at most."""
    return place_in_words(scope, places([scope])) if scope else ""


def role_in_words(role, scope, known):
    """(role, place) of `role` in `scope`, as “Secretariat” in “Our programme”, by the records that are `known`."""
    return capfirst(str(RoleName(role).label)), place_in_words(scope, known)
