"""What needs several rooms at once: an installation that begins, an invitation that is accepted."""

from contextlib import contextmanager
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.accounts import actions as accounts
from zhinan.accounts.models import RoleName, User
from zhinan.history.actions import record, write
from zhinan.kit.lifecycle import NotNow
from zhinan.network.models import Organisation
from zhinan.notices.actions import tell
from zhinan.programmes.models import PartyName, Programme, ProgrammeParty, ReportingPeriod


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
    with named("organisation"):
        write(office, {"name": organisation}, by=user)
    with named("programme"):
        write(led, {"name": programme}, by=user)
    party = ProgrammeParty.objects.create(programme=led, organisation=office, role=PartyName.ACCOUNTABLE)
    year = {"year": on.year, "starts_on": date(on.year, 1, 1), "ends_on": date(on.year, 12, 31)}
    period = ReportingPeriod.objects.create(programme=led, cut_off_on=year["ends_on"], **year)
    record(led, "edited", by=user, changes={"parties": [None, str(party)], "periods": [None, str(period)]})
    accounts.grant_role(user, RoleName.ADMINISTRATOR, by=user, starts_on=on)
    accounts.grant_role(user, RoleName.SECRETARIAT, led.scope(), by=user, starts_on=on)
    return user


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


def tell_inviter(invitation, user):
    """Tell whoever sent `invitation`, where they are still here, that `user` came."""
    inviters = User.objects.filter(pseudonym=invitation.invited_by, is_active=True)
    tell(inviters, gettext_noop("{who} accepted your invitation."), user, by=user)
