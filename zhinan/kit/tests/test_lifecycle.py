"""A life cycle is the only writer of a state, and refuses with a sentence."""

import pytest
from django.db import models

from zhinan.kit.lifecycle import Lifecycle, NotNow

from .make import noun


class Step(models.TextChoices):
    """Steps of the membership of a story, whose kind stands in for a state."""

    NEWS = "news", "news"
    IMPACT = "impact", "impact story"


LIFE = Lifecycle({"tell_more": ({Step.NEWS}, Step.IMPACT), "shorten": ({Step.IMPACT}, Step.NEWS)}, field="kind")


@pytest.fixture
def story(db):
    return noun("knowledge.story").objects.create(slug="story", title="Story", kind="news")


def test_a_verb_leads_from_its_states_to_its_state_and_leaves_the_saving_to_the_action(story):
    moved = LIFE.move(story, "tell_more")
    assert (moved.pk, moved.kind, story.kind) == (story.pk, Step.IMPACT, "news")
    assert type(story).objects.get().kind == "news"


def test_the_verbs_that_are_possible_depend_on_the_state(story):
    assert LIFE.verbs(story) == ["tell_more"]
    story.kind = Step.IMPACT
    assert LIFE.verbs(story) == ["shorten"]


def test_a_verb_at_the_wrong_moment_says_when_it_is_possible(story):
    with pytest.raises(NotNow) as refusal:
        LIFE.move(story, "shorten")
    assert str(refusal.value) == "“Story” is news. This can be done when it is impact story."


def test_what_the_database_says_counts_and_not_what_somebody_still_holds(story):
    type(story).objects.update(kind="impact")
    with pytest.raises(NotNow):
        LIFE.move(story, "tell_more")
