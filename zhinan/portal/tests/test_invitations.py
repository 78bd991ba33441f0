"""The link of an invitation: with and without an account, for the right person, in time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts import actions
from zhinan.accounts.models import Invitation, RoleName, User
from zhinan.accounts.tests.make import PASSWORD, invitation, token_in_mail, user
from zhinan.kit.tests.make import noun
from zhinan.notices.models import Notice

pytestmark = pytest.mark.django_db

JOIN = {"name": "New colleague", "language": "en", "password": PASSWORD, "repeated": PASSWORD}


@pytest.fixture
def office():
    return user("Office", RoleName.SECRETARIAT, "programme:7")


def link(found):
    return reverse("invitation", args=[token_in_mail(found.email)])


def template_of(answer):
    return answer.templates[0].name


def test_who_has_no_account_makes_one_and_stands_on_the_desk(client):
    programme = noun("programmes.programme").objects.create(slug="global-ssdc", name="Global SSDC")
    office = user("Office", RoleName.SECRETARIAT, programme.scope())
    found = invitation(by=office, scope=programme.scope())
    page = client.get(link(found))
    assert (template_of(page), "Global SSDC" in page.content.decode()) == ("portal/invitation_join.html", True)
    assert page.context["form"].initial == {"name": "Guest", "language": "en"}
    assert client.post(link(found), JOIN).headers["Location"] == reverse("desk")
    assert client.get(reverse("own-account")).status_code == 200
    joined = User.objects.get(email=found.email)
    assert [str(role) for role in joined.roles.all()] == [f"secretariat@{programme.scope()}"]
    told = Notice.objects.get()
    assert (told.user, told.words({joined.pseudonym: joined.name}), told.address) == (
        office,
        "New colleague accepted your invitation.",
        reverse("user", args=[joined.pk]),
    )


def test_a_weak_or_mistyped_password_is_said_and_nothing_is_made(client, office):
    found = invitation(by=office)
    for words, field in (({"password": "short", "repeated": "short"}, "password"), ({"repeated": "x"}, "repeated")):
        page = client.post(link(found), JOIN | words)
        assert list(page.context["form"].errors) == [field]
    assert (User.objects.filter(email=found.email).count(), Invitation.objects.open().count()) == (0, 1)


def test_who_has_an_account_signs_in_and_accepts(client, office):
    known = user("Known")
    found = invitation(by=office, email=known.email)
    page = client.get(link(found))
    assert template_of(page) == "portal/invitation_sign_in.html"
    assert client.post(link(found), JOIN).status_code == 200
    assert known.roles.count() == 0
    sign_in = f"{reverse('account_login')}?next={link(found)}"
    assert sign_in in page.content.decode()
    answer = client.post(sign_in, {"login": known.email, "password": PASSWORD})
    assert answer.headers["Location"] == link(found)
    assert template_of(client.get(link(found))) == "portal/invitation_accept.html"
    assert known.roles.count() == 0
    assert client.post(link(found)).headers["Location"] == reverse("desk")
    assert [str(role) for role in known.roles.all()] == ["secretariat@programme:7"]
    assert Notice.objects.get().user == office


def test_who_is_signed_in_with_another_address_is_asked_to_sign_out(client, office):
    found, other = invitation(by=office), user("Other")
    client.force_login(other)
    page = client.get(link(found)).content.decode()
    assert (found.email in page, "Sign out, then open the link again." in page) == (True, True)
    assert client.post(link(found)).status_code == 200
    assert (other.roles.count(), Invitation.objects.open().count()) == (0, 1)


def expire(found, office):
    Invitation.objects.filter(pk=found.pk).update(expires_on=timezone.localdate() - timedelta(days=1))


def take_back(found, office):
    actions.withdraw(found, by=office, now=timezone.now())


def answer(found, office):
    actions.join(found, name="Quicker", password=PASSWORD, now=timezone.now())


@pytest.mark.parametrize(
    ("ended", "sentence"),
    [
        (expire, "Ask whoever invited you to send it again"),
        (take_back, "This invitation was withdrawn"),
        (answer, "This invitation was accepted already"),
    ],
)
def test_an_invitation_that_is_over_says_so_and_what_to_do_next(client, office, ended, sentence):
    found = invitation(by=office)
    address = link(found)
    ended(found, office)
    people = User.objects.count()
    for page in (client.get(address), client.post(address, JOIN)):
        assert (page.status_code, sentence in page.content.decode()) == (410, True)
    assert User.objects.count() == people


def test_a_link_that_nobody_sent_and_an_old_one_are_not_found(client, office):
    found = invitation(by=office)
    old = link(found)
    signed = Client()
    signed.force_login(office)
    Invitation.objects.filter(pk=found.pk).update(scope="programme:7")
    assert signed.post(reverse("resend-invitation", args=[found.pk])).status_code == 302
    assert [client.get(address).status_code for address in (reverse("invitation", args=["x"]), old, link(found))] == [
        404,
        404,
        200,
    ]


def test_the_page_of_an_invitation_is_never_kept(client, office):
    assert "no-store" in client.get(link(invitation(by=office))).headers["Cache-Control"]


def test_an_invitation_of_somebody_who_may_no_longer_give_the_role_says_whom_to_ask(client, office):
    found = invitation(by=office)
    office.roles.all().delete()
    user("Colleague", RoleName.SECRETARIAT, "programme:7")
    for answer in (client.get(link(found)), client.post(link(found), JOIN)):
        assert (answer.status_code, template_of(answer)) == (410, "portal/invitation_over.html")
        assert "Ask for a new invitation: Colleague." in answer.content.decode()
    assert not User.objects.filter(email=found.email).exists()
