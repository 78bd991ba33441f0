"""Members are counted as of any day, and only those that everybody may see."""

from datetime import date

import pytest

from zhinan.kit.figures import Period
from zhinan.network.figures import members_joined, members_total, partnerships_established
from zhinan.network.models import Network
from zhinan.sources.tests.make import listing

from .make import membership, network, organisation, partnership

pytestmark = pytest.mark.django_db
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))
CUT_OFF = date(2021, 1, 31)


def only(*networks):
    return Network.objects.filter(pk__in=[one.pk for one in networks])


@pytest.mark.parametrize(
    ("joined", "left", "is_member", "has_joined"),
    [
        (None, None, True, False),
        ("2020", None, True, True),
        ("2020-12-31", None, True, True),
        ("2019", None, True, False),
        ("2021-01", None, True, False),
        ("2021-02", None, False, False),
        ("[2019-12-31,2020-01-01]", None, True, False),
        ("2019", "2020-06", False, False),
        ("2019", "2021-02", True, False),
        ("2020", "2021", True, True),
        ("2020-02", "2020-06", False, True),
    ],
)
def test_a_membership_counts_from_joining_to_leaving(joined, left, is_member, has_joined):
    found = network()
    membership(found, joined_on=joined, left_on=left)
    assert members_total(only(found), CUT_OFF).n() == is_member
    assert members_joined(only(found), YEAR, CUT_OFF).n() == has_joined


def test_a_report_of_june_does_not_know_who_joined_in_december():
    found = network()
    membership(found, joined_on="2020-05-01")
    membership(found, joined_on="2020-12-01")
    assert members_joined(only(found), YEAR, date(2020, 6, 30)).value == 1
    assert members_total(only(found), date(2020, 6, 30)).value == 1


def test_a_member_of_a_hidden_network_or_a_hidden_member_is_in_no_count():
    found, hidden = network(), network(audience="signed-in")
    membership(found, joined_on="2020")
    membership(found, joined_on="2020", organisation=organisation(audience="signed-in"))
    membership(hidden, joined_on="2020")
    assert members_total(only(found, hidden), CUT_OFF).value == 1
    assert members_joined(only(found, hidden), YEAR, CUT_OFF).value == 1


def test_nobody_joined_is_zero_where_the_source_gives_the_whole_list_and_unknown_elsewhere():
    found, other = network(), network()
    listing(found, "members_joined", "whole", starts_on=YEAR.start, ends_on=YEAR.end)
    listing(other, "members_joined", "part", starts_on=YEAR.start, ends_on=YEAR.end)
    assert members_joined(only(found), YEAR, CUT_OFF).value == 0
    assert members_joined(only(other), YEAR, CUT_OFF).value is None


def test_a_whole_list_of_another_year_says_nothing_about_this_one():
    found = network()
    listing(found, "members_joined", "whole", starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31))
    assert members_joined(only(found), YEAR, CUT_OFF).value is None


def test_partnerships_count_in_the_year_in_which_they_began():
    found = network()
    kept = partnership(network=found, established_on="2020")
    partnership(network=found, established_on="2019")
    partnership(network=found)
    partnership(network=found, established_on="2020", audience="signed-in")
    partnership(established_on="2020")
    assert list(partnerships_established(only(found), YEAR, CUT_OFF).records) == [kept]
