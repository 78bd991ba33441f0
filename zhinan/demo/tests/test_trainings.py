"""The trainings of the practice world: one is just over, the other takes nominations, nothing confidential is held."""

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import VISITOR, Role, RoleName, User, audience_tokens
from zhinan.events import tasks
from zhinan.events.models import Confidential, Course, Event, Participant
from zhinan.history.actions import write
from zhinan.portal.tasks import Follower, rebuild
from zhinan.search.models import Index

from .test_practice import _practice, crawled, folder, person, practice_world

__all__ = ["_practice", "folder", "practice_world"]  # the world of the other tests, made once for these
pytestmark = pytest.mark.django_db


def course(slug):
    return Course.objects.select_related("event").get(event__slug=slug)


def standing(slug):
    rows = course(slug).participants.order_by("pk")
    return {int(one.name.removeprefix("Practice trainee ")): one.state for one in rows}


def test_the_training_that_is_over_has_people_in_every_state_that_an_end_has():
    assert standing("training-on-ponds") == {
        1: "completed", 2: "completed", 3: "declined", 4: "partial", 5: "withdrawn", 6: "completed", 7: "waiting",
    }  # fmt: skip
    found, today = course("training-on-ponds"), timezone.localdate()
    assert (found.event.state, found.last_day() < today < found.erase_on) == ("held", True)
    assert found.event.attendances.count() == 4
    tested = found.participants.exclude(score_after=None).order_by("pk")
    assert [(str(one.score_before), str(one.score_after)) for one in tested] == [
        *(("45.00", "85.00"), ("30.00", "70.00"), ("50.00", "60.00"), ("60.00", "90.00")),
    ]


def test_the_other_training_takes_nominations_by_the_links_of_its_countries(client):
    assert standing("training-on-soil-maps") == {8: "accepted", 9: "reviewed", 10: "nominated"}
    found = course("training-on-soil-maps")
    assert (found.event.state, found.takes_nominations(timezone.localdate())) == ("planned", True)
    pages = [client.get(one.own_address()) for one in found.invited.all()]
    assert [(page.status_code, page.context["is_open"]) for page in pages] == [(200, True)] * 3


def test_nothing_confidential_is_held_and_no_mail_waits_for_addresses_that_nobody_has():
    assert Confidential.objects.count() == 0
    assert tasks.send_due(timezone.now()) == 0
    assert {one.email.rpartition("@")[2] for one in Participant.objects.all()} == {"zhinan.example"}


def test_the_worker_deletes_nothing_of_them_on_the_day_on_which_the_world_is_made():
    before = list(Participant.objects.order_by("pk").values_list("email_mark", flat=True))
    tasks.forget_what_is_due.call()
    assert list(Participant.objects.order_by("pk").values_list("email_mark", flat=True)) == before
    assert Event.objects.get(slug="training-on-ponds").attendances.filter(called="").count() == 0


def test_the_course_officer_of_the_cast_reads_the_lists_of_both_and_no_visitor_a_name(client):
    held = Role.objects.filter(role=RoleName.COURSE_OFFICER).select_related("user")
    assert [one.user for one in held] == [User.objects.get(name="Course officer")] * 2
    lists = [reverse("event-participants", args=[one.event.slug]) for one in Course.objects.select_related("event")]
    assert [client.get(one).status_code for one in lists] == [403, 403]
    client.force_login(person("course-officer"))
    assert [client.get(one).status_code for one in lists] == [200, 200]
    client.logout()
    rebuild()
    pages = crawled(client)
    told = [url for url, page in pages.items() if b"Practice trainee" in page.content]
    assert {url.split("/")[1] for url in told} <= {"sources", "citations"}


def test_a_changed_course_sheet_is_found_by_the_search_of_its_event():
    def hits(words):
        return [one.title for one in Index.open().search(words, tokens=audience_tokens(VISITOR)).hits]

    rebuild()
    assert hits("keep water dry months")[0] == "Practice Training on Ponds"
    with Follower() as follower:
        follower.follow()
        write(course("training-on-ponds"), {"objectives": "Whoever came knows the heron of the reeds."}, by=None)
        follower.follow()
    assert hits("heron reeds") == ["Practice Training on Ponds"]
