"""My desk: what waits for whom, soonest first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from zhinan.accounts.actions import grant_role
from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events.actions import review
from zhinan.events.models import Registration
from zhinan.events.tests.make import event
from zhinan.events.tests.test_courses import course, nominated
from zhinan.exchange.models import Import
from zhinan.exchange.states import State as ImportState
from zhinan.network.models import Twin
from zhinan.network.tests.make import agreement, membership, network, organisation
from zhinan.notices.models import Notice
from zhinan.portal.figures import reports, roles_in_words, waiting
from zhinan.portal.figures.desk import MOST
from zhinan.programmes.tests.make import period, programme

from .make import office

pytestmark = pytest.mark.django_db


def in_days(number):
    """The day so many days from today."""
    return localdate() + timedelta(days=number)


def lines(reader):
    """What waits for `reader`, in words."""
    return [f"{line.what}: {line.record}" for line in waiting(reader, localdate())[0]]


def test_what_waits_stands_soonest_first_and_what_has_no_day_last():
    ring = network(name="Ring")
    membership(ring, organisation=organisation(name="Late"), renewed_until=in_days(-3))
    membership(ring, organisation=organisation(name="Soon"), renewed_until=in_days(20))
    membership(ring, organisation=organisation(name="Far"), renewed_until=in_days(90))
    membership(ring, organisation=organisation(name="New"), state="applied", applied_on=in_days(-1).isoformat())
    agreement(title="Accord", expires_on=in_days(10).isoformat())
    agreement(title="Expired", expires_on=in_days(-10).isoformat())
    found, rests = waiting(office(), localdate())
    assert [(line.what, str(line.record), line.due, line.is_late) for line in found] == [
        ("Renew the membership", "Late (Ring)", in_days(-3), True),
        ("The agreement expires", "Accord", in_days(10), False),
        ("Renew the membership", "Soon (Ring)", in_days(20), False),
        ("Decide the application", "New (Ring)", None, False),
    ]
    assert rests == []


WAITS = {
    "nobody in particular": [],
    "focal point": ["Renew the membership: Weavers (Ring)"],
    "finance": [],
    "evaluator": [],
    "secretariat": [
        "Renew the membership: Weavers (Ring)",
        "The agreement expires: Accord",
        "Decide the application: Asks (Ring)",
    ],
}
WAITS |= {"secretariat elsewhere": WAITS["secretariat"], "administrator": WAITS["secretariat"]}


def test_what_waits_waits_for_those_who_can_do_it():
    people = cast(programme(), programme())
    ring, weavers = network(name="Ring"), organisation(name="Weavers")
    grant_role(people["focal point"], RoleName.FOCAL_POINT, weavers.scope())
    membership(ring, organisation=weavers, renewed_until=in_days(5))
    membership(ring, organisation=organisation(name="Asks"), state="applied")
    agreement(title="Accord", expires_on=in_days(10).isoformat())
    agreement(title="Closed", expires_on=in_days(10).isoformat(), audience="archive")
    assert {word: lines(reader) for word, reader in people.items() if word != "visitor"} == WAITS


def test_many_of_a_kind_are_grouped_under_the_list_that_has_them(client):
    ring, reader = network(), office()
    for k in range(MOST + 3):
        membership(ring, organisation=organisation(name=f"Body {k}"), state="applied")
    found, (rest,) = waiting(reader, localdate())
    assert (len(found), rest.count, rest.address) == (MOST, 3, "/lists/membership/?state=applied")
    client.force_login(reader)
    assert client.get(rest.address).context["table"].page.paginator.count == MOST + 3
    assert "3 more" in client.get(reverse("desk")).content.decode()


def test_registrations_and_nominations_wait_for_the_office_of_their_programme():
    ours = programme(name="Ours")
    people = cast(ours, programme(name="Theirs"))
    for title in ("Wells", "Ponds"):
        made = event(ours, title=title, state="planned", starts_on="2050-01-04")
        facts = {"event": made, "name": "Guest", "email": "guest@zhinan.example", "consented_on": localdate()}
        state = "pending" if title == "Wells" else "registered"
        Registration.objects.create(state=state, registered_at=timezone.now(), **facts)
    found = {word: lines(reader) for word, reader in people.items() if word != "visitor"}
    told = {word: said for word, said in found.items() if said}
    assert told == {word: ["Approve who registered: Wells"] for word in ("secretariat", "administrator")}


@pytest.mark.usefixtures("codelists")
def test_a_nomination_waits_until_somebody_has_looked_at_it():
    ours = programme(name="Ours", ends_on="2060")
    reader = user("Secretariat", RoleName.SECRETARIAT, ours.scope())
    row = nominated(course(ours), 1, state="nominated")
    assert lines(reader) == [f"Review who was nominated: {row.course.event}"]
    review(row, by=None)
    assert lines(reader) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_of_one_and_of_three_takes_the_same_queries(client, number):
    reader = office()
    client.force_login(reader)
    for _ in range(number):
        here = programme()
        period(here, 2019), period(here, 2020)
        grant_role(reader, RoleName.SECRETARIAT, here.scope())
        membership(network(), renewed_until=in_days(5))
    client.get(reverse("desk"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("desk")).status_code == 200
    # Session, account, roles; one for each kind that waits; pairs, notices, reports, saved lists,
    # one's own roles and their programmes, the newest entries; and seven for how far the first hour is.
    assert len(asked) == QUERIES


QUERIES = 42


def test_findings_stand_as_the_way_to_them_by_programme_and_year(client):
    here, elsewhere = programme(name="Here"), programme(name="Elsewhere")
    for year in (2019, 2020):
        period(here, year)
    period(elsewhere)
    reader = user("Secretariat", RoleName.SECRETARIAT, here.scope())
    assert [(str(one), [each.year for each in years], may) for one, years, may in reports(reader)] == [
        ("Here", [2020, 2019], True)
    ]
    client.force_login(reader)
    page = client.get(reverse("desk")).content.decode()
    assert (page.count("findings to settle"), reverse("findings", args=[here.slug, 2019]) in page) == (2, True)
    client.force_login(user("Finance", RoleName.FINANCE, here.scope()))
    assert "findings to settle" not in client.get(reverse("desk")).content.decode()


def test_a_role_is_named_with_its_place(client):
    here, body = programme(name="Here"), organisation(name="Weavers")
    reader = user("Somebody", RoleName.SECRETARIAT, here.scope())
    roles = [
        reader.roles.get(),
        grant_role(reader, RoleName.FOCAL_POINT, body.scope()),
        grant_role(reader, RoleName.EXPERT),
    ]
    assert roles_in_words(roles) == [
        ("Secretariat", here, "Here"),
        ("Focal point", body, "Weavers"),
        ("Expert", None, "The whole site"),
    ]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 pair of records may be one"), (2, "2 pairs of records may be one")]
)
def test_pairs_that_may_be_one_wait_for_those_who_keep_records(client, number, words):
    bodies = [organisation(name=f"Body {k}") for k in range(4)]
    for k in range(number):
        Twin.objects.create(
            noun="network.organisation", one_id=bodies[2 * k].pk, other_id=bodies[2 * k + 1].pk, score="0.9"
        )
    client.force_login(office())
    page = client.get(reverse("desk")).content.decode()
    assert f'<a href="{reverse("twins")}">{words}</a>' in page
    client.force_login(user())
    assert "may be one" not in client.get(reverse("desk")).content.decode()


KEEPING = ("imports", "import-questionnaire", "twins", "mergings")
TOOLS = {
    "administrator": [*KEEPING, "rates", "people", "archive", "mail", "mail-settings"],
    "secretariat": [*KEEPING, "rates", "people", "archive"],
    "focal point": ["people"],
    "evaluator": [],
}


@pytest.mark.parametrize("word", TOOLS)
def test_the_desk_leads_to_the_tools_that_its_owner_may_use(client, word):
    client.force_login(cast(programme(), programme())[word])
    tools = client.get(reverse("desk")).context["tools"]
    assert [tool["url"] for tool in tools] == [reverse(name) for name in TOOLS[word]]


def test_an_import_waits_for_whoever_made_it():
    reader, other = office(), office()
    for state in (ImportState.PREVIEWED, ImportState.TAKEN):
        Import.objects.create(resource="events", name=f"{state}.xlsx", state=state, made_by=reader)
    assert (lines(reader), lines(other)) == (["Finish the import: previewed.xlsx"], [])


def test_notices_that_nobody_read_are_one_line(client):
    reader = user()
    client.force_login(reader)
    for _ in range(2):
        Notice.objects.create(user=reader, sentence="Come.", **Notice.pointer(reader))
    assert "2 notices to read" in client.get(reverse("desk")).content.decode()


def test_an_empty_desk_says_what_would_stand_on_it(client):
    client.force_login(user())
    page = client.get(reverse("desk")).content.decode()
    assert ("Nothing waits for you" in page, "You have no role yet" in page, "My reports" in page) == (
        True,
        True,
        False,
    )
    assert (reverse("lists") in page, reverse("archive") in page) == (True, False)


def test_the_desk_is_ones_own(client):
    answer = client.get(reverse("desk"))
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_the_first_hour_waits_as_long_as_something_of_it_is_to_be_done(client):
    for reader, waits in ((office(), True), (user("Member"), False)):
        client.force_login(reader)
        page = client.get(reverse("desk")).content.decode()
        assert (f'href="{reverse("start")}"' in page, "Nothing waits for you" in page) == (waits, not waits)
