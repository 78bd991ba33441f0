"""From one's desk down to the source of a figure; then the ledger and a name change, and figure and search follow."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from zhinan.accounts.models import VISITOR, User, audience_tokens
from zhinan.codelists.models import Currency
from zhinan.demo.worlds import accounts, load_world
from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow
from zhinan.network.models import Organisation
from zhinan.portal.tasks import Follower, rebuild
from zhinan.programmes import access, actions
from zhinan.programmes.models import Programme, Project
from zhinan.search.models import Index

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
FIGURE = ("practice-programme", 2025, "parallel_funding")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("practice")


@pytest.fixture(scope="module")
def practice_world(codelists, committed, django_db_blocker, folder):
    words = {"FOLDER": folder, "MEDIA_ROOT": folder / "files", "PASSWORD_HASHERS": QUICK}
    with override_settings(**words), django_db_blocker.unblock():
        load_world("practice")


@pytest.fixture(autouse=True)
def _practice(practice_world, settings, folder):
    settings.FOLDER, settings.WORLD = folder, "practice"


@pytest.fixture
def secretariat():
    return User.objects.get(email="secretariat@zhinan.example")


@pytest.fixture
def signed_in(client):
    """The secretariat's browser, after the form for signing in."""
    address, password, _role = next(one for one in accounts() if one[0].startswith("secretariat@"))
    assert client.post(reverse("account_login"), {"login": address, "password": password}).status_code == 302
    return client


def opened(client, page, address):
    """The page at `address`, to which a link on `page` leads."""
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', page.content.decode())]
    assert address in links
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer


def funding(client):
    """(value, number of records, rows of the list, rows of its CSV file) of the parallel funding, as its page says."""
    page = client.get(reverse("figure", args=FIGURE))
    lines = client.get(f"{reverse('figure', args=FIGURE)}?format=csv").content.decode().strip().splitlines()
    figure = page.context["figure"]
    return figure.value, figure.n(), len(page.context["table"].rows), len(lines) - 1


def found(words):
    """Kinds and titles of what a visitor finds with `words`."""
    return [(hit.kind, hit.title) for hit in Index.open().search(words, tokens=audience_tokens(VISITOR)).hits]


def test_from_my_desk_down_to_the_source_of_a_figure(signed_in):
    programme, project = Programme.objects.get(slug="practice-programme"), Project.objects.get(slug="deep-wells")
    desk = signed_in.get(reverse("desk"))
    page = opened(signed_in, desk, programme.get_absolute_url())
    page = opened(signed_in, page, reverse("highlights", args=["practice-programme", 2025]))
    page = opened(signed_in, page, reverse("figure", args=FIGURE))
    assert page.context["figure"].value == Decimal("62500.00")
    page = opened(signed_in, page, project.get_absolute_url())
    assert len(page.context["postings"]) == 9
    [citation] = page.context["citations"]
    page = opened(signed_in, page, citation.get_absolute_url())
    assert page.context["source"].title == "Practice Report 2025 (invented)"
    assert citation.quote in html.unescape(page.content.decode())


def test_a_posting_is_added_and_taken_back_and_the_figure_and_its_list_follow(signed_in, secretariat):
    project = Project.objects.get(slug="soil-cover")
    assert access.post(secretariat, project)
    assert funding(signed_in) == (Decimal("62500.00"), 7, 7, 7)
    posting = actions.post(
        project,
        by=secretariat,
        contributor=Organisation.objects.get(slug="foundation"),
        kind="cash",
        stage="secured",
        on=date(2025, 12, 1),
        amount=Decimal("1000.00"),
        currency=Currency.objects.get(code="EUR"),
        usd_rate=Decimal("1.16"),
        rate_on=date(2025, 12, 1),
        evidence="Practice voucher 14",
    )
    assert funding(signed_in) == (Decimal("63660.00"), 8, 8, 8)
    actions.reverse(posting, by=secretariat, on=date(2025, 12, 5), evidence="Practice voucher 15")
    assert funding(signed_in) == (Decimal("62500.00"), 9, 9, 9)
    with pytest.raises(NotNow):
        actions.reverse(posting, by=secretariat, on=date(2025, 12, 6), evidence="Practice voucher 16")
    page = signed_in.get(project.get_absolute_url())
    assert [(line["words"], line["who"]) for line in page.context["entries"]] == [
        ("Contribution reversed", "Secretariat"),
        ("Contribution posted", "Secretariat"),
        ("Recorded", ""),
    ]


def test_an_organisation_is_renamed_and_the_search_follows_within_one_round(client, secretariat):
    rebuild()
    organisation = Organisation.objects.get(slug="institute-for-water")
    with Follower() as follower:
        follower.follow()
        assert found("glaciers") == []
        rename(organisation, "Practice Institute for Glaciers", by=secretariat)
        assert follower.follow() == 1
    assert found("glaciers") == [("organisation", "Practice Institute for Glaciers")]
    page = client.get(reverse("search"), {"q": "glaciers"})
    page = opened(client, page, organisation.get_absolute_url())
    assert page.context["title"] == "Practice Institute for Glaciers"
    assert [line["words"] for line in page.context["entries"]] == ["Edited", "Recorded"]


@transaction.atomic
def rename(organisation, name, *, by):
    """Give `organisation` another `name`, with an entry in the history."""
    before, organisation.name = organisation.name, name
    organisation.save()
    record(organisation, "edited", by=by, changes={"name": [before, name]})
