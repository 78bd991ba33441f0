"""The first page of an empty installation, and the page on which its mail is set and tried."""

import pytest
from django.urls import reverse

from zhinan.accounts.actions import opening_key
from zhinan.accounts.models import RoleName, User
from zhinan.accounts.tests.make import PASSWORD, user
from zhinan.config import environment

from .make import MailServer

pytestmark = pytest.mark.django_db

TYPED = {
    "organisation": "UN Office for South-South Cooperation",
    "programme": "Global South-South Development Center",
    "name": "Programme officer",
    "email": "Office@Zhinan.Example",
    "password": PASSWORD,
    "repeated": PASSWORD,
    "language": "en",
}


@pytest.fixture(autouse=True)
def _own(monkeypatch, tmp_path):
    """An installation in a folder of its own, for which the environment sets nothing."""
    for setting in environment.ALL:
        if setting is not environment.DATABASE:
            monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.setenv("ZHINAN_DATA", str(tmp_path))


def address(key=None):
    return f"{reverse('begin')}?key={opening_key() if key is None else key}"


@pytest.mark.parametrize("key", ["", "wrong", "0" * 32, "Schlüssel"])
def test_the_page_is_for_whoever_has_the_key(client, key):
    assert (client.get(address(key)).status_code, client.post(address(key), TYPED).status_code) == (404, 404)
    assert User.objects.count() == 0


def test_the_page_is_gone_once_there_is_an_account(client):
    user("Somebody")
    assert (client.get(address()).status_code, client.post(address(), TYPED).status_code) == (404, 404)


def test_who_begins_is_signed_in_and_led_on(client):
    assert client.get(address()).status_code == 200
    answer = client.post(address(), TYPED)
    assert answer.headers["Location"] == reverse("start")
    assert client.get(reverse("start")).status_code == 200
    assert environment.kept() == {"ZHINAN_LANGUAGE": "en"}


MAIL = {
    "server": "mail.zhinan.example:587",
    "account": "office",
    "secret": "p@ss:/word",
    "address": "https://ssc.zhinan.example/",
}


def test_who_begins_says_how_mail_is_sent_too(client):
    assert client.post(address(), TYPED | MAIL).status_code == 302
    assert environment.kept() == {
        "ZHINAN_LANGUAGE": "en",
        "ZHINAN_MAIL": "smtp://office:p%40ss%3A%2Fword@mail.zhinan.example:587",
        "ZHINAN_MAIL_FROM": "Office@Zhinan.Example",
        "ZHINAN_ORIGIN": "https://ssc.zhinan.example",
        "ZHINAN_HOSTS": "ssc.zhinan.example localhost 127.0.0.1",
    }
    assert environment.mail()["PASSWORD"] == "p@ss:/word"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("server", "smtp://mail", "Write the name of the mail server, as mail.example.org or mail.example.org:587."),
        ("server", "mail:99999", "Write the name of the mail server, as mail.example.org or mail.example.org:587."),
        ("sender", "nobody", "Enter a valid email address."),
        ("address", "ssc.example", "Write it as https://ssc.example.org, without a path."),
        ("address", "https://ssc.example/x", "Write it as https://ssc.example.org, without a path."),
    ],
)
def test_settings_that_cannot_be_used_are_said_at_their_field_and_nothing_is_kept(client, field, value, sentence):
    page = client.post(address(), TYPED | MAIL | {field: value})
    assert (page.context["form"].errors, environment.kept()) == ({field: [sentence]}, {})
    assert User.objects.count() == 0


def test_what_cannot_be_kept_begins_nothing(client, monkeypatch):
    (environment.folder() / environment.KEPT).mkdir()
    with pytest.raises(OSError):
        client.post(address(), TYPED)
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("repeated", "another one", "The two passwords differ. Type the same one twice."),
        ("email", "nothing", "Enter a valid email address."),
        ("language", "klingon", "Select a valid choice. klingon is not one of the available choices."),
    ],
)
def test_what_was_typed_stays_with_a_sentence_at_the_place(client, field, value, sentence):
    page = client.post(address(), {**TYPED, field: value})
    assert page.status_code == 200
    assert page.context["form"].errors == {field: [sentence]}
    assert TYPED["organisation"] in page.content.decode()
    assert User.objects.count() == 0


def test_a_weak_password_is_said_at_the_password(client):
    page = client.post(address(), {**TYPED, "password": "password12", "repeated": "password12"})
    assert page.context["form"].errors == {"password": ["This password is too common."]}


# mail, later


@pytest.fixture
def office(client):
    """An administrator, signed in."""
    made = user("Administrator", RoleName.ADMINISTRATOR)
    client.force_login(made)
    return made


def said(answer):
    """What the page says after saving."""
    return [str(message) for message in answer.context["messages"]]


def test_mail_is_changed_and_tried_on_a_page(client, office):
    with MailServer() as server:
        place = server.address
        words = {"server": place, "sender": "office@zhinan.example"}
        answer = client.post(reverse("mail-settings"), words, follow=True)
    assert said(answer) == ["Saved.", f"A mail to {office.email} is on its way. Look whether it comes."]
    assert f"rcpt TO:<{office.email}>" in server.lines
    assert answer.context["form"]["server"].value() == place


def test_a_mail_server_that_does_not_answer_is_said_and_what_was_typed_is_kept(client, office):
    words = {"server": "127.0.0.1:9", "account": "office", "secret": "hidden word"}
    answer = client.post(reverse("mail-settings"), words, follow=True)
    assert [sentence.partition(":")[0] for sentence in said(answer)] == ["Saved.", "No mail could be sent"]
    assert environment.mail()["PASSWORD"] == "hidden word"
    assert "hidden word" not in answer.content.decode()


def test_the_password_stays_for_the_same_server_alone(client, office):
    for server, kept in (("127.0.0.1:9", "hidden word"), ("localhost:9", "")):
        environment.keep({"ZHINAN_MAIL": "smtp://office:hidden%20word@127.0.0.1:9"})
        client.post(reverse("mail-settings"), {"server": server, "account": "office"})
        assert environment.mail()["PASSWORD"] == kept


def test_without_a_server_mails_are_written_as_files_and_the_page_says_so(client, office):
    answer = client.post(reverse("mail-settings"), {"server": ""}, follow=True)
    assert said(answer)[1:] == ["No mail server is named: mails are written as files, and nobody gets them."]


def test_what_the_environment_sets_is_not_changed_on_the_page(client, office, monkeypatch):
    monkeypatch.setenv("ZHINAN_MAIL", "smtp://127.0.0.1:9")
    client.post(reverse("mail-settings"), {"server": "localhost:25", "sender": "office@zhinan.example"})
    assert environment.kept() == {"ZHINAN_MAIL_FROM": "office@zhinan.example"}


def test_a_new_public_address_holds_from_the_next_start(client, office):
    answer = client.post(reverse("mail-settings"), {"address": "https://ssc.zhinan.example"}, follow=True)
    assert "The public address holds once the site is started again." in said(answer)


@pytest.mark.parametrize(("role", "status"), [(None, 403), (RoleName.ADMINISTRATOR, 200)])
def test_the_page_of_mail_is_for_administrators(client, role, status):
    assert client.get(reverse("mail-settings")).status_code == 302
    client.force_login(user("Somebody", role))
    assert client.get(reverse("mail-settings")).status_code == status
