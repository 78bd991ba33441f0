"""Nominating people for a course: by the link of a country, or by hand."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.codelists.models import Country
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.secrets import mark_of
from zhinan.network.models import Organisation, Person

from ..models import Mail, Participant
from ..states import Participation
from .returning import refuse_withdrawn

MOST_BY_LINK = 200  # people who are nominated by one link


@dataclass(frozen=True)
class Nominee:
    """Somebody who is to be nominated."""

    name: str
    email: str
    country: Country
    organisation_name: str = ""
    organisation: Organisation | None = None
    position: str = ""
    sex: str = ""
    language: str = ""


def nominate(course, nominees, *, now, by=None, body="", nominator=None):
    """Nominate the list `nominees` of Nominee for `course` at the moment `now`; returns how many are new.

    `body` names who nominates them, `nominator` is its record. Who stands in the list already is not touched.
    """
    with alone_with(course) as stored:
        return sum(enter(stored, one, now=now, by=by, body=body, nominator=nominator) for one in nominees)


def nominate_by_link(invited, nominees, *, now, body):
    """Nominate `nominees` by the link of the InvitedCountry `invited`; returns how many are new.

    Raises NotNow after the last day of nominations, where one link nominates more people than anybody reviews, and for
    who withdrew: another link takes no withdrawal back.
    """
    with alone_with(invited.course) as course:
        if not course.takes_nominations(timezone.localdate(now)):
            raise NotNow(_("Nominations are closed."))
        held = course.participants.filter(is_by_link=True, country=invited.country_id).count()
        if held + len(nominees) > MOST_BY_LINK:
            raise NotNow(_("Too many people are nominated by this link. Write to whoever sent it to you."))
        refuse_withdrawn(course, nominees)
        return sum(enter(course, one, now=now, body=body, is_by_link=True) for one in nominees)


def enter(course, nominee, *, now, by=None, body="", nominator=None, is_by_link=False):
    """Write `nominee` into the list of `course`; False where they stand there, too where they withdrew."""
    if course.participants.with_mail(nominee.email).exists():
        return False
    row = Participant(course=course)
    for name, value in vars(nominee).items():
        setattr(row, name, value)
    row.state, row.nominated_at, row.consented_on = Participation.NOMINATED, now, timezone.localdate(now)
    row.nominated_by, row.nominator, row.is_by_link = body, nominator, is_by_link
    row.mail_due = Mail.STATE
    bind(row, row.consented_on)
    row.save()
    record(row, "nominated", by=by)
    return True


def bind(row, on):
    """Point `row` at the person with its mail address, if one is recorded on the day `on`; unsaved."""
    row.person = Person.objects.filter(email_mark=mark_of(row.email)).first() if row.email else None
    row.matched_on = on if row.person else None
