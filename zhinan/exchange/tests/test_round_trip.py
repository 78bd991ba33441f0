"""What is exported is imported again without a change, for every noun; and undone without a trace."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.codelists.models import OrganisationType, Target
from zhinan.deliveries.tests import make as deliveries
from zhinan.events.tests import make as events
from zhinan.exchange import actions
from zhinan.exchange.resources import BY_KEY, RESOURCES
from zhinan.kit.resources import rows_of
from zhinan.kit.sheets import write_csv
from zhinan.knowledge.tests import make as knowledge
from zhinan.network.models import Affiliation, OrganisationIdentifier, OrganisationName, Person, PersonName
from zhinan.network.tests import make as network
from zhinan.programmes.tests import make as programmes
from zhinan.programmes.tests.make import country

from .make import looked_at, states, styles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def world(by):
    """Two records of every noun that can be imported, one with all its columns filled and one with few."""
    rice = network.organisation(
        name="Rice Centre", name_zh="水稻中心", acronym="RC", country=country("KEN"),
        type=OrganisationType.objects.get(code="80"), website="https://rice.example.org", languages="English",
    )  # fmt: skip
    rice.goals.set([knowledge.goal(2), knowledge.goal(17)])
    OrganisationName.objects.create(organisation=rice, name="Centre du riz")
    OrganisationIdentifier.objects.create(organisation=rice, scheme="XM-DAC", number="41122")
    part = network.organisation(name="Rice Centre, Coast Branch", parent=rice, is_united_nations=True)
    found = network.network(name="Rice Network")
    world_of_people(found, rice, part)
    plan = programmes.programme(name="Rice Programme")
    project = programmes.project(plan, title="Terraces")
    first = programmes.posting(project, by, contributor=rice, amount=Decimal("1000.50"), evidence="letter")
    programmes.posting(project, by, contributor=part, kind="technical", amount=None, quantity=12, unit="days")
    programmes.actions.reverse(first, by=by, on=date(2020, 7, 1), evidence="wrong")
    world_of_work(plan, project, rice)
    world_of_knowledge(plan, project, found)


def world_of_people(found, rice, part):
    """Memberships of the network `found`, and somebody with two positions."""
    network.membership(found, organisation=rice, joined_on="2019-05", left_on="2020-06-30")
    network.membership(found, organisation=part, joined_on="2020")
    person = Person.objects.create(slug="p", name="Somebody", country=country("CHN"))
    PersonName.objects.create(person=person, name="某人", language="zh")
    Affiliation.objects.create(person=person, organisation=rice, position="Director", starts_on="2019-05")
    Affiliation.objects.create(person=person, organisation=part, position="Adviser")


def world_of_work(plan, project, rice):
    """Events with printed numbers of people, and deliveries."""
    event = events.event(plan, title="Webinar on rice", country=country("KEN"), ends_on="2020-07-15", place="Nairobi")
    events.head_count(event, 200, "more_than", who="participants")
    events.head_count(event, 3000, who="viewers")
    events.party(event, "organiser", organisation=rice)
    events.party(event, "participant", country=country("UGA"))
    events.event(title="Course", whole=event, state="planned")
    gift = deliveries.delivery(plan, "KEN", "UGA", title="Masks", project=project)
    deliveries.party(gift, "donor", organisation=rice)
    deliveries.item(gift, "5000", quantity=Decimal(20000), qualifier="about")
    deliveries.item(gift, what="Gloves", unit="boxes", quantity=Decimal("12.500"))
    deliveries.delivery(title="Seeds")


def world_of_knowledge(plan, project, found):
    """Publications and solutions."""
    knowledge.publication(plan, title="Report on rice", url="https://rice.example.org/report", led_to=project)
    knowledge.publication(title="Film on rice", kind="video", released_on="2021-02-03")
    made = knowledge.solution(2, (4, 17), title="Rice and fish", scope="Global, Regional", status="completed",
                              starts_on="2015", network=found, programme=plan)  # fmt: skip
    made.countries.set([country("KEN"), country("VNM")])
    made.targets.set(Target.objects.filter(code__in=("2.3", "17.6")))
    knowledge.solution(title="Terraces on slopes")


@pytest.fixture
def by():
    """Somebody who may do everything."""
    return user("Administrator", RoleName.ADMINISTRATOR)


def exported(resource, by):
    """(heading, rows) of everything that `by` may see of a noun."""
    heading, *rows = rows_of(resource, resource.records(by), by)
    return heading, rows


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.key)
def test_what_is_exported_changes_nothing_when_it_is_imported(resource, by):
    world(by)
    heading, rows = exported(resource, by)
    one = looked_at(resource.key, heading, rows, by)
    assert [
        (row.number, row.state, row.troubles, row.doubts, row.changes) for row in one.rows.exclude(state="same")
    ] == []
    assert one.rows.count() == len(rows) > 1


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.key)
def test_the_same_holds_for_csv(resource, by):
    world(by)
    heading, rows = exported(resource, by)
    stream = io.StringIO(newline="")
    write_csv(heading, rows, stream)
    file = ContentFile(stream.getvalue().encode())
    one = actions.upload(file, "list.csv", resource, by=by)
    one = actions.preview(actions.name_columns(one, one.columns, styles(one), by=by), by=by)
    assert set(states(one)) == {"same"}


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.key)
def test_every_column_of_an_export_is_known_again_by_its_heading(resource, by):
    world(by)
    heading, rows = exported(resource, by)
    one = looked_at(resource.key, heading, rows, by)
    assert one.columns == {column.name: place for place, column in enumerate(resource.columns)}


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.key)
def test_no_two_columns_of_a_noun_share_a_heading(resource):
    seen = {}
    for column in resource.columns:
        for word in column.words():
            seen.setdefault(word, []).append(column.name)
    assert {word: names for word, names in seen.items() if len(names) > 1} == {}


def test_a_list_leaves_out_what_its_reader_may_not_see(by):
    hidden = network.organisation(name="Hidden", audience="administrator")
    found = network.organisation(name="Shown", parent=hidden)
    office = user("Secretariat", RoleName.SECRETARIAT, "programme:7")
    resource = BY_KEY["organisations"]
    heading, *rows = rows_of(resource, resource.records(office).filter(pk=found.pk), office)
    assert rows[0][heading.index("Part of")] is None
    assert len(list(csv.reader(io.StringIO(",".join(str(cell) for cell in rows[0]))))) == 1
