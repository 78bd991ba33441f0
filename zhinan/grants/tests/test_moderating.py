"""What the office does with reviews: reminds once a day, moderates, takes back, puts before the committee."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.grants.actions import moderating
from zhinan.grants.models import Application, Mark, Panelist, Recusal, Review
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.models import Notice
from zhinan.programmes.tests.make import programme

from .make import application, asked, call, rubric

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def made():
    found = call(programme(), title="Seeds of cooperation", spread=25)
    rubric(found.rules())
    return found


@pytest.fixture
def office(client, made):
    """The secretariat, who has signed in."""
    found = user("Secretariat", "secretariat", made.programme.scope())
    client.force_login(found)
    return found


def reviewed(made, *totals, **facts):
    """An application with a review for each of `totals`; one that is None was not sent."""
    found = application(made, state="appraisal", **facts)
    for total in totals:
        words = {} if total is None else {"state": "sent", "total": total, "sent_at": timezone.now()}
        asked(found, user(f"Reviewer {total}"), **words)
    return found


def reviews(made):
    return reverse("call-reviews", args=[made.slug])


def remind(client, made):
    return client.post(reverse("remind-reviewers", args=[made.slug]), follow=True).content.decode()


def test_everybody_who_has_not_sent_is_reminded_once_a_day(client, made, office):
    reviewed(made, None, 50)
    reviewed(made, None, None)
    assert "3 reviewers are reminded." in remind(client, made)
    assert "Everybody was reminded today already" in remind(client, made)
    assert [Notice.objects.count(), Entry.objects.filter(verb="reviewers_reminded").count()] == [3, 1]
    Review.objects.update(reminded_on=timezone.localdate() - timedelta(days=1))
    assert "3 reviewers are reminded." in remind(client, made)
    assert {notice.words({}) for notice in Notice.objects.all()} == {
        "Reviews of applications to “Seeds of cooperation” that wait for you: 1."
    }


def test_one_is_reminded_alone_and_who_is_bound_by_now_is_not(client, made, office):
    found = reviewed(made, None, None)
    first, second = found.reviews.all()
    client.post(reverse("remind-reviewer", args=[found.pk, first.pk]))
    assert [notice.user for notice in Notice.objects.all()] == [first.reviewer]
    Panelist.objects.create(call=made, user=second.reviewer, organisation=found.lead)
    assert "Everybody was reminded today already" in remind(client, made)
    assert "has a conflict of interest by now" in client.get(reviews(made)).content.decode()


def test_the_reviews_stand_beside_each_other_with_average_and_spread(client, made, office):
    found = reviewed(made, 80, 40, None)
    first = found.reviews.filter(total=80).get()
    for criterion in made.rules().criteria.all():
        Mark.objects.create(review=first, criterion=criterion, points=4, reason="Well thought out")
    page = client.get(reverse("application-reviews", args=[found.pk]))
    assert [page.context["average"], page.context["spread"], page.context["is_far_apart"]] == [60, 40, True]
    text = page.content.decode()
    assert ["Well thought out" in text, "Return them for moderation" in text, "Remind" in text] == [True] * 3


def test_what_is_far_apart_is_listed_and_returned_for_moderation(client, made, office):
    far, near = reviewed(made, 80, 40), reviewed(made, 80, 55)
    page = client.get(reviews(made))
    assert [list(page.context["apart"].object_list), page.context["ready"]] == [[far], 1]
    client.post(reverse("moderate-application", args=[far.pk]))
    assert set(far.reviews.values_list("state", flat=True)) == {"writing"}
    assert set(near.reviews.values_list("state", flat=True)) == {"sent"}
    assert {notice.user for notice in Notice.objects.all()} == {one.reviewer for one in far.reviews.all()}
    page = client.post(reverse("moderate-application", args=[far.pk]), follow=True).content.decode()
    assert "There are not two reviews yet" in page


def put_forward(client, found, **typed):
    found_page = client.post(reverse("put_forward-application", args=[found.pk]), typed)
    found.refresh_from_db()
    return found_page


@pytest.mark.parametrize(
    ("totals", "sentence"),
    [
        ((None, 50), "1 review is not sent yet."),
        ((None, None), "No review was sent yet."),
        ((), "No review was sent yet."),
        ((10, 90), "The reviews are far apart."),
    ],
)
def test_what_is_not_ready_goes_to_the_committee_with_a_reason_alone(client, made, office, totals, sentence):
    found = reviewed(made, *totals)
    with pytest.raises(NotNow, match=sentence):
        moderating.put_forward(found, by=office)
    put_forward(client, found, reason="")
    assert found.state == "appraisal"
    put_forward(client, found, reason="The meeting is tomorrow")
    assert found.state == "committee"
    early = Entry.objects.about(found).get(verb="put_forward_early")
    assert early.changes == {"reason": ["", "The meeting is tomorrow"]}


def test_what_is_ready_goes_without_a_reason(client, made, office):
    found = reviewed(made, 70, 60)
    put_forward(client, found)
    assert [found.state, Entry.objects.about(found).get().verb] == ["committee", "put_forward"]
    put_forward(client, found)
    assert Entry.objects.about(found).count() == 1


def test_all_that_is_ready_goes_at_once_but_not_what_one_is_recused_from(client, made, office):
    ready, waiting, far, own = (reviewed(made, *totals) for totals in ((70, 60), (70, None), (9, 90), (50, 50)))
    Recusal.objects.create(application=own, user=office, tie="family", declared_at=timezone.now())
    address = reverse("put-all-forward", args=[made.slug])
    page = client.post(address, follow=True).content.decode()
    assert "1 application is before the committee." in page
    states = dict(Application.objects.values_list("pk", "state"))
    expected = {one.pk: "appraisal" for one in (waiting, far, own)} | {ready.pk: "committee"}
    assert states == expected
    assert [(entry.verb, entry.audience) for entry in Entry.objects.about(ready)] == [("put_forward", made.staff())]
    assert "No application has all its reviews yet." in client.post(address, follow=True).content.decode()


def test_a_review_is_taken_back_so_that_somebody_else_can_be_asked(client, made, office):
    found = reviewed(made, None)
    address = reverse("drop-review", args=[found.pk, found.reviews.get().pk])
    client.post(address)
    assert found.reviews.get().state == "dropped"
    assert "This can be done when" in client.post(address, follow=True).content.decode()


def test_of_an_application_before_the_committee_no_review_is_changed(client, made, office):
    found = reviewed(made, 50)
    Application.objects.update(state="committee")
    for name in ("drop-review", "open-review"):
        client.post(reverse(name, args=[found.pk, found.reviews.get().pk]))
    assert found.reviews.get().state == "sent"


def test_a_review_of_another_application_is_not_found(client, made, office):
    found, other = reviewed(made, 50), reviewed(made, 50)
    for name in ("drop-review", "open-review"):
        assert client.post(reverse(name, args=[found.pk, other.reviews.get().pk])).status_code == 404
    assert other.reviews.get().state == "sent"


@pytest.mark.parametrize("number", [1, 3])
def test_both_pages_take_as_many_queries_for_many_as_for_one(client, made, office, number, django_assert_num_queries):
    for _n in range(number):
        found = reviewed(made, *[None] * number, *[9, 90] * number)
    with django_assert_num_queries(19):
        client.get(reviews(made))
    with django_assert_num_queries(11):
        client.get(reverse("application-reviews", args=[found.pk]))
