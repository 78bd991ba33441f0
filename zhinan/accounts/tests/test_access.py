"""Who may look after the installation."""

import pytest

from zhinan.accounts import access
from zhinan.accounts.models import VISITOR, Invitation, Role, RoleName, User

from .make import invitation, user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "scope", "may_administer"),
    [
        (None, "", False),
        (RoleName.SECRETARIAT, "programme:7", False),
        (RoleName.ADMINISTRATOR, "", True),
        (RoleName.ADMINISTRATOR, "programme:7", False),
    ],
)
def test_the_administrator_of_the_site_alone_administers(role, scope, may_administer):
    assert access.administer(user("Somebody", role, scope)) is may_administer


@pytest.mark.django_db
def test_a_visitor_has_not_signed_in_and_may_read_what_is_found():
    assert (access.sign_in(VISITOR), access.sign_in(user())) == (False, True)
    assert (access.administer(VISITOR), access.read(VISITOR, None)) == (False, True)


SITE, HERE, THERE, HOME, AWAY = "", "programme:7", "programme:8", "organisation:12", "organisation:13"
PEOPLE = {
    "visitor": None,
    "nobody in particular": (None, ""),
    "finance": (RoleName.FINANCE, HERE),
    "evaluator": (RoleName.EVALUATOR, HERE),
    "participant": (RoleName.PARTICIPANT, HOME),
    "focal point": (RoleName.FOCAL_POINT, HOME),
    "secretariat": (RoleName.SECRETARIAT, HERE),
    "administrator elsewhere": (RoleName.ADMINISTRATOR, HERE),
    "administrator": (RoleName.ADMINISTRATOR, SITE),
}
OFFICE = (RoleName.SECRETARIAT, RoleName.FINANCE, RoleName.EVALUATOR)
COLLEAGUES = (RoleName.FOCAL_POINT, RoleName.PARTICIPANT)
GIVES = {
    "secretariat": {HERE: OFFICE, HOME: COLLEAGUES, AWAY: COLLEAGUES},
    "focal point": {HOME: COLLEAGUES},
    "administrator": {
        SITE: (RoleName.ADMINISTRATOR, RoleName.EXPERT),
        HERE: OFFICE,
        THERE: OFFICE,
        HOME: COLLEAGUES,
        AWAY: COLLEAGUES,
    },
}  # who may invite into which roles of which scope; all others nowhere


def person_called(word):
    """One of PEOPLE."""
    return VISITOR if PEOPLE[word] is None else user(word.capitalize(), *PEOPLE[word])


@pytest.mark.django_db
@pytest.mark.parametrize("word", PEOPLE)
def test_who_gives_and_takes_which_roles_where(word):
    reader, wanted = person_called(word), GIVES.get(word, {})
    assert {
        scope: access.roles_to_give(reader, scope) for scope in (SITE, HERE, THERE, HOME, AWAY)
    } == {scope: wanted.get(scope, ()) for scope in (SITE, HERE, THERE, HOME, AWAY)}  # fmt: skip
    assert access.look_after_people(reader) is bool(wanted)
    colleague = user("Colleague", RoleName.FINANCE, HERE)
    guest = invitation(role=RoleName.FOCAL_POINT, scope=HOME)
    assert access.end_role(reader, colleague.roles.get()) is (HERE in wanted)
    assert access.answer_for(reader, guest) is (HOME in wanted)
    assert access.give_roles(reader, colleague) is bool(wanted)
    assert access.close_account(reader, colleague) is access.erase(reader, colleague) is (word == "administrator")


@pytest.mark.django_db
@pytest.mark.parametrize("word", [word for word in PEOPLE if word != "visitor"])
def test_everybody_may_end_their_own_roles_and_erase_but_not_close_their_own_account(word):
    reader = person_called(word)
    assert [access.end_role(reader, role) for role in reader.roles.all()] == [True] * reader.roles.count()
    assert (access.erase(reader, reader), access.close_account(reader, reader)) == (True, False)


SEEN = {
    "visitor": set(),
    "nobody in particular": {"self"},
    "finance": {"self"},
    "evaluator": {"self"},
    "participant": {"self"},
    "administrator elsewhere": {"self"},
    "focal point": {"self", HOME},
    "secretariat": {"self", HERE, HOME, AWAY},  # focal points everywhere are theirs to invite
    "administrator": {"self", SITE, HERE, THERE, HOME, AWAY},
}


@pytest.mark.django_db
@pytest.mark.parametrize("word", SEEN)
def test_whoever_looks_after_a_place_sees_its_people_and_invitations_and_no_others(word):
    reader = person_called(word)
    roles = {SITE: RoleName.EXPERT, HERE: RoleName.FINANCE, THERE: RoleName.FINANCE}
    roles |= {HOME: RoleName.PARTICIPANT, AWAY: RoleName.PARTICIPANT}
    people = {user(scope, role, scope).pk: scope for scope, role in roles.items()}
    guests = {invitation(role=role, scope=scope, by=User.objects.first()).pk: scope for scope, role in roles.items()}
    here = SEEN[word] - {"self"}
    assert {people[one.pk] for one in User.objects.visible_to(reader) if one.pk in people} == here
    assert {one.scope for one in Role.objects.visible_to(reader) if one.user_id in people} == here
    assert {guests[one.pk] for one in Invitation.objects.visible_to(reader)} == here
    assert User.objects.visible_to(reader).filter(pk=reader.pk or 0).exists() is ("self" in SEEN[word])
