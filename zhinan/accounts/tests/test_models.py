"""Who holds what, from when to when, and what they see with it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from zhinan.accounts.models import VISITOR, Role, RoleName, User, audience_tokens, has_role, roles_of, sees_everything
from zhinan.history.models import Entry
from zhinan.kit.tests.make import noun, organisation

from .make import user

pytestmark = pytest.mark.django_db

TODAY = timedelta(0)
DAY = timedelta(1)


def days(starts, ends):
    """Dates of a role, as distances from today."""
    today = timezone.localdate()
    return {"starts_on": starts and today + starts, "ends_on": ends and today + ends}


@pytest.mark.parametrize(
    ("starts", "ends", "is_held"),
    [
        (None, None, True),
        (-DAY, None, True),
        (DAY, None, False),
        (None, DAY, True),
        (None, -DAY, False),
        (-2 * DAY, -DAY, False),
        (DAY, 2 * DAY, False),
        (-DAY, DAY, True),
    ],
)
def test_a_role_is_held_between_its_dates(starts, ends, is_held):
    found = user("Evaluator", RoleName.EVALUATOR, "programme:7", **days(starts, ends))
    assert has_role(found, RoleName.EVALUATOR, "programme:7") is is_held


def test_the_first_and_the_last_day_of_a_role_belong_to_it():
    today = timezone.localdate()
    found = user("Evaluator", RoleName.EVALUATOR, "programme:7", starts_on=today, ends_on=today)
    assert has_role(found, RoleName.EVALUATOR, "programme:7") is True
    assert Role.objects.current(today - DAY).count() == Role.objects.current(today + DAY).count() == 0


def test_a_role_ends_no_earlier_than_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(user=user(), role=RoleName.EXPERT, **days(DAY, -DAY))


def test_a_role_counts_in_its_scope_alone():
    found = user("Secretariat", RoleName.SECRETARIAT, "programme:7")
    assert has_role(found, RoleName.SECRETARIAT, "programme:7") is True
    assert has_role(found, RoleName.SECRETARIAT, "programme:8") is False
    assert has_role(found, RoleName.SECRETARIAT) is False
    assert has_role(found, RoleName.FINANCE, "programme:7") is False


def test_an_administrator_holds_every_role_everywhere_and_sees_everything():
    found = user("Administrator", RoleName.ADMINISTRATOR)
    assert has_role(found, RoleName.FINANCE, "programme:7") is True
    assert sees_everything(found) is True


def test_the_roles_of_a_person_are_asked_for_once(django_assert_num_queries):
    found = user("Finance", RoleName.FINANCE, "programme:7")
    with django_assert_num_queries(1):
        assert roles_of(found) == roles_of(found) == {("finance", "programme:7")}
    with django_assert_num_queries(0):
        assert roles_of(VISITOR) == frozenset()


def test_a_person_holds_the_tokens_of_every_role_and_its_scope():
    found = user("Two hats", RoleName.SECRETARIAT, "programme:7")
    Role.objects.create(user=found, role=RoleName.EXPERT, scope="")
    assert audience_tokens(found) == {
        "public",
        "signed-in",
        "secretariat@programme:7",
        "programme:7",
        "expert",
        "staff",
    }
    assert audience_tokens(user()) == {"public", "signed-in"}
    assert audience_tokens(VISITOR) == {"public"}


def test_the_string_of_a_role_is_its_token():
    found = user("Reviewer", RoleName.REVIEWER, "call:3")
    assert str(found.roles.get()) == "reviewer@call:3"
    assert str(Role(role=RoleName.ADMINISTRATOR)) == "administrator"


AUDIENCES = [
    "public",
    "signed-in",
    "staff",
    "programme:7",
    "secretariat@programme:7",
    "administrator",
    "organisation:12",
]
SEEN = {
    "visitor": ["public"],
    "member": ["public", "signed-in"],
    "secretariat": ["public", "signed-in", "staff", "programme:7", "secretariat@programme:7"],
    "finance": ["public", "signed-in", "programme:7"],
    "focal point": ["public", "signed-in", "organisation:12"],
    "former secretariat": ["public", "signed-in"],
    "administrator": AUDIENCES,
}


@pytest.mark.parametrize("person", SEEN)
def test_a_record_is_visible_to_those_who_hold_its_audience_and_to_nobody_else(person):
    people = {
        "visitor": lambda: VISITOR,
        "member": user,
        "secretariat": lambda: user("Secretariat", RoleName.SECRETARIAT, "programme:7"),
        "finance": lambda: user("Finance", RoleName.FINANCE, "programme:7"),
        "focal point": lambda: user("Focal point", RoleName.FOCAL_POINT, "organisation:12"),
        "former secretariat": lambda: user("Gone", RoleName.SECRETARIAT, "programme:7", **days(-2 * DAY, -DAY)),
        "administrator": lambda: user("Administrator", RoleName.ADMINISTRATOR),
    }
    for number, audience in enumerate(AUDIENCES):
        organisation(name=str(number), audience=audience)
    visible = noun("network.organisation").objects.visible_to(people[person]()).values_list("audience", flat=True)
    assert list(visible) == SEEN[person]


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("public", "everybody"),
        ("staff", "the secretariat alone"),
        ("secretariat@programme:7", "Only: secretariat"),
        ("focal_point@organisation:12", "Only: focal point"),
        ("administrator", "Only: administrator"),
        ("programme:7", "whoever has a role there"),
        ("archive", "nobody"),
    ],
)
def test_who_may_see_a_record_is_said_in_words_and_never_as_a_scope(token, words):
    assert noun("network.organisation").audience_in_words(token) == words


def test_what_everybody_may_see_is_public_even_for_an_administrator():
    for audience in AUDIENCES:
        organisation(audience=audience)
    assert [one.audience for one in noun("network.organisation").objects.public()] == ["public"]


def test_the_names_of_people_who_are_erased_are_gone_and_what_they_did_stays():
    here, gone = user("Here"), user("Gone", RoleName.EXPERT)
    acted = gone.pseudonym
    Entry.objects.create(noun="network.organisation", noun_id=1, verb="edited", actor=acted)
    gone.delete()
    assert User.objects.names([here.pseudonym, acted]) == {here.pseudonym: "Here"}
    assert Entry.objects.filter(actor=acted).count() == 1


def test_a_pseudonym_says_nothing_and_is_nobody_elses():
    one, other = user(), user()
    assert one.pseudonym != other.pseudonym
    assert User.objects.names([]) == {}


def test_an_address_is_written_small_and_an_account_without_a_password_is_closed():
    found = User.objects.create_user("Office@Zhinan.Example", name="Office")
    assert (found.email, found.has_usable_password()) == ("office@zhinan.example", False)
