"""What is judged is what was submitted: what authors write after a return stays theirs until they submit it again."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.codelists.models import Goal
from zhinan.grants import actions, figures
from zhinan.grants.models import Application, Decision
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country

from .committee import meeting, text_of
from .make import call, sits
from .whole import given, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NOW = timezone.now()
LATER = NOW + timedelta(days=9)
DRAFT = ("Ducks", "Institute of Ducks", "Fiji", "Togo", "Birds", "7,777", "6,666", "5,555", "4,444")


class World:
    """A call with an application that was submitted, returned, and is written anew, and one that was not returned."""

    def __init__(self, state="returned"):
        self.call = call(title="Lakes")
        rules = self.call.rules()
        self.themes = [rules.themes.create(position=n, name=name) for n, name in enumerate(("Water", "Birds"), 1)]
        self.author, self.member = user("Author"), user("Member")
        self.office = user("Secretariat", "secretariat", self.call.programme.scope())
        sits(self.call, self.member)
        self.other = self.sent("Canals")
        self.one = self.sent("Rice and fish")
        Application.objects.filter(pk=self.one.pk).update(state="committee")
        self.meeting = meeting(self.call, self.one, self.other)
        actions.give_back(self.one, "Add birds.", LATER, by=self.office, now=NOW, meeting=self.meeting)
        self.revise()
        if state == "withdrawn":
            actions.withdraw(Application.objects.get(pk=self.one.pk), by=self.author)
        self.one.refresh_from_db()

    def sent(self, title):
        """An application for water and goal 2 that was submitted."""
        made = whole(self.call, self.author, title=title, theme=self.themes[0])
        made.goals.set(Goal.objects.filter(number=2))
        actions.submit(made, by=self.author, now=NOW)
        return Application.objects.get(pk=made.pk)

    def revise(self):
        """What its authors write after the return: everything else."""
        lead = organisation(name="Institute of Ducks", acronym="DUX", country=country("FJI"))
        facts = {"title": "Ducks", "lead": lead, "theme": self.themes[1], "months": 99, "people": 5_555, "women": 4_444}
        Application.objects.filter(pk=self.one.pk).update(**facts)
        self.one.refresh_from_db()
        self.one.goals.set(Goal.objects.filter(number=15))
        self.one.budget.filter(source="grant").update(amount=7_777)
        self.one.sources.all().delete()
        given(self.one, 6_666)
        self.one.parties.create(role="beneficiary", country=country("TGO"))


@pytest.fixture
def world():
    return World()


@pytest.fixture
def read(world, client):
    def read(page, who="office"):
        client.force_login(getattr(world, who))
        return client.get(f"/calls/{world.call.slug}/{page}")

    return read


def titles(read, words):
    """The titles of the list that is narrowed or sorted by `words`, as its file has them."""
    text = read(f"applications/?format=csv&{words}").content.decode("utf-8-sig")
    return [one["Title"] for one in csv.DictReader(io.StringIO(text))]


def told(text):
    """What `text` says of what is written now."""
    return [word for word in DRAFT if word in text or word.replace(",", "") in text]


@pytest.mark.parametrize("state", ["returned", "withdrawn"])
def test_it_is_compared_as_it_was_submitted_in_every_value(state):
    world = World(state)
    rows = {row.pk: row for row in figures.compared(Application.objects.filter(call=world.call))}
    one, other = rows[world.one.pk], rows[world.other.pk]
    assert [one.title, one.state, one.lead, one.country] == ["Rice and fish", state, "Institute of Rice", "Kenya"]
    assert [one.theme, one.months, one.people, one.women] == ["Water", 12, 400, 250]
    assert [one.requested, one.beside, one.match] == [20_000, 20_000, [("USD", Decimal(20_000))]]
    assert (sorted(one.countries), one.countries[0]) == (sorted(other.countries), "Kenya")


@pytest.mark.parametrize("who", ["office", "member"])
@pytest.mark.parametrize(
    "page",
    ["applications/", "comparison/", "charts/", "reviews/", "applications/?format=csv", "comparison/?format=csv"],
)
def test_no_list_says_anything_of_what_is_written_now(world, read, page, who):
    assert told(read(page, who).content.decode("utf-8-sig")) == []


def test_the_meeting_its_agenda_and_its_minutes_say_what_was_submitted(world, client):
    client.force_login(world.office)
    held = world.meeting.pk
    pages = [client.get(reverse(name, args=[held])).content.decode() for name in ("meeting", "meeting-agenda")]
    pages.append(text_of(client.get(reverse("meeting-minutes", args=[held]))))
    assert [("Rice and fish" in text, told(text)) for text in pages] == [(True, [])] * 3


def test_the_list_of_letters_names_it_as_it_was_submitted(world, read):
    page = read("letters/").content.decode()
    assert ("Rice and fish" in page, told(page)) == (True, [])


def test_the_pages_of_the_office_and_the_letter_say_what_was_submitted(world, client):
    client.force_login(world.office)
    key, letter = world.one.pk, Decision.objects.get(outcome="returned").pk
    names = ("screen", "return", "decide", "assign", "reviews")
    pages = [client.get(reverse(f"application-{name}", args=[key])).content.decode() for name in names]
    pages.append(client.get(reverse("application-letter", args=[key, letter])).content.decode())
    assert [("Rice and fish" in text, told(text)) for text in pages] == [(True, [])] * 6
    page = client.get(world.one.get_absolute_url()).content.decode()
    assert ("Institute of Rice" in page, told(page)) == (True, [])
    client.force_login(world.author)
    assert told(client.get(world.one.get_absolute_url()).content.decode())[:2] == ["Ducks", "Institute of Ducks"]


@pytest.mark.parametrize("words", ["q=ducks", "q=DUX"])
def test_no_search_finds_it_by_what_is_written_now(world, read, words):
    assert titles(read, words) == []


@pytest.mark.parametrize("words", ["country=FJI", "theme=Birds", "goal=15"])
def test_no_filter_finds_it_by_what_is_written_now(world, read, words):
    third = world.sent("Hens")
    Application.objects.filter(pk=third.pk).update(theme=world.themes[1], lead=organisation(country=country("FJI")))
    third.goals.set(Goal.objects.filter(number=15))
    assert titles(read, words) == ["Hens"]


def test_no_filter_offers_what_is_only_written_now(world, read):
    page = read("applications/").content.decode()
    values = ("KEN", "FJI", "Water", "Birds", "2", "15")
    assert [f'value="{one}"' in page for one in values] == [True, False] * 3


@pytest.mark.parametrize("words", ["q=rice+and", "q=of+RICE", "country=KEN", "theme=Water", "goal=2"])
def test_it_is_found_by_what_was_submitted(world, read, words):
    found = {"Rice and fish"} if words == "q=rice+and" else {"Rice and fish", "Canals"}
    assert set(titles(read, words)) == found


def test_it_is_found_by_its_number_which_does_not_change(world, read):
    assert titles(read, f"q={world.one.number}") == ["Rice and fish"]


@pytest.mark.parametrize("sort", ["title", "lead", "country", "theme", "requested"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_its_place_in_a_sorted_list_tells_nothing_of_what_is_written_now(world, read, sort, sign):
    assert titles(read, f"sort={sign}{sort}") == ["Canals", "Rice and fish"]


def test_it_is_counted_where_it_was_submitted(world):
    found = figures.pipeline(Application.objects.filter(call=world.call))
    numbers = {key: [(label, n) for label, n, _words in found[key]] for key in ("country", "theme")}
    assert numbers == {"country": [("Kenya", 2)], "theme": [("Water", 2)]}
    assert [(n, words) for _label, n, words in found["goal"]] == [(2, "goal=2")]


def test_once_it_is_submitted_again_everybody_reads_what_it_says_then(world, read):
    one = Application.objects.get(pk=world.one.pk)
    one.sources.all().delete()
    given(one, 30_000)
    Application.objects.filter(pk=one.pk).update(months=24, people=5_000)
    actions.submit(one, by=world.author, now=NOW)
    assert titles(read, "q=ducks") == titles(read, "country=FJI") == ["Ducks"]
    assert titles(read, "sort=requested") == ["Ducks", "Canals"]
    assert "Fiji" in read("charts/").content.decode()


@pytest.mark.parametrize("page", ["applications/", "comparison/", "charts/"])
def test_the_lists_cost_the_same_for_one_that_is_revised_and_for_three(
    world, read, client, page, django_assert_num_queries
):
    numbers = {"applications/": 16, "comparison/": 17, "charts/": 13}
    read(page)
    address = f"/calls/{world.call.slug}/{page}"
    for more in (0, 2):
        for _n in range(more):
            made = world.sent("Wells")
            actions.give_back(made, "Add birds.", LATER, by=world.office, now=NOW)
        with django_assert_num_queries(numbers[page]):
            assert client.get(address).status_code == 200
