"""What posters are made of: solutions with what a reader may see beside them, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch, prefetch_related_objects
from django.utils import timezone

from zhinan.accounts.models import audience_tokens, sees_everything
from zhinan.files.models import Consent, File, Use
from zhinan.history.models import Entry
from zhinan.sources.models import Citation

from ..models import Solution, SolutionParty


@dataclass(frozen=True)
class Material:
    """A solution and what its poster shows: its cover picture, the titles of its sources, its last change.

    `parties` are those that the reader may see, and so are `programme`, `implementing_programme` and `network`.
    """

    solution: Solution
    parties: tuple
    programme: object
    implementing_programme: object
    network: object
    cover: File | None
    sources: tuple
    changed_on: date | None


def gathered(solutions, user):
    """Each of the list `solutions`, which `user` may see, as Material, in their order."""
    parties = SolutionParty.objects.visible_to(user).select_related("organisation__country", "country")
    own = ("countries", "secondary_goals", "primary_goal", "programme", "implementing_programme", "network")
    seen = Prefetch("parties", queryset=parties, to_attr="parties_seen")
    prefetch_related_objects(solutions, *own, seen)
    rows = Solution.objects.filter(pk__in=[one.pk for one in solutions])
    covers, sources, changes = covers_of(rows, user), sources_of(rows), changes_of(rows, user)
    links = ("programme", "implementing_programme", "network")
    return [
        Material(
            solution=one,
            parties=tuple(one.parties_seen),
            cover=covers.get(one.pk),
            sources=tuple(sources.get(one.pk, ())),
            changed_on=changes.get(one.pk),
            **{name: shown(getattr(one, name), user) for name in links},
        )
        for one in solutions
    ]


def shown(record, user):
    """`record` where there is one and `user` may see it, else None."""
    return record if record is not None and record.is_visible_to(user) else None


def covers_of(rows, user):
    """{key of a solution: its cover picture} as far as `user` may see it and those who are shown agree."""
    files = File.objects.about_any(rows).visible_to(user).current().filter(use=Use.COVER)
    found = {}
    for file in files.exclude(consent=Consent.AWAITED):
        if file.is_ready():
            found.setdefault(file.noun_id, file)
    return found


def sources_of(rows):
    """{key of a solution: titles of its sources, each once}."""
    found = {}
    for key, title in Citation.objects.about_any(rows).values_list("noun_id", "source__title"):
        titles = found.setdefault(key, [])
        if title not in titles:
            titles.append(title)
    return found


def changes_of(rows, user):
    """{key of a solution: the day of its last change that `user` may read of}."""
    entries = Entry.objects.about_any(rows)
    if not sees_everything(user):
        entries = entries.filter(audience__in=audience_tokens(user))
    last = entries.values_list("noun_id").annotate(last=Max("at")).order_by()
    return {key: timezone.localdate(moment) for key, moment in last}
