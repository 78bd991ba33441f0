"""Lists that somebody keeps on the desk."""

import pytest
from django.urls import reverse

from zhinan.accounts.tests.make import user
from zhinan.portal.models import SavedList

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NARROWED = {"country": "KEN", "sort": "-name", "page": "2"}


@pytest.fixture
def owner(client):
    """Somebody with a list of their own, signed in."""
    found = user("Owner")
    client.force_login(found)
    return found


def kept(owner, **facts):
    """A list that `owner` saved."""
    return SavedList.objects.create(
        owner=owner, **{"name": "Kenya", "address": "/lists/organisation/?country=KEN"} | facts
    )


def test_a_list_is_kept_as_it_was_narrowed_and_sorted_and_not_on_its_page(client, owner):
    address = f"{reverse('save-list', args=['organisation'])}?country=KEN&sort=-name&page=2&format=csv"
    assert client.get(address).context["form"]["name"].value() == "Organisations"
    answer = client.post(address, {"name": "Kenya"})
    found = SavedList.objects.get()
    assert (found.owner, found.name, found.address) == (owner, "Kenya", "/lists/organisation/?country=KEN&sort=-name")
    assert answer.headers["Location"] == found.address
    desk = client.get(reverse("desk")).content.decode()
    assert '<a href="/lists/organisation/?country=KEN&amp;sort=-name">Kenya</a>' in desk


def test_the_list_offers_to_be_kept_to_those_who_signed_in(client):
    address = reverse("list", args=["event"])
    assert "Save this list" not in client.get(address).content.decode()
    client.force_login(user())
    page = client.get(address, {"kind": "training"}).content.decode()
    assert 'href="/lists/event/save/?kind=training"' in page


def test_whatever_is_sent_what_is_kept_leads_to_a_list_of_ours(client, owner):
    words = {"name": "Trap", "address": "https://elsewhere.example/", "owner": "1"}
    client.post(f"{reverse('save-list', args=['event'])}?next=//elsewhere.example/%0d%0a", words)
    assert SavedList.objects.get().address == "/lists/event/?next=%2F%2Felsewhere.example%2F%0D%0A"


@pytest.mark.parametrize(("noun", "words"), [("nothing", ""), ("event", "q=" + "x" * 1800)])
def test_what_is_no_list_or_too_long_is_not_kept(client, owner, noun, words):
    assert client.post(f"/lists/{noun}/save/?{words}", {"name": "Long"}).status_code == 404
    assert SavedList.objects.count() == 0


def test_a_list_without_a_name_is_not_kept(client, owner):
    answer = client.post(reverse("save-list", args=["event"]), {"name": " "})
    assert (answer.status_code, answer.context["form"].errors.keys(), SavedList.objects.count()) == (200, {"name"}, 0)


def test_a_saved_list_is_renamed_and_taken_away_after_asking(client, owner):
    found = kept(owner)
    client.post(reverse("rename-list", args=[found.pk]), {"name": "East"})
    found.refresh_from_db()
    assert (found.name, found.address) == ("East", "/lists/organisation/?country=KEN")
    assert "Delete “East”?" in client.get(reverse("delete-list", args=[found.pk])).content.decode()
    assert SavedList.objects.count() == 1
    assert client.post(reverse("delete-list", args=[found.pk])).headers["Location"] == reverse("desk")
    assert SavedList.objects.count() == 0


@pytest.mark.parametrize("name", ["rename-list", "delete-list"])
def test_nobody_reaches_the_list_of_somebody_else(client, name):
    found = kept(user("Owner"))
    administrator = user("Administrator", "administrator")
    for reader in (None, user("Colleague"), administrator):
        if reader:
            client.force_login(reader)
        for ask in (client.get, client.post):
            assert ask(reverse(name, args=[found.pk]), {"name": "Mine now"}).status_code == 404
        assert "Kenya" not in client.get(reverse("desk"), follow=True).content.decode()
    assert SavedList.objects.get().name == "Kenya"


def test_who_has_not_signed_in_is_led_to_sign_in_and_back(client):
    answer = client.get(f"{reverse('save-list', args=['event'])}?kind=training")
    assert (answer.status_code, "kind%3Dtraining" in answer.headers["Location"]) == (302, True)
