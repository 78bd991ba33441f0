"""Signing in with a second factor, with real codes, and attempts that are limited without locking the owner out."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from zhinan.accounts import actions

from .make import PASSWORD, user

pytestmark = pytest.mark.django_db

DESK = "/desk/"


def code_of(secret, later=0):
    """The six digits that an app shows now, or `later` times half a minute from now."""
    counter = int(time.time()) // 30 + later
    return format_hotp_value(hotp_value(secret, counter))


def wait_for_a_fresh_code():
    """A code is taken once only, and none shortly before it runs out."""
    time.sleep(0 if 30 - time.time() % 30 > 3 else 3.5)


def sign_in(client, who, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": who.email, "password": password}, **more)


def set_up(client):
    """Turn the code of the telephone on; returns its secret."""
    again = client.get(reverse("mfa_activate_totp"))
    assert again.headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(again.headers["Location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    return secret


@pytest.fixture(autouse=True)
def _no_attempts():
    """Nobody has tried anything yet."""
    cache.clear()


@pytest.fixture
def owner():
    return user("Owner")


@pytest.fixture
def secret(client, owner):
    """The secret of the telephone of the owner, who is signed in."""
    wait_for_a_fresh_code()
    sign_in(client, owner)
    return set_up(client)


def test_who_has_a_second_factor_signs_in_with_password_and_code(secret, owner):
    elsewhere = Client()
    assert sign_in(elsewhere, owner).headers["Location"] == reverse("mfa_authenticate")
    assert elsewhere.get(DESK).status_code == 302
    assert elsewhere.post(reverse("mfa_authenticate"), {"code": "123456"}).status_code == 200
    assert elsewhere.get(DESK).status_code == 302
    page = elsewhere.get(reverse("mfa_authenticate"))
    assert page.templates[0].name == "mfa/authenticate.html"
    recovery = Authenticator.objects.get(user=owner, type="recovery_codes").wrap().get_unused_codes()[0]
    assert elsewhere.post(reverse("mfa_authenticate"), {"code": recovery}).headers["Location"] == DESK
    assert elsewhere.get(DESK).status_code == 200


def test_the_code_of_the_telephone_opens_the_desk(secret, owner, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # a code counts twice
    elsewhere = Client()
    sign_in(elsewhere, owner)
    assert elsewhere.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).headers["Location"] == DESK


@pytest.mark.parametrize(("later", "expected"), [(-2, 200), (-1, 302), (1, 302), (2, 200)])
def test_a_telephone_whose_clock_is_half_a_minute_wrong_still_opens_the_desk(secret, owner, later, expected):
    wait_for_a_fresh_code()
    cache.clear()
    elsewhere = Client()
    sign_in(elsewhere, owner)
    answer = elsewhere.post(reverse("mfa_authenticate"), {"code": code_of(secret, later)})
    told = "Wait for the next code and type that." in answer.content.decode()
    assert (answer.status_code, told) == (expected, expected == 200)


def test_a_recovery_code_counts_once(secret, owner):
    recovery = Authenticator.objects.get(user=owner, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (302, 200):
        elsewhere = Client()
        sign_in(elsewhere, owner)
        assert elsewhere.post(reverse("mfa_authenticate"), {"code": recovery}).status_code == expected


def test_the_secret_is_not_kept_in_the_clear(secret, owner):
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_who_lost_everything_is_let_in_again_by_an_administrator(secret, owner):
    actions.remove_second_factor(owner, by=user("Administrator"))
    assert sign_in(Client(), owner).headers["Location"] == DESK


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp",
             "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate", "account_reauthenticate"]
)  # fmt: skip
def test_each_page_of_the_second_factor_stands_in_our_frame(client, secret, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "base.html" in [one.name for one in page.templates]
    assert 'class="masthead"' in page.content.decode()


def test_the_sign_in_page_needs_no_script_and_leads_to_the_page_of_passkeys(client):
    page = client.get(f"{reverse('account_login')}?next=/people/").content.decode()
    assert ("<script" in page, f"{reverse('passkey')}?next=/people/" in page) == (False, True)
    page = client.get(f"{reverse('passkey')}?next=/people/").content.decode()
    assert (page.count("<script src="), page.count("<script")) == (3, 3)
    assert '<input type="hidden" name="next" value="/people/">' in page


def test_a_key_that_nobody_has_signs_nobody_in(client):
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": "{}"})
    assert answer.headers["Location"] == reverse("account_login")
    assert client.get(DESK).status_code == 302


def test_recovery_codes_are_downloaded_as_text(client, secret):
    answer = client.get(reverse("mfa_download_recovery_codes"))
    codes = re.findall(r"^\d{8}$", answer.content.decode(), re.M)
    assert (answer.headers["Content-Type"], len(codes)) == ("text/plain", 10)


def test_the_code_is_turned_off_and_signing_in_asks_for_the_password_alone(client, secret, owner):
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert Authenticator.objects.count() == 0
    assert sign_in(Client(), owner).headers["Location"] == DESK


def test_a_stranger_does_not_lock_the_owner_out(owner):
    stranger = {"REMOTE_ADDR": "203.0.113.9"}
    for _ in range(6):
        sign_in(Client(), owner, "wrong", **stranger)
    assert sign_in(Client(), owner, **stranger).status_code == 200
    assert sign_in(Client(), owner, REMOTE_ADDR="198.51.100.7").headers["Location"] == DESK


def test_who_guesses_from_one_place_is_stopped_after_five_attempts(owner):
    answers = [sign_in(Client(), owner, "wrong").content.decode() for _ in range(6)]
    assert ["Too many failed" in answer for answer in answers] == [False] * 5 + [True]
