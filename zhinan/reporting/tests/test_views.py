"""Pages of the Highlights, of figures and their lists, of findings and statements."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.templatetags.kit import day
from zhinan.network.tests.make import membership, network
from zhinan.programmes.models import Programme
from zhinan.programmes.tests.make import period, programme
from zhinan.reporting.figures import BY_KEY
from zhinan.reporting.models import Statement

from .make import FINDINGS, HIGHLIGHTS

pytestmark = pytest.mark.django_db


def words(client, address):
    """The page at `address`, its blanks made one."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def small(codelists):
    """A programme with a network, whose report of 2020 has a list of as many members as are asked for."""

    def made(members):
        lead, ours = programme(), network()
        lead.networks.add(ours)
        period(lead)
        for _ in range(members):
            membership(ours, joined_on="2020")
        return f"/programmes/{lead.slug}/highlights/2020/"

    return made


@pytest.mark.parametrize("members", [1, 3])
def test_a_list_behind_a_figure_takes_eight_queries(client, small, django_assert_num_queries, members):
    address = f"{small(members)}figures/members_joined/"
    with django_assert_num_queries(8):
        page = words(client, address)
    assert page.count('href="/organisations/') == members


@pytest.mark.parametrize("members", [1, 3])
def test_the_highlights_take_as_many_queries_for_one_member_as_for_three(
    client, small, django_assert_num_queries, members
):
    address = small(members)
    with django_assert_num_queries(60):
        page = words(client, address)
    assert page.count('href="/organisations/') == members


@pytest.mark.parametrize(
    "address",
    [
        "/programmes/moon-base/highlights/2020/",
        "/programmes/global-ssdc/highlights/2018/",
        "/programmes/global-ssdc/highlights/0/",
        "/programmes/global-ssdc/highlights/99999/",
        "/programmes/global-ssdc/highlights/next/",
        f"{HIGHLIGHTS}figures/happiness/",
        f"{HIGHLIGHTS}figures/members_total/?page=99",
        f"{HIGHLIGHTS}report.docx",
        f"{HIGHLIGHTS}report.",
        "/statements/0/",
    ],
)
def test_what_is_not_there_is_not_found(client, record_world, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["", "0", "-1", "nonsense", "１", "9999999999999999999999"])
def test_a_page_that_is_no_number_is_the_first(client, record_world, page):
    assert "Biogas Institute" in words(client, f"{HIGHLIGHTS}figures/members_total/?page={page}")


def test_every_tile_opens_its_list(client, record_world):
    page = words(client, HIGHLIGHTS)
    addresses = [f"{HIGHLIGHTS}figures/{key}/" for key in BY_KEY]
    assert [address for address in addresses if f'href="{address}"' not in page] == []
    assert {client.get(address).status_code for address in addresses} == {200}


def test_a_figure_tells_its_definition_its_records_and_what_is_said_of_it(client, record_world):
    page = words(client, f"{HIGHLIGHTS}figures/agencies_engaged/")
    told = (
        "Organisations that exchanged knowledge, capacity or technique with the programme in the period",
        "8 UN agencies and international organizations engaged",
    )
    assert [sentence for sentence in told if sentence not in page] == []
    assert page.count('href="/organisations/') == 7


def test_a_part_of_a_figure_has_a_list_of_its_own(client, record_world):
    page = words(client, f"{HIGHLIGHTS}figures/agencies_engaged/?part=preparatory")
    assert page.count('href="/organisations/') == 2
    assert "International Telecommunication Union" in page


@pytest.mark.parametrize(
    ("kind", "content_type", "begins"),
    [
        ("json", "application/json", b"{"),
        ("md", "text/markdown; charset=utf-8", b"# Global South-South"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("pdf", "application/pdf", b"%PDF-"),
    ],
)
def test_the_report_is_downloaded_under_its_name(client, record_world, kind, content_type, begins):
    answer = client.get(f"{HIGHLIGHTS}report.{kind}")
    assert answer.content.startswith(begins)
    assert (answer["Content-Type"], f'filename="global-ssdc-2020.{kind}"' in answer["Content-Disposition"]) == (
        content_type,
        True,
    )


def test_the_secretariat_reads_each_finding_with_its_places(client, record_world):
    scope = Programme.objects.get(slug="global-ssdc").scope()
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, scope))
    page = words(client, FINDINGS)
    assert ("5 countries cannot lie in 6 regions" in page, "2020 Highlights, At a glance" in page) == (True, True)


def test_a_year_that_goes_on_is_told_as_of_today(client, codelists):
    today = timezone.localdate()
    led = programme(starts_on=None, ends_on=None)
    period(led, today.year + 1)
    page = words(client, f"/programmes/{led.slug}/highlights/{today.year + 1}/")
    assert f"Computed from the records of {today.year + 1} so far, as they stand on {day(today)}." in page


def test_without_a_network_the_programmes_page_and_its_figure_say_what_to_do(client, codelists):
    led = programme()
    period(led)
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, led.scope()))
    told = "Members count where they are recorded in a network that the programme names, under “Who runs it”."
    address = f"/programmes/{led.slug}/"
    assert told in words(client, f"{address}highlights/2020/figures/members_total/")
    assert "Name its network</a>" in words(client, address)
    led.networks.add(network())
    assert "Name its network" not in words(client, address)


def test_no_button_offers_findings_where_there_are_none(client, codelists):
    led = programme()
    period(led)
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, led.scope()))
    assert "findings/" not in words(client, f"/programmes/{led.slug}/highlights/2020/")


def test_a_statement_is_read_in_its_source(client, record_world):
    found = Statement.objects.get(figure="members_joined")
    answer = client.get(found.get_absolute_url())
    assert (answer.status_code, answer["Location"].split("?")[0].split("#")[0]) == (302, "/sources/seed-002/")
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(("codes", "status"), [("tza-uzb", 200), ("none", 200), ("xxx", 200), ("../tza", 404)])
def test_the_map_colours_the_countries_that_it_knows(client, codes, status):
    answer = client.get(f"/map/{codes}.svg")
    assert answer.status_code == status
    assert status == 404 or answer["Content-Type"] == "image/svg+xml"


def test_in_chinese_a_year_its_units_and_its_title_are_chinese_and_said_once(record_world):
    reader = Client(headers={"accept-language": "zh-CN"})
    page = words(reader, HIGHLIGHTS)
    assert ("<h1>2020年度要览</h1>" in page, "根据2020年的记录计算" in page) == (True, True)
    assert page.count('class="other"') == 0
    figure = words(reader, f"{HIGHLIGHTS}figures/countries_reached/")
    assert re.findall(r"<b>([^<]*(?:countr|个国家)[^<]*)</b>", figure)[:1] == ["5个国家"]
    countries = re.findall(r'<a href="/countries/[^"]*">([^<]+)</a>', figure)
    assert (len(countries), [name for name in countries if name.isascii()]) == (4, [])


def test_in_english_the_chinese_title_stands_below_the_english_one(client, record_world):
    page = words(client, HIGHLIGHTS)
    assert ("<h1>Highlights 2020</h1>" in page, page.count('class="other"')) == (True, 1)
