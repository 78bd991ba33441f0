"""The offices of invited countries: where they are written to, and the mail with their link."""

from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.accounts.models import STAFF
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..models import Mail
from ..models.registrations import new_seed
from .reminding import DAY


def renew_link(invited, *, by):
    """Give the InvitedCountry `invited` a new link for nominations; the earlier one opens nothing any more."""
    with alone_with(invited) as stored:
        stored.seed, stored.mail_due, stored.mailed_at = new_seed(), Mail.NONE, None  # the new link was sent to nobody
        stored.save()
        record(stored.course, "link_renewed", by=by, to=STAFF)
        return stored


def set_contact(invited, email, language, *, by):
    """Write down the mail address of the office that the link of `invited` is sent to, and its language."""
    with alone_with(invited) as stored:
        if stored.email != email:
            stored.mail_due, stored.mailed_at = Mail.NONE, None  # whoever has this address was sent nothing
        stored.email, stored.language = email, language
        stored.save()
        record(stored.course, "edited", by=by, to=STAFF)  # without the address, which may be somebody's own
        return stored


def write_to(invited, *, by, now):
    """Let a mail bring the office of `invited` its link, at the moment `now`; raises NotNow."""
    with alone_with(invited) as stored:
        if not stored.course.takes_nominations(timezone.localdate(now)):
            raise NotNow(_("Nominations are closed."))
        if not stored.email:
            raise NotNow(_("{country}: no mail address of an office is known.").format(country=stored))
        if stored.mail_due:
            raise NotNow(_("{country}: a mail waits to be sent already.").format(country=stored))
        if stored.mailed_at is not None and now - stored.mailed_at < DAY:
            raise NotNow(_("{country}: a mail was sent less than a day ago.").format(country=stored))
        stored.mail_due, stored.mail_after = Mail.STATE, None
        stored.save()
        record(stored.course, "invited", by=by, to=STAFF)
        return stored


def drop_contacts(course):
    """Delete the mail addresses of offices: once `course` is over nobody writes to them any more."""
    if course.invited.exclude(email="").update(email="", mail_due=Mail.NONE):
        record(course, "details_erased", to=STAFF)
