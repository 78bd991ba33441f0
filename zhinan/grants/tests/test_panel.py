"""The panel of a call: seats, roles and what goes with them when they end."""

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import Invitation, Role, User, has_role
from zhinan.accounts.tests.make import user
from zhinan.grants.models import Panelist, Review
from zhinan.history.models import Entry
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import programme

from .make import application, asked, call, sits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def made():
    return call(programme(), title="Seeds of cooperation")


@pytest.fixture
def office(client, made):
    """The secretariat, who has signed in."""
    found = user("Secretariat", "secretariat", made.programme.scope())
    client.force_login(found)
    return found


def panel(made):
    return reverse("call-panel", args=[made.slug])


def test_somebody_with_an_account_gets_a_seat_with_what_they_know(client, made, office):
    body, one = organisation(name="Institute of Seeds"), user("Reviewer")
    typed = {"email": one.email.upper(), "roles": ["reviewer", "committee"], "organisation": "Institute of Seeds"}
    answer = client.post(panel(made), typed | {"languages": "EN, fr", "capacity": "4"})
    assert answer.headers["Location"] == panel(made)
    seat = Panelist.objects.get()
    assert [seat.user, seat.organisation, seat.languages, seat.capacity] == [one, body, "en fr", 4]
    assert [has_role(User.objects.get(pk=one.pk), role, made.scope()) for role in ("reviewer", "committee")] == [
        True
    ] * 2
    assert {entry.verb for entry in Entry.objects.about(seat)} == {"recorded"}


def test_whoever_has_no_account_is_invited_by_name(client, made, office):
    answer = client.post(panel(made), {"email": "new@zhinan.example", "roles": ["reviewer"]})
    assert answer.status_code == 200
    assert "Write the name too to invite them" in answer.content.decode()
    client.post(panel(made), {"email": "new@zhinan.example", "name": "New reviewer", "roles": ["reviewer"]})
    found = Invitation.objects.get()
    assert [found.email, found.role, found.scope] == ["new@zhinan.example", "reviewer", made.scope()]
    assert "new@zhinan.example" in client.get(panel(made)).content.decode()


def test_whose_account_is_closed_is_neither_seated_nor_invited(client, made, office):
    one = user("Reviewer")
    User.objects.filter(pk=one.pk).update(is_active=False)
    page = client.post(panel(made), {"email": one.email, "name": "Reviewer", "roles": ["reviewer"]})
    assert "The account with this address is closed." in page.content.decode()
    assert [Panelist.objects.count(), Invitation.objects.count()] == [0, 0]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"roles": []}, "This field is required."),
        ({"languages": "english"}, "Write codes of languages"),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"capacity": "123456789012"}, "less than or equal to 1000"),
        ({"organisation": "Nobody knows it"}, "is not recorded here"),
        ({"email": "no address"}, "valid email address"),
    ],
)
def test_wrong_input_is_said_beside_its_field_and_writes_nothing(client, made, office, typed, sentence):
    one = user("Reviewer")
    answer = client.post(panel(made), {"email": one.email, "roles": ["reviewer"], "note": "x"} | typed)
    assert [answer.status_code, sentence in answer.content.decode()] == [200, True]
    assert [Panelist.objects.count(), Role.objects.filter(user=one).count()] == [0, 0]


def test_a_second_seat_is_refused_in_words(client, made, office):
    one = user("Reviewer")
    sits(made, one)
    answer = client.post(panel(made), {"email": one.email, "roles": ["reviewer"]})
    assert "has a seat already" in answer.content.decode()
    assert Panelist.objects.count() == 1


def test_a_role_that_is_taken_away_ends_at_once_and_takes_open_reviews_with_it(client, made, office):
    one = user("Reviewer")
    sits(made, one)
    review = asked(application(made, state="appraisal"), one)
    address = reverse("edit-panelist", args=[made.slug, one.pk])
    assert "checked" in client.get(address).content.decode()
    client.post(address, {"roles": ["committee"], "capacity": "2"})
    review.refresh_from_db()
    fresh = User.objects.get(pk=one.pk)
    assert [has_role(fresh, role, made.scope()) for role in ("reviewer", "committee")] == [False, True]
    assert [review.state, Panelist.objects.get().capacity] == ["dropped", 2]


def test_who_came_by_an_invitation_gets_a_seat_on_the_same_page(client, made, office):
    one = user("Reviewer", "reviewer", made.scope(), starts_on=timezone.localdate())
    assert "not written down yet" in client.get(panel(made)).content.decode()
    client.post(reverse("edit-panelist", args=[made.slug, one.pk]), {"roles": ["reviewer"], "languages": "fr"})
    assert Panelist.objects.get(user=one).languages == "fr"


def test_a_seat_ends_with_every_role_but_what_was_sent_stays(client, made, office):
    one = user("Reviewer", "committee", made.scope(), starts_on=timezone.localdate())
    Panelist.objects.create(call=made, user=one)
    waiting = asked(application(made, state="appraisal"), one)
    sent = asked(application(made, state="appraisal"), one, state="sent", total=50, sent_at=timezone.now())
    address = reverse("unseat-panelist", args=[made.slug, one.pk])
    assert "end at once" in client.get(address).content.decode()
    assert client.post(address).headers["Location"] == panel(made)
    states = dict(Review.objects.values_list("pk", "state"))
    assert states == {waiting.pk: "dropped", sent.pk: "sent"}
    assert Panelist.objects.count() == 0
    assert Role.objects.current(timezone.localdate()).filter(user=one).count() == 0


def test_who_lost_a_seat_can_get_it_again(client, made, office):
    one = user("Reviewer")
    for _time in range(2):
        client.post(panel(made), {"email": one.email, "roles": ["reviewer"]})
        assert has_role(User.objects.get(pk=one.pk), "reviewer", made.scope())
        client.post(reverse("unseat-panelist", args=[made.slug, one.pk]))
        assert not has_role(User.objects.get(pk=one.pk), "reviewer", made.scope())


def test_nobody_is_changed_who_has_no_role_in_the_call(client, made, office):
    assert client.get(reverse("edit-panelist", args=[made.slug, user("Somebody").pk])).status_code == 404
    assert client.get(reverse("unseat-panelist", args=[made.slug, user("Somebody").pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_as_many_queries_for_many_as_for_one(client, made, office, number, django_assert_num_queries):
    for _n in range(number):
        sits(made, user("Member"), organisation=organisation())
    with django_assert_num_queries(10):
        client.get(panel(made))
