"""Lists of records: who sees what in them, how they are narrowed, sorted, counted and downloaded."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.codelists.models import OrganisationType
from zhinan.events.models import Involvement
from zhinan.history.actions import record
from zhinan.kit import glances
from zhinan.knowledge.tests.make import goal
from zhinan.network.models import Affiliation
from zhinan.network.tests.make import agreement, membership, network, organisation, partnership
from zhinan.outreach.tests.make import engagement
from zhinan.portal.tables import TABLES
from zhinan.portal.views import lists
from zhinan.portal.views.lists import LISTS, PER_PAGE
from zhinan.programmes.tests.make import country, programme, project

from .make import event, grant, office, person, publication, record_of, solution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NOUNS = sorted(LISTS)
# Questions for a list of one or of three records: their keys, their number, the records, and what can be chosen.
QUERIES = {
    "agreement": 5,
    "call": 5,
    "collection": 4,
    "delivery": 5,
    "dissemination": 4,
    "engagement": 5,
    "event": 6,
    "framework": 4,
    "fund": 3,
    "grant": 6,
    "membership": 5,
    "network": 3,
    "organisation": 6,
    "partnership": 5,
    "person": 5,
    "programme": 4,
    "project": 6,
    "publication": 5,
    "questionnaire": 4,
    "solution": 7,
    "story": 4,
    "visit": 5,
}


def listed(client, noun, **words):
    """What stands in the first column of a list, on the page."""
    answer = client.get(reverse("list", args=[noun]), words)
    assert answer.status_code == 200
    return first_column(answer)


def first_column(answer):
    """The first cells of the rows of a page."""
    rows = re.findall(r"<tr><td[^>]*>(.*?)</td>", answer.content.decode())
    return [re.sub(r"<[^>]*>", "", cell) for cell in rows]


def sheet(client, noun, suffix="csv", **words):
    """The rows of a list's file, its head first."""
    answer = client.get(reverse("list", args=[noun]), {**words, "format": suffix})
    assert answer.status_code == 200
    if suffix == "xlsx":
        return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_noun_with_a_table_has_its_list():
    assert {model._meta.model_name for model in TABLES} == set(QUERIES)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_hidden_record_stands_in_no_list_no_number_no_choice_and_no_file(client, noun):
    client.force_login(office() if noun == "person" else user())
    record_of(noun, "Seenword")
    record_of(noun, "Hiddenword", "administrator")
    answer = client.get(reverse("list", args=[noun]))
    page, file = answer.content.decode(), client.get(reverse("list", args=[noun]), {"format": "csv"}).content.decode()
    assert ("Seenword" in page + file, "Hiddenword" in page + file) == (True, False)
    assert ("1 record<" in page, answer.context["total"], len(sheet(client, noun))) == (True, 1, 2)


@pytest.mark.parametrize("noun", NOUNS)
def test_whoever_sees_everything_finds_both_but_not_what_was_archived(client, noun):
    client.force_login(user("Administrator", RoleName.ADMINISTRATOR))
    for word, audience in (("Seenword", "public"), ("Hiddenword", "administrator"), ("Goneword", "archive")):
        record_of(noun, word, audience)
    page = client.get(reverse("list", args=[noun])).content.decode()
    assert [word in page for word in ("Seenword", "Hiddenword", "Goneword")] == [True, True, False]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("number", [1, 3])
def test_a_list_of_one_and_of_three_takes_the_same_queries(client, noun, number):
    client.force_login(office() if noun == "person" else user())
    for k in range(number):
        made = record_of(noun, f"Word {k}")
        join(noun, made)
    address = reverse("list", args=[noun])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).context["total"] == number
    of_the_reader = 3  # session, account, roles
    assert len(asked) - of_the_reader == QUERIES[noun]


def join(noun, made):
    """What a row shows beside the record itself."""
    if noun == "event":
        Involvement.objects.create(event=made, programme=programme(), part="organised")
    if noun == "person":
        Affiliation.objects.create(person=made, organisation=organisation())
    if noun in ("agreement", "partnership"):
        getattr(made, "parties" if noun == "agreement" else "organisations").add(organisation())
    if noun == "solution":
        made.countries.add(country("KEN"))


PEOPLE = {"visitor": 302, "nobody in particular": 403, "focal point": 403, "secretariat": 200, "administrator": 200}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_list_of_people_opens_to_those_who_keep_records(client, who):
    roles = {
        "focal point": (RoleName.FOCAL_POINT, "organisation:1"),
        "secretariat": (RoleName.SECRETARIAT, "programme:1"),
        "administrator": (RoleName.ADMINISTRATOR, ""),
    }
    if who != "visitor":
        client.force_login(user(who, *roles.get(who, ())))
    for form in ({}, {"format": "csv"}):
        assert client.get(reverse("list", args=["person"]), form).status_code == PEOPLE[who]


def test_no_mail_address_stands_in_the_list_of_people_or_its_files(client):
    client.force_login(office())
    person(name="Wei", email="wei@weavers.example", consent_on="2020-01-01")
    page = client.get(reverse("list", args=["person"])).content.decode()
    assert ("Wei" in page, "weavers.example" in page) == (True, False)
    assert sheet(client, "person") == [["Name", "Organisations", "Country or area"], ["Wei", "", ""]]


def test_a_record_that_a_row_names_is_named_to_those_alone_who_may_see_it(client):
    hidden = programme(name="Hiddenword", audience="administrator")
    publication(hidden, title="Report")
    partner, secret = organisation(name="Partner"), organisation(name="Hiddenword", audience="administrator")
    agreement(partner, secret, title="Accord")
    partnership(partner, secret, title="Tie", network=network(name="Hiddenword", audience="administrator"))
    made = event(hidden, title="Webinar")
    Involvement.objects.create(event=made, programme=programme(name="Open"), part="supported")
    grant(title="Grant", project=project(hidden))
    for noun in ("publication", "agreement", "partnership", "event", "grant"):
        for form in ({}, {"format": "csv"}, {"sort": "-programme"}):
            text = client.get(reverse("list", args=[noun]), form).content.decode()
            assert "Hiddenword" not in text, (noun, form)
    assert sheet(client, "agreement")[1] == ["Accord", "Partner", "", ""]


def test_a_hidden_programme_is_no_choice_and_narrows_nothing(client):
    open_one, hidden = programme(slug="open"), programme(slug="hidden", audience="administrator")
    publication(open_one, title="One")
    publication(hidden, title="Two")
    answer = client.get(reverse("list", args=["publication"]), {"programme": "hidden"})
    assert first_column(answer) == ["One", "Two"]
    assert re.findall(r'<option value="([^"]+)"', answer.content.decode().split('name="kind"')[0]) == ["open"]
    assert listed(client, "publication", programme="open") == ["One"]


def test_the_country_of_a_hidden_party_is_no_choice(client):
    shown, hidden = (
        organisation(country=country(code), audience=who) for code, who in (("KEN", "public"), ("CHN", "x"))
    )
    agreement(shown, hidden, title="Accord")
    answer = client.get(reverse("list", args=["agreement"]))
    assert re.findall(r'<option value="([A-Z]{3})"', answer.content.decode()) == ["KEN"]
    assert (listed(client, "agreement", country="KEN"), first_column(answer)) == (["Accord"], ["Accord"])


NARROWED = [
    ("organisation", {"country": "KEN"}, ["Weavers"]),
    ("organisation", {"type": "10"}, ["Ministry"]),
    ("organisation", {"q": "weav"}, ["Weavers"]),
    ("organisation", {"q": "tisserands"}, ["Weavers"]),
    ("organisation", {"goal": "4"}, ["Ministry"]),
    ("organisation", {"country": "KEN", "q": "minis"}, []),
    ("membership", {"q": "weav"}, ["Weavers"]),
    ("membership", {"year": "2019"}, ["Ministry"]),
    ("membership", {"country": "KEN"}, ["Weavers"]),
    ("membership", {"state": "left"}, ["Ministry"]),
    ("membership", {"on": "2018-12-31"}, ["Weavers"]),
    ("membership", {"on": "2019-12-31"}, ["Ministry", "Weavers"]),
    ("membership", {"on": "2021-01-01"}, ["Weavers"]),
    ("event", {"kind": "training"}, ["Course"]),
    ("event", {"year": "2021"}, ["Course"]),
    ("event", {"state": "planned"}, ["Course"]),
    ("event", {"programme": "ours"}, ["Webinar"]),
    ("solution", {"country": "KEN"}, ["Terraces"]),
    ("solution", {"goal": "2"}, ["Terraces"]),
    ("grant", {"country": "CHN"}, ["Wells"]),
    ("grant", {"programme": "ours", "year": "2020"}, ["Wells"]),
    ("engagement", {"kind": "preparatory"}, ["Weavers"]),
]


@pytest.fixture
def small_world():
    """Some records of a few nouns, bound to each other."""
    ours = programme(slug="ours")
    weavers = organisation(name="Weavers", country=country("KEN"))
    weavers.names.create(name="Tisserands", language="fr")
    ministry = organisation(name="Ministry", country=country("CHN"), type=OrganisationType.objects.get(code="10"))
    ministry.goals.add(goal(4))
    ring = network()
    membership(ring, organisation=weavers, joined_on="2018-05")
    membership(ring, organisation=ministry, joined_on="2019", left_on="2020", state="left")
    event(ours, title="Webinar")
    event(title="Course", kind="training", starts_on="2021-03", state="planned")
    solution(primary=2, title="Terraces").countries.add(country("KEN"), country("CHN"))
    solution(primary=3, title="Clinics")
    grant(ours, "KEN", "CHN", title="Wells")
    grant(None, "KEN", title="Roofs", approved_on="2019")
    engagement(ours, organisation=weavers, stage="preparatory")
    engagement(ours, organisation=ministry, stage="engaged")


@pytest.mark.parametrize(("noun", "words", "expected"), NARROWED)
def test_a_list_is_narrowed_by_what_its_form_offers(client, small_world, noun, words, expected):
    assert listed(client, noun, **words) == expected
    assert [row[0] for row in sheet(client, noun, **words)[1:]] == expected


def test_above_a_narrowed_list_stands_how_much_of_the_whole_it_is(client, small_world):
    page = client.get(reverse("list", args=["organisation"]), {"country": "KEN"}).content.decode()
    assert ("1 of 2 records" in page, "Clear all" in page) == (True, True)
    page = client.get(reverse("list", args=["organisation"])).content.decode()
    assert ("2 records" in page, "Clear all" in page) == (True, False)


@pytest.mark.parametrize(
    "words",
    [
        {"on": "soon"},
        {"country": "XXX"},
        {"year": "soon"},
        {"year": "0"},
        {"year": "99999"},
        {"state": "<b>"},
        {"q": "\0"},
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_narrows_nothing(client, small_world, words):
    answer = client.get(reverse("list", args=["membership"]), words)
    assert (answer.status_code, len(first_column(answer))) == (200, 2)
    assert answer.content.decode().count('class="error"') == 1


def test_a_list_is_sorted_by_its_columns_with_the_unknown_last(client):
    for name, code in (("B", "KEN"), ("A", "CHN"), ("C", None), ("D", "KEN")):
        organisation(name=name, country=country(code) if code else None)
    assert listed(client, "organisation") == ["A", "B", "C", "D"]
    assert listed(client, "organisation", sort="-name") == ["D", "C", "B", "A"]
    assert listed(client, "organisation", sort="country") == ["A", "B", "D", "C"]
    assert listed(client, "organisation", sort="-country") == ["B", "D", "A", "C"]
    assert listed(client, "organisation", sort="secrets") == ["A", "B", "C", "D"]
    assert [row[0] for row in sheet(client, "organisation", sort="-country")[1:]] == ["B", "D", "A", "C"]


def test_dates_are_sorted_by_their_first_possible_day_and_written_as_they_are_known(client):
    for name, day in (("Year", "2020"), ("Day", "2020-03-05"), ("None", None), ("Month", "2019-07")):
        event(title=name, starts_on=day)
    assert listed(client, "event") == ["Day", "Year", "Month", "None"]
    rows = [(row[0], row[3]) for row in sheet(client, "event", suffix="xlsx", sort="starts")[1:]]
    assert rows == [("Month", "2019-07"), ("Year", "2020"), ("Day", "2020-03-05"), ("None", "")]


def test_a_long_list_has_pages_and_its_files_hold_them_all(client):
    for k in range(PER_PAGE + 1):
        organisation(name=f"Body {k:02}")
    assert (len(listed(client, "organisation")), listed(client, "organisation", page=2)) == (PER_PAGE, ["Body 25"])
    assert len(sheet(client, "organisation")) == len(sheet(client, "organisation", suffix="xlsx")) == PER_PAGE + 2
    assert len(sheet(client, "organisation", page=2)) == PER_PAGE + 2
    assert client.get(reverse("list", args=["organisation"]), {"page": 3}).status_code == 404


@pytest.mark.parametrize(("noun", "form"), [("nothing", ""), ("person/nothing", ""), ("organisation", "?format=exe")])
def test_an_address_that_is_no_list_is_not_there(client, noun, form):
    assert client.get(f"/lists/{noun}/{form}").status_code == 404


def test_an_empty_list_says_what_to_do_to_those_who_may(client):
    visitor = client.get(reverse("list", args=["organisation"])).content.decode()
    assert ("nothing that you may see" in visitor, "/organisations/add/" in visitor) == (True, False)
    client.force_login(office())
    page = client.get(reverse("list", args=["organisation"])).content.decode()
    assert ("Add the first one here" in page, page.count("/organisations/add/")) == (True, 2)


@pytest.mark.parametrize(("noun", "told"), [("organisation", True), ("fund", False)])
def test_an_empty_list_offers_an_import_only_where_there_is_one(client, noun, told):
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, "programme:1"))
    page = client.get(reverse("list", args=[noun])).content.decode()
    assert ("nothing is recorded yet. Add the first one here" in page, "or import a list" in page) == (True, told)


def test_who_keeps_records_may_import_where_there_is_a_spreadsheet_of_the_noun(client):
    address = f"{reverse('add-import')}?resource=organisations"
    assert address not in client.get(reverse("list", args=["organisation"])).content.decode()
    client.force_login(office())
    assert address in client.get(reverse("list", args=["organisation"])).content.decode()
    assert "Import a list" not in client.get(reverse("list", args=["story"])).content.decode()


def test_a_list_that_nothing_fits_leads_back_to_the_whole(client):
    organisation()
    page = client.get(reverse("list", args=["organisation"]), {"q": "nothing such"}).content.decode()
    assert ("Nothing fits" in page, 'href="/lists/organisation/"' in page) == (True, True)


def test_the_overview_leads_to_every_list_and_to_people_and_questionnaires_those_who_keep_records(client):
    links = re.findall(r"/lists/(\w+)/", client.get(reverse("lists")).content.decode())
    assert sorted(links) == [noun for noun in NOUNS if noun not in ("person", "questionnaire")]
    client.force_login(office())
    assert sorted(re.findall(r"/lists/(\w+)/", client.get(reverse("lists")).content.decode())) == NOUNS


def test_each_pillar_leads_to_the_lists_of_what_it_holds(client, small_world):
    page = client.get(reverse("hub")).content.decode()
    assert ('href="/lists/organisation/"' in page, "All 2 as a list" in page) == (True, True)


@pytest.fixture
def short_memory(monkeypatch):
    """Lists of more than one record are long, and begin to be remembered."""
    for module in (glances, lists):
        monkeypatch.setattr(module, "LONG", 1)
    glances.MEMORY.kept.clear()
    yield
    glances.MEMORY.kept.clear()


def test_a_long_list_is_read_once_while_nothing_happens(client, short_memory):
    made = [organisation(name=name, country=country("KEN")) for name in ("A", "B", "C")]
    record(made[0], "recorded")
    address = reverse("list", args=["organisation"])
    before = client.get(address, {"country": "KEN"}).content
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, {"country": "KEN"}).content == before
    assert len(asked) == 2  # where the history stands, and the records of the page


def test_what_is_remembered_of_a_long_list_ends_with_the_next_change(client, short_memory):
    made = [organisation(name=name) for name in ("A", "B", "C")]
    record(made[0], "recorded")
    assert listed(client, "organisation") == ["A", "B", "C"]
    made[1].audience = "administrator"
    made[1].save()
    record(made[1], "edited")
    assert listed(client, "organisation") == ["A", "C"]
    made[2].name = "0"
    made[2].save()
    record(made[2], "edited")
    assert listed(client, "organisation") == ["0", "A"]


def test_what_one_reader_is_shown_of_a_long_list_is_not_shown_to_another(client, short_memory):
    for k in range(3):
        record(organisation(name=f"Open {k}"), "recorded")
        record(organisation(name=f"Closed {k}", audience="administrator"), "recorded")
    administrator = user("Administrator", RoleName.ADMINISTRATOR)
    client.force_login(administrator)
    assert len(listed(client, "organisation")) == 6
    client.logout()
    assert listed(client, "organisation") == ["Open 0", "Open 1", "Open 2"]
