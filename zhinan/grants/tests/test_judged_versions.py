"""A review knows which version of its application it judges, and its readers are told where there is a newer one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.actions import assigning, reviewing
from zhinan.grants.models import Application, Review
from zhinan.kit.lifecycle import NotNow

from .committee import meeting, text_of
from .make import asked, call, rubric, sits
from .whole import whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NOW = timezone.now()
NOTE = "Your marks are about version 1. Version 2 was submitted since, and stands here."
ONE = "1 review is about an earlier version than the newest."
AGAIN = "Open it again where it should judge the newest one."


class World:
    """A call with its office, a member of its committee, a reviewer, and an application that they were asked about."""

    def __init__(self):
        self.call = call(title="Lakes")
        rubric(self.call.rules())
        self.author, self.office = user("Author"), user("Secretariat", "secretariat", self.call.programme.scope())
        self.member, self.reviewer = user("Member"), user("Reviewer")
        sits(self.call, self.member)
        made = whole(self.call, self.author, title="Rice and fish")
        actions.submit(made, by=self.author, now=NOW)
        self.stand("appraisal")
        self.review = asked(self.one(), self.reviewer)

    def one(self):
        """The application as it is now."""
        return Application.objects.get(call=self.call)

    def stand(self, state):
        """The application at another stage."""
        Application.objects.filter(call=self.call).update(state=state)

    def judged(self):
        """The review as it is now."""
        return Review.objects.get(pk=self.review.pk)

    def write(self, *points, step="keep", **more):
        """What the page of the reviewer sends where the criteria get these points."""
        criteria = self.call.rules().criteria.all()
        marks = {f"mark-{one.pk}": value for one, value in zip(criteria, points, strict=True)}
        return {**marks, "step": step, "advice": "approve", "comment": "Good", **more}

    def resubmit(self, state="eligible"):
        """The application returned by the committee, and submitted again."""
        self.stand("committee")
        actions.give_back(self.one(), "Add birds.", NOW + timedelta(days=9), by=self.office, now=NOW)
        actions.submit(self.one(), by=self.author, now=NOW)
        self.stand(state)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def post(world, client):
    def post(*points, **more):
        client.force_login(world.reviewer)
        address = reverse("application-review", args=[world.one().pk])
        return client.post(address, world.write(*points, **more), follow=True).content.decode()

    return post


@pytest.fixture
def read(world, client):
    def read(name, *more, who="office"):
        client.force_login(getattr(world, who))
        return client.get(reverse(name, args=more or [world.one().pk])).content.decode()

    return read


def test_a_review_is_about_the_version_that_stood_beside_it(world, post, read):
    assert world.judged().version is None
    assert '<input type="hidden" name="version" value="1">' in read("application-review", who="reviewer")
    post(3, 3, version="1", step="send")
    assert [world.judged().state, world.judged().version] == ["sent", 1]
    assert world.judged().is_of_earlier_version() is False


@pytest.mark.parametrize("typed", ["", "x", "-1", "0", "3", "99", "٣", "9" * 40])
def test_a_form_that_tells_no_version_that_there_is_is_about_the_newest(world, post, typed):
    world.resubmit("appraisal")
    post(3, 3, version=typed)
    assert world.judged().version == 2


def test_what_was_submitted_again_while_somebody_wrote_is_read_before_the_review_is_sent(world, post):
    post(3, 3, version="1")
    world.resubmit("appraisal")
    page = post(4, 4, version="1", step="send")
    assert ("It was submitted again while you wrote. Read version 2" in page, NOTE in page) == (True, True)
    assert [world.judged().state, world.judged().version, world.judged().total] == ["writing", 1, 75]
    assert '<input type="hidden" name="version" value="2">' in page
    page = post(4, 4, version="2", step="send")
    assert [world.judged().state, world.judged().version, NOTE in page] == ["sent", 2, False]


def test_no_other_way_sends_a_review_of_an_earlier_version(world, post):
    post(3, 3, version="1")
    world.resubmit("appraisal")
    with pytest.raises(NotNow, match="Read version 2"):
        reviewing.send(world.judged(), by=world.reviewer, now=NOW)
    assert world.judged().state == "writing"


def test_the_reviewer_is_told_that_a_newer_version_stands_here_and_finds_what_changed(world, post, read):
    post(3, 3, version="1", step="send")
    assert NOTE not in read("application-review", who="reviewer")
    world.resubmit("appraisal")
    page = read("application-review", who="reviewer")
    address = f"{reverse('application-compare', args=[world.one().pk])}?from=1&amp;to=2"
    assert [NOTE in page, address in page] == [True, True]


def test_the_office_sees_on_every_page_that_a_review_is_about_an_earlier_version_and_opens_it_again(
    world, client, post, read
):
    post(3, 3, version="1", step="send")
    for name, more in (("application", ()), ("application-reviews", ()), ("call-reviews", (world.call.slug,))):
        assert "earlier version" not in read(name, *more)
    world.resubmit()
    assert ONE in read("application")
    assert reverse("application-reviews", args=[world.one().pk]) in read("application")
    page, where = read("application-reviews"), reverse("open-review", args=[world.one().pk, world.review.pk])
    assert [words in page for words in (ONE, AGAIN, "about version 1; the newest is 2", where)] == [True] * 4
    assert "About an earlier version" in read("call-reviews", world.call.slug)
    client.post(where)
    assert [world.judged().state, world.judged().version, world.one().state] == ["writing", 1, "appraisal"]
    assert "about version 1; the newest is 2" in read("application-reviews")
    assert ONE not in read("application")
    assert "about an earlier version" in read("call-reviews", world.call.slug)
    post(4, 4, version="2", step="send")
    assert "earlier version" not in read("application-reviews") + read("call-reviews", world.call.slug)


def test_the_committee_is_told_on_the_reviews_the_meeting_the_comparison_and_in_the_minutes(world, client, post, read):
    post(3, 3, version="1", step="send")
    world.resubmit("committee")
    held = meeting(world.call, world.one())
    page = read("application-reviews", who="member")
    assert [words in page for words in (ONE, AGAIN)] == [True, False]
    pages = [read("meeting", held.pk, who="member"), read("call-comparison", world.call.slug, who="member")]
    assert ["1 about an earlier version" in text for text in pages] == [True, True]
    paper = text_of(client.get(reverse("meeting-minutes", args=[held.pk])))
    assert "Reviews about an earlier version 1" in paper


def test_authors_are_told_nothing_of_it(world, post, read):
    post(3, 3, version="1", step="send")
    world.resubmit()
    assert "earlier version" not in read("application", who="author")


def test_who_is_asked_anew_begins_without_a_version(world, post):
    post(3, 3, version="1")
    Review.objects.update(state="dropped")
    assigning.ask(world.one(), world.reviewer, by=world.office, now=NOW)
    assert [world.judged().state, world.judged().version] == ["asked", None]


def test_a_review_without_a_version_is_not_said_to_be_about_an_earlier_one(world, read):
    facts = {"state": "sent", "total": 50, "sent_at": NOW}
    Review.objects.update(**facts)
    world.resubmit()
    assert "earlier version" not in read("application-reviews") + read("application")
