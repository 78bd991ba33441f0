"""A membership is asked for, decided, renewed, suspended and ended; members are counted as of any day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from zhinan.accounts.models import VISITOR, RoleName
from zhinan.accounts.tests.make import user
from zhinan.history.actions import undo
from zhinan.history.models import Entry
from zhinan.kit.dates import PartialDate
from zhinan.kit.lifecycle import NotNow
from zhinan.network.actions import memberships
from zhinan.network.models import Membership
from zhinan.network.states import LIFE, State

from .make import membership, network, organisation

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def applied(found=None, who=None):
    return memberships.apply(who or organisation(), found or network(), by=None, on=DAY, note="We weave.")


def office():
    return user("Secretariat", RoleName.SECRETARIAT, "programme:1")


def test_a_membership_goes_its_way():
    asked = applied()
    states = [asked.state]
    for act in (
        lambda: memberships.admit(asked, by=None, on=DAY),
        lambda: memberships.renew(asked, by=None, until=date(2027, 3, 1)),
        lambda: memberships.suspend(asked, by=None, why="No report for two years."),
        lambda: memberships.reinstate(asked, by=None),
        lambda: memberships.leave(asked, by=None, on=date(2028, 1, 1)),
    ):
        states.append(act().state)
    assert states == [State.APPLIED, State.MEMBER, State.MEMBER, State.SUSPENDED, State.MEMBER, State.LEFT]
    told = Entry.objects.about(asked).order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["applied", "admitted", "renewed", "suspended", "reinstated", "left"]


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("verb", LIFE.table)
def test_a_verb_at_the_wrong_moment_says_when_it_would_be_right(state, verb):
    found = membership(network(), state=state)
    if state in LIFE.table[verb][0]:
        assert LIFE.allows(found, verb)
    else:
        with pytest.raises(NotNow, match="This can be done when it is"):
            LIFE.move(found, verb)


def test_an_organisation_applies_once():
    found, who = network(), organisation()
    asked = applied(found, who)
    with pytest.raises(NotNow):
        applied(found, who)
    memberships.decline(asked, by=None, why="Not yet.")
    assert applied(found, who).state == State.APPLIED


def test_a_member_does_not_leave_before_it_joined():
    asked = memberships.admit(applied(), by=None, on=DAY)
    with pytest.raises(ValidationError) as trouble:
        memberships.leave(asked, by=None, on=date(2025, 1, 1))
    asked.refresh_from_db()
    assert (trouble.value.messages, asked.state) == (
        ["It left before it joined. Mend one of the two dates."],
        State.MEMBER,
    )


def test_a_decision_is_taken_back_from_the_timeline():
    asked = applied()
    memberships.admit(asked, by=None, on=DAY)
    undo(Entry.objects.about(asked).get(verb="admitted"), by=None)
    asked.refresh_from_db()
    assert (asked.state, asked.joined_on) == (State.APPLIED, None)


def test_who_applied_is_no_member_and_is_seen_by_both_sides_alone():
    asked = applied()
    focal = user("Focal point", RoleName.FOCAL_POINT, asked.organisation.scope())
    elsewhere = user("Focal point", RoleName.FOCAL_POINT, organisation().scope())
    seen = [Membership.objects.visible_to(one).exists() for one in (VISITOR, elsewhere, focal, office())]
    assert (seen, Membership.objects.public().as_of(DAY).count()) == ([False, False, True, True], 0)


def test_members_are_counted_as_of_any_day_by_the_page_as_by_the_query(client):
    found = network()
    membership(found, joined_on=PartialDate("2019"), left_on=PartialDate("2021-06-30"))
    membership(found, joined_on=PartialDate("2020-05-05"))
    membership(found)
    days = [date(2018, 1, 1), date(2020, 1, 1), date(2020, 6, 1), date(2022, 1, 1)]
    counts = [Membership.objects.as_of(day).count() for day in days]
    shown = [len(client.get(found.get_absolute_url(), {"on": day}).context["members"]) for day in days]
    assert (counts, shown) == ([1, 2, 3, 2], [1, 2, 3, 2])


def test_a_day_that_is_none_is_said_beside_the_list(client):
    answer = client.get(network().get_absolute_url(), {"on": "yesterday"})
    assert "Enter a valid date." in answer.content.decode()


def test_a_focal_point_applies_and_the_secretariat_decides(client):
    found, who = network(), organisation()
    client.force_login(user("Focal point", RoleName.FOCAL_POINT, who.scope()))
    answer = client.post(reverse("apply", args=[who.slug]), {"network": found.pk, "note": "We weave."})
    asked = Membership.objects.get()
    assert (answer.url, asked.state) == (asked.get_absolute_url(), State.APPLIED)
    assert client.post(reverse("admit-membership", args=[asked.pk]), {"on": "2026-03-01"}).status_code == 403
    client.force_login(office())
    assert [one["label"] for one in client.get(asked.get_absolute_url()).context["verbs"]] == ["Admit", "Decline"]
    client.post(reverse("admit-membership", args=[asked.pk]), {"on": "2026-03-01"})
    asked.refresh_from_db()
    assert (asked.state, asked.joined_on) == (State.MEMBER, PartialDate("2026-03-01"))
    late = client.post(reverse("admit-membership", args=[asked.pk]), {"on": "2026-03-01"}, follow=True)
    assert "This can be done when it is applied." in late.content.decode()


def test_a_focal_point_adds_documents_to_its_application_and_changes_nothing_else_of_it(client):
    asked = applied()
    client.force_login(user("Focal point", RoleName.FOCAL_POINT, asked.organisation.scope()))
    page = client.get(asked.get_absolute_url()).content.decode()
    offered = [reverse(name, args=[asked.pk]) for name in ("membership-files", "edit-membership", "archive-membership")]
    assert [f'href="{address}"' in page for address in offered] == [True, False, False]
    assert [client.get(address).status_code for address in offered] == [200, 403, 403]
