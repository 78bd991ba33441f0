"""Invitations: sent once, accepted once, in time, by the one whom they are for."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.accounts import actions
from zhinan.accounts.models import Invitation, Role, RoleName, User
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow

from .make import PASSWORD, invitation, token_in_mail, user

pytestmark = pytest.mark.django_db

LATER = timedelta(days=15)
KEEPER = (RoleName.SECRETARIAT, "programme:7")


class ChangeOfMindError(Exception):
    """Something that undoes a transaction."""


def mails():
    """(to, subject, body) of the mails that were written."""
    return [(one.to, one.subject, one.body) for one in mail.outbox]


def told(thing):
    """(verb, changes, audience) of the history of `thing`."""
    return list(Entry.objects.about(thing).order_by("pk").values_list("verb", "changes", "audience"))


def test_an_invitation_writes_one_mail_with_a_link_whose_token_is_kept_as_a_hash_alone():
    office = user("Office")
    found = invitation(by=office, email="New@Zhinan.Example", place="Global SSDC")
    [(to, subject, body)] = mails()
    assert (to, subject) == (["new@zhinan.example"], "Office invites you to Global SSDC")
    token = re.search(r"/invitation/(\S+)/", body)[1]
    assert Invitation.objects.with_token(token) == found
    assert token not in str(list(Invitation.objects.values()))
    assert "as secretariat" in body
    assert told(found) == [("invited", {"role": [None, "secretariat@programme:7"]}, "administrator")]


def test_of_two_who_invite_in_the_same_moment_the_second_reads_a_sentence():
    office, words = (
        user("Office"),
        {"email": "new@zhinan.example", "role": RoleName.SECRETARIAT, "scope": "programme:7"},
    )
    others = []

    def meanwhile(execute, sql, *rest):
        if sql.startswith('INSERT INTO "accounts_invitation"') and not others:
            facts = {
                **words,
                "invited_by": office.pseudonym,
                "sent_at": timezone.now(),
                "expires_on": timezone.localdate(),
            }
            others.append(facts)
            Invitation.objects.create(name="Guest", token_hash="other", **facts)
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile), pytest.raises(ValidationError, match="was invited already"):
        invitation(by=office, **words)
    assert (len(others), len(mail.outbox)) == (1, 0)


def test_the_mail_waits_in_the_transaction_of_its_invitation(settings):
    settings.EMAIL_BACKEND = "zhinan.kit.mail.QueuedBackend"
    with pytest.raises(ChangeOfMindError), transaction.atomic():
        invitation()
        raise ChangeOfMindError
    assert (DBTaskResult.objects.count(), Invitation.objects.count()) == (0, 0)
    found = invitation()
    assert DBTaskResult.objects.get().args_kwargs["kwargs"]["to"] == [found.email]


def test_nobody_is_invited_twice_into_the_same_role():
    invitation(email="twice@zhinan.example")
    with pytest.raises(ValidationError) as refusal:
        invitation(email="Twice@zhinan.example")
    again = "This address was invited already. Send that invitation again from the list of those that wait."
    assert refusal.value.message_dict == {"email": [again]}
    assert len(mails()) == 1
    invitation(email="twice@zhinan.example", role=RoleName.FINANCE)
    assert Invitation.objects.count() == 2


def test_who_has_the_role_is_not_invited_into_it():
    holder = user("Holder", RoleName.SECRETARIAT, "programme:7")
    with pytest.raises(ValidationError) as refusal:
        invitation(email=holder.email)
    assert refusal.value.message_dict == {
        "email": ["Whoever has this address has the role already. Nothing needs to be done."]
    }


def test_who_had_the_role_once_is_invited_again_and_gets_it():
    former = user("Former", RoleName.SECRETARIAT, "programme:7")
    actions.end_role(former.roles.get(), by=former, on=timezone.localdate() - timedelta(days=1))
    actions.accept(invitation(email=former.email), former, now=timezone.now())
    assert list(former.roles.current(timezone.localdate()).values_list("role", "scope")) == [
        ("secretariat", "programme:7")
    ]


def test_a_closed_account_is_not_invited():
    closed = user("Closed")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="Have it opened again first"):
        invitation(email=closed.email)


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ValidationError):
        invitation(email="not an address")
    assert (mails(), Invitation.objects.count()) == ([], 0)


def test_who_accepts_has_an_account_with_the_role_and_the_history_tells_of_it():
    office = user("Office", *KEEPER)
    found = invitation(by=office, language="en")
    joined = actions.join(found, name="New colleague", password=PASSWORD, language="en", now=timezone.now())
    role = joined.roles.get()
    assert (str(role), role.starts_on, role.ends_on) == ("secretariat@programme:7", timezone.localdate(), None)
    assert (joined.email, joined.name, joined.language) == (found.email, "New colleague", "en")
    assert joined.check_password(PASSWORD)
    assert [verb for verb, *_rest in told(joined)] == ["joined", "role_granted"]
    assert Entry.objects.about(joined).get(verb="role_granted").actor == office.pseudonym
    assert [verb for verb, *_rest in told(found)] == ["invited", "invitation_accepted"]


def test_an_invitation_is_accepted_once():
    found = invitation()
    joined = actions.join(found, name="New", password=PASSWORD, now=timezone.now())
    with pytest.raises(NotNow, match="accepted already"):
        actions.accept(found, joined, now=timezone.now())
    assert joined.roles.count() == 1


def test_an_expired_invitation_is_not_accepted_and_nothing_is_half_written():
    found = invitation()
    assert (found.state(found.expires_on), found.state(found.expires_on + timedelta(days=1))) == ("waiting", "expired")
    with pytest.raises(NotNow, match="Ask whoever invited you to send it again"), transaction.atomic():
        actions.join(found, name="Late", password=PASSWORD, now=timezone.now() + LATER)
    assert not User.objects.filter(email=found.email).exists()


def test_an_invitation_that_is_sent_again_has_a_new_link_and_new_time():
    found = invitation()
    old = token_in_mail(found.email)
    actions.resend(found, by=user("Office"), now=timezone.now() + LATER)
    assert Invitation.objects.with_token(old) is None
    again = Invitation.objects.with_token(token_in_mail(found.email))
    assert (again.pk, again.state(timezone.localdate() + LATER)) == (found.pk, "waiting")


def test_a_withdrawn_invitation_ends_and_leaves_room_for_another():
    office, found = user("Office"), invitation()
    actions.withdraw(found, by=office, now=timezone.now())
    for verb in (actions.withdraw, actions.resend):
        with pytest.raises(NotNow, match="withdrawn"):
            verb(found, by=office, now=timezone.now())
    with pytest.raises(NotNow, match="withdrawn"), transaction.atomic():
        actions.join(found, name="New", password=PASSWORD, now=timezone.now())
    assert invitation(email=found.email).state(timezone.localdate()) == "waiting"


def test_an_invitation_is_for_the_address_that_it_went_to():
    found, other = invitation(), user("Other")
    with pytest.raises(NotNow, match=r"This invitation is for .*@zhinan\.example"):
        actions.accept(found, other, now=timezone.now())
    assert other.roles.count() == 0


def test_who_has_an_account_takes_the_role_with_it_and_makes_no_other():
    known = user("Known")
    found = invitation(email=known.email)
    with pytest.raises(NotNow, match="Sign in"):
        actions.join(found, name="Known", password=PASSWORD, now=timezone.now())
    actions.accept(found, known, now=timezone.now())
    assert [str(role) for role in known.roles.all()] == ["secretariat@programme:7"]


@pytest.mark.parametrize("password", ["short", "password12", "1234567890"])
def test_a_weak_password_is_refused_under_its_field_and_no_account_is_made(password):
    found = invitation()
    if password == "1234567890":
        password = found.email  # what everybody can guess of this person
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        actions.join(found, name="New", password=password, now=timezone.now())
    assert set(refusal.value.message_dict) == {"password"}
    assert not User.objects.filter(email=found.email).exists()


def test_the_mail_is_written_in_the_language_of_the_invitation(settings):
    settings.LANGUAGE_CODE = "de"
    invitation(language="en")
    assert mails()[0][1] == "Administrator invites you to Zhinan"


@pytest.mark.parametrize("how", ["role ended", "account closed", "account erased"])
def test_whoever_may_no_longer_give_the_role_makes_nobody_anything(how):
    office, _colleague = user("Office", *KEEPER), user("Colleague", *KEEPER)
    found = invitation(by=office)
    if how == "role ended":
        Role.objects.filter(user=office).delete()
    elif how == "account closed":
        User.objects.filter(pk=office.pk).update(is_active=False)
    else:
        office.delete()
    with pytest.raises(NotNow, match=r"Ask for a new invitation: Colleague\."):
        actions.join(found, name="New", password=PASSWORD, now=timezone.now())
    assert (User.objects.filter(email=found.email).count(), Invitation.objects.open().count()) == (0, 1)


def test_a_colleague_who_sends_it_again_stands_behind_it():
    office, colleague = user("Office", *KEEPER), user("Colleague", *KEEPER)
    found = invitation(by=office)
    office.delete()
    actions.resend(found, by=colleague, now=timezone.now())
    joined = actions.join(found, name="New", password=PASSWORD, now=timezone.now())
    assert [str(role) for role in joined.roles.all()] == ["secretariat@programme:7"]


def test_where_nobody_looks_after_the_place_the_administrators_are_to_be_asked():
    user("Chief", RoleName.ADMINISTRATOR)
    found = invitation(by=user("Office"))
    with pytest.raises(NotNow, match=r"Ask for a new invitation: Chief\."):
        actions.join(found, name="New", password=PASSWORD, now=timezone.now())
