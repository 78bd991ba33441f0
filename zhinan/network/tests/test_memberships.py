"""A membership is asked for, decided, renewed, suspended and ended; members are counted as of any day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import VISITOR, RoleName
from zhinan.accounts.tests.make import user
from zhinan.history.actions import undo, write
from zhinan.history.models import Entry
from zhinan.kit.dates import PartialDate
from zhinan.kit.lifecycle import NotNow
from zhinan.network import forms
from zhinan.network.actions import memberships
from zhinan.network.models import Membership
from zhinan.network.states import LIFE, State
from zhinan.notices.models import Notice

from .make import membership, network, organisation

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def applied(found=None, who=None):
    return memberships.apply(who or organisation(), found or network(), by=None, on=DAY, note="We weave.")


def office():
    return user("Secretariat", RoleName.SECRETARIAT, "programme:1")


def focal_point(of):
    return user("Focal point", RoleName.FOCAL_POINT, of.scope())


def told():
    """Who was told what, without the names in it."""
    return [(one.user, one.sentence) for one in Notice.objects.order_by("pk").select_related("user")]


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
    offered = [one["label"] for one in client.get(asked.get_absolute_url()).context["verbs"]]
    assert offered == ["Admit", "Decline", "Withdraw the application"]
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


@pytest.mark.parametrize("act", [memberships.decline, memberships.suspend])
def test_the_reason_of_a_decision_stands_beside_the_words_of_the_applicant(act):
    asked = applied()
    if act is memberships.suspend:
        memberships.admit(asked, by=None, on=DAY)
    decided = act(asked, by=None, why="No report for two years.")
    assert (decided.note, decided.reason) == ("We weave.", "No report for two years.")


def test_the_reason_goes_when_the_suspension_ends():
    found = membership(network(), note="We weave.")
    memberships.suspend(found, by=None, why="No report.")
    assert memberships.reinstate(found, by=None).reason == ""
    undo(Entry.objects.about(found).get(verb="reinstated"), by=None)
    found.refresh_from_db()
    assert (found.state, found.reason) == (State.SUSPENDED, "No report.")


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("visitor", [False, False]),
        ("somebody who has signed in", [False, False]),
        ("participant of the organisation", [False, False]),
        ("focal point elsewhere", [False, False]),
        ("focal point", [True, True]),
        ("secretariat", [True, True]),
        ("administrator", [True, True]),
    ],
)
def test_a_note_and_a_reason_are_read_by_the_secretariat_and_the_focal_point_alone(client, who, reads):
    found = membership(network(), note="We weave.")
    memberships.suspend(found, by=None, why="No report.")
    roles = {
        "somebody who has signed in": (),
        "participant of the organisation": (RoleName.PARTICIPANT, found.organisation.scope()),
        "focal point elsewhere": (RoleName.FOCAL_POINT, organisation().scope()),
        "focal point": (RoleName.FOCAL_POINT, found.organisation.scope()),
        "secretariat": (RoleName.SECRETARIAT, "programme:1"),
        "administrator": (RoleName.ADMINISTRATOR,),
    }
    if who in roles:
        client.force_login(user(who, *roles[who]))
    page = client.get(found.get_absolute_url()).content.decode()
    assert [words in page for words in ("We weave.", "No report.")] == reads


def test_a_reason_that_is_over_stands_on_no_page(client):
    found = membership(network())
    memberships.suspend(found, by=None, why="No report.")
    memberships.leave(found, by=None, on=DAY)
    client.force_login(focal_point(found.organisation))
    assert "No report." not in client.get(found.get_absolute_url()).content.decode()


def test_an_application_is_told_to_those_who_keep_records_and_decisions_to_the_organisation():
    keeper, colleague, who = office(), office(), organisation()
    focal, _other = focal_point(who), focal_point(organisation())
    asked = memberships.apply(who, network(), by=focal, on=DAY)
    memberships.admit(asked, by=keeper, on=DAY)
    memberships.suspend(asked, by=keeper, why="No report.")
    assert told() == [
        (keeper, memberships.TOLD["applied"]),
        (colleague, memberships.TOLD["applied"]),
        (focal, memberships.TOLD["admitted"]),
        (focal, memberships.TOLD["suspended"]),
    ]


def test_what_is_told_names_both_and_leads_to_the_page():
    keeper, asked = office(), applied(network(name="Looms"), organisation(name="Weavers"))
    notice = Notice.objects.get(user=keeper)
    assert (notice.words({}), notice.address) == (
        "Weavers applies for membership in Looms.",
        asked.get_absolute_url(),
    )


def test_nobody_is_told_of_a_membership_that_they_may_not_see():
    found = membership(network(), audience="staff")
    focal_point(found.organisation)
    memberships.suspend(found, by=None, why="No report.")
    assert told() == []


def test_a_focal_point_withdraws_an_application_that_waits_and_may_apply_again(client):
    keeper, asked = office(), applied()
    focal = focal_point(asked.organisation)
    client.force_login(focal)
    labels = [one["label"] for one in client.get(asked.get_absolute_url()).context["verbs"]]
    client.post(reverse("withdraw-membership", args=[asked.pk]))
    asked.refresh_from_db()
    assert (labels, asked.state) == (["Withdraw the application"], State.WITHDRAWN)
    assert told()[-1] == (keeper, memberships.TOLD["withdrawn"])
    assert applied(asked.network, asked.organisation).state == State.APPLIED


def test_a_focal_point_asks_for_renewal_and_says_that_it_leaves_and_the_secretariat_acts(client):
    keeper, found = office(), membership(network(name="Looms"), organisation=organisation(name="Weavers"))
    client.force_login(focal_point(found.organisation))
    labels = [one["label"] for one in client.get(found.get_absolute_url()).context["verbs"]]
    client.post(reverse("ask_renewal-membership", args=[found.pk]))
    client.post(reverse("announce_leaving-membership", args=[found.pk]), {"on": "2026-12-31"})
    found.refresh_from_db()
    assert (labels, found.state, found.left_on) == (["Ask for renewal", "Say that it leaves"], State.MEMBER, None)
    assert [one.words({}) for one in Notice.objects.filter(user=keeper).order_by("pk")] == [
        "Weavers asks to have its membership in Looms renewed.",
        "Weavers wishes to leave Looms on 31 December 2026.",
    ]
    entries = Entry.objects.about(found).order_by("pk").values_list("verb", "audience")
    assert list(entries) == [("renewal_asked", "staff"), ("leaving_announced", "staff")]
    client.force_login(keeper)
    offered = [one["label"] for one in client.get(found.get_absolute_url()).context["verbs"]]
    assert offered == ["Renew", "Suspend", "End the membership"]


VERBS = ("withdraw", "admit", "decline", "ask_renewal", "renew", "announce_leaving")


@pytest.mark.parametrize(
    ("who", "role", "expected"),
    [
        ("visitor", None, [404, 404, 404, 403, 403, 403]),
        ("focal point elsewhere", (RoleName.FOCAL_POINT, "organisation:0"), [404, 404, 404, 403, 403, 403]),
        ("participant", (RoleName.PARTICIPANT, "its own"), [403, 403, 403, 403, 403, 403]),
        ("focal point", (RoleName.FOCAL_POINT, "its own"), [200, 403, 403, 200, 403, 200]),
        ("secretariat", (RoleName.SECRETARIAT, "programme:1"), [200, 200, 200, 403, 200, 403]),
        ("administrator", (RoleName.ADMINISTRATOR, ""), [200, 200, 200, 403, 200, 403]),
    ],
)
def test_who_may_take_which_step(client, who, role, expected):
    asked = applied()
    held = membership(network(), organisation=asked.organisation)
    if role is not None:
        name, scope = role
        client.force_login(user(who, name, asked.organisation.scope() if scope == "its own" else scope))
    waiting = {"withdraw", "admit", "decline"}
    found = [reverse(f"{verb}-membership", args=[asked.pk if verb in waiting else held.pk]) for verb in VERBS]
    assert [client.get(address).status_code for address in found] == expected


def form_of(found, **words):
    """The valid form of the membership `found` with some fields changed."""
    said = {"network": found.network.name, "organisation": found.organisation.name, "audience": "public", **words}
    form = forms.MembershipForm(said, instance=found, user=office())
    assert form.is_valid(), form.errors
    return form


def test_a_day_of_leaving_that_is_typed_ends_the_membership_and_the_history_tells_so():
    found = membership(network(), joined_on=PartialDate("2019"), state=State.SUSPENDED)
    entry = write(found, form_of(found, joined_on="2019", left_on="2020").values(), by=None)
    assert (found.state, entry.changes) == (State.LEFT, {"state": ["suspended", "left"], "left_on": [None, "2020"]})
    undo(entry, by=None)
    found.refresh_from_db()
    assert (found.state, found.left_on) == (State.SUSPENDED, None)


def test_a_day_of_leaving_that_was_a_mistake_is_emptied():
    found = membership(network(), left_on=PartialDate("2020"))
    write(found, form_of(found, left_on="").values(), by=None)
    assert (found.state, found.left_on) == (State.MEMBER, None)


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"left_on": "2020"}, "left_on", "It is still a member here. End the membership, which writes this day down."),
        ({"state": State.LEFT}, "left_on", "It has left. Write the day; where none is known, the year is enough."),
        (
            {"state": State.APPLIED, "joined_on": "2020"},
            "joined_on",
            "The application waits for a decision. Admit it, then it has joined.",
        ),
        (
            {"state": State.DECLINED, "joined_on": "2020"},
            "joined_on",
            "This application was declined. Record the membership as a new one.",
        ),
        (
            {"state": State.WITHDRAWN, "left_on": "2020"},
            "left_on",
            "This application was withdrawn. Record the membership as a new one.",
        ),
    ],
)
def test_a_day_that_does_not_go_with_the_state_is_refused_and_changes_nothing(facts, field, sentence):
    made = Membership(network=network(), organisation=organisation(), **facts)
    state = made.state
    with pytest.raises(ValidationError) as trouble:
        made.full_clean()
    assert (trouble.value.message_dict, made.state) == ({field: [sentence]}, state)


def test_the_page_of_an_organisation_says_how_it_stands_to_each_network(client):
    who = organisation()
    held = [
        {"joined_on": PartialDate("2020")},
        {"joined_on": PartialDate("2018"), "left_on": PartialDate("2019")},
        {},
        {"state": State.DECLINED},
    ]
    for number, facts in enumerate(held, 1):
        membership(network(name=f"Net {number}"), organisation=who, **facts)
    client.force_login(office())
    ((_heading, rows), *_rest) = client.get(who.get_absolute_url()).context["lists"]
    assert [note for _network, _address, note in rows] == [
        "member since 2020",
        "member until 2019",
        "member, date of joining not known",
        "declined",
    ]


@pytest.mark.parametrize(("days", "status"), [(0, 302), (366, 302), (367, 200)])
def test_a_membership_ends_on_a_day_that_is_at_most_a_year_ahead(client, days, status):
    found, day = membership(network(), state="member"), timezone.localdate() + timedelta(days=days)
    client.force_login(office())
    answer = client.post(reverse("leave-membership", args=[found.pk]), {"on": day.isoformat()})
    assert answer.status_code == status
    assert ("more than a year ahead" in answer.content.decode()) is (status == 200)
