"""Each contradiction of the seeds is found by a rule, and goes when one value of the world is another."""

from decimal import Decimal

import pytest

from zhinan.deliveries.models import Item
from zhinan.events.models import HeadCount
from zhinan.knowledge.models import Solution
from zhinan.outreach.models import Engagement
from zhinan.programmes.models import Programme
from zhinan.reporting.editions.formats import FINDINGS
from zhinan.reporting.models import Statement

from .make import change, findings, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_world")]


def words(**facts):
    """The statements with these facts: several where one number is printed in several places."""
    found = Statement.objects.filter(**facts)
    assert found.exists()
    return found


def survey(attribute):
    return words(noun="events.event", unit="percent", attribute=attribute)


def seminar():
    return HeadCount.objects.get(event__slug="china-africa-seminar-2020")


def solution(slug):
    return Solution.objects.get(slug=slug)


AGAINST_RECORDS, FEWER, EACH_OTHER = (
    "statement_against_records",
    "fewer_records_than_said",
    "statement_against_statement",
)
ANNUAL_MEETING = (Decimal("45.45"), Decimal("54.55"), Decimal("94.55"))
STATUS = ("completed", "ongoing")
THEMES = (
    "Digital Economy Cooperation among Developing Countries in the Post-Epidemic Era",
    "working together for innovation and development",
)

# name: (kind, figures, values of the finding, what is changed)
FOUND = {
    "5 countries from 6 regions": (
        "impossible_combination",
        ("countries_reached", "regions_reached"),
        (5, 6),
        lambda: change(words(figure="countries_reached", value=5), value=6),
    ),
    "8 agencies against seven recorded": (
        AGAINST_RECORDS,
        ("agencies_engaged",),
        (8, 7),
        lambda: change(Engagement.objects.get(organisation__slug="itu"), stage="engaged"),
    ),
    "8 agencies against seven listed": (
        EACH_OTHER,
        ("agencies_engaged",),
        (8, 7),
        lambda: change(words(figure="agencies_engaged", value=7), value=8),
    ),
    "95% highly satisfied against more than 95% satisfied": (
        EACH_OTHER,
        ("webinar_satisfaction",),
        (95, 95),
        lambda: change(words(figure="webinar_satisfaction", qualifier="more_than"), qualifier="exact"),
    ),
    "1000+ participants against the attendances described": (
        FEWER,
        ("attendances",),
        (1000, 1000, 490),
        lambda: change(seminar(), value=720),
    ),
    "15 against 16 good practices": (
        EACH_OTHER,
        ("good_practices_documented",),
        (15, 16),
        lambda: change(words(figure="good_practices_documented", value=16), value=15),
    ),
    "18 against 19 small grants": (
        EACH_OTHER,
        ("grants_to_date",),
        (19, 18),
        lambda: change(words(figure="grants_to_date", value=18), value=19),
    ),
    "20 against more than 20 donation countries": (
        EACH_OTHER,
        ("donation_countries",),
        (20, 20),
        lambda: change(words(figure="donation_countries", qualifier="exact"), value=21),
    ),
    "members almost 30, over 20, 36": (
        EACH_OTHER,
        ("members_total",),
        (30, 36, 20),
        lambda: change(words(figure="members_total", value=36), value=28),
    ),
    "percentages of the annual meeting without a base": (
        "percentage_without_base",
        (),
        ANNUAL_MEETING,
        lambda: change(survey("female"), base=55),
    ),
    "satisfaction without a base": (
        "percentage_without_base",
        ("webinar_satisfaction",),
        (95,),
        lambda: change(words(figure="webinar_satisfaction", qualifier="more_than"), base=200),
    ),
    "200 attendees against the 210 described": (
        AGAINST_RECORDS,
        ("attendances",),
        (200, 210),
        lambda: change(HeadCount.objects.get(event__slug="webinar-1"), value=70),
    ),
    "200 against more than 200 attendees": (
        EACH_OTHER,
        ("attendances",),
        (200, 200),
        lambda: change(words(figure="attendances", part="online", qualifier="exact"), value=210),
    ),
    "a seminar larger than the forum that it was part of": (
        "part_larger_than_whole",
        ("attendances",),
        (120, 110),
        lambda: change(seminar(), value=100),
    ),
    "240,000 masks against the consignments": (
        "sum_against_total",
        (),
        (240000, 235000),
        lambda: change(Item.objects.get(delivery__slug="icshp-comesa"), quantity=10000),
    ),
    "a solution completed whose text has it evaluated": (
        "completed_yet_going_on",
        (),
        STATUS,
        lambda: [change(solution(slug), status="ongoing") for slug in ("china-ssdc", "china-ssc-network")],
    ),
    "a secondary goal that is the primary one": (
        "secondary_repeats_primary",
        (),
        (17,),
        lambda: solution("china-ssdc").secondary_goals.clear(),
    ),
    "a programme that began before the one it follows had ended": (
        "overlapping_programmes",
        (),
        ("2020", "2019"),
        lambda: change(Programme.objects.get(slug="china-ssdc"), ends_on="2018"),
    ),
    "a network older than the programme that implemented it": (
        "impossible_combination",
        (),
        ("1995-09", "2019"),
        lambda: change(solution("china-ssc-network"), starts_on="2019-09"),
    ),
    "two themes of one forum": (
        EACH_OTHER,
        (),
        THEMES,
        lambda: change(words(attribute="theme", said=THEMES[1]), said=THEMES[0]),
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_contradiction_is_found_and_goes_when_one_value_is_another(name):
    kind, figures, values, mend = FOUND[name]
    assert values in findings(kind, *figures)
    mend()
    assert values not in findings(kind, *figures)


@pytest.mark.parametrize("slug", ["china-ssdc", "china-ssc-network"])
def test_each_solution_that_is_completed_yet_goes_on_is_found_by_itself(slug):
    assert findings("completed_yet_going_on") == [STATUS, STATUS]
    change(solution(slug), status="ongoing")
    assert findings("completed_yet_going_on") == [STATUS]


@pytest.mark.parametrize(
    ("figure", "values"),
    [
        ("countries_reached", (5, 4)),
        ("regions_reached", (6, 3)),
        ("grants_to_date", (19, 18, 6)),
        ("interagency_events", (16, 12)),
        ("members_total", (36, 20, 17)),
        ("partnerships_established", (5, 1)),
        ("product_copies", (1000, 1000, 200)),
        ("donation_countries", (20, 20, 4)),
    ],
)
def test_fewer_records_than_said_are_found_until_the_number_is_said_as_recorded(figure, values):
    assert findings(FEWER, figure) == [values]
    for statement in words(figure=figure, programme__slug__in=("global-ssdc", "china-ssdc")):
        change(statement, value=values[-1], qualifier="exact")
    assert findings(FEWER, figure) == []


def test_the_smallest_base_is_named_as_inferred():
    found = [finding for finding in report().findings if finding.values == ANNUAL_MEETING]
    assert [str(finding.message) for finding in found] == [
        "45.45% (female) / 54.55% (male) / 94.55% (strongly agree): the base is not stated. "
        "The smallest base that gives all of them is 55 (inferred; 110, 165 fit too)."
    ]


def test_every_finding_names_its_sources_what_would_settle_it_and_its_kind_in_words():
    found = report().findings
    assert [finding for finding in found if not (finding.sources and finding.settle and finding.message)] == []
    assert {finding.kind for finding in found} <= set(FINDINGS)
    places = {source.cited().split(",")[0] for finding in found for source in finding.sources}
    assert places == {"seeds/000.txt", "seeds/001.txt", "seeds/002.txt", "seeds/003.txt"}


def test_each_difference_is_found_once_and_there_are_more_than_twice_nine():
    found = report().findings
    assert len({finding.key for finding in found}) == len(found) >= 18


def test_a_statement_that_is_hidden_is_no_part_of_a_finding():
    change(words(figure="good_practices_documented", value=16), audience="administrator")
    assert findings(EACH_OTHER, "good_practices_documented") == []


def test_the_aggregates_of_china_belong_to_no_programme_and_to_no_finding():
    aggregates = Statement.objects.exclude(topic="")
    assert aggregates.filter(programme=None).count() == aggregates.count() > 0
    told = {source.pk for finding in report().findings for source in finding.sources if isinstance(source, Statement)}
    assert told & set(aggregates.values_list("pk", flat=True)) == set()
