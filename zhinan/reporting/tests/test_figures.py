"""The report of 2020 recomputes every figure from the records of the seeds, and judges what is said of it."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from zhinan.deliveries.models import Delivery
from zhinan.events.models import Event
from zhinan.grants.models import Grant
from zhinan.network.models import Membership, Organisation
from zhinan.programmes.models import Programme, Project
from zhinan.programmes.tests.make import posting
from zhinan.reporting.editions import formats
from zhinan.reporting.figures import BY_KEY, CATALOGUE
from zhinan.reporting.models import Statement

from .make import HIGHLIGHTS, change, report, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_world")]

TOTAL_ONLY = "The sources give a total only: there is no record that it could be counted from."
VALUES = {
    "countries_reached": (4, 4),
    "regions_reached": (3, 3),
    "grants_approved": (4, 4),
    "grants_to_date": (10, 10),
    "parallel_funding": (None, 0),
    "online_events": (3, 3),
    "offline_events": (6, 6),
    "interagency_events": (12, 12),
    "attendances": (490, 6),
    "people_reached": (None, 0),
    "webinar_satisfaction": (None, 0),
    "agencies_engaged": (7, 7),
    "members_joined": (5, 5),
    "members_total": (17, 17),
    "partnerships_established": (1, 1),
    "product_copies": (200, 1),
    "reports_developed": (3, 3),
    "good_practices_documented": (None, 0),
    "donation_value": (None, 0),
    "donation_countries": (4, 4),
}
SUMS = {"attendances", "product_copies"}  # a value that is no count of its records
VERDICTS = {
    "countries_reached": [(5, "exact", "incomplete"), (5, "exact", "incomplete")],
    "regions_reached": [(6, "exact", "incomplete"), (6, "exact", "incomplete")],
    "grants_approved": [(4, "exact", "supported"), (4, "exact", "supported")],
    "grants_to_date": [(19, "exact", "incomplete"), (18, "exact", "incomplete")],
    "parallel_funding": [(258800, "exact", "stated_only"), (258800, "exact", "stated_only")],
    "online_events": [(3, "exact", "supported"), (3, "exact", "supported")],
    "offline_events": [(6, "exact", "supported"), (6, "exact", "supported")],
    "interagency_events": [(16, "exact", "incomplete"), (16, "exact", "incomplete")],
    "attendances": [
        (1000, "at_least", "incomplete"),
        (200, "exact", "not_supported"),
        (1000, "more_than", "incomplete"),
        (200, "more_than", "supported"),
    ],
    "people_reached": [],
    "webinar_satisfaction": [(95, "exact", "stated_only"), (95, "more_than", "no_base")],
    "agencies_engaged": [(8, "exact", "not_supported"), (8, "exact", "not_supported"), (7, "exact", "supported")],
    "members_joined": [(5, "exact", "supported")],
    "members_total": [(30, "nearly", "stated_only"), (36, "exact", "incomplete"), (20, "more_than", "incomplete")],
    "partnerships_established": [(5, "exact", "incomplete"), (5, "exact", "incomplete")],
    "product_copies": [(1000, "at_least", "incomplete"), (1000, "more_than", "incomplete")],
    "reports_developed": [(3, "exact", "supported")],
    "good_practices_documented": [(15, "exact", "stated_only"), (16, "exact", "stated_only")],
    "donation_value": [(3600000, "about", "stated_only")] * 3,
    "donation_countries": [
        (20, "exact", "incomplete"),
        (20, "more_than", "incomplete"),
        (20, "more_than", "incomplete"),
    ],
}
AGREES = {
    "grants_approved": True,
    "online_events": True,
    "offline_events": True,
    "members_joined": True,
    "reports_developed": True,
    "attendances": False,
    "agencies_engaged": False,
}
SHAPE = {
    "key": str,
    "label": str,
    "definition": str,
    "version": int,
    "unit": str,
    "value": (int, dict, type(None)),
    "qualifier": str,
    "n": int,
    "base": (int, type(None)),
    "reason": str,
    "parts": list,
    "records": list,
    "records_url": str,
    "statements": list,
    "agrees": (bool, type(None)),
}


def as_json():
    return json.loads(formats.write(report(), "json", with_findings=True))


def slugs(key):
    return sorted(record.slug for record in report().answers.figure(key).records)


def test_every_figure_has_the_value_that_the_records_give():
    figures = report().figures
    assert {figure.key: (figure.value, figure.n()) for figure in figures} == VALUES
    assert [figure.key for figure in figures] == [asked.declaration.key for asked in CATALOGUE] == list(VALUES)


def test_every_statement_has_the_verdict_that_the_seeds_warrant():
    found = report()
    assert {key: said(found, key) for key in BY_KEY} == VERDICTS


def test_a_figure_agrees_with_its_sources_or_not_or_it_stays_open():
    found = report()
    agreed = {figure.key: found.agrees(figure) for figure in found.figures}
    assert {key: answer for key, answer in agreed.items() if answer is not None} == AGREES


def test_the_countries_are_tanzania_uzbekistan_algeria_and_rwanda_in_three_sub_regions():
    answers = report().answers
    countries = answers.figure("countries_reached").records
    assert sorted(country.alpha3 for country in countries) == ["DZA", "RWA", "TZA", "UZB"]
    assert sorted(area.m49 for area in answers.figure("regions_reached").records) == ["015", "143", "202"]


def test_the_events_are_those_of_the_chapter_on_capacity_development():
    assert slugs("online_events") == ["webinar-1", "webinar-2", "webinar-3"]
    assert slugs("offline_events") == [
        "annual-meeting-25",
        "china-africa-seminar-2020",
        "digital-economy-forum-2020",
        "good-practices-exhibition",
        "workshop-covid",
        "workshop-risk",
    ]


def test_attendances_are_those_printed_and_about_as_many_as_their_qualifiers_leave():
    found = report().answers.figure("attendances")
    assert (found.qualifier, found.is_whole) == ("about", False)
    parts = [(part.key, part.value, part.qualifier, part.records.count()) for part in found.parts]
    assert parts == [("online", 210, "about", 3), ("in_person", 280, "more_than", 3)]


def test_seven_agencies_engaged_and_two_more_prepared_something():
    found = report().answers.figure("agencies_engaged")
    names = {part.key: sorted(record.slug for record in part.records) for part in found.parts}
    assert names == {
        "un": ["un-habitat", "uncdf", "unep", "unido", "wfp", "who"],
        "other": ["gates-foundation"],
        "preparatory": ["itu", "wfp"],
    }


def test_what_cannot_be_derived_is_open_with_its_reason_and_never_zero():
    reasons = {figure.key: figure.reason for figure in report().figures if figure.value is None}
    assert reasons == {
        "parallel_funding": TOTAL_ONLY,
        "people_reached": "No person is recorded: only attendances are printed.",
        "webinar_satisfaction": "No answer of a survey is recorded.",
        "good_practices_documented": TOTAL_ONLY,
        "donation_value": TOTAL_ONLY,
    }


def test_the_value_of_a_count_is_the_number_of_its_records():
    counts = [figure for figure in report().figures if figure.key not in SUMS and figure.value is not None]
    assert [figure.key for figure in counts if figure.value != figure.n()] == []


def test_the_json_has_the_keys_and_types_that_are_promised():
    found = as_json()
    assert list(found) == ["programme", "period", "as_of", "figures", "findings"]
    assert (found["programme"], found["period"], found["as_of"]) == ("global-ssdc", "2020", "2021-01-31")
    for figure in found["figures"]:
        assert list(figure) == list(SHAPE)
        assert [name for name, kind in SHAPE.items() if not isinstance(figure[name], kind)] == []
        assert figure["value"] is None or figure["reason"] == ""
        assert figure["records_url"] == f"{HIGHLIGHTS}figures/{figure['key']}/"
        assert len(figure["records"]) == figure["n"]
        for part in figure["parts"]:
            assert list(part) == ["label", "value", "n", "records"]
            assert (type(part["value"]), len(part["records"])) == (int, part["n"])
        for words in figure["statements"]:
            assert list(words) == ["text", "value", "qualifier", "source", "verdict"]


def test_a_source_is_a_file_and_its_section_and_money_is_an_amount_with_its_currency():
    figures = {figure["key"]: figure for figure in as_json()["figures"]}
    assert figures["members_joined"]["statements"][0]["source"] == "seeds/002.txt, Partnerships"
    assert figures["parallel_funding"]["statements"][0]["value"] == {"amount": "258800.00", "currency": "USD"}
    assert figures["countries_reached"]["statements"][0]["value"] == 5
    assert {type(each["value"]) for each in figures["webinar_satisfaction"]["statements"]} == {int}


def test_a_finding_in_the_json_names_its_kind_values_words_and_sources():
    findings = as_json()["findings"]
    assert {tuple(finding) for finding in findings} == {("kind", "figures", "values", "message", "sources")}
    assert [finding for finding in findings if not (finding["message"] and finding["sources"])] == []
    base = [finding["values"] for finding in findings if finding["kind"] == "percentage_without_base"]
    assert [45.45, 54.55, 94.55] in base


@pytest.mark.parametrize("key", BY_KEY)
def test_the_list_behind_a_figure_has_as_many_rows_as_its_n(client, key):
    figure = report().answers.figure(key)
    lists = {"": figure.n()} | {f"&part={part.key}": part.records.count() for part in figure.parts}
    for part, expected in lists.items():
        answer = client.get(f"{HIGHLIGHTS}figures/{key}/?format=csv{part}")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) - 1 == expected


def test_a_long_list_is_told_in_its_first_thousand_records_and_its_whole_number():
    network = Programme.objects.get(slug="global-ssdc").networks.get()
    made = [Organisation(slug=f"made-{number}", name=f"Made {number:04}") for number in range(1000)]
    Organisation.objects.bulk_create(made)
    rows = [
        Membership(network=network, organisation=one) for one in Organisation.objects.filter(slug__startswith="made")
    ]
    Membership.objects.bulk_create(rows)
    figures = {figure["key"]: figure for figure in as_json()["figures"]}
    assert (figures["members_total"]["n"], len(figures["members_total"]["records"])) == (1017, 1000)


@pytest.mark.parametrize(
    ("key", "hidden", "value"),
    [
        ("countries_reached", lambda: Grant.objects.get(slug="tilapia-tanzania"), 3),
        ("grants_approved", lambda: Grant.objects.get(slug="tilapia-tanzania"), 3),
        ("grants_to_date", lambda: Grant.objects.get(slug="solar-kenya"), 9),
        ("online_events", lambda: Event.objects.get(slug="webinar-1"), 2),
        ("attendances", lambda: Event.objects.get(slug="webinar-1"), 410),
        ("agencies_engaged", lambda: Organisation.objects.get(slug="who"), 6),
        ("members_joined", lambda: Organisation.objects.get(slug="wfp-china-coe"), 4),
        ("donation_countries", lambda: Delivery.objects.get(slug="icshp-nepal"), 3),
    ],
)
def test_what_a_visitor_may_not_see_is_not_counted(key, hidden, value):
    change(hidden(), audience="secretariat@programme:1")
    assert report().answers.figure(key).value == value


def test_a_statement_that_is_hidden_is_judged_nowhere():
    change(Statement.objects.filter(figure="agencies_engaged", value=8), audience="administrator")
    assert said(report(), "agencies_engaged") == [(7, "exact", "supported")]


def test_the_funding_that_is_posted_bears_out_what_was_printed():
    posting(Project.objects.get(slug="tilapia-tanzania"), amount=Decimal("258800.00"))
    found = report()
    figure = found.answers.figure("parallel_funding")
    assert (figure.value, figure.currency, figure.reason) == (Decimal("258800.00"), "USD", "")
    assert said(found, "parallel_funding") == [(258800, "exact", "supported")] * 2
    assert found.agrees(figure) is True


def test_a_statement_is_judged_at_its_own_cut_off():
    joined = Membership.objects.get(organisation__slug="wfp-china-coe")
    change(joined, joined_on="2021-03")
    found = report()
    assert said(found, "members_joined") == [(5, "exact", "not_supported")]
    statement = Statement.objects.get(figure="members_total", value=36)
    change(statement, value=17, as_of_on="2021-04")
    assert said(report(), "members_total")[1] == (17, "exact", "supported")
    change(statement, as_of_on="2021-01")
    assert said(report(), "members_total")[1][2] != "supported"


def test_the_cut_off_is_the_one_that_the_programme_states_else_the_end_of_the_period():
    assert report().as_of == date(2021, 1, 31)
    assert report(year=2019).as_of == date(2019, 12, 31)
    assert report(year=2019).answers.figure("grants_approved").value is None
