"""What needs several rooms at once: beginning an installation, accepting an invitation, telling of a role."""

from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.accounts import actions as accounts
from zhinan.accounts.figures import places, role_in_words
from zhinan.accounts.models import RoleName, User
from zhinan.history.actions import alone_with, record, write
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.templatetags.kit import day
from zhinan.kit.values import kept
from zhinan.network.models import Organisation
from zhinan.notices.actions import tell
from zhinan.programmes.models import PartyName, Programme

from .models import Feed, SavedList

OWN = RoleName.ADMINISTRATOR  # who reads that somebody changed what they keep for themselves; never what it says


@contextmanager
def named(field):
    """What a record refuses is refused under the name `field` of the form."""
    try:
        yield
    except ValidationError as trouble:
        raise ValidationError({field: trouble.messages}) from None


@transaction.atomic
def begin(*, organisation, programme, name, email, password, language="", on=None):
    """Make the organisation, its programme with the year of the day `on`, and the first administrator.

    `organisation`, `programme` and `name` are names. Returns the User. Raises NotNow where there is any account,
    ValidationError under the names of the arguments.
    """
    # Two at once: the second waits here, and then finds the account of the first.
    ContentType.objects.select_for_update().get(app_label="accounts", model="user")
    if User.objects.exists():
        raise NotNow(_("This installation has begun already. Sign in."))
    on = on or timezone.localdate()
    user = accounts.make_account(email=email, name=name, password=password, language=language)
    office, led = Organisation(), Programme()
    first, last = date(on.year, 1, 1).isoformat(), date(on.year, 12, 31).isoformat()
    period = {"year": on.year, "starts_on": first, "ends_on": last, "cut_off_on": last}
    with named("organisation"):
        write(office, {"name": organisation}, by=user)
    with named("programme"):
        parties = [{"organisation": office.pk, "role": PartyName.ACCOUNTABLE}]
        write(led, {"name": programme, "parties": parties, "periods": [period]}, by=user)
    accounts.grant_role(user, RoleName.ADMINISTRATOR, by=user, starts_on=on)
    accounts.grant_role(user, RoleName.SECRETARIAT, led.scope(), by=user, starts_on=on)
    return user


@transaction.atomic
def add_network(network, values, *, by):
    """Write a new `network` down; the programme whose key stands in `values` as "is_led", if any, leads it."""
    write(network, values, by=by)
    if values.get("is_led") is not None:
        programme = Programme.objects.get(pk=values["is_led"])
        with alone_with(programme):
            led = kept(programme, ["networks"])["networks"]
            write(programme, {"networks": sorted([*led, network.pk])}, by=by)


@transaction.atomic
def accept(invitation, user, *, now):
    """Let `user` accept `invitation`, and tell whoever sent it; raises NotNow as `accounts.actions.accept` does."""
    accepted = accounts.accept(invitation, user, now=now)
    tell_inviter(accepted, user)
    return accepted


@transaction.atomic
def join(invitation, *, name, password, now, language=""):
    """Make the account that `invitation` asks for, and tell whoever sent it; raises as `accounts.actions.join` does."""
    user = accounts.join(invitation, name=name, password=password, now=now, language=language)
    tell_inviter(invitation, user)
    return user


@transaction.atomic
def give_role(user, role, scope="", *, by, starts_on, ends_on=None):
    """Give `user` the `role` in `scope`, and tell them; raises ValidationError as `accounts.actions.give_role` does."""
    held = accounts.give_role(user, role, scope, by=by, starts_on=starts_on, ends_on=ends_on)
    tell([user], gettext_noop("{who} gave you the role “{role}”: {place}."), user, by=by, **facts_of(held))
    return held


@transaction.atomic
def take_role(role, *, by, on):
    """End `role` with the day `on`, and tell who held it; raises NotNow as `accounts.actions.take_role` does."""
    ended = accounts.take_role(role, by=by, on=on)
    sentence = gettext_noop("{who} gave your role “{role}” a last day, {day}: {place}.")
    tell([role.user], sentence, role.user, by=by, **facts_of(role))
    return ended


def facts_of(role):
    """What `role` is, where, and until when, in the words of who holds it."""
    with translation.override(role.user.language or settings.LANGUAGE_CODE):
        word, place = role_in_words(role.role, role.scope, places([role.scope]))
        return {"role": word, "place": place, "day": day(role.ends_on) if role.ends_on else ""}


def tell_inviter(invitation, user):
    """Tell whoever sent `invitation`, where they are still here, that `user` came."""
    inviters = User.objects.filter(pseudonym=invitation.invited_by, is_active=True)
    tell(inviters, gettext_noop("{who} accepted your invitation."), user, by=user)


@transaction.atomic
def keep_list(owner, *, name, address):
    """Keep the list at the path `address` for `owner`, called `name`; returns the SavedList."""
    saved = SavedList.objects.create(owner=owner, name=name, address=address)
    record(saved, "recorded", by=owner, to=OWN)
    return saved


@transaction.atomic
def rename_list(saved, name):
    """Call the list `saved` otherwise."""
    saved.name = name
    saved.save(update_fields=["name"])
    record(saved, "edited", by=saved.owner, to=OWN)
    return saved


@transaction.atomic
def drop_list(saved):
    """Keep the list `saved` no longer; its records stay as they are."""
    record(saved, "taken_away", by=saved.owner, to=OWN)
    saved.delete()


@transaction.atomic
def make_feed_address(owner):
    """Make the address of the calendar of `owner`; where there is one, another one in its place. Returns the Feed."""
    feed, is_new = Feed.objects.select_for_update().get_or_create(owner=owner)
    if not is_new:
        feed.number += 1
        feed.save(update_fields=["number"])
    record(feed, "recorded" if is_new else "edited", by=owner, to=OWN)
    return feed


@transaction.atomic
def end_feed_address(owner):
    """End the address of the calendar of `owner`."""
    for feed in Feed.objects.filter(owner=owner):
        record(feed, "taken_away", by=owner, to=OWN)
        feed.delete()
