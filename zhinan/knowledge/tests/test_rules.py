"""What cannot be true of a solution is found."""

import pytest
from django.db import IntegrityError, transaction

from zhinan.knowledge.rules import implemented_before_it_began, secondary_repeats_primary
from zhinan.programmes.tests.make import programme
from zhinan.sources.actions import cite
from zhinan.sources.tests.make import source

from .make import collection, good_practice, solution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _goals(codelists):
    """The Sustainable Development Goals."""


@pytest.mark.parametrize(
    ("primary", "secondary", "values"),
    [(17, [17], (17,)), (17, [1, 17], (17,)), (17, [1, 2], None), (17, [], None), (None, [17], None)],
)
def test_a_secondary_goal_that_is_the_primary_one_is_found(primary, secondary, values):
    found = secondary_repeats_primary(solution(primary, secondary))
    assert (found and found.values) == values


@pytest.mark.parametrize(
    ("began", "programme_began", "values"),
    [
        ("1995-09", "2019", ("1995-09", "2019")),
        ("2018", "2019", ("2018", "2019")),
        ("2019", "2019", None),
        ("2019", "2019-06", None),
        (None, "2019", None),
        ("1995", None, None),
    ],
)
def test_a_solution_that_began_for_certain_before_those_who_implement_it_is_found(began, programme_began, values):
    lead = programme(starts_on=programme_began)
    found = implemented_before_it_began(solution(starts_on=began, implementing_programme=lead))
    assert (found and found.values) == values


def test_a_solution_that_no_programme_implements_began_before_none():
    assert implemented_before_it_began(solution(starts_on="1995")) is None


def test_a_finding_names_the_places_that_disagree():
    found = solution(17, [17], title="The network")
    cite(found, source(file="seeds/001.txt"), section="Secondary SDGs")
    finding = secondary_repeats_primary(found)
    assert finding.message == "“The network” names SDG 17 both as its primary and as a secondary goal."
    assert [place.cited() for place in finding.sources] == ["seeds/001.txt, Secondary SDGs"]


def test_a_solution_ends_after_it_began_and_a_good_practice_has_a_name():
    with pytest.raises(IntegrityError), transaction.atomic():
        solution(starts_on="2020", ends_on="2019")
    with pytest.raises(IntegrityError), transaction.atomic():
        good_practice(collection(), title="")
