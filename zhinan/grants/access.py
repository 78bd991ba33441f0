"""Who may do what with grants, calls, applications, reviews and meetings."""

from django.db.models import Q
from django.utils import timezone

from zhinan.accounts.access import keep_records, read, sign_in
from zhinan.accounts.models import RoleName, has_role, roles_of, sees_everything
from zhinan.programmes.access import keep_in

from .models import Application, Author, Recusal, Review, conflicting
from .states import CallState, ReviewState, Stage

__all__ = ["decide", "edit", "keep_records", "read", "sign_in"]


def edit(user, grant):
    """Whether `user` may change `grant`: the secretariat of its project's programme may."""
    return keep_in(user, grant.project.programme)


def decide(user, grant):
    """Whether `user` may write down that `grant` was approved, started, closed or cancelled: who may change it."""
    return edit(user, grant)


def keep_call(user, call):
    """Whether `user` may change `call`, its rules and its panel, and answer questions: the programme's secretariat."""
    return keep_in(user, call.programme)


def keep_rules(user, rules):
    """Whether `user` may change `rules` and publish them: who keeps their call."""
    return keep_call(user, rules.call)


def keep_question(user, question):
    """Whether `user` may answer `question` or throw it away: who keeps its call."""
    return keep_call(user, question.call)


def apply(user, call):
    """Whether `user` may begin an application to `call`, or ask about it: whoever has signed in."""
    return user.is_authenticated


def read_applications(user, call):
    """Whether `user` may open the lists of what was sent to `call`: its office, its evaluator and its committee."""
    scope, held = call.programme.scope(), roles_of(user)
    office = has_role(user, RoleName.SECRETARIAT, scope) or has_role(user, RoleName.EVALUATOR, scope)
    return office or (RoleName.COMMITTEE, call.scope()) in held


def read_titles(user, call):
    """Whether `user` may read titles in lists of reviews of `call`: all but who reviews there without names.

    A title may hold a name, so they read numbers alone.
    """
    is_reviewer = (RoleName.REVIEWER, call.scope()) in roles_of(user)
    return not is_reviewer or not call.versions.filter(is_blind=True).exists()


def meet(user, meeting):
    """Whether `user` may read `meeting`: the office and the committee of its call."""
    return read_applications(user, meeting.call)


def considered(user, call):
    """The condition on applications of `call` that `user` hears of in its meetings: none that binds them.

    What `standing` says of one, for many at once: the office and the evaluator are bound by what they wrote and what
    they declared, the committee also by what the records show.
    """
    if has_role(user, RoleName.SECRETARIAT, call.programme.scope()) or has_role(
        user, RoleName.EVALUATOR, call.programme.scope()
    ):
        own, declared = (rows.objects.filter(user=user).values("application") for rows in (Author, Recusal))
        return ~Q(pk__in=own) & ~Q(pk__in=declared)
    return ~Q(pk__in=Application.objects.filter(conflicting(user), call=call).values("pk"))


def keep_meeting(user, meeting):
    """Whether `user` may change `meeting`, its agenda and its minutes: who keeps its call."""
    return keep_call(user, meeting.call)


def keep_notes(user, meeting):
    """Whether `user` may change `meeting` with its notes: who keeps it, and is bound to nothing on its agenda."""
    on_it = Application.objects.filter(pk__in=meeting.agenda.values("application"))
    return keep_meeting(user, meeting) and not on_it.exclude(considered(user, meeting.call)).exists()


def standing(user, application):
    """What `user` is to `application`, of author, office, evaluator, finance, reviewer, committee; at most 8 queries.

    Who wrote it, or is bound to it, is nothing else. Asked once for each pair.
    """
    held = application.__dict__.setdefault("_standing", {})
    if user.pk not in held:
        held[user.pk] = frozenset(found_standing(user, application))
    return held[user.pk]


def found_standing(user, application):
    """Yield the words of `standing`."""
    if not user.is_authenticated:
        return
    if Author.objects.filter(application=application, user=user).exists():
        yield "author"
        return
    if Recusal.objects.filter(application=application, user=user).exists():
        return
    roles, programme = roles_of(user), f"programme:{application.call.programme_id}"
    words = {RoleName.SECRETARIAT: "office", RoleName.EVALUATOR: "evaluator", RoleName.FINANCE: "finance"}
    yield from (word for role, word in words.items() if (role, programme) in roles)
    if sees_everything(user):
        yield "office"
    yield from judging(user, application, roles)


def judging(user, application, roles):
    """Yield reviewer and committee, as far as `user` judges `application` and nothing binds them to it."""
    call = application.call.scope()
    asked = (RoleName.REVIEWER, call) in roles and asked_for(user, application)
    sits = (RoleName.COMMITTEE, call) in roles
    if (asked or sits) and not Application.objects.filter(conflicting(user), pk=application.pk).exists():
        yield from (word for word, is_it in (("reviewer", asked), ("committee", sits)) if is_it)


def asked_for(user, application):
    """Whether `user` was asked to review `application`, and did not give it back."""
    return Review.objects.filter(application=application, reviewer=user).exclude(state=ReviewState.DROPPED).exists()


def write(user, application):
    """Whether `user` may write `application`, invite others to it, submit and withdraw it: its authors."""
    return "author" in standing(user, application)


def lay_files(user, application):
    """Whether `user` may change the files of `application`: its authors, until something was submitted with them."""
    is_open = application.state == Stage.DRAFT and application.call.takes_applications(timezone.now())
    return is_open and write(user, application)


def office(user, application):
    """Whether `user` may screen, return, assign and decide `application`: the office, but for who is bound to it."""
    return "office" in standing(user, application)


def read_announcement(user, call):
    """Whether `user` may read what became of `call`: whoever sees it once it is decided, before that its office."""
    return call.state == CallState.DECIDED or keep_call(user, call)


def read_letter(user, application):
    """Whether `user` may read letters about `application`: its authors, the office and the evaluator."""
    return bool(standing(user, application) & {"author", "office", "evaluator"}) and see_names(user, application)


def review(user, application):
    """Whether `user` may review `application`: who was asked, and is not bound to it."""
    return "reviewer" in standing(user, application)


def read_reviews(user, application):
    """Whether `user` may read what reviewers wrote, with the marks: office, evaluator and committee.

    Who reviews it as well sends their own review first.
    """
    found, own = standing(user, application), Review.objects.waiting_for(user).filter(application=application)
    return "office" in found or (bool(found & {"evaluator", "committee"}) and not own.exists())


def read_history(user, application):
    """Whether `user` may read what happened to `application` line by line: the office and the evaluator."""
    return bool(standing(user, application) & {"office", "evaluator"}) and see_names(user, application)


def see_names(user, application):
    """Whether `user` may read who wrote `application`: everybody who reads it, but for reviewers of a blind call."""
    is_blind = application.rules.is_blind and asked_for(user, application)
    return not is_blind or bool(standing(user, application) & {"author", "office"})


def declare(user, application):
    """Whether `user` may declare a conflict of interest: whoever would judge, screen or evaluate `application`."""
    return bool(standing(user, application) & {"office", "evaluator", "reviewer", "committee"})
