"""Guards: hidden is 404, forbidden is 403, and who has not signed in is led there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from zhinan.kit.guards import allow, public

from .make import noun, organisation, user


def everybody(user, record=None):
    return True


def nobody(user, record=None):
    return False


def answer(view, rf, who, **words):
    """(status, what follows) of a view that was asked by `who`."""
    request = rf.get("/somewhere/?page=2")
    request.user, request.session = who, {}
    try:
        found = view(request, **words)
    except Http404:
        return 404, ""
    except PermissionDenied:
        return 403, ""
    return found.status_code, found.get("Location", "") or found.content.decode()


def shows(request, record):
    return HttpResponse(str(record))


def page(request):
    return HttpResponse("page")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "audience", "seen_by_visitor", "seen_by_member"),
    [
        (everybody, "public", (200, "Weavers"), (200, "Weavers")),
        (everybody, "signed-in", (404, ""), (200, "Weavers")),
        (everybody, "administrator", (404, ""), (404, "")),
        (nobody, "public", (403, ""), (403, "")),
        (nobody, "administrator", (404, ""), (404, "")),
    ],
)
def test_a_record_is_found_first_and_then_the_rule_is_asked(rf, rule, audience, seen_by_visitor, seen_by_member):
    organisation(slug="weavers", name="Weavers", audience=audience)
    view = allow(rule, noun("network.organisation"))(shows)
    assert answer(view, rf, AnonymousUser(), slug="weavers") == seen_by_visitor
    assert answer(view, rf, user(), slug="weavers") == seen_by_member
    assert answer(view, rf, user("administrator"), slug="potters") == (404, "")


@pytest.mark.django_db
def test_a_visitor_of_a_closed_page_signs_in_and_comes_back_to_it(rf):
    view = allow(nobody)(page)
    assert answer(view, rf, AnonymousUser()) == (302, "/account/login/?next=/somewhere/%3Fpage%3D2")
    assert answer(view, rf, user()) == (403, "")
    assert answer(allow(everybody)(page), rf, AnonymousUser()) == (200, "page")


def test_each_view_carries_its_guard():
    assert (public(page).guard, allow(everybody)(page).guard) == (public, everybody)
