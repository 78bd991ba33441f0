"""What the assignment of a call is asked: its applications and its reviewers as they stand now."""

import hashlib
import json

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.accounts.models import RoleName, User
from zhinan.kit.punctuation import listed

from ..models import Application, Panelist, Review
from ..states import ReviewState, Stage
from .assignment import Paper, Reader, assign
from .conflicts import bound

CURRENT = ~Q(state=ReviewState.DROPPED)


def reviewers_of(call):
    """Users who review for `call`, by name, each with their `seat`, a Panelist or None: two queries."""
    people = list(User.objects.holding(RoleName.REVIEWER, scope=call.scope()).order_by("name", "pk"))
    rows = Panelist.objects.filter(call=call, user__in=people).select_related("organisation", "nationality")
    seats = {one.user_id: one for one in rows.prefetch_related("goals")}
    for one in people:
        one.seat = seats.get(one.pk)
    return people


def loads_of(call):
    """{key of a user: how many reviews of `call` they have that were not given back}."""
    rows = Review.objects.filter(CURRENT, application__call=call, reviewer__isnull=False)
    return dict(rows.order_by().values_list("reviewer").annotate(Count("pk")))


def readers(people, loads):
    """The Readers for `people` of `reviewers_of`."""
    return [
        Reader(
            one.pk,
            frozenset(goal.pk for goal in one.seat.goals.all()) if one.seat else frozenset(),
            frozenset(one.seat.languages.split()) if one.seat else frozenset(),
            one.seat.capacity if one.seat else None,
            loads.get(one.pk, 0),
        )
        for one in people
    ]


def papers(applications, people, each):
    """The Papers for the queryset `applications`, to each of which `each` of `people` are to be asked."""
    barred, held = {}, {}
    for user, found in bound(applications, people).items():
        for application in found:
            barred.setdefault(application, set()).add(user)
    asked = Review.objects.filter(CURRENT, application__in=applications)
    for application, user in asked.values_list("application", "reviewer"):
        held.setdefault(application, set()).add(user)
    goals = {}
    for application, goal in Application.goals.through.objects.filter(application__in=applications).values_list(
        "application", "goal"
    ):
        goals.setdefault(application, set()).add(goal)
    return [
        Paper(
            key,
            frozenset(goals.get(key, ())),
            language,
            frozenset(barred.get(key, ())),
            frozenset(held.get(key, ())),
            each - len(held.get(key, ())),
        )
        for key, language in applications.order_by().values_list("pk", "language")
        if len(held.get(key, ())) < each
    ]


def plan_for(call, applications, each):
    """(Plan, people) for those of the queryset `applications` of `call` that take reviewers: about twenty queries."""
    people = reviewers_of(call)
    open_ones = applications.filter(call=call, state__in=(Stage.ELIGIBLE, Stage.APPRAISAL))
    return assign(papers(open_ones, people, each), readers(people, loads_of(call))), people


def digest(plan):
    """A word for the pairs of `plan` and for what is missing in it, the same for the same ones."""
    return hashlib.sha256(json.dumps([plan.pairs, plan.short]).encode()).hexdigest()[:16]


def why(goals, reader):
    """Why the Reader `reader` is proposed for an application with these `goals`, Goal rows, in words."""
    common = sorted(goal.number for goal in goals if goal.pk in reader.goals)
    if common:
        return ngettext("knows its goal {goals}", "knows its goals {goals}", len(common)).format(goals=listed(common))
    if not reader.goals:
        return _("named no goals, so that every application counts as known")
    if not goals:
        return _("the application names no goals")
    return _("knows none of its goals: those who do cannot be asked, or are needed elsewhere")
