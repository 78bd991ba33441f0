"""Who was signed out while they typed signs in again, and goes on with what they typed."""

import pytest
from django.urls import reverse

from zhinan.accounts.tests.make import PASSWORD, user
from zhinan.kit import typed
from zhinan.kit.tests.make import sent
from zhinan.network.forms import OrganisationForm
from zhinan.network.models import Organisation
from zhinan.network.tests.make import organisation
from zhinan.portal.models import SavedList

from .make import office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
SAVE = "/lists/organisation/save/?country=KEN"


def signs_in(client, person, answer):
    """Sign in where `answer` leads to; returns the page that comes then."""
    assert answer.headers["Location"].startswith(reverse("account_login"))
    words = {"login": person.email, "password": PASSWORD}
    return client.post(answer.headers["Location"], words, follow=True)


def sends_again(client, page):
    """Send the hidden words of the `page` once more."""
    return client.post(page.context["address"], {name: text for name, text in page.context["words"]}, follow=True)


def test_what_was_typed_is_offered_after_sign_in_and_sent_again(client):
    person = user()
    page = signs_in(client, person, client.post(SAVE, {"name": "Kenya & others"}))
    assert "Go on with what you typed" in page.content.decode()
    assert 'value="Kenya &amp; others"' in page.content.decode()
    assert not SavedList.objects.exists()
    sends_again(client, page)
    assert list(SavedList.objects.values_list("owner", "name")) == [(person.pk, "Kenya & others")]
    assert "Go on with what you typed" not in client.get(SAVE).content.decode()


def test_the_form_of_a_record_is_kept_too(client):
    keeper, body = office(), organisation(name="Weavers")
    rows = {f"{prefix}-TOTAL_FORMS": "0" for prefix in ("names", "identifiers", "translations")}
    words = sent(OrganisationForm, name="Weavers of Kano", step="save", seen="0", **rows)
    page = signs_in(client, keeper, client.post(reverse("edit-organisation", args=[body.slug]), words))
    assert Organisation.objects.get().name == "Weavers"
    sends_again(client, page)
    assert Organisation.objects.get().name == "Weavers of Kano"


def test_a_hidden_record_and_none_at_all_answer_the_same(client):
    hidden = organisation(audience="administrator")
    for slug in (hidden.slug, "nothing"):
        address = reverse("edit-organisation", args=[slug])
        assert (client.get(address).status_code, client.post(address, {"seen": 0}).status_code) == (404, 302)


@pytest.mark.parametrize(
    "words",
    [{"name": "x", "password": "secret"}, {"name": "x" * (typed.LONGEST + 1)}, {}],
    ids=["secret", "long", "none"],
)
def test_a_password_and_too_much_are_never_kept(client, words):
    client.post(SAVE, words)
    assert typed.KEPT not in client.session


def test_what_was_kept_is_forgotten_after_an_hour(client):
    answer = client.post(SAVE, {"name": "Kenya"})
    session = client.session
    session[typed.KEPT] |= {"at": session[typed.KEPT]["at"] - typed.HOUR - 1}
    session.save()
    page = signs_in(client, user(), answer)
    assert "Go on with what you typed" not in page.content.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("http://testserver/notices/?page=1", "/notices/?page=1"),
        ("https://elsewhere.example/notices/", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_who_pressed_a_button_alone_is_led_back_to_its_page_or_to_the_desk(client, before, after):
    answer = client.post(reverse("read-notices"), headers={"Referer": before} if before else {})
    page = signs_in(client, user(), answer)
    assert (page.status_code, page.request["PATH_INFO"]) == (200, after.partition("?")[0])
    assert page.request["QUERY_STRING"] == after.partition("?")[2]
    assert typed.KEPT not in client.session
