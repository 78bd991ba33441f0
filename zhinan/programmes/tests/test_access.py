"""Who may post to the ledger and who may read the findings."""

import pytest

from zhinan.accounts.tests.make import cast
from zhinan.programmes import access

from .make import programme, project

pytestmark = pytest.mark.django_db

MAY = {
    "visitor": (False, False),
    "nobody in particular": (False, False),
    "focal point": (False, False),
    "finance": (True, False),
    "evaluator": (False, True),
    "secretariat": (True, True),
    "secretariat elsewhere": (False, False),
    "administrator": (True, True),
}


@pytest.mark.parametrize("person", MAY)
def test_staff_of_the_programme_post_and_read_findings(person):
    here, there = programme(), programme()
    who = cast(here, there)[person]
    assert (access.post(who, project(here)), access.see_findings(who, here)) == MAY[person]


@pytest.mark.parametrize("person", MAY)
def test_to_a_project_of_no_programme_the_administrator_alone_posts(person):
    who = cast(programme(), programme())[person]
    assert access.post(who, project()) is (person == "administrator")
