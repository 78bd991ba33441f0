"""The main job from end to end: the Highlights, each number to its records, its contradictions found and settled."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pytest

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.codelists.models import Currency
from zhinan.network.models import Organisation
from zhinan.programmes import actions
from zhinan.programmes.access import post
from zhinan.programmes.models import Programme, Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_world")]

HIGHLIGHTS = "/programmes/global-ssdc/highlights/2020/"
PRINTED = ("countries_reached", "grants_approved", "online_events", "members_joined")


@pytest.fixture
def secretariat():
    """The programme's secretariat, with a password that it signs in with."""
    return user("Secretariat", RoleName.SECRETARIAT, Programme.objects.get(slug="global-ssdc").scope())


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def answer_of(client):
    """The report's JSON, its figures by key."""
    found = json.loads(page(client, f"{HIGHLIGHTS}report.json"))
    return found | {"figures": {figure["key"]: figure for figure in found["figures"]}}


def test_a_visitor_follows_each_number_to_its_records_and_each_record_to_its_source(client):
    front = page(client, HIGHLIGHTS)
    figures = answer_of(client)["figures"]
    assert {key: figures[key]["value"] for key in PRINTED} == dict(zip(PRINTED, (4, 4, 3, 5), strict=True))
    for figure in figures.values():
        assert f'href="{figure["records_url"]}"' in front
        listed = client.get(figure["records_url"] + "?format=csv").content.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(listed)))) - 1 == figure["n"] == len(figure["records"])
    opened = {address for figure in figures.values() for address in figure["records"]}
    assert {client.get(address).status_code for address in opened} == {200}
    citation = re.search(r'href="(/(?:citations|sources)/[^"]+)"', page(client, "/grants/tilapia-tanzania/")).group(1)
    assert "Poverty Alleviation through Tilapia" in client.get(citation, follow=True).content.decode()


def test_the_secretariat_signs_in_reads_the_contradictions_and_settles_one_in_the_ledger(client, secretariat):
    findings = f"{HIGHLIGHTS}findings/"
    sign_in = client.get(findings)["Location"]
    answer = client.post(sign_in, {"login": secretariat.email, "password": "correct horse battery"})
    assert (answer.status_code, answer["Location"]) == (302, findings)
    assert "5 countries cannot lie in 6 regions" in page(client, findings)

    before = answer_of(client)
    assert before["figures"]["parallel_funding"]["value"] is None
    project = Project.objects.get(slug="tilapia-tanzania")
    assert post(secretariat, project)
    actions.post(
        project,
        by=secretariat,
        contributor=Organisation.objects.get(slug="ffrc"),
        kind="cash",
        stage="secured",
        on=date(2020, 9, 1),
        amount=Decimal("258800.00"),
        currency=Currency.objects.get(code="USD"),
        usd_rate=Decimal(1),
        rate_on=date(2020, 9, 1),
        evidence="Co-financing letter",
    )
    funding = answer_of(client)["figures"]["parallel_funding"]
    assert (funding["value"], funding["n"]) == ({"amount": "258800.00", "currency": "USD"}, 1)
    assert ([said["verdict"] for said in funding["statements"]], funding["agrees"]) == (["supported"] * 2, True)
    assert "Contribution posted" in page(client, project.get_absolute_url())


def test_a_visitor_never_meets_a_finding(client):
    addresses = [HIGHLIGHTS, *(f"{HIGHLIGHTS}report.{kind}" for kind in ("json", "md", "html"))]
    texts = [page(client, address) for address in addresses]
    assert [text for text in texts if "cannot lie in 6 regions" in text] == []
    assert answer_of(client)["findings"] is None
    assert client.get(f"{HIGHLIGHTS}findings/").status_code == 302
