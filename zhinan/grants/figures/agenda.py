"""What stands on the agenda of a meeting, as far as a reader may hear of it, and what was decided there."""

from collections import Counter
from dataclasses import dataclass, field

from zhinan.accounts.models import RoleName, User

from .. import access
from ..models import Advice, Application, Decision, Outcome, Review, asked_of
from ..rules.conflicts import bound
from ..states import ReviewState
from .comparing import Compared, compared


@dataclass
class Item:
    """One item of an agenda: its number there, and the application with its figures, None for who is recused from it.

    `advice` is [(words, number of reviews)]; `recused` holds the names of members of the committee; `has_title` is
    False for whoever reviews the application without reading names, `has_page` where they cannot open it as it stands
    now. `decision` is None while there is none.
    """

    position: int
    row: Compared | None = None
    application: Application | None = None
    advice: list = field(default_factory=list)
    decision: Decision | None = None
    recused: list = field(default_factory=list)
    has_title: bool = True
    has_page: bool = False


def agenda_of(meeting, user):
    """[Item] of `meeting` as `user` may read it; 25 queries at most, whatever its length."""
    call, found = meeting.call, {}
    for number, item in enumerate(meeting.agenda.all(), 1):
        found[item.application_id] = Item(number)
    seen = Application.objects.filter(access.considered(user, call), pk__in=list(found))
    for row in compared(seen.order_by("number")):
        found[row.pk].row = row
    for one in seen.select_related("lead__country", "rules__currency", "call", "grant", "theme"):
        found[one.pk].application = one
    keys = [key for key, item in found.items() if item.row is not None]
    unnamed, opened = nameless(user, call, keys), Application.objects.visible_to(user).filter(pk__in=keys)
    opened = set(opened.values_list("pk", flat=True))
    decisions, advice, recused = decided_at(meeting, keys), advice_on(keys), recused_from(call, keys)
    for key in keys:
        item = found[key]
        item.decision, item.has_title, item.has_page = decisions.get(key), key not in unnamed, key in opened
        item.advice, item.recused = advice.get(key, []), recused.get(key, [])
    return list(found.values())


def decided_at(meeting, keys):
    """{application: Decision} of what `meeting` decided about those with `keys`, and what still holds."""
    rows = meeting.decisions.filter(application__in=keys).order_by("decided_at", "pk")
    holds = set(meeting.decisions.standing().values_list("pk", flat=True))
    return {one.application_id: one for one in rows if one.outcome == Outcome.RETURNED or one.pk in holds}


def advice_on(keys):
    """{application: [(advice in words, number of reviews)]} of the reviews that were sent."""
    sent, counted = Review.objects.filter(application__in=keys, state=ReviewState.SENT).exclude(advice=""), {}
    for key, advice in sent.values_list("application", "advice"):
        counted.setdefault(key, Counter())[advice] += 1
    return {key: [(one.label, row[one.value]) for one in Advice if row[one.value]] for key, row in counted.items()}


def recused_from(call, keys):
    """{application: names of the members of the committee who must not judge it}, by declaration or by the records."""
    members = list(User.objects.holding(RoleName.COMMITTEE, scope=call.scope()).order_by("name", "pk"))
    found = {}
    for user, those in bound(Application.objects.filter(pk__in=keys), members).items():
        for key in those:
            found.setdefault(key, set()).add(user)
    return {key: [one.name for one in members if one.pk in users] for key, users in found.items()}


def nameless(user, call, keys):
    """The keys among `keys` that `user` reviews in a blind call and so reads no name of; nothing for its office."""
    if access.keep_call(user, call):
        return set()
    blind = Application.objects.filter(pk__in=keys, rules__is_blind=True).filter(pk__in=asked_of(user))
    return set(blind.values_list("pk", flat=True))
