"""Pages of people and roles: each reads and does what they look after, and no more."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from zhinan.accounts import actions
from zhinan.accounts.models import Invitation, Role, RoleName, User
from zhinan.accounts.tests.make import invitation, token_in_mail, user
from zhinan.kit.tests.make import noun, organisation
from zhinan.notices.models import Notice
from zhinan.portal.actions import give_role, take_role

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def programme():
    return noun("programmes.programme").objects.create(slug="global-ssdc", name="Global SSDC")


@pytest.fixture
def cast(programme):
    """{word: person or None}: everybody who may come, each with a place of their own."""
    home = f"organisation:{organisation(name='Agency').pk}"
    other = noun("programmes.programme").objects.create(slug="other", name="Another")
    return {
        "visitor": None,
        "nobody": user("Nobody"),
        "finance": user("Finance", RoleName.FINANCE, programme.scope()),
        "focal point": user("Focal", RoleName.FOCAL_POINT, home),
        "secretariat elsewhere": user("Colleague", RoleName.SECRETARIAT, other.scope()),
        "secretariat": user("Secretariat", RoleName.SECRETARIAT, programme.scope()),
        "administrator": user("Administrator", RoleName.ADMINISTRATOR),
    }


def signed_in(person):
    """A browser in which `person` has signed in."""
    browser = Client()
    if person is not None:
        browser.force_login(person)
    return browser


HIDDEN, REFUSED, SIGN_IN, DONE, SHOWN = 404, 403, 302, 302, 200
# What each of the cast is answered, on the pages about the evaluator of Global SSDC, and about a guest there.
ANSWERS = {
    "visitor": (SIGN_IN, SIGN_IN, *[HIDDEN] * 9),
    "nobody": (REFUSED, REFUSED, *[HIDDEN] * 9),
    "finance": (REFUSED, REFUSED, *[HIDDEN] * 9),
    "focal point": (SHOWN, REFUSED, *[HIDDEN] * 9),
    "secretariat elsewhere": (SHOWN, REFUSED, *[HIDDEN] * 9),
    "secretariat": (SHOWN, SHOWN, SHOWN, SHOWN, SHOWN, REFUSED, REFUSED, REFUSED, REFUSED, DONE, DONE),
    "administrator": (SHOWN, SHOWN, SHOWN, SHOWN, SHOWN, SHOWN, DONE, DONE, DONE, DONE, DONE),
}


@pytest.mark.parametrize("word", ANSWERS)
def test_each_page_and_verb_is_for_those_who_look_after_the_place(cast, programme, word):
    scope = programme.scope()
    person, guest = user("Evaluator", RoleName.EVALUATOR, scope), invitation(scope=scope, by=cast["secretariat"])
    noun("mfa.authenticator").objects.create(user=person, type="totp", data={})
    browser = signed_in(cast[word])
    get = [
        reverse("people"),
        f"{reverse('invite')}?in={scope}",
        reverse("user", args=[person.pk]),
        f"{reverse('grant-role', args=[person.pk])}?in={scope}",
        reverse("end-role", args=[person.roles.get().pk]),
        reverse("erase-account", args=[person.pk]),
    ]
    post = [reverse(name, args=[person.pk]) for name in ("close-account", "open-account", "remove-second-factor")]
    post += [reverse(name, args=[guest.pk]) for name in ("resend-invitation", "withdraw-invitation")]
    answers = [browser.get(address).status_code for address in get]
    answers += [browser.post(address).status_code for address in post]
    assert tuple(answers) == ANSWERS[word]


def test_a_second_factor_is_taken_away_where_there_is_one(cast):
    browser, person = signed_in(cast["administrator"]), cast["finance"]
    address = reverse("remove-second-factor", args=[person.pk])
    page = browser.get(reverse("user", args=[person.pk]))
    assert (browser.post(address).status_code, address in str(page.context["actions"])) == (403, False)
    noun("mfa.authenticator").objects.create(user=person, type="totp", data={})
    page = browser.get(reverse("user", args=[person.pk]))
    assert (address in str(page.context["actions"]), browser.post(address).status_code) == (True, 302)
    assert noun("mfa.authenticator").objects.count() == 0


@pytest.mark.parametrize("name", ["close-account", "open-account", "remove-second-factor"])
def test_what_changes_an_account_is_posted(cast, name):
    browser = signed_in(cast["administrator"])
    assert browser.get(reverse(name, args=[cast["finance"].pk])).status_code == 405


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("secretariat", ["Finance", "Secretariat"]),
        ("focal point", ["Focal"]),
        ("administrator", ["Administrator", "Colleague", "Finance", "Focal", "Secretariat"]),
    ],
)
def test_a_list_shows_the_people_of_the_places_that_one_looks_after(cast, word, names):
    page = signed_in(cast[word]).get(reverse("people"))
    assert [row["role"].user.name for row in page.context["rows"]] == names
    assert [person.name for person in page.context["without"]] == (["Nobody"] if word == "administrator" else [])


def test_an_administrator_narrows_the_list_to_a_place(cast, programme):
    browser = signed_in(cast["administrator"])
    here = browser.get(reverse("people"), {"in": programme.scope()})
    assert [row["role"].user.name for row in here.context["rows"]] == ["Finance", "Secretariat"]
    assert here.context["title"] == "People: Global SSDC"
    assert [row["place"] for row in here.context["rows"]] == ["Global SSDC"] * 2
    site = browser.get(reverse("people"), {"in": ""})
    assert [row["role"].user.name for row in site.context["rows"]] == ["Administrator"]


def test_a_list_of_anothers_place_is_empty(cast, programme):
    page = signed_in(cast["focal point"]).get(reverse("people"), {"in": programme.scope()})
    assert (page.context["rows"], page.context["invite"], page.context["waiting"]) == ([], "", [])


def test_roles_that_ended_stand_on_a_list_of_their_own(cast, programme):
    gone = user("Gone", RoleName.FINANCE, programme.scope(), ends_on=timezone.localdate() - DAY)
    browser = signed_in(cast["secretariat"])
    now = browser.get(reverse("people"))
    past = browser.get(reverse("people") + now.context["past"])
    assert [row["role"].user.name for row in past.context["rows"]] == [gone.name]
    assert gone.name not in [row["role"].user.name for row in now.context["rows"]]


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_of_one_and_of_three_asks_the_same(cast, programme, number, django_assert_num_queries):
    for turn in range(number):
        user(f"Evaluator {turn}", RoleName.EVALUATOR, programme.scope())
        invitation(scope=programme.scope(), by=cast["secretariat"])
    browser = signed_in(cast["secretariat"])
    browser.get(reverse("people"))
    with django_assert_num_queries(7):  # person, roles; how many, roles, invitations, places; notices that wait
        browser.get(reverse("people"))


NO_MAIL = "No mail server is set"
MAIL_SERVER = "django.core.mail.backends.locmem.EmailBackend"  # takes mail as a server does
WORDS = {"name": "New colleague", "email": "new@zhinan.example", "role": "finance", "language": "en"}


def test_several_are_invited_in_a_row(cast, programme, settings):
    settings.DELIVERY_BACKEND = MAIL_SERVER
    browser = signed_in(cast["secretariat"])
    address = f"{reverse('invite')}?in={programme.scope()}"
    answer = browser.post(address, WORDS, follow=True)
    assert (answer.status_code, answer.context["form"].initial) == (200, {"role": "finance", "language": "en"})
    assert "The invitation to New colleague is on its way." in answer.content.decode()
    browser.post(
        answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"], WORDS | {"email": "b@zhinan.example"}
    )
    found = Invitation.objects.order_by("pk").values_list("email", "role", "scope", "invited_by")
    assert list(found) == [
        (email, "finance", programme.scope(), cast["secretariat"].pseudonym)
        for email in ("new@zhinan.example", "b@zhinan.example")
    ]


def test_where_no_mail_goes_out_whoever_invites_gets_the_link_to_hand_on_once(cast, programme):
    browser, address = signed_in(cast["secretariat"]), f"{reverse('invite')}?in={programme.scope()}"
    assert NO_MAIL in browser.get(address).content.decode()
    page = browser.post(address, WORDS, follow=True).content.decode()
    link = reverse("invitation", args=[token_in_mail(WORDS["email"])])
    assert ("is on its way" in page, f"{link}<" in page) == (False, True)
    assert link not in browser.get(address).content.decode()
    page = browser.post(reverse("resend-invitation", args=[Invitation.objects.get().pk]), follow=True).content.decode()
    assert (link in page, reverse("invitation", args=[token_in_mail(WORDS["email"])]) in page) == (False, True)


def test_who_may_not_set_the_mail_is_not_led_there(cast, programme, settings):
    found = {}
    for word in ("secretariat", "administrator"):
        page = signed_in(cast[word]).get(reverse("start")).content.decode()
        found[word] = (NO_MAIL in page, reverse("mail-settings") in page)
    assert found == {"secretariat": (True, False), "administrator": (True, True)}
    settings.DELIVERY_BACKEND = MAIL_SERVER
    assert NO_MAIL not in signed_in(cast["administrator"]).get(reverse("start")).content.decode()


def test_who_is_invited_twice_is_said_at_the_address_and_what_was_typed_stays(cast, programme):
    browser, address = signed_in(cast["secretariat"]), f"{reverse('invite')}?in={programme.scope()}"
    browser.post(address, WORDS)
    page = browser.post(address, WORDS)
    assert page.context["form"].errors == {
        "email": ["This address was invited already. Send that invitation again from the list of those that wait."]
    }
    assert 'value="New colleague"' in page.content.decode()
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("role", ["administrator", "focal_point", "nothing"])
def test_nobody_invites_into_a_role_that_they_may_not_give(cast, programme, role):
    browser, address = signed_in(cast["secretariat"]), f"{reverse('invite')}?in={programme.scope()}"
    assert browser.post(address, WORDS | {"role": role}).status_code == 200
    assert browser.post(reverse("invite"), WORDS | {"role": role}).status_code == 403
    assert Invitation.objects.count() == 0


STRANGE = ["planet:1", "programme:x", "programme:" + "9" * 30, "programme:²", "programme:1\0", "\0", ":", "programme:"]


@pytest.mark.parametrize("scope", ["programme:999", *STRANGE])
def test_a_place_that_is_not_there_is_not_found(cast, scope):
    browser = signed_in(cast["administrator"])
    answers = [browser.get(reverse(name), {"in": scope}).status_code for name in ("invite", "people")]
    assert answers == [404, 200 if scope in ("programme:999", "planet:1") else 404]


def test_a_role_is_given_and_ended_by_page(cast, programme):
    browser, today = signed_in(cast["secretariat"]), timezone.localdate()
    person = cast["finance"]
    address = f"{reverse('grant-role', args=[person.pk])}?in={programme.scope()}"
    words = {"role": "evaluator", "starts_on": today.isoformat(), "ends_on": (today - DAY).isoformat()}
    page = browser.post(address, words)
    assert page.context["form"].errors == {"ends_on": ["The last day is before the first one. Write a later day."]}
    assert browser.post(address, words | {"ends_on": ""}).status_code == 302
    role = person.roles.get(role="evaluator")
    assert browser.post(reverse("end-role", args=[role.pk]), {"on": today.isoformat()}).status_code == 302
    assert Role.objects.get(pk=role.pk).ends_on == today


def test_who_is_given_a_role_is_told_and_who_loses_one_too(cast, programme):
    person, giver, today = cast["finance"], cast["secretariat"], timezone.localdate()
    held = give_role(person, RoleName.EVALUATOR, programme.scope(), by=giver, starts_on=today)
    take_role(held, by=giver, on=date(2030, 9, 25))
    words = [notice.words({giver.pseudonym: "Mei"}) for notice in Notice.objects.visible_to(person).order_by("pk")]
    assert words == [
        "Mei gave you the role “Evaluator”: Global SSDC.",
        "Mei gave your role “Evaluator” a last day, 25 September 2030: Global SSDC.",
    ]


def test_a_role_is_told_in_the_language_of_whom_it_is_given(cast, programme):
    person = cast["finance"]
    person.language = "zh-hans"
    person.save()
    give_role(person, RoleName.EVALUATOR, programme.scope(), by=cast["secretariat"], starts_on=timezone.localdate())
    with translation.override("zh-hans"):
        word = RoleName.EVALUATOR.label
        assert Notice.objects.get(user=person).facts["role"] == str(word) != "Evaluator"


def test_who_ends_their_own_role_is_told_nothing(cast):
    person = cast["finance"]
    take_role(person.roles.get(), by=person, on=timezone.localdate())
    assert not Notice.objects.exists()


def test_a_role_of_anothers_place_is_not_given(cast):
    browser = signed_in(cast["secretariat"])
    elsewhere = cast["secretariat elsewhere"].roles.get().scope
    address = f"{reverse('grant-role', args=[cast['finance'].pk])}?in={elsewhere}"
    assert (browser.get(address).status_code, browser.post(address, {"role": "finance"}).status_code) == (403, 403)


def test_the_last_administrator_is_told_why_the_role_does_not_end(cast):
    administrator = cast["administrator"]
    browser = signed_in(administrator)
    address = reverse("end-role", args=[administrator.roles.get().pk])
    page = browser.post(address, {"on": timezone.localdate().isoformat()})
    assert page.context["form"].errors == {
        "on": ["This is the last administrator. Make somebody else administrator first."]
    }


def test_one_reads_ones_own_roles_and_ends_them(cast):
    person = cast["finance"]
    browser = signed_in(person)
    page = browser.get(reverse("user", args=[person.pk]))
    assert [(row["word"], row["place"], row["may_end"]) for row in page.context["rows"]] == [
        ("Finance officer", "Global SSDC", True)
    ]
    assert page.context["actions"] == []
    answer = browser.post(reverse("end-role", args=[person.roles.get().pk]), {"on": "2020-01-01"}, follow=True)
    assert (answer.status_code, User.objects.filter(pk=person.pk).exists()) == (200, True)


def test_a_person_of_two_places_is_shown_with_the_roles_of_ones_own(cast, programme):
    person = cast["finance"]
    actions.grant_role(person, RoleName.FINANCE, cast["secretariat elsewhere"].roles.get().scope)
    page = signed_in(cast["secretariat"]).get(reverse("user", args=[person.pk]))
    assert [row["place"] for row in page.context["rows"]] == ["Global SSDC"]


def test_an_administrator_erases_an_account_after_a_page_that_says_what_it_means(cast):
    browser, gone = signed_in(cast["administrator"]), cast["finance"]
    assert "cannot be taken back" in browser.get(reverse("erase-account", args=[gone.pk])).content.decode()
    assert browser.post(reverse("erase-account", args=[gone.pk])).headers["Location"] == reverse("people")
    assert not User.objects.filter(pk=gone.pk).exists()


def test_a_secretariat_looks_after_the_focal_points_that_it_invited(cast):
    browser, place = signed_in(cast["secretariat"]), organisation()
    guest = invitation(by=cast["secretariat"], role=RoleName.FOCAL_POINT, scope=place.scope())
    focal = user("Focal point there", RoleName.FOCAL_POINT, place.scope())
    everywhere, there = browser.get(reverse("people")), browser.get(reverse("people"), {"in": place.scope()})
    assert [one[0] for one in everywhere.context["waiting"]] == [one[0] for one in there.context["waiting"]] == [guest]
    assert [row["role"].user for row in there.context["rows"]] == [focal]
    assert browser.post(reverse("withdraw-invitation", args=[guest.pk])).status_code == 302
    assert browser.get(reverse("end-role", args=[focal.roles.get().pk])).status_code == 200
