"""Meetings of the committee: the agenda, the page with scores, several decisions, minutes, and who is recused."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.models import Application, Meeting, Recusal
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country

from .committee import DAY, approved, before_committee, decided, meeting, outcomes, text_of, world
from .make import asked, sits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
SECRET = ("Rice 2", "C-2026-002", "34,567", "Uganda", "77.31")
LINE = "an application from which you are recused"


def scored(one, *totals, advice="approve"):
    """Reviews of `one` with these totals."""
    for total in totals:
        asked(one, user("Reviewer"), state="sent", total=Decimal(total), sent_at=timezone.now(), advice=advice)


def titles(held):
    return [item.application.title for item in held.agenda.select_related("application")]


def test_a_meeting_is_planned_changed_and_taken_away_while_nothing_was_decided(client):
    found, by, _author, [one], held = world()
    member, elsewhere = user("Member"), user("Somebody else")
    sits(found, member)
    client.force_login(by)
    address = reverse("add-meeting", args=[found.slug])
    page = client.get(address).content.decode()
    assert ("Member" in page, "Somebody else" in page) == (True, False)
    said = {"title": "August meeting", "on": "2026-08-03", "present": [member.pk], "step": "save"}
    client.post(address, said)
    made = Meeting.objects.get(title="August meeting")
    assert (made.call, list(made.present.all())) == (found, [member])
    assert "is not one of" in client.post(address, said | {"present": [elsewhere.pk]}).content.decode()
    client.post(reverse("edit-meeting", args=[made.pk]), said | {"place": "Room 4", "seen": 99999})
    made.refresh_from_db()
    assert made.place == "Room 4"
    assert client.get(made.get_absolute_url()).status_code == 200
    away, stays = (reverse("archive-meeting", args=[one.pk]) for one in (made, held))
    assert "Take the meeting away" in client.get(away).content.decode()
    assert Meeting.objects.count() == 2
    assert "The meeting is taken away." in client.post(away, follow=True).content.decode()
    assert list(Meeting.objects.all()) == [held]
    decided(one, approved(), held, by)
    answer = client.post(stays, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == held.get_absolute_url()
    assert ("Something was decided at this meeting: it stays." in page, Meeting.objects.count()) == (True, 1)


def test_closed_minutes_are_opened_before_anything_of_them_is_changed(client):
    _found, by, _author, _rows, held = world()
    client.force_login(by)
    client.post(reverse("close_minutes-meeting", args=[held.pk]))
    address, said = reverse("edit-meeting", args=[held.pk]), {"title": "New", "on": "2026-08-03", "step": "save"}
    page = client.post(address, said | {"seen": 99999}).content.decode()
    assert ("The minutes of this meeting are closed." in page, 'value="New"' in page) == (True, True)
    client.post(reverse("open_minutes-meeting", args=[held.pk]))
    client.post(address, said | {"seen": 99999})
    assert Meeting.objects.get().title == "New"


def test_an_agenda_is_set_several_at_once_and_put_in_order(client):
    found, by, _author, _rows, _held = world(3)
    held = meeting(found, title="Another")
    client.force_login(by)
    address = reverse("meeting-agenda", args=[held.pk])
    keys = list(found.applications.order_by("number").values_list("pk", flat=True))
    client.post(address, {"verb": "add", "chosen": [keys[2], "nonsense"]})
    client.post(address, {"verb": "all"})
    assert titles(held) == ["Rice 3", "Rice 1", "Rice 2"]
    places = {f"a{keys[0]}-place": "2", f"a{keys[1]}-place": "1", f"a{keys[2]}-place": ""}
    client.post(address, {"verb": "order", **places})
    assert titles(held) == ["Rice 2", "Rice 1"]
    page = client.post(address, {"verb": "order", **places, f"a{keys[0]}-place": "-4"}).content.decode()
    assert ("greater than or equal to 1" in page, 'value="-4"' in page, titles(held)) == (
        *(True, True, ["Rice 2", "Rice 1"]),
    )


def test_what_was_decided_stays_on_the_agenda_and_closed_minutes_keep_it_all():
    _found, by, _author, rows, held = world(2)
    decided(rows[0], approved(), held, by)
    with pytest.raises(NotNow, match="“Rice 1” was decided here and stays in the minutes"):
        actions.arrange(held, {rows[0].pk: None, rows[1].pk: 1}, by=by)
    actions.close_minutes(held, by=by)
    with pytest.raises(NotNow, match="The minutes of this meeting are closed"):
        actions.put_on_agenda(held, [rows[1].pk], by=by)
    assert titles(held) == ["Rice 1", "Rice 2"]


def test_only_what_lies_before_the_committee_of_the_call_comes_on_the_agenda():
    found, by, _author, _rows, _held = world()
    early, held = before_committee(found, state="appraisal"), meeting(found)
    elsewhere = world()[3][0]
    assert actions.put_on_agenda(held, [early.pk, elsewhere.pk], by=by) == 0
    assert titles(held) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_shows_scores_and_advice_in_the_same_number_of_queries(client, django_assert_num_queries, number):
    _found, by, _author, rows, held = world(number)
    for one in rows:
        one.parties.create(role="beneficiary", country=country("UGA"))
        scored(one, "70.5", "40", advice="change")
    client.force_login(by)
    with django_assert_num_queries(27):
        page = client.get(held.get_absolute_url()).content.decode()
    assert [page.count(words) for words in ("55.25", "30.50", "Uganda", "approve after changes (2)", "USD 30,000")] == [
        *(number,) * 5,
    ]


def test_several_are_decided_from_the_page_and_what_is_wrong_is_told(client):
    _found, by, _author, rows, held = world(2)
    client.force_login(by)
    address, keys = reverse("meeting-decide", args=[held.pk]), [one.pk for one in rows]
    page = client.post(address, {"chosen": keys, "outcome": "conditions", "comment": "Kept words"}).content.decode()
    assert ["Write the conditions" in page, "Kept words" in page, page.count(" checked")] == [True, True, 3]
    assert [outcomes(one) for one in rows] == [[], []]
    assert "Choose at least one application." in client.post(address, {"outcome": "declined"}).content.decode()
    client.post(address, {"chosen": keys, "outcome": "approved", "percent": "10"})
    assert [outcomes(one) for one in rows] == [["approved"], ["approved"]]
    page = client.get(held.get_absolute_url()).content.decode()
    assert (page.count("approved: USD 3,000"), 'name="chosen"' in page) == (2, False)


def test_one_is_decided_on_a_page_of_its_own_that_checks_the_amount(client):
    found, by, _author, [one], held = world()
    client.force_login(by)
    address = reverse("application-decide", args=[one.pk])
    page = client.post(address, {"meeting": held.pk, "outcome": "approved", "amount": "30000.01"}).content.decode()
    assert ("This is above 30,000" in page, 'value="30000.01"' in page, outcomes(one)) == (True, True, [])
    page = client.post(address, {"meeting": held.pk, "outcome": "approved", "amount": "1234567890123"}).content.decode()
    assert "This amount is too large." in page
    answer = client.post(address, {"meeting": held.pk, "outcome": "approved", "amount": "12000"})
    assert (answer.url, outcomes(one)) == (held.get_absolute_url(), ["approved"])
    assert "It can be decided while it is before the committee." in client.get(address).content.decode()
    other = before_committee(found)
    page = client.get(reverse("application-decide", args=[other.pk])).content.decode()
    assert "It is on the agenda of no meeting" in page


@pytest.fixture
def bound():
    """A meeting with three applications, and those who must not hear of the second."""
    found, by, _author, rows, held = world(3)
    Application.objects.filter(pk=rows[1].pk).update(lead=organisation(name="Bound institute"))
    rows[1].budget.filter(source="grant").update(amount=34_567)
    rows[1].parties.create(role="beneficiary", country=country("UGA"))
    scored(rows[1], "77.31")
    people = {}
    for word in ("member", "recused member", "member of the institute", "member who wrote it"):
        people[word] = user(word.capitalize())
        sits(found, people[word], organisation=None)
    people["recused colleague"] = user("Recused colleague", "secretariat", found.programme.scope())
    people["evaluator"] = user("Evaluator", "evaluator", found.programme.scope())
    people["office"] = by
    rows[1].refresh_from_db()
    found.panel.filter(user=people["member of the institute"]).update(organisation=rows[1].lead)
    rows[1].authors.create(user=people["member who wrote it"], joined_at=timezone.now())
    for word in ("recused member", "recused colleague"):
        Recusal.objects.create(application=rows[1], user=people[word], tie="family", declared_at=timezone.now())
    Meeting.objects.filter(pk=held.pk).update(notes="The second was discussed at length.")
    decided(rows[0], approved(), held, by)
    decided(rows[1], approved(11_111), held, by)
    return held, people


READS = {
    "member": True, "office": True, "evaluator": True, "recused member": False, "member of the institute": False,
    "member who wrote it": False, "recused colleague": False,
}  # fmt: skip


@pytest.mark.parametrize("word", READS)
def test_who_is_recused_reads_a_line_without_anything_of_the_application_on_page_and_in_minutes(client, bound, word):
    held, people = bound
    client.force_login(people[word])
    page = client.get(held.get_absolute_url()).content.decode()
    paper = text_of(client.get(reverse("meeting-minutes", args=[held.pk])))
    for text in (page, paper):
        assert [one in text for one in (*SECRET, "11,111", "discussed at length")] == [READS[word]] * 7
        assert (LINE in text, "Rice 1" in text) == (not READS[word], True)


def test_who_is_recused_sets_the_agenda_without_seeing_it(client, bound):
    held, people = bound
    client.force_login(people["recused colleague"])
    address = reverse("meeting-agenda", args=[held.pk])
    assert [one in client.get(address).content.decode() for one in ("Rice 1", *SECRET)] == [True] + [False] * 5
    keys = {item.application.title: item.application_id for item in held.agenda.all()}
    client.post(address, {"verb": "order", f"a{keys['Rice 1']}-place": "9", f"a{keys['Rice 3']}-place": "3"})
    assert titles(held) == ["Rice 3", "Rice 1", "Rice 2"]
    Application.objects.filter(pk=keys["Rice 2"]).update(state="committee")
    answer = client.post(reverse("meeting-decide", args=[held.pk]), {"chosen": [keys["Rice 2"]], "outcome": "declined"})
    assert (answer.status_code, "is not one of the available choices" in answer.content.decode()) == (200, True)


def test_a_member_who_reviews_without_names_reads_the_number_alone(client):
    found, _by, _author, [one], held = world(is_blind=True)
    member = user("Member")
    sits(found, member)
    asked(one, member)
    client.force_login(member)
    page = client.get(held.get_absolute_url()).content.decode()
    paper = text_of(client.get(reverse("meeting-minutes", args=[held.pk])))
    assert [(one.number in text, one.title in text) for text in (page, paper)] == [(True, False)] * 2


def test_minutes_say_who_was_there_who_was_recused_and_what_was_decided(client, bound):
    held, people = bound
    held.present.set([people["member"]])
    client.force_login(people["office"])
    answer = client.get(reverse("meeting-minutes", args=[held.pk]))
    paper = text_of(answer)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    for words in (
        *("July meeting", "27 July 2026", "Present Member", "Draft: the minutes are not closed yet."),
        *("approved", "USD 11,111", "not decided", "77.31 of 100 in 1"),
        "Recused, did not take part Member of the institute, Member who wrote it, Recused member",
    ):
        assert words in paper, words
    actions.close_minutes(held, by=people["office"])
    assert "Draft" not in text_of(client.get(reverse("meeting-minutes", args=[held.pk])))


def test_what_was_taken_up_again_is_not_decided_in_the_minutes(client):
    found, by, _author, [one], held = world()
    decided(one, approved(), held, by)
    actions.reconsider(one, by=by)
    client.force_login(by)
    assert "not decided" in text_of(client.get(reverse("meeting-minutes", args=[held.pk])))
    later = meeting(found, one, title="Later", on=DAY)
    decided(one, approved(9), later, by)
    assert "not decided" in text_of(client.get(reverse("meeting-minutes", args=[held.pk])))
    assert "USD 9" in text_of(client.get(reverse("meeting-minutes", args=[later.pk])))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_meetings_and_the_agenda_cost_the_same(client, django_assert_num_queries, number):
    found, by, _author, _rows, held = world(number)
    for _n in range(number - 1):
        meeting(found)
    client.force_login(by)
    with django_assert_num_queries(5):
        page = client.get(reverse("call-meetings", args=[found.slug])).content.decode()
    assert page.count("July meeting</a>") == number
    with django_assert_num_queries(8):
        client.get(reverse("meeting-agenda", args=[held.pk]))
