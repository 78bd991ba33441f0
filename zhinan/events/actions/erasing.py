"""The day of erasure: who registered and is no recorded person stays in the numbers alone."""

from django.db.models import Exists, OuterRef

from zhinan.accounts.models import STAFF
from zhinan.history.actions import alone_with, record
from zhinan.questionnaires.models import Asked

from ..models import Admission, Attendance, Event
from ..rules import erased_on
from .registering import forget

USUAL = Admission._meta.get_field("erase_after").default  # days


def forget_strangers(today, most):
    """Delete the names of up to `most` who registered for an event whose day of erasure has come by `today`.

    Of an event without terms of registration the names in the list of those who came go after the usual time.
    Returns whether there was anybody. It is asked again until there is nobody.
    """
    terms = Admission.objects.with_strangers().select_related("event").order_by("pk")
    named = Attendance.objects.filter(person=None, event=OuterRef("pk")).exclude(called="")
    others = Event.objects.filter(Exists(named), admission=None).order_by("pk")
    waiting = [(one.event, one.erase_after) for one in terms] + [(one, USUAL) for one in others]
    days = ((event, erased_on(event, days)) for event, days in waiting)
    event = next((event for event, day in days if day and day <= today), None)
    if event is not None:
        forget_at(event, most)
    return event is not None


def forget_at(event, most):
    """Delete the names of up to `most` who registered for `event`, of all who came, and of who wrote for colleagues.

    Places in the lists stay, and so do certificates, which their holders rely on.
    """
    with alone_with(event) as stored:
        asked = Asked.objects.filter(round__in=stored.surveys.values("round"), person=None)
        for row in stored.registrations.strangers().order_by("pk")[:most]:
            asked.exclude(email_mark="").filter(email_mark=row.email_mark).update(**Asked.emptied)
            forget(row)
        stored.attendances.filter(person=None).exclude(called="").update(called="")
        for group in stored.groups.exclude(contact="", email_mark=""):
            group.contact = group.email = ""
            group.save()
        stored.rolls.exclude(held="").update(held="", name="")
        if not stored.registrations.strangers().exists():
            record(stored, "names_deleted", to=STAFF)
