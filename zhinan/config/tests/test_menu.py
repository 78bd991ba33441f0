"""What stands in the menu for whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhinan.accounts.tests.make import cast
from zhinan.config import menu
from zhinan.programmes.tests.make import programme

pytestmark = pytest.mark.django_db
WORDS = ("visitor", "nobody in particular", "focal point", "finance", "evaluator", "secretariat", "administrator")
SEES = {"finance", "evaluator", "secretariat", "administrator"}


@pytest.mark.parametrize("word", WORDS)
def test_the_portfolio_of_awards_stands_in_the_menu_of_those_who_look_over_it(client, word):
    one = cast(programme(), programme())[word]
    if one.is_authenticated:
        client.force_login(one)
    page = client.get(reverse("lists")).content.decode()
    assert (f'<a href="{reverse("awards")}">Awards</a>' in page) == (word in SEES)
    assert [f'href="{reverse(name)}"' in page for name, _label in menu.SECTIONS] == [True] * len(menu.SECTIONS)


def test_the_menu_asks_for_the_roles_of_the_reader_once(client):
    client.force_login(cast(programme(), programme())["secretariat"])
    client.get(reverse("own-account"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("own-account"))
    assert sum('FROM "accounts_role"' in one["sql"] for one in asked) <= 1
