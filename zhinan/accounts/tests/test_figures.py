"""What roles are about, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.accounts.figures import place_named, places, role_in_words
from zhinan.accounts.models import RoleName, keys_in, keys_of
from zhinan.kit.tests.make import organisation

from .make import user

pytestmark = pytest.mark.django_db


@given(st.text() | st.from_regex(r"(programme|organisation|event):.*"))
def test_whatever_an_address_says_names_a_place_or_none(scope):
    assert places([scope, "", "programme:0"]) == {}


def test_a_role_is_told_by_the_name_of_its_place():
    body = organisation(name="Weavers")
    known = places([body.scope(), "call:3", ""])
    assert known == {body.scope(): body}
    assert [role_in_words(RoleName.FOCAL_POINT, scope, known) for scope in (body.scope(), "call:3", "")] == [
        ("Focal point", "Weavers"),
        ("Focal point", "call 3"),
        ("Focal point", "The whole site"),
    ]
    assert (place_named(body.scope()), place_named("")) == ("Weavers", "")


def test_places_are_asked_for_once_a_kind(django_assert_num_queries):
    scopes = [organisation().scope() for _ in range(3)]
    with django_assert_num_queries(1):
        assert set(places(scopes)) == set(scopes)


def test_the_keys_of_a_kind_are_those_of_its_scopes_alone():
    scopes = ["programme:7", "organisation:12", "", "programme:x", "programme:", "programme:²", "xprogramme:8"]
    assert keys_in(scopes, "programme") == [7]
    reader = user("Somebody", RoleName.SECRETARIAT, "programme:7")
    assert keys_of(reader, "programme") == keys_of(reader, "programme", RoleName.SECRETARIAT) == [7]
    assert keys_of(reader, "programme", RoleName.FINANCE) == keys_of(reader, "organisation") == []
