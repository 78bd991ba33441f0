"""One's own account: name, language, mail address with a link that proves it, sessions, leaving."""

import base64
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail, signing
from django.test import Client

from zhinan.accounts import actions
from zhinan.accounts.models import RoleName, User
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.secrets import box

from .make import PASSWORD, token_in_mail, user

pytestmark = pytest.mark.django_db

ADDRESSES = ["/my-account/", "/my-account/address/", "/my-account/erase/"]


@pytest.fixture
def me(client):
    found = user("Office")
    client.force_login(found)
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_ones_own_pages_lead_to_sign_in_first(client, address):
    assert client.get(address).headers["Location"] == f"/account/login/?next={address}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_ones_own_pages_show_ones_own_account(client, me, address):
    assert client.get(address).status_code == 200


def test_the_account_page_asks_four_questions(client, me, django_assert_num_queries):
    client.get("/my-account/")
    with django_assert_num_queries(4):  # the person who reads, as stored, their roles, the notices that wait
        client.get("/my-account/")


def test_name_and_language_are_saved_and_told(client, me):
    assert client.post("/my-account/", {"name": "New name", "language": "en"}).status_code == 302
    me.refresh_from_db()
    assert (me.name, me.language) == ("New name", "en")
    assert Entry.objects.about(me).get().changes == {"name": ["Office", "New name"], "language": ["", "en"]}


@pytest.mark.parametrize("words", [{"name": "", "language": "en"}, {"name": "Office", "language": "klingon"}])
def test_an_account_without_a_name_or_with_a_strange_language_is_refused(client, me, words):
    assert client.post("/my-account/", words).status_code == 200
    me.refresh_from_db()
    assert (me.name, me.language) == ("Office", "")


def test_another_address_counts_once_its_link_is_opened(client, me):
    EmailAddress.objects.create(user=me, email=me.email, primary=True, verified=True)
    before = me.email
    answer = client.post("/my-account/address/", {"email": "New@zhinan.example", "password": PASSWORD})
    assert (answer.status_code, User.objects.get(pk=me.pk).email) == (302, before)
    link = f"/my-account/address/{token_in_mail('new@zhinan.example', 'my-account/address')}/"
    stranger = Client()
    assert stranger.get(link).status_code == 200
    assert User.objects.get(pk=me.pk).email == before
    assert stranger.post(link).status_code == 302
    assert (User.objects.get(pk=me.pk).email, EmailAddress.objects.count()) == ("new@zhinan.example", 0)
    assert mail.outbox[-1].to == [before]
    answer = stranger.get(link)
    assert (answer.status_code, b"used already" in answer.content) == (410, True)
    assert all(word not in base64.urlsafe_b64decode(link.split("/")[-2]) for word in (b"new", before.encode()))
    assert [entry.verb for entry in Entry.objects.about(me)] == ["address_changed"]


def test_the_new_address_signs_in_and_the_old_one_does_not(client):
    found = user("Office")
    ticket = actions.ticket_for({"user": found.pk, "from": found.email, "to": "new@zhinan.example"})
    before = found.email
    actions.change_address(ticket)
    assert client.post("/account/login/", {"login": before, "password": PASSWORD}).status_code == 200
    assert client.post("/account/login/", {"login": "new@zhinan.example", "password": PASSWORD}).status_code == 302


def test_another_address_needs_the_password_and_one_that_nobody_has(client, me):
    other = user("Other")
    for words in ({"email": "new@zhinan.example", "password": "wrong"}, {"email": other.email, "password": PASSWORD}):
        assert client.post("/my-account/address/", words).status_code == 200
    assert mail.outbox == []


def test_a_link_to_an_address_that_is_old_or_was_changed_is_refused(settings):
    found, days = user("Office"), actions.TICKET_DAYS
    said = {"user": found.pk, "from": found.email, "to": "new@zhinan.example"}
    ticket = actions.ticket_for(said)
    another, old = signing.dumps(said, salt="another"), aged(said, timedelta(days=days, seconds=1))
    for wrong in (ticket[:-2], "ü", old, *(box().encrypt(one.encode()).decode() for one in (another, old))):
        with pytest.raises(NotNow, match="too old or damaged"):
            actions.change_address(wrong)
    user("Quicker")
    User.objects.filter(name="Quicker").update(email="new@zhinan.example")
    with pytest.raises(NotNow, match="used already"):
        actions.change_address(ticket)


def aged(said, age):
    """A link as it was made so long ago."""

    class Earlier(signing.TimestampSigner):
        def timestamp(self):
            return signing.b62_encode(int((datetime.now() - age).timestamp()))

    return Earlier(salt=actions.TICKET).sign_object(said)


def test_signing_out_elsewhere_ends_every_session_but_this_one(client, me):
    elsewhere = Client()
    elsewhere.force_login(User.objects.get(pk=me.pk))
    assert elsewhere.get("/my-account/").status_code == 200
    assert client.get("/my-account/sign-out-elsewhere/").status_code == 405
    assert client.post("/my-account/sign-out-elsewhere/").status_code == 302
    assert (client.get("/my-account/").status_code, elsewhere.get("/my-account/").status_code) == (200, 302)


def test_a_person_erases_themselves_after_a_page_that_says_what_it_means(client, me):
    client.get("/my-account/erase/")
    assert User.objects.filter(pk=me.pk).exists()
    assert client.post("/my-account/erase/").headers["Location"] == "/"
    assert not User.objects.filter(pk=me.pk).exists()
    assert client.get("/my-account/").status_code == 302


def test_the_last_administrator_is_told_why_they_cannot_leave(client):
    found = user("Administrator", RoleName.ADMINISTRATOR)
    client.force_login(found)
    answer = client.post("/my-account/erase/")
    assert (answer.status_code, b"This is the last administrator." in answer.content) == (409, True)
    assert User.objects.filter(pk=found.pk).exists()
