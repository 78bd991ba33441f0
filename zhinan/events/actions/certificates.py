"""Certificates: issued to those who were there or spoke, revoked, mended, and emptied of a name."""

from datetime import timedelta
from secrets import SystemRandom

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..models import Certificate, Mail, Participant
from ..models.registrations import new_seed
from ..rules.certificates import new_number
from ..states import State
from .certifying import candidates, said_of

CHANCE = SystemRandom()
HOUR = timedelta(hours=1)


def issue(event, kind, wanted, *, by, now, least_share=0, tells=True):
    """Issue certificates of `kind` to those candidates of `event` whose keys are `wanted`; returns the new ones.

    Who has one already gets no second, and who was there for less than `least_share` percent gets none. With `tells`
    mails go out to those whose address is known. Raises NotNow before the event was held.
    """
    with alone_with(event) as stored:
        if stored.state != State.HELD:
            raise NotNow(_("Say first that the event took place: certificates are issued after it."))
        found = candidates(stored, kind, by, least_share)
        chosen = [one for one in found if one.key in wanted and not one.why and not one.held]
        common, today = said_of(stored), timezone.localdate(now)
        made = [certificate_for(one, stored, kind, common, today, tells) for one in chosen]
        for one in made:
            one.save()
            record(one, "certified", by=by)
        return made


def certificate_for(candidate, event, kind, common, today, tells):
    """The unsaved Certificate of `candidate`, with `common`, what is said of the event."""
    return Certificate(
        number=new_number(today.year, CHANCE),
        event=event,
        kind=kind,
        name=candidate.name,
        email=candidate.email if tells else "",
        language=candidate.language,
        said={**common, **candidate.said},
        issued_on=today,
        mail_due=Mail.STATE if tells and candidate.email else Mail.NONE,
        **candidate.links,
    )


def revoke(certificate, why, *, by, now):
    """Let `certificate` be valid no more, for the reason `why`; raises NotNow where it is not."""
    with alone_with(certificate) as stored:
        if stored.revoked_on:
            raise NotNow(_("This certificate is revoked already."))
        stored.revoked_on, stored.revoked_why = timezone.localdate(now), why
        stored.email, stored.mail_due = "", Mail.NONE
        stored.save()
        record(stored, "revoked", by=by)
        return stored


def reinstate(certificate, *, by):
    """Let the revoked `certificate` be valid again; raises NotNow where it is."""
    with alone_with(certificate) as stored:
        if not stored.revoked_on:
            raise NotNow(_("This certificate is valid."))
        stored.revoked_on, stored.revoked_why = None, ""
        stored.save()
        record(stored, "valid_again", by=by)
        return stored


def mend_name(certificate, name, *, by):
    """Write `name` on `certificate`, whose number stays; raises NotNow where the name was deleted."""
    with alone_with(certificate) as stored:
        if not stored.name:
            raise NotNow(_("The name was deleted at the wish of the holder."))
        if stored.name != name:
            stored.name = name
            stored.save()
            record(stored, "name_mended", by=by)
        return stored


def forget_holder(certificate, *, by=None):
    """Delete name and mail address from `certificate` for good; that it was issued stays. Twice changes nothing."""
    with alone_with(certificate) as stored:
        if stored.name:
            stored.name = stored.email = ""
            stored.person, stored.seed, stored.mail_due = None, new_seed(), Mail.NONE
            stored.revoked_why = stored.revoked_why and "–"  # it may name the holder
            stored.save()
            record(stored, "person_erased", by=by)
        return stored


def follow_holders(most):
    """Bind up to `most` certificates to the person whom their place belongs to by now; returns how many.

    So what names somebody goes with the person who is erased. On the day on which an event forgets strangers their
    certificates stay: holders rely on them.
    """
    known = Q(attendance__person__isnull=False) | Q(registration__person__isnull=False)
    known |= Q(speaker__person__isnull=False) | Q(
        attendance__in=Participant.objects.exclude(person=None).values("attendance")
    )
    links = ("attendance", "registration", "speaker")
    rows = Certificate.objects.exclude(name="").filter(known, person=None).select_related(*links)
    found = list(rows.order_by("pk")[:most])
    for one in found:
        bind(one)
    return len(found)


def bind(certificate):
    """Note whom `certificate` belongs to, by the place in the list, registration or part that it was issued for."""
    held = [certificate.attendance, certificate.registration, certificate.speaker]
    held.append(Participant.objects.exclude(attendance=None).filter(attendance=certificate.attendance).first())
    person = next((one.person_id for one in held if one and one.person_id), None)
    with alone_with(certificate) as stored:
        stored.person_id = person
        stored.save()
        record(stored, "edited", changes={"person": [None, person]})


def drop_addresses(now):
    """Delete the mail addresses of those who were written to an hour before `now`: they are not needed any more."""
    told = Certificate.objects.filter(mail_due=Mail.NONE, mailed_at__lt=now - HOUR)
    return told.exclude(email="").update(email="")
