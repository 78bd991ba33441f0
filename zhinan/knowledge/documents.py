"""What the search engine knows of solutions, publications, collections, good practices and stories."""

from zhinan.kit.languages import texts, translated_names
from zhinan.network.documents import dated
from zhinan.programmes.documents import parties
from zhinan.search.models import Document

from .models import Collection, CollectionItem, Publication, Solution, Story


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
            names=translated_names(one),
            summary=one.subtitle,
            body="\n".join(text for name in ("challenges", "towards") for text in texts(one, name).values()),
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
        said = [(one, "summary"), *((row, name) for row in one.questions.all() for name in row.translatable)]
        yield Document(
            id=f"knowledge.publication:{one.pk}",
            kind="publication",
            title=one.title,
            title_zh=one.title_zh,
            names=translated_names(one),
            body="\n".join(text for thing, name in said for text in texts(thing, name).values()),
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
            names=translated_names(one),
            body="\n".join(texts(one, "description").values()),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=_programme(one),
        )


def good_practices(rows):
    """Documents of the queryset `rows` of CollectionItem: one without a title is called as its solution is."""
    for one in rows.select_related("collection", "solution"):
        named = one if one.title else one.solution
        yield Document(
            id=f"knowledge.collectionitem:{one.pk}",
            kind="collectionitem",
            title=named.title,
            title_zh=getattr(named, "title_zh", ""),
            names=tuple(dict.fromkeys((*translated_names(one), *translated_names(named)))),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=_programme(one.collection),
            **dated(one.documented_on),
        )


def stories(rows):
    """Documents of the queryset `rows` of Story."""
    for one in rows:
        yield Document(
            id=f"knowledge.story:{one.pk}",
            kind="story",
            title=one.title,
            names=translated_names(one),
            body="\n".join(texts(one, "text").values()),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=_programme(one),
            **dated(one.published_on),
        )


def _programme(thing):
    """The programme of `thing` as a facet."""
    return (str(thing.programme_id),) if thing.programme_id else ()


DOCUMENTS = {
    Solution: solutions,
    Publication: publications,
    Collection: collections,
    CollectionItem: good_practices,
    Story: stories,
}
