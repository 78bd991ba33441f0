"""Which organisation, person and membership a row is about, and what it says of them."""

import pytest

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.resources import Run
from zhinan.network.models import OrganisationIdentifier, Person
from zhinan.network.resources import Memberships, Organisations, People
from zhinan.network.states import State

from .make import membership, network, organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def by():
    """Somebody who sees everything."""
    return user("Administrator", RoleName.ADMINISTRATOR)


def judged(resource, by, **cells):
    """What would happen with a row of these cells."""
    return Run(resource, by).judge([(2, cells, {})])[0]


def state(resource, by, **cells):
    """(state, target) of a row of these cells."""
    found = judged(resource, by, **cells)
    return found.state, found.target


def test_an_organisation_is_known_by_its_address_its_number_and_its_name_in_its_country(by):
    kenya = judged(Organisations(), by, name="x", country="KEN").row["country"]
    rice = organisation(name="Rice House", country_id=kenya, name_zh="水稻之家")
    OrganisationIdentifier.objects.create(organisation=rice, scheme="XM-DAC", number="41122")
    held = Organisations()
    assert state(held, by, name="Rice House", country="Kenya") == ("same", rice.pk)
    assert state(held, by, name="RICE  HOUSE") == ("change", rice.pk)
    assert state(held, by, name="Rice House", code=rice.slug) == ("same", rice.pk)
    assert state(held, by, name="House of Rice", identifiers="xm-dac 41122") == ("change", rice.pk)
    assert state(held, by, name="水稻之家") == ("change", rice.pk)
    assert state(held, by, name="Rice House", country="Uganda") == ("doubtful", None)
    assert state(held, by, name="Rice Houses", country="Kenya") == ("doubtful", None)
    assert state(held, by, name="Rice Houses", country="Uganda") == ("add", None)


def test_names_and_numbers_are_added_and_none_is_lost(by):
    rice = organisation(name="Rice House")
    OrganisationIdentifier.objects.create(organisation=rice, scheme="XM-DAC", number="1")
    found = judged(Organisations(), by, name="Rice House", identifiers="CN-SCO-7", names="Maison du riz")
    before, after = found.changes["identifiers"]
    assert [(one["scheme"], one["number"]) for one in after] == [("XM-DAC", "1"), ("CN-SCO", "7")]
    assert (after[0], [one["name"] for one in found.changes["names"][1]]) == (before[0], ["Maison du riz"])


def test_a_number_without_its_register_says_what_to_write(by):
    found = judged(Organisations(), by, name="Rice House", identifiers="41122")
    assert found.troubles == {
        "identifiers": "Write the code of the register before the number, as XM-DAC-41122 (see org-id.guide)."
    }


def test_two_of_one_name_are_both_offered(by):
    first, second = organisation(name="Ministry of Health"), organisation(name="Ministry of Health")
    (doubt,) = judged(Organisations(), by, name="Ministry of Health").doubts
    assert [key for key, _label in doubt.candidates] == [first.pk, second.pk]


def test_an_abbreviation_names_an_organisation_for_links_and_does_not_make_two_the_same(by):
    rice = organisation(name="Rice House", acronym="RH")
    network(name="Net")
    assert judged(Memberships(), by, network="Net", organisation="RH").row["organisation"] == rice.pk
    assert state(Organisations(), by, name="RH") == ("add", None)


def test_a_person_is_known_by_mail_and_by_name_in_the_same_organisation(by):
    rice, water = organisation(name="Rice House"), organisation(name="Water House")
    person = Person.objects.create(slug="a", name="Some Body", email="a@zhinan.example", consent_on="2020-01-01")
    person.positions.create(organisation=rice, position="Director")
    assert state(People(), by, name="Some Body", organisation="Rice House", position="Director") == ("same", person.pk)
    assert state(People(), by, name="Other Name", email="A@zhinan.example") == ("change", person.pk)
    assert state(People(), by, name="Some Body", organisation="Water House") == ("doubtful", None)
    assert state(People(), by, name="Some Bodi") == ("doubtful", None)
    assert (state(People(), by, name="Another"), water.pk is None) == (("add", None), False)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"email": "nonsense"}, "email"),
        ({"email": "b@zhinan.example"}, "email"),
        ({"position": "Director"}, "organisation"),
        ({"organisation": "Rice House", "starts_on": "2020-09", "ends_on": "2019"}, "ends_on"),
    ],
)
def test_what_a_person_may_not_have_is_told_at_its_column(by, cells, column):
    organisation(name="Rice House")
    assert list(judged(People(), by, name="New Person", **cells).troubles) == [column]


def test_the_mail_of_somebody_who_is_recorded_is_not_changed(by):
    rice = organisation(name="Rice House")
    Person.objects.create(slug="a", name="Some Body").positions.create(organisation=rice)
    found = judged(
        People(), by, name="Some Body", organisation="Rice House", email="new@zhinan.example", consent_on="2020-01-01"
    )
    assert found.troubles == {"email": "A mail address is changed on the person's own page. Empty this cell."}


def test_a_membership_is_the_same_on_the_same_day_and_another_one_after_leaving(by):
    found, rice = network(name="Net"), organisation(name="Rice House")
    held = membership(found, organisation=rice, joined_on="2015", left_on="2017-06")
    cells = {"network": "Net", "organisation": "Rice House"}
    assert state(Memberships(), by, **cells, joined_on="2015") == ("same", held.pk)
    assert state(Memberships(), by, **cells, left_on="2018") == ("change", held.pk)
    assert state(Memberships(), by, **cells, joined_on="2019-01-01") == ("add", None)
    membership(found, organisation=rice, joined_on="2019-01-01")
    assert state(Memberships(), by, **cells) == ("doubtful", None)


@pytest.mark.parametrize("over", [State.DECLINED, State.WITHDRAWN])
def test_an_application_that_came_to_nothing_is_no_membership_that_a_row_changes(by, over):
    found, rice = network(name="Net"), organisation(name="Rice House")
    membership(found, organisation=rice, state=over, applied_on="2018")
    row = {"network": "Net", "organisation": "Rice House", "joined_on": "2020"}
    assert state(Memberships(), by, **row) == ("add", None)


def test_a_row_with_a_day_of_leaving_says_that_the_membership_is_over(by):
    found, rice = network(name="Net"), organisation(name="Rice House")
    held = membership(found, organisation=rice, joined_on="2015")
    row = {"network": "Net", "organisation": "Rice House", "left_on": "2018"}
    told = judged(Memberships(), by, **row)
    assert (told.target, told.changes) == (held.pk, {"left_on": [None, "2018"], "state": ["member", "left"]})


def test_a_row_does_not_decide_an_application_that_waits(by):
    found, rice = network(name="Net"), organisation(name="Rice House")
    membership(found, organisation=rice, state=State.APPLIED)
    told = judged(Memberships(), by, network="Net", organisation="Rice House", joined_on="2020")
    assert told.troubles == {
        "joined_on": "The application waits for a decision. Admit it on its page, then import this row."
    }


def test_what_a_reader_may_not_see_is_no_candidate():
    organisation(name="Hidden House", audience="administrator")
    office = user("Secretariat", RoleName.SECRETARIAT, "programme:7")
    assert state(Organisations(), office, name="Hidden House") == ("add", None)


def test_a_run_looks_up_in_memory(by, django_assert_num_queries):
    for place in range(5):
        organisation(name=f"House {place}")
    run = Run(Organisations(), by)
    rows = [(place, {"name": f"House {place}", "country": "Kenya"}, {}) for place in range(3)]
    with django_assert_num_queries(5):
        run.judge(rows)
    with django_assert_num_queries(5):
        run.judge([(place, {"name": f"House {place % 5}", "country": "Kenya"}, {}) for place in range(10, 60)])
