"""What the search engine knows of solutions, publications, collections and stories."""

from zhinan.network.documents import dated
from zhinan.programmes.documents import parties
from zhinan.search.models import Document

from .models import Collection, Publication, Solution, Story


def solutions(rows):
    """Documents of the queryset `rows` of Solution."""
    rows = rows.select_related("primary_goal")
    for one in rows.prefetch_related("countries", "secondary_goals", "parties__country"):
        goals = [one.primary_goal] if one.primary_goal else []
        taking_part = parties(one)
        countries = dict.fromkeys((*(country.alpha3 for country in one.countries.all()), *taking_part["countries"]))
        yield Document(
            id=f"knowledge.solution:{one.pk}",
            kind="solution",
            title=one.title,
            title_zh=one.title_zh,
            summary=one.subtitle,
            body=f"{one.challenges}\n{one.towards}",
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            countries=tuple(countries),
            organisations=taking_part["organisations"],
            goals=tuple(dict.fromkeys(str(goal.number) for goal in (*goals, *one.secondary_goals.all()))),
            programmes=_programme(one),
            **dated(one.starts_on),
        )


def publications(rows):
    """Documents of the queryset `rows` of Publication."""
    for one in rows.prefetch_related("parties__country", "questions"):
        questions = (f"{row.question}\n{row.answer}" for row in one.questions.all())
        yield Document(
            id=f"knowledge.publication:{one.pk}",
            kind="publication",
            title=one.title,
            title_zh=one.title_zh,
            body="\n".join((one.summary, *questions)),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=_programme(one),
            **parties(one),
            **dated(one.released_on),
        )


def collections(rows):
    """Documents of the queryset `rows` of Collection."""
    for one in rows:
        yield Document(
            id=f"knowledge.collection:{one.pk}",
            kind="collection",
            title=one.title,
            body=one.description,
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=_programme(one),
        )


def stories(rows):
    """Documents of the queryset `rows` of Story."""
    for one in rows:
        yield Document(
            id=f"knowledge.story:{one.pk}",
            kind="story",
            title=one.title,
            body=one.text,
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=_programme(one),
            **dated(one.published_on),
        )


def _programme(thing):
    """The programme of `thing` as a facet."""
    return (str(thing.programme_id),) if thing.programme_id else ()


DOCUMENTS = {Solution: solutions, Publication: publications, Collection: collections, Story: stories}
