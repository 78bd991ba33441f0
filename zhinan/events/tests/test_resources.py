"""Events in spreadsheets: the printed attendance with its qualifier, and what a programme did."""

import pytest

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.events.resources import Events
from zhinan.kit.reading import Style
from zhinan.kit.resources import Run
from zhinan.programmes.tests.make import programme

from .make import event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def by():
    """Somebody who sees everything."""
    return user("Administrator", RoleName.ADMINISTRATOR)


def judged(by, **cells):
    """What would happen with a row of these cells."""
    return Run(Events(), by, {"starts_on": Style("dmy")}).judge([(2, {"kind": "webinar", **cells}, {})])[0]


def test_the_attendance_is_kept_with_what_its_source_says_of_it(by):
    found = judged(by, title="Rice", kind="网络研讨会", attendance="200余人", starts_on="3/4/2020", country="肯尼亚")
    assert (found.state, found.changes["starts_on"][1], found.changes["kind"][1]) == ("add", "2020-04-03", "webinar")
    assert found.changes["head_counts"][1] == [
        {"id": None, "who": "participants", "value": 200, "qualifier": "more_than"}
    ]


@pytest.mark.parametrize("who", [None, "participants", "参加者"])
def test_those_who_came_are_one_number_in_either_language(by, who):
    held = event(title="Rice", starts_on="2020-07-14")
    held.head_counts.create(who="participants", value=80)
    found = judged(by, title="Rice", starts_on="2020-07-14", attendance="90", who=who)
    assert [(one["who"], one["value"]) for one in found.changes["head_counts"][1]] == [("participants", 90)]


@pytest.mark.parametrize(("attendance", "state"), [("80", "held"), (None, "planned")])
def test_where_people_were_counted_a_new_event_was_held(by, attendance, state):
    found = judged(by, title="Rice", attendance=attendance)
    assert Events().made(found.row).state == state


def test_another_number_of_people_of_the_same_event_is_added(by):
    held = event(title="Rice", starts_on="2020-07-14")
    held.head_counts.create(who="participants", value=80)
    found = judged(by, title="rice", starts_on="14/07/2020", attendance="3,000", who="viewers")
    assert (found.state, found.target) == ("change", held.pk)
    assert [(one["who"], one["value"]) for one in found.changes["head_counts"][1]] == [
        ("participants", 80),
        ("viewers", 3000),
    ]


def test_the_same_title_in_another_year_is_another_event_and_a_year_alone_may_be_the_same(by):
    held = event(title="Annual meeting", starts_on="2019-10-01")
    assert [(judged(by, title="Annual meeting", starts_on=day).target) for day in ("1/10/2020", "2019")] == [
        None,
        held.pk,
    ]


def test_what_a_programme_did_needs_the_programme(by):
    programme(name="Rice Programme")
    assert judged(by, title="Rice", part="supported").troubles == {"programme": "Write the programme that did this."}
    found = judged(by, title="Rice", programme="Rice Programme", part="支持")
    assert found.changes["involvements"][1][0]["part"] == "supported"


def test_an_event_that_ends_before_it_begins_is_wrong(by):
    found = judged(by, title="Rice", starts_on="2/5/2020", ends_on="2020-04")
    assert found.troubles == {"ends_on": "It ends before it begins. Mend one of the two dates."}


@pytest.mark.parametrize("attendance", ["12.5", "many", "-3"])
def test_people_are_whole_and_not_below_zero(by, attendance):
    found = judged(by, title="Rice", attendance=attendance)
    assert (found.state, len(found.troubles)) == ("wrong", 1)


def test_countries_that_took_part_are_parties(by):
    found = judged(by, title="Rice", countries="Kenya, 乌干达 and Viet Nam")
    assert len(found.changes["parties"][1]) == 3
    assert {one["role"] for one in found.changes["parties"][1]} == {"participant"}


def test_a_part_is_put_under_an_event_of_ones_own_programme_alone():
    ours, theirs = programme(name="Ours"), programme(name="Theirs")
    event(ours, title="Our meeting")
    held = event(theirs, title="Their meeting")
    event(title="Nobody's meeting")
    office = user("Secretariat", RoleName.SECRETARIAT, ours.scope())
    found = {
        title: judged(office, title="A part", programme="Ours", starts_on="14/7/2020", whole=title).troubles
        for title in ("Our meeting", "Their meeting", "Nobody's meeting")
    }
    sentence = "Only those who may change this event may put parts under it. Ask them to do it."
    assert found == {"Our meeting": {}, "Their meeting": {"whole": sentence}, "Nobody's meeting": {}}
    event(ours, title="A part that stood there", whole=held)
    again = judged(office, title="A part that stood there", starts_on="14/7/2020", whole="Their meeting", theme="Rice")
    assert (again.state, again.troubles) == ("change", {})
