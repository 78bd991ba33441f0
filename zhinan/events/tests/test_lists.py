"""Lists on paper: typed one person a line, looked at, taken over for the event or one of its sessions."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.events.models import Roll, Session
from zhinan.events.rules.lists import cells_of, read_lines
from zhinan.events.rules.platforms.headings import meaning
from zhinan.programmes.tests.make import programme

from .make import attendance, event, person

NAMES = st.text(st.characters(whitelist_categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Amina Diallo", ("Amina Diallo", "", "", "")),
        ("Amina Diallo, amina@example.org", ("Amina Diallo", "amina@example.org", "", "")),
        ("Amina Diallo, Water Board, Kenya, A@Example.org", ("Amina Diallo", "a@example.org", "Water Board", "Kenya")),
        ("Amina Diallo\tKenya\tMinistry of Water, Wells", ("Amina Diallo", "", "Ministry of Water, Wells", "Kenya")),
        ("张伟；中国农业科学院；中国", ("张伟", "", "中国农业科学院", "中国")),
        ('"Costa"; Bruno Institute', ("Costa", "", "Bruno Institute", "")),
    ],
)  # fmt: skip
def test_a_line_holds_a_name_and_what_is_known_beside_it(line, found):
    [row] = read_lines(line).rows
    assert (row.name, row.email, row.organisation, row.country) == found


def test_a_line_without_a_name_is_named_by_its_number():
    sheet = read_lines("Amina\n\n?, Kenya\na@example.org\n" + "A" * 201)
    assert ([row.line for row in sheet.rows], [one.line for one in sheet.troubles]) == ([1], [3, 4, 5])
    starts = [one.in_words()[:24] for one in sheet.troubles]
    assert starts == ["Line 3: Begin with the n", "Line 4: Write the name b", "Line 5: This is too long"]


def test_headings_and_numbers_of_lines_are_nobody():
    text = "Name\tEmail\n1\tAmina Diallo\tmailto:Amina@Example.org\n2. Bruno Costa\n(3) Chen Wei"
    rows = [(row.line, row.name, row.email) for row in read_lines(text).rows]
    assert rows[:2] == [(2, "Amina Diallo", "amina@example.org"), (3, "Bruno Costa", "")]


def headings(text):
    return sum(len(cells) > 1 and all(map(meaning, cells)) for cells in map(cells_of, text.splitlines()))


@given(st.lists(NAMES, max_size=8))
def test_every_name_comes_back_in_its_line(names):
    sheet = read_lines("\n".join(names))
    assert [(row.line, row.name) for row in sheet.rows] == list(enumerate(names, 1))


@given(st.text(max_size=200))
def test_whatever_is_typed_each_line_with_something_in_it_is_a_row_or_a_trouble(text):
    sheet = read_lines(text)
    lines = [one.line for one in (*sheet.rows, *sheet.troubles)]
    said = [n for n, line in enumerate(text.splitlines(), 1) if cells_of(line)]
    assert sorted(lines) == [n for n in said if n in lines] and len(set(said) - set(lines)) <= headings(text)


@pytest.fixture
def office(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, found.scope()))
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("codelists")
def test_a_typed_list_is_looked_at_and_taken_over_for_one_session(client, office):
    made = event(office)
    held = Session.objects.create(event=made, title="Digging")
    there = attendance(made, person(name="Bruno Costa", audience="public"))
    answer = client.post(
        reverse("add-list", args=[made.slug]), {"lines": "Amina Diallo, Kenya\nBruno Costa", "session": held.pk}
    )
    roll = Roll.objects.get()
    assert (answer.url, roll.session, made.attendances.count()) == (roll.get_absolute_url(), held, 1)
    names = {row["name"]: row["number"] for row in roll.rows}
    taken = {f"row-{names['Amina Diallo']}": "new", f"row-{names['Bruno Costa']}": f"p{there.person_id}"}
    client.post(roll.get_absolute_url(), taken)
    assert sorted(str(one.attendance) for one in held.presences.all()) == ["Amina Diallo", "Bruno Costa"]
    assert (made.attendances.count(), made.attendances.get(person=None).country.alpha3) == (2, "KEN")


@pytest.mark.django_db
def test_a_list_that_cannot_be_read_is_kept_as_typed_with_the_lines_that_are_wrong(client, office):
    made = event(office)
    page = client.post(reverse("add-list", args=[made.slug]), {"lines": "Amina\n?!"}).content.decode()
    assert ("Line 2: Begin with the name" in page, "Amina\n?!" in page, Roll.objects.count()) == (True, True, 0)
