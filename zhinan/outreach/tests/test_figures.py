"""Contacts with the outside count once an organisation, and as they were printed."""

from datetime import date

import pytest

from zhinan.events.tests.make import event
from zhinan.kit.figures import Period
from zhinan.knowledge.tests.make import publication
from zhinan.network.tests.make import organisation
from zhinan.outreach.figures import agencies_engaged, product_copies
from zhinan.outreach.models import Visit
from zhinan.programmes.tests.make import programme
from zhinan.sources.tests.make import listing

from .make import dissemination, engagement, visit

pytestmark = pytest.mark.django_db
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))
CUT_OFF = date(2021, 1, 31)


def parts(figure):
    return [(part.key, part.value, part.records.count()) for part in figure.parts]


def test_an_organisation_that_engaged_twice_counts_once_and_preparations_stand_apart():
    lead, regular = programme(), organisation(is_united_nations=True)
    engagement(lead, organisation=regular)
    engagement(lead, organisation=regular)
    engagement(lead)
    engagement(lead, stage="preparatory", organisation=organisation(is_united_nations=True))
    found = agencies_engaged(lead, YEAR, CUT_OFF)
    assert (found.value, found.n()) == (2, 2)
    assert parts(found) == [("un", 1, 1), ("other", 1, 1), ("preparatory", 1, 1)]


def test_an_organisation_may_engage_and_prepare_something_else():
    lead, who = programme(), organisation(is_united_nations=True)
    engagement(lead, organisation=who)
    engagement(lead, organisation=who, stage="preparatory")
    found = agencies_engaged(lead, YEAR, CUT_OFF)
    assert (found.value, parts(found)) == (1, [("un", 1, 1), ("preparatory", 1, 1)])


@pytest.mark.parametrize(
    ("facts", "is_counted"),
    [
        ({}, True),
        ({"audience": "signed-in"}, False),
        ({"happened_on": "2019"}, False),
        ({"happened_on": None}, False),
        ({"happened_on": "2020-12-31"}, True),
        ({"stage": "preparatory"}, False),
    ],
    ids=str,
)
def test_an_engagement_counts_if_everybody_may_see_it_and_it_was_in_the_year(facts, is_counted):
    lead = programme()
    engagement(lead, **facts)
    assert agencies_engaged(lead, YEAR, CUT_OFF).n() == is_counted
    assert agencies_engaged(programme(), YEAR, CUT_OFF).n() == 0


def test_a_hidden_organisation_is_in_no_count_and_in_no_part():
    lead = programme()
    hidden = organisation(audience="signed-in")
    engagement(lead, organisation=hidden)
    engagement(lead, organisation=hidden, stage="preparatory")
    found = agencies_engaged(lead, YEAR, CUT_OFF)
    assert (found.value, parts(found)) == (None, [])


def test_copies_add_up_with_the_qualifier_that_is_left():
    lead = programme()
    dissemination(lead, 200)
    dissemination(lead, 50, qualifier="more_than")
    found = product_copies(lead, YEAR, CUT_OFF)
    assert (found.value, found.qualifier, found.n()) == (250, "more_than", 2)


@pytest.mark.parametrize(
    "facts",
    [
        {"audience": "signed-in"},
        {"happened_on": "2021"},
        {"publication": {"audience": "signed-in"}},
        {"event": {"audience": "signed-in"}},
    ],
    ids=str,
)
def test_copies_that_are_hidden_or_of_another_year_are_in_no_sum(facts):
    lead = programme()
    dissemination(lead, 200)
    made = {"publication": publication, "event": event}
    dissemination(lead, 5000, **{name: made[name](**fact) if name in made else fact for name, fact in facts.items()})
    found = product_copies(lead, YEAR, CUT_OFF)
    assert (found.value, found.n()) == (200, 1)


def test_no_copies_are_zero_only_where_the_source_gives_the_whole_list():
    lead = programme()
    assert product_copies(lead, YEAR, CUT_OFF).value is None
    listing(lead, "product_copies", "whole")
    assert product_copies(lead, YEAR, CUT_OFF).value == 0


def test_a_visit_is_seen_with_its_organisation_and_has_a_page():
    lead = programme()
    shown = visit(lead, organisation=organisation(slug="cabc", name="Council"))
    visit(lead, organisation=organisation(audience="signed-in"))
    visit(lead, happened_on="2019")
    assert list(Visit.objects.public().during(YEAR)) == [shown]
    assert (str(shown), shown.get_absolute_url()) == ("Council: delegation received", f"/visits/{shown.pk}/")
