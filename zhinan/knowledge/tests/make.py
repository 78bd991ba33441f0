"""Short makers for the tests of this room, and of those above it."""

from zhinan.codelists.models import Goal
from zhinan.knowledge.models import Collection, CollectionItem, Publication, Question, Solution, Story
from zhinan.network.tests.make import titled


def publication(programme=None, **facts):
    """A report of `programme`, released in 2020 unless facts say otherwise."""
    facts = {"kind": "report", "released_on": "2020"} | facts
    return Publication.objects.create(**titled("publication", programme=programme, **facts))


def question(publication):
    """One more question of `publication`, with its answer."""
    position = publication.questions.count() + 1
    return Question.objects.create(publication=publication, position=position, question="How?", answer="Thus.")


def collection(programme=None, **facts):
    """A collection of good practices."""
    return Collection.objects.create(**titled("collection", programme=programme, **facts))


def good_practice(collection, **facts):
    """One more good practice in `collection`, documented in 2020 unless facts say otherwise."""
    position = collection.items.count() + 1
    facts = {"title": "" if facts.get("solution") else f"Practice {position}", "documented_on": "2020"} | facts
    return CollectionItem.objects.create(collection=collection, position=position, **facts)


def solution(primary=None, secondary=(), **facts):
    """A solution whose goals have these numbers."""
    made = Solution.objects.create(primary_goal=goal(primary), **titled("solution", **facts))
    made.secondary_goals.set(goal(number) for number in secondary)
    return made


def story(**facts):
    """A piece of news."""
    return Story.objects.create(**titled("story", **facts))


def goal(number):
    """The Sustainable Development Goal with this number, or None for none."""
    return Goal.objects.get(number=number) if number else None
