"""What waits for those who apply for grants, judge applications and look after calls."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from zhinan.accounts.models import RoleName, keys_of, sees_everything
from zhinan.grants.actions.announcing import PENDING
from zhinan.grants.models import Application, Call, CallQuestion, Decision, Meeting, Review
from zhinan.grants.states import CallState, MeetingState, Stage


def kept_calls(user):
    """Calls that `user` looks after: those of one's programmes, all for who administers."""
    if sees_everything(user):
        return Call.objects.visible_to(user)
    programmes = keys_of(user, "programme", RoleName.SECRETARIAT)
    return Call.objects.visible_to(user).filter(programme__in=programmes) if programmes else Call.objects.none()


def drafts(user, on):
    """Applications that `user` writes and that can still be sent, with the day of the deadline."""
    own = Application.objects.filter(authors__user=user.pk, state=Stage.DRAFT)
    due = TruncDate("call__closes_at", tzinfo=timezone.get_current_timezone())
    return own.filter(call__state=CallState.OPEN, call__closes_at__gt=timezone.now()).annotate(due=due)


def returned(user, on):
    """Applications of `user` that were returned for revision, with the last day for it."""
    now = timezone.now()
    own = Application.objects.filter(authors__user=user.pk, state=Stage.RETURNED, revise_by__gt=now)
    return own.annotate(due=TruncDate("revise_by", tzinfo=timezone.get_current_timezone()))


def reviews(user, on):
    """Reviews that `user` was asked for and has not sent, of applications that nothing keeps them from."""
    if not keys_of(user, "call", RoleName.REVIEWER):
        return Review.objects.none()
    open_ = Application.objects.visible_to(user).filter(state=Stage.APPRAISAL)
    return Review.objects.waiting_for(user).filter(application__in=open_).select_related("application")


def with_stage(stage):
    """A function that gives the calls that a user looks after with applications at `stage`."""

    def found(user, on):
        seen = Application.objects.filter(call=OuterRef("pk"), state=stage).exclude(recusals__user=user.pk)
        return kept_calls(user).filter(Exists(seen))

    return found


def questions(user, on):
    """Calls that `user` looks after with a question that nobody has answered."""
    return kept_calls(user).filter(Exists(CallQuestion.objects.waiting().filter(call=OuterRef("pk"))))


def meetings(user, on):
    """Planned meetings of committees that `user` sits in, or whose calls they look after."""
    seats = keys_of(user, "call", RoleName.COMMITTEE)
    kept = kept_calls(user)
    if not seats and kept.query.is_empty():
        return Meeting.objects.none()
    rows = Meeting.objects.filter(state=MeetingState.PLANNED)
    return rows.filter(call__in=seats) | rows.filter(call__in=kept.values("pk"))


def to_announce(user, on):
    """Calls that `user` looks after whose applications were all decided, and that were not announced."""
    held = Application.objects.filter(call=OuterRef("pk"))
    decided = held.filter(state__in=(Stage.AWARDED, Stage.DECLINED))
    revised = Q(state=Stage.RETURNED, revise_by__gt=timezone.now())
    waiting = held.filter(Q(state__in=PENDING) | revised)
    letters = Decision.objects.unsent().filter(application__call=OuterRef("pk"))
    return kept_calls(user).filter(Exists(decided), ~Exists(waiting), ~Exists(letters), state=CallState.CLOSED)
