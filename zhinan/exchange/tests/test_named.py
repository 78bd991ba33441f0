"""What rows name: recorded with them where it is new, offered where it may be known under another name."""

from datetime import date

import pytest

from zhinan.exchange import actions
from zhinan.exchange.models import Import
from zhinan.exchange.wording import told
from zhinan.kit.resources import UNKNOWN
from zhinan.network.models import Membership, Organisation, Person
from zhinan.network.resources import Memberships
from zhinan.network.tests.make import network, organisation
from zhinan.programmes.tests.make import country

from .make import EMPTY, looked_at, office, row, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]

TODAY = date(2026, 11, 22)
HEAD = ["机构名称", "国家", "网址"]


@pytest.fixture
def by():
    """Somebody of the secretariat."""
    return office()


MEMBERS = ["Network", "Member", "Country", "Joined"]


def test_a_members_list_is_taken_from_nothing_with_the_organisations_that_it_names(by):
    network(name="Rice Network")
    network(name="Tea Network")
    kept = organisation(name="Kept House")
    rows = [
        ["Rice Network", "Rice Institute", "KEN", "2020"],
        ["Tea Network", "rice institute", None, "2022"],
        ["Rice Network", "Kept House", None, "2020"],
        ["Rice Network", "Water House", "UGA", "2020"],
        ["Rice Network", "Kept Hause", None, "2021"],
    ]
    one = looked_at("memberships", MEMBERS, rows, by)
    assert states(one) == ["doubtful", "doubtful", "add", "doubtful", "doubtful"]
    actions.settle(one, {(2, 0): "new"}, {}, by=by)
    assert (states(one), Organisation.objects.count()) == (["add", "add", "add", "doubtful", "doubtful"], 1)
    assert [line[2] for line in told(Import.objects.get(), [row(one, 2)], Memberships(), EMPTY)[0]["lines"]] == [
        "Rice Network",
        "Rice Institute",
        "2020",
    ]
    assert actions.settle_alike(one, UNKNOWN, by=by) == 1
    assert states(one) == ["add", "add", "add", "add", "doubtful"]
    one = actions.take(one, by=by)
    assert states(one) == ["taken", "taken", "taken", "taken", "doubtful"]
    assert sorted(Organisation.objects.values_list("name", "country__alpha3")) == [
        ("Kept House", kept.country and kept.country.alpha3),
        ("Rice Institute", "KEN"),
        ("Water House", "UGA"),
    ]
    assert Membership.objects.count() == 4
    assert states(looked_at("memberships", MEMBERS, rows[:4], by)) == ["same", "same", "same", "same"]
    one = actions.undo(one, by=by, on=TODAY)
    assert (Membership.objects.count(), list(Organisation.objects.all()), one.recorded) == (0, [kept], [])


def test_an_organisation_that_an_import_recorded_stays_where_something_else_points_at_it(by):
    network(name="Rice Network")
    one = looked_at("memberships", MEMBERS, [["Rice Network", "Rice Institute", "KEN", "2020"]], by)
    actions.settle_alike(one, UNKNOWN, by=by)
    one = actions.take(one, by=by)
    organisation(name="Rice Institute, Coast Branch", parent=Organisation.objects.get())
    one = actions.undo(one, by=by, on=TODAY)
    assert (Organisation.objects.visible_to(by).count(), len(one.recorded)) == (2, 1)


def test_what_somebody_recorded_meanwhile_is_not_recorded_twice(by):
    network(name="Rice Network")
    one = looked_at("memberships", MEMBERS, [["Rice Network", "Rice Institute", "KEN", "2020"]], by)
    actions.settle_alike(one, UNKNOWN, by=by)
    held = organisation(name="Rice Institute")
    one = actions.take(one, by=by)
    assert (states(one), Membership.objects.get().organisation, one.recorded) == (["taken"], held, [])


def test_a_name_in_another_script_or_in_short_is_in_doubt_for_records_and_for_links(by):
    network(name="Rice Network")
    for name, place in (("清华大学", "CHN"), ("University of Nairobi", "KEN")):
        organisation(name=name, country=country(place))
    rows = [["Tsinghua University", "CHN", None], ["Univ. of Nairobi", "KEN", None], ["Kisumu Bank", "KEN", None]]
    one = looked_at("organisations", HEAD, rows, by)
    assert states(one) == ["doubtful", "doubtful", "add"]
    assert [row(one, number).doubts[0]["candidates"][0][1] for number in (2, 3)] == [
        "清华大学",
        "University of Nairobi",
    ]
    one = looked_at("memberships", MEMBERS, [["Rice Network", name, place, "2020"] for name, place, _none in rows], by)
    found = [(line.question, [label for _key, label in line.doubts[0]["candidates"]]) for line in one.rows.all()]
    assert found == [("", ["清华大学"]), ("", ["University of Nairobi"]), ("unknown", [])]


def test_somebody_written_in_another_script_is_in_doubt(by):
    rice = organisation(name="Rice House")
    person = Person.objects.create(slug="p", name="王小明")
    person.positions.create(organisation=rice, position="Director")
    rows = [["Wang Xiaoming", "Rice House", None], ["Li Si", "Rice House", None]]
    one = looked_at("people", ["Name", "Organisation", "Position"], rows, by)
    assert (states(one), row(one, 2).doubts[0]["candidates"]) == (["doubtful", "add"], [[person.pk, "王小明"]])
