"""Publications and solutions in spreadsheets."""

import pytest

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.resources import Run
from zhinan.knowledge.resources import Publications, Solutions
from zhinan.programmes.tests.make import country

from .make import goal, publication, solution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def by():
    """Somebody who sees everything."""
    return user("Administrator", RoleName.ADMINISTRATOR)


def judged(resource, by, **cells):
    """What would happen with a row of these cells."""
    return Run(resource, by).judge([(2, cells, {})])[0]


@pytest.mark.parametrize(
    ("cell", "codes", "scope"),
    [
        ("Global, Regional", [], "Global, Regional"),
        ("Kenya; Vietnam", ["KEN", "VNM"], ""),
        ("Kenya, Global", ["KEN"], "Global"),
        ("全球", [], "全球"),
    ],
)
def test_global_and_regional_stand_in_place_of_countries(by, cell, codes, scope):
    found = judged(Solutions(), by, title="Rice and fish", countries=cell)
    keys = sorted(country(code).pk for code in codes)
    assert (found.values["countries"], found.values["scope"]) == (keys, scope)


def test_goals_and_targets_are_known_by_number(by):
    found = judged(Solutions(), by, title="Rice", primary_goal="SDG 2", secondary_goals="4; 17", targets="2.3; 17.6")
    assert found.changes["primary_goal"][1] == goal(2).pk
    assert found.changes["secondary_goals"][1] == sorted([goal(4).pk, goal(17).pk])
    assert len(found.changes["targets"][1]) == 2


def test_a_publication_is_known_by_its_address_on_the_web_or_its_title(by):
    held = publication(title="Report on rice", url="https://rice.example.org/report")
    rows = [{"title": "Other title", "url": held.url}, {"title": "report on RICE"}, {"title": "Reports on rice"}]
    found = [judged(Publications(), by, kind="报告", **row) for row in rows]
    assert [(one.state, one.target) for one in found] == [("change", held.pk), ("change", held.pk), ("doubtful", None)]


def test_work_that_ends_before_it_begins_is_wrong(by):
    solution(title="Rice", starts_on="2020")
    assert list(judged(Solutions(), by, title="Rice", ends_on="2019").troubles) == ["ends_on"]
