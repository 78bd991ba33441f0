"""Findings are for the programme's own staff, on every outlet; what is hidden is hidden on all of them."""

import io
import json
from functools import cache

import pytest
from pypdf import PdfReader

from zhinan.accounts.tests.make import cast
from zhinan.programmes.models import Programme

from .make import FINDINGS, HIGHLIGHTS, change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_world")]

SENTENCE = "5 countries cannot lie in 6 regions"
READS = {
    "visitor": False,
    "nobody in particular": False,
    "focal point": False,
    "finance": False,
    "evaluator": True,
    "secretariat": True,
    "secretariat elsewhere": False,
    "administrator": True,
}


@pytest.fixture
def people():
    """Everybody who may come, by word."""
    return cast(Programme.objects.get(slug="global-ssdc"), Programme.objects.get(slug="china-ssdc"))


@pytest.fixture
def as_person(client, people):
    """A browser of the person with that word."""

    def signed_in(word):
        client.logout()
        if people[word].is_authenticated:
            client.force_login(people[word])
        return client

    return signed_in


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@cache
def words_of(content):
    """The words of a PDF; reading one takes seconds, and most people get the same."""
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages).split())


def printed(client):
    """The words of the PDF that `client` gets."""
    return words_of(client.get(f"{HIGHLIGHTS}report.pdf").content)


OUTLETS = {
    "page of findings": lambda client: SENTENCE in client.get(FINDINGS).content.decode(),
    "link on the Highlights": lambda client: FINDINGS in page(client, HIGHLIGHTS),
    "json": lambda client: json.loads(page(client, f"{HIGHLIGHTS}report.json"))["findings"] is not None,
    "md": lambda client: SENTENCE in page(client, f"{HIGHLIGHTS}report.md"),
    "html": lambda client: SENTENCE in page(client, f"{HIGHLIGHTS}report.html"),
    "pdf": lambda client: SENTENCE in printed(client),
}


@pytest.mark.parametrize("person", READS)
@pytest.mark.parametrize("outlet", OUTLETS)
def test_findings_are_read_by_the_programmes_own_staff_and_nobody_else(as_person, outlet, person):
    assert OUTLETS[outlet](as_person(person)) is READS[person]


@pytest.mark.parametrize("person", READS)
def test_the_page_of_findings_opens_is_forbidden_or_leads_to_sign_in(as_person, person):
    answer = as_person(person).get(FINDINGS)
    if person == "visitor":
        assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={FINDINGS}")
    else:
        assert answer.status_code == (200 if READS[person] else 403)


@pytest.mark.parametrize("person", READS)
def test_a_hidden_programme_has_no_report_on_any_outlet_for_those_who_may_not_see_it(as_person, person):
    programme = Programme.objects.get(slug="global-ssdc")
    change(programme, audience=programme.scope())
    sees = person in ("finance", "evaluator", "secretariat", "administrator")
    client = as_person(person)
    addresses = [
        HIGHLIGHTS,
        f"{HIGHLIGHTS}figures/members_joined/",
        f"{HIGHLIGHTS}report.json",
        f"{HIGHLIGHTS}report.md",
    ]
    assert {client.get(address).status_code for address in addresses} == {200 if sees else 404}
    expected = 302 if person == "visitor" else 404
    assert sees or client.get(FINDINGS).status_code == expected
    assert not sees or client.get(FINDINGS).status_code == (200 if READS[person] else 403)


@pytest.mark.parametrize("person", READS)
def test_everybody_opens_a_figure(as_person, person):
    assert "members" in page(as_person(person), f"{HIGHLIGHTS}figures/members_joined/")
