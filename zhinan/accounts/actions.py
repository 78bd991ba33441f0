"""How accounts, roles and invitations change."""

import secrets
import uuid
from contextlib import contextmanager
from datetime import timedelta

from allauth.account.models import EmailAddress
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from zhinan.history.actions import forget, record, write
from zhinan.history.models import ARCHIVE, Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import listed
from zhinan.kit.secrets import box

from . import emails
from .access import answer_for
from .models import Invitation, Role, RoleName, Sending, User, hash_of

DAYS = 14  # that an invitation can be accepted
TICKET, TICKET_DAYS = "zhinan.accounts.address", 3  # links that prove a new mail address


@transaction.atomic
def grant_role(user, role, scope="", *, by=None, starts_on=None, ends_on=None):
    """Give `user` the `role` in `scope` from one day to another; the same role twice stays one."""
    held, is_new = Role.objects.get_or_create(
        user=user, role=role, scope=scope, starts_on=starts_on, defaults={"ends_on": ends_on}
    )
    if is_new:
        record(user, "role_granted", by=by, changes={"role": [None, str(held)]}, to="administrator")
    return held


@transaction.atomic
def end_role(role, *, by, on):
    """End `role` with the day `on`."""
    before, role.ends_on = role.ends_on, on
    role.save(update_fields=["ends_on"])
    changes = {"ends_on": [before and before.isoformat(), on.isoformat()]}
    record(role.user, "role_ended", by=by, changes=changes, to="administrator")
    return role


def archive(thing, *, by):
    """Put the record `thing` away: nobody finds or counts it until it is taken out again."""
    return write(thing, {"audience": ARCHIVE}, by=by, verb="archived")


@transaction.atomic
def restore(thing, *, by):
    """Take `thing` out of the archive, for those who could see it before; raises NotNow where it is not in there."""
    put_away = Entry.objects.about(thing).filter(changes__audience__1=ARCHIVE).order_by("-pk").first()
    if thing.audience != ARCHIVE or put_away is None:
        raise NotNow(_("“{thing}” is not in the archive.").format(thing=thing))
    return write(thing, {"audience": put_away.changes["audience"][0]}, by=by, verb="restored")


@transaction.atomic
def give_role(user, role, scope="", *, by, starts_on, ends_on=None):
    """Give `user` the `role` in `scope` from the day `starts_on`; one that was ended on such a day is opened again.

    Raises ValidationError where `user` holds it already, or where it would end before it starts.
    """
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day is before the first one. Write a later day.")})
    if Role.objects.filter(user=user, role=role, scope=scope).current(starts_on).filter(ends_on=None).exists():
        raise ValidationError(_("{name} has this role already. Nothing needs to be done.").format(name=user.name))
    held = grant_role(user, role, scope, by=by, starts_on=starts_on, ends_on=ends_on)
    if held.ends_on != ends_on:
        held.ends_on = ends_on
        held.save(update_fields=["ends_on"])
        record(user, "role_granted", by=by, changes={"role": [None, str(held)]})
    return held


@transaction.atomic
def take_role(role, *, by, on):
    """End `role` with the day `on`; the account stays. Raises NotNow where nobody would be administrator any more."""
    if (role.role, role.scope) == (RoleName.ADMINISTRATOR, ""):
        keep_an_administrator(role.user, on)
    if role.starts_on is not None and on < role.starts_on:
        raise NotNow(_("The role starts later than this. Write its first day or a later one."))
    return end_role(role, by=by, on=on)


def keep_an_administrator(leaving, on):
    """Raise NotNow where `leaving` is the only administrator of the day after `on`; needs a transaction."""
    administrators = Role.objects.filter(role=RoleName.ADMINISTRATOR, scope="").current(on + timedelta(days=1))
    # Locked: of two who leave at once, the second waits for the first and is then refused.
    held = {role.user_id for role in administrators.select_for_update()}
    others = User.objects.filter(pk__in=held, is_active=True).exclude(pk=leaving.pk)
    if leaving.pk in held and not others.exists():
        raise NotNow(_("This is the last administrator. Make somebody else administrator first."))


def invite(*, email, name, role, scope, by, now, language="", place=""):
    """Ask somebody by mail to take `role` in `scope`, within DAYS days after the moment `now`.

    `place` is the name of the scope in the mail. Returns the Invitation, with the `address` of its link. Raises
    ValidationError where the mail address cannot be used, was invited already, or belongs to somebody who has the role
    or whose account is closed.
    """
    email = User.objects.normalize_email(email).lower()
    known = User.objects.filter(email=email).first()
    if known is not None and not known.is_active:
        raise ValidationError({"email": _("The account with this address is closed. Have it opened again first.")})
    if (
        known is not None
        and Role.objects.filter(user=known, role=role, scope=scope).current(timezone.localdate(now)).exists()
    ):
        raise ValidationError({"email": _("Whoever has this address has the role already. Nothing needs to be done.")})
    again = _("This address was invited already. Send that invitation again from the list of those that wait.")
    if Invitation.objects.open().filter(email=email, role=role, scope=scope).exists():
        raise ValidationError({"email": again})
    invitation = Invitation(email=email, name=name, role=role, scope=scope, language=language, invited_by=by.pseudonym)
    try:
        return send_invitation(invitation, "invited", by=by, now=now, place=place)
    except IntegrityError:  # of two in the same moment, the second
        raise ValidationError({"email": again}) from None


@transaction.atomic
def send_invitation(invitation, verb, *, by, now, place):
    """Write `invitation` down with a new token and a new last day, and write its mail.

    What is returned knows the `address` of the link this once; what is kept does not.
    """
    token = secrets.token_urlsafe(24)
    invitation.token_hash = hash_of(token)
    invitation.sent_at, invitation.expires_on = now, timezone.localdate(now) + timedelta(days=DAYS)
    invitation.full_clean()
    invitation.save()
    record(invitation, verb, by=by, changes={"role": [None, token_of(invitation)]})
    invitation.address = emails.invited(invitation, token, inviter=by.name, place=place)
    return invitation


def token_of(invitation):
    """The string of the role that `invitation` is for."""
    return str(Role(role=invitation.role, scope=invitation.scope))


def still_open(invitation):
    """The locked row of `invitation`; raises NotNow where it was accepted or withdrawn."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at:
        raise NotNow(_("This invitation was accepted already."))
    if locked.withdrawn_at:
        raise NotNow(_("This invitation was withdrawn."))
    return locked


@transaction.atomic
def resend(invitation, *, by, now, place=""):
    """Send `invitation` again, in the name of `by`, with a new link and new time; the old link ends.

    Raises NotNow where it is answered.
    """
    invitation = still_open(invitation)
    invitation.invited_by = by.pseudonym
    return send_invitation(invitation, "invited_again", by=by, now=now, place=place)


@transaction.atomic
def withdraw(invitation, *, by, now):
    """Take `invitation` back; its link ends. Raises NotNow where it is answered."""
    invitation = still_open(invitation)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    record(invitation, "invitation_withdrawn", by=by)
    return invitation


def giver_of(invitation):
    """The User who sent `invitation` and may still give its role; raises NotNow, which says whom to ask, for none."""
    inviter = User.objects.filter(pseudonym=invitation.invited_by, is_active=True).first()
    if inviter is None or not answer_for(inviter, invitation):
        others = listed(person.name for person in User.objects.giving_roles(invitation.scope))
        asked = _("Whoever invited you may no longer give this role. Ask for a new invitation: {names}.")
        raise NotNow(asked.format(names=others))
    return inviter


@transaction.atomic
def accept(invitation, user, *, now):
    """Give `user` the role that `invitation` is for.

    Raises NotNow where it waits no more, is for another mail address, or was sent by somebody who may no longer do so.
    """
    invitation = still_open(invitation)
    inviter, today = giver_of(invitation), timezone.localdate(now)
    if invitation.state(today) == "expired":
        raise NotNow(_("This invitation has expired. Ask whoever invited you to send it again."))
    if user.email != invitation.email:
        raise NotNow(_("This invitation is for {address}.").format(address=invitation.email))
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    record(invitation, "invitation_accepted", by=user)
    if not Role.objects.filter(user=user, role=invitation.role, scope=invitation.scope).current(today).exists():
        give_role(user, invitation.role, invitation.scope, by=inviter, starts_on=today)
    return invitation


@transaction.atomic
def join(invitation, *, name, password, now, language=""):
    """Make the account that `invitation` asks for, and give it the role; returns the User.

    Raises NotNow where it waits no more or there is such an account, ValidationError for a password that is too weak.
    """
    if User.objects.filter(email=invitation.email).exists():
        raise NotNow(_("There is an account with this address already. Sign in, and open the link again."))
    user = make_account(email=invitation.email, name=name, password=password, language=language)
    accept(invitation, user, now=now)
    return user


def make_account(*, email, name, password, language=""):
    """Make an account, which its owner made; raises ValidationError for values or a password that cannot be used."""
    user = User(email=User.objects.normalize_email(email).lower(), name=name, language=language)
    user.set_password(password)
    user.full_clean()
    try:
        validate_password(password, user)
    except ValidationError as trouble:
        raise ValidationError({"password": trouble.messages}) from None
    user.save()
    record(user, "joined", by=user)
    return user


@transaction.atomic
def close_account(person, *, by, on):
    """Close the account `person`: nobody can sign in with it any more. Raises NotNow for the last administrator."""
    keep_an_administrator(person, on)
    return write(person, {"is_active": False}, by=by, verb="account_closed")


def open_account(person, *, by):
    """Open the account `person` again."""
    return write(person, {"is_active": True}, by=by, verb="account_opened")


@transaction.atomic
def erase(person, *, by, on):
    """Forget `person`: account, roles, invitations, and what the history says of them; what they did stays, unnamed.

    Raises NotNow for the last administrator.
    """
    keep_an_administrator(person, on)
    for invitation in Invitation.objects.filter(email=person.email):
        forget(invitation)
        invitation.delete()
    record(person, "erased", by=by)
    forget(person)
    person.delete()


@transaction.atomic
def remove_second_factor(person, *, by):
    """Let `person`, who lost telephone and codes, sign in by the password alone until another factor is set up."""
    apps.get_model("mfa", "authenticator").objects.filter(user=person).delete()
    return record(person, "second_factor_removed", by=by)


@transaction.atomic
def sign_out_everywhere(user):
    """End every session of `user`, on every machine."""
    user.session_mark = uuid.uuid4()
    user.save(update_fields=["session_mark"])
    return record(user, "signed_out", by=user)


def ask_for_address(user, email):
    """Send a link to `email`, which makes it the address of `user`; raises ValidationError where it is taken."""
    email = User.objects.normalize_email(email).lower()
    if User.objects.filter(email=email).exists():
        raise ValidationError({"email": _("An account has this address already. Write another one.")})
    emails.new_address(user, email, ticket_for({"user": user.pk, "from": user.email, "to": email}))


def ticket_for(said):
    """What a link to a new mail address holds: `said`, signed with its moment, and readable by nobody else."""
    return box().encrypt(signing.dumps(said, salt=TICKET).encode()).decode()


def read_ticket(ticket):
    """(account, new address) of a link to a new mail address; raises NotNow where it no longer works."""
    try:
        signed = box().decrypt(ticket.encode()).decode()
        said = signing.loads(signed, salt=TICKET, max_age=TICKET_DAYS * 86_400)
    except (InvalidToken, signing.BadSignature):
        raise NotNow(
            _("This link is too old or damaged. Ask for the new address again on the page of your account.")
        ) from None
    user = User.objects.filter(pk=said["user"], email=said["from"], is_active=True).first()
    if user is None or User.objects.filter(email=said["to"]).exists():
        raise NotNow(_("This link was used already, or the address has changed since it was sent."))
    return user, said["to"]


@transaction.atomic
def change_address(ticket):
    """Make the address that `ticket` was sent to the one of its account, and tell the old one; raises NotNow."""
    user, email = read_ticket(ticket)
    before, user.email = user.email, email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    record(user, "address_changed", by=user)
    emails.address_changed(user, before)
    return user


class SentBefore(Exception):
    """A form that was taken already; the text is the address of what came of it."""


@contextmanager
def only_once(key):
    """Do inside what the form with this `key` (UUID, or None for any number of times) asks for.

    Gives a Sending: set its `address` where it was done; without one the form may be sent again. Raises SentBefore to
    the second of two, also where both come in the same moment.
    """
    if key is None:
        yield Sending()
        return
    with transaction.atomic():
        try:
            with transaction.atomic():
                sending = Sending.objects.create(key=key)
        except IntegrityError:
            raise SentBefore(Sending.objects.get(key=key).address) from None
        yield sending
        if sending.address:
            sending.save()
        else:
            sending.delete()


def opening_key():
    """What the address of the first page of an empty installation must say; it follows from the installation's key."""
    return salted_hmac("zhinan.accounts.opening", "begin", algorithm="sha256").hexdigest()[:32]
