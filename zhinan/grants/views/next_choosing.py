"""What the office does next once a call is closed: screening, reviews, the committee, letters, the announcement."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.accounts.models import RoleName, User

from .. import access
from ..actions.announcing import PENDING
from ..models import Decision, Review
from ..rules.reviews import far_apart, ready
from ..rules.reviews import waiting as waited_for
from ..states import MeetingState, Stage


def where_all_stand(call, user, now):
    """{state: how many applications of `call` that `user` reads wait in it}, and how many are "revised"; one query."""
    counted = {stage.value: Count("pk", filter=Q(state=stage)) for stage in PENDING}
    revised = Count("pk", filter=Q(state=Stage.RETURNED, revise_by__gt=now))
    return call.applications.listed_to(user).aggregate(**counted, revised=revised)


def to_choose(call, user, now):
    """Yield what is done once `call` is closed, the earliest first."""
    found = where_all_stand(call, user, now)
    yield from in_hand(call, user, found)
    if n := found["revised"]:
        why = ngettext(
            "{n} application is being revised by its authors.",
            "{n} applications are being revised by their authors.",
            n,
        )
        yield (why.format(n=n),)
    yield from to_tell(call, user)


def in_hand(call, user, found):
    """Yield what is done about the applications that were sent, `found` as `where_all_stand` counts them."""
    if found["submitted"]:
        yield screening(call, found["submitted"])
    if n := found["eligible"]:
        yield from panel_step(call)
        why = ngettext(
            "{n} eligible application has no reviewer yet.", "{n} eligible applications have no reviewer yet.", n
        )
        yield why.format(n=n), _("Assign reviewers"), reverse("call-assign", args=[call.slug])
    if found["appraisal"]:
        yield from with_reviews(call, call.applications.listed_to(user).filter(state=Stage.APPRAISAL))
    if found["committee"]:
        yield before_committee(call, found["committee"])


def screening(call, number):
    """The step of screening the `number` of applications that were sent."""
    why = ngettext(
        "{n} application was sent and is not screened.", "{n} applications were sent and are not screened.", number
    )
    label = ngettext("Screen {n} application", "Screen {n} applications", number)
    return why.format(n=number), label.format(n=number), reverse("call-screen", args=[call.slug])


def panel_step(call):
    """Yield the step of filling the panel where nobody reviews for `call`."""
    if not User.objects.holding(RoleName.REVIEWER, scope=call.scope()).exists():
        why = _("Nobody reviews for this call yet. Reviewers and the committee are invited here.")
        yield why, _("Fill the panel"), reverse("call-panel", args=[call.slug])


def with_reviews(call, applications):
    """Yield what is done about the `applications` that are under review: three queries at most."""
    address = reverse("call-reviews", args=[call.slug])
    if n := ready(applications).count():
        why = ngettext("{n} application has all its reviews.", "{n} applications have all their reviews.", n)
        yield why.format(n=n), _("Put them before the committee"), address
    if n := far_apart(applications).count():
        why = ngettext(
            "The reviews of {n} application are far apart.", "The reviews of {n} applications are far apart.", n
        )
        yield why.format(n=n), _("Look at the reviews"), address
    if n := waited_for(Review.objects.filter(application__in=applications)).count():
        why = ngettext("{n} review is waited for.", "{n} reviews are waited for.", n)
        yield why.format(n=n), _("Look who has not sent theirs"), address
    why = _("Applications are under review that nobody is asked about any more.")
    yield why, _("Assign reviewers"), reverse("call-assign", args=[call.slug])


def before_committee(call, number):
    """The step of setting up a meeting of the committee, or of deciding in the one that is planned."""
    why = ngettext("{n} application is before the committee.", "{n} applications are before the committee.", number)
    meeting = call.meetings.filter(state=MeetingState.PLANNED).order_by("on", "pk").first()
    if meeting is None:
        return why.format(n=number), _("Set up the meeting"), reverse("add-meeting", args=[call.slug])
    return why.format(n=number), _("To the meeting"), meeting.get_absolute_url()


def to_tell(call, user):
    """Yield what is done once everything is decided that `user` may decide: letters, then the announcement."""
    seen = call.applications.filter(access.considered(user, call))
    unsent = Decision.objects.unsent().filter(application__call=call)
    if n := unsent.filter(application__in=seen.values("pk")).count():
        why = ngettext("{n} letter was not sent yet.", "{n} letters were not sent yet.", n)
        yield why.format(n=n), _("Send the letters"), reverse("call-letters", args=[call.slug])
    if call.applications.filter(state__in=PENDING).exists() or unsent.exists():
        yield (_("What is left is done by colleagues: something binds you to it."),)
    why = _("Everything is decided, and every letter is sent. Look at what everybody will read, then announce it.")
    yield why, _("Announce the results"), reverse("call-announcement", args=[call.slug])
