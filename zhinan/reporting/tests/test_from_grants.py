"""What grants come to for an indicator of their programme: on its page, in its file, and for whom."""

import csv
from datetime import date
from gzip import compress
from io import StringIO

import pytest
from django.urls import reverse

from zhinan.accounts.tests.make import cast
from zhinan.programmes.tests.make import programme
from zhinan.results.tests.make import counting, framework, indicator, measured, result, target

pytestmark = pytest.mark.django_db
MOST = 14 * 1024  # bytes, gzipped
NEXT = (date(2027, 1, 1), date(2027, 12, 31))
SEXES = [
    {"dimension": "sex", "key": "female", "value": "6", "n": None},
    {"dimension": "country", "key": "KEN", "value": "10", "n": None},
]


@pytest.fixture
def of():
    """An indicator of a programme that counts people, with targets for two years."""
    made = indicator(title="People trained", measure="unit", unit="people")
    target(made, "20"), target(made, "30", NEXT)
    return made


def page(client, of, **words):
    """What the page of an indicator says."""
    answer = client.get(of.get_absolute_url(), words)
    assert answer.status_code == 200
    return answer.content.decode()


def lines(client, of):
    """The rows of the file, its head first."""
    answer = client.get(reverse("from-grants-sheet", args=[of.pk, "csv"]))
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.usefixtures("codelists")
def test_a_number_stands_over_the_grants_that_it_is_from_and_each_of_them_opens(client, of):
    first, second, third = (counting(of, title) for title in ("Ponds", "Rice", "Wells"))
    measured(first, "10", parts=SEXES), measured(second, "12")
    told = page(client, of)
    expected = ("22 people", "n 80", "from 2 of 3 grants", "reached", "Nothing was measured in this period.")
    assert [one for one in expected if one not in told] == []
    assert "Whoever takes part in several grants is counted in each of them." in told
    links = [told.count(f'<a href="{one.get_absolute_url()}">') for one in (first, second, third)]
    assert links == [1, 1, 1]
    assert [client.get(one.get_absolute_url()).status_code for one in (first, second, third)] == [200] * 3
    for group in ("Sex: women, 6 people", "Country or area: Kenya, 10 people", "told in 1 of 2 measurements"):
        assert group in told


def test_another_period_is_opened_by_its_link(client, of):
    below = counting(of, "Ponds")
    measured(below, "10"), measured(below, "4", starts_on="2027-01-01", ends_on="2027-12-31")
    assert 'href="?period=2026#from-grants"' in page(client, of)
    told = []
    for year in ("2026", "2027", "nonsense"):
        shown = page(client, of, period=year)
        told.append(["10 people</strong>" in shown, "4 people</strong>" in shown])
    assert told == [[True, False], [False, True], [False, True]]
    assert 'aria-label="From 10 people (2026) to 4 people (2027)"' in page(client, of)


def test_an_empty_cell_says_why(client, of):
    below = counting(of, "Ponds")
    measured(below, "10"), measured(below, "4", starts_on="2026-02-01", ends_on="2026-02-28")
    told = page(client, of)
    sentence = "Two of the measurements overlap in time, so they are not added up."
    assert [f"Ponds: {sentence}" in told, "from 1 of 1 grant" in told] == [True, True]
    assert f"<small>{sentence}</small>" in page(client, of, period="2026")


def test_the_groups_of_percentages_say_why_they_are_not_there(client):
    of = indicator()
    measured(counting(of), "75", numerator="30", denominator="40")
    told = page(client, of)
    assert "75%" in told
    assert "30 of 40" in told
    assert "Groups of percentages are not put together" in told


def test_what_was_measured_for_the_indicator_itself_is_drawn_apart(client, of):
    below = counting(of)
    measured(below, "10"), measured(below, "4", starts_on="2027-01-01", ends_on="2027-12-31")
    measured(of, "30", starts_on="2025-01-01", ends_on="2025-12-31"), measured(of, "31")
    own, grants = "From 30 people (2025) to 31 people (2026)", "From 10 people (2026) to 4 people (2027)"
    told = page(client, of)
    assert [told.count(f'aria-label="{one}"') for one in (own, grants)] == [1, 1]
    assert page(client, below).count(f'aria-label="{grants}"') == 1


def test_without_grants_there_is_no_such_section_and_without_targets_the_years_are_told(client, of):
    assert "From the grants" not in page(client, of)
    bare = indicator(of.result, title="Bare", measure="unit")
    below = counting(bare)
    told = page(client, bare)
    assert "No target is set, and nothing was measured yet." in told
    measured(below, "3")
    assert 'href="?period=2026#from-grants"' in page(client, bare)


def test_an_indicator_of_a_grant_leads_up_to_the_one_that_it_counts_towards(client, of):
    below = counting(of)
    assert f'<a href="{of.get_absolute_url()}">People trained</a>' in page(client, below)
    hidden = of.result.framework
    hidden.audience = "staff"
    hidden.save()
    told = page(client, below)
    assert ("Counts towards" in told, "People trained" in told) == (False, False)


def test_everybody_gets_the_number_and_the_list_of_what_they_may_see(client, of):
    here = of.result.framework.programme
    measured(counting(of, "Ponds"), "10"), measured(counting(of, "Rice", audience="staff"), "5")
    found = {}
    for word, person in cast(here, programme(name="Another")).items():
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        told = page(client, of)
        file = lines(client, of)
        shown = [one for one in ("10 people<br>", "15 people<br>", "Rice") if one in told]
        found[word] = (shown, [row[4] for row in file[1:] if row[0] == "2026"])
    others = (["10 people<br>"], ["10 people", "10 people"])
    staff = (["15 people<br>", "Rice"], ["15 people", "10 people", "5 people"])
    words = ("visitor", "nobody in particular", "focal point", "finance", "evaluator")
    assert found == dict.fromkeys(words, others) | dict.fromkeys(
        ("secretariat", "secretariat elsewhere", "administrator"), staff
    )


def test_the_file_says_what_the_page_says(client, of):
    measured(counting(of, "Ponds"), "10")
    counting(of, "=Rice")
    nothing = "Nothing was measured in this period."
    head, *told = lines(client, of)
    assert head == [
        *("Period", "Grant", "Indicator", "Target", "Actual", "Of its parts", "Base", "Grants"),
        *("Target reached", "Remark"),
    ]
    first = ["2026", "all grants", "People trained", "20 people"]
    below, empty = "Those who are satisfied", [""] * 6
    assert told == [
        [*first, "10 people", "", "n 40", "from 1 of 2 grants", "not reached", ""],
        ["2026", "'=Rice", below, *empty, nothing],
        ["2026", "Ponds", below, "", "10 people", "", "n 40", "", "", ""],
        ["2027", "all grants", "People trained", "30 people", "", "", "", "from 0 of 2 grants", "", nothing],
        ["2027", "'=Rice", below, *empty, nothing],
        ["2027", "Ponds", below, *empty, nothing],
    ]
    assert client.get(reverse("from-grants-sheet", args=[of.pk, "xlsx"])).status_code == 200
    assert client.get(reverse("from-grants-sheet", args=[of.pk, "doc"])).status_code == 404


def test_the_file_of_what_is_hidden_is_not_there(client):
    hidden = indicator(result(framework(audience="staff")))
    assert client.get(reverse("from-grants-sheet", args=[hidden.pk, "csv"])).status_code == 404


@pytest.mark.parametrize("many", [1, 3, 30])
def test_page_and_file_take_the_same_queries_for_any_number_of_grants(client, django_assert_num_queries, of, many):
    for number in range(many):
        measured(counting(of, f"Project {number}"), "2")
    with django_assert_num_queries(14):
        told = page(client, of)
    assert len(compress(told.encode())) < MOST
    assert told.count("</strong> <small>n 40") == min(many, 20)
    with django_assert_num_queries(9):
        assert len(lines(client, of)) == 1 + 2 * (1 + many)


def test_the_second_page_of_the_grants_keeps_the_period(client, of):
    for number in range(21):
        measured(counting(of, f"Project {number:02}"), "2")
    told = page(client, of, period="2026", page="2")
    assert ("Project 20" in told, "Project 00" in told, "42 people" in told) == (True, False, True)
    assert "?period=2026&amp;page=1" in told
