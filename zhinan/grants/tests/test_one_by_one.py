"""Many applications go through a verb by the worker: page by page how far, each once, and what was refused and why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.accounts.models import Role
from zhinan.accounts.tests.make import user
from zhinan.grants import actions, tasks
from zhinan.grants.actions import deciding, letters, screening
from zhinan.grants.models import Application, Decision, Grant, Recusal
from zhinan.grants.rules.verdicts import Verdict
from zhinan.notices.models import Notice

from .committee import approved, before_committee, decided, office, world
from .make import application, call
from .whole import whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
MANY = tasks.FEW + 1


class StoppedError(Exception):
    """A machine that stops."""


def work():
    """Do what waits for the worker, as it would; begun again it is the same row."""
    row = DBTaskResult.objects.get()
    row.claim("worker")
    row.set_successful(row.task.call(**row.args_kwargs["kwargs"]))


def stop_at(monkeypatch, module, name, number):
    """Let the machine stop when `name` of `module` is called for the time `number`, and work as before after that."""
    usual, calls = getattr(module, name), iter(range(1, 100))

    def stops(*args, **words):
        if next(calls) == number:
            raise StoppedError
        return usual(*args, **words)

    monkeypatch.setattr(module, name, stops)


def numbers(rows):
    """The numbers of applications `rows`, as they stand on a page."""
    return sorted(one.number for one in rows)


def told(author):
    """How many notices the author of all applications has of each letter."""
    found = list(Notice.objects.filter(user=author).values_list("address", flat=True))
    return [len(found), len(set(found))]


@pytest.fixture
def awarded():
    """(call, somebody of its office, the author, four awarded applications): their letters wait."""
    found, by, author, rows, held = world(4)
    for one in rows:
        decided(one, approved(), held, by)
    return found, by, author, rows


def send(found, by, rows):
    """Hand over the letters about `rows` to the worker."""
    tasks.hand_over(tasks.send_letters, found, [one.pk for one in rows], by)


def letters_page(client, found, who):
    client.force_login(who)
    return client.get(reverse("call-letters", args=[found.slug])).content.decode()


def test_many_letters_are_sent_by_the_worker_while_the_page_counts_and_takes_no_second_order(client):
    found, by, author, rows, held = world(MANY)
    actions.decide_many(rows, Verdict("declined"), 100, meeting=held, by=by, now=timezone.now())
    client.force_login(by)
    address = reverse("call-letters", args=[found.slug])
    page = client.post(address, follow=True).content.decode()
    assert (f"0 of {MANY} so far." in page, 'http-equiv="refresh"' in page) == (True, True)
    assert ("Send all" in page, Notice.objects.count()) == (False, 0)
    page = client.post(address, follow=True).content.decode()
    assert ("This is being done with many applications just now." in page, DBTaskResult.objects.count()) == (True, 1)
    work()
    page = client.get(address).content.decode()
    assert (f"{MANY} letters are sent." in page, "so far." in page, "refresh" in page) == (True, False, False)
    assert told(author) == [MANY, MANY]
    assert [(one.words({}), one.address) for one in Notice.objects.filter(user=by)] == [
        ("What you began with many applications is over. See what came of it.", address)
    ]


def test_letters_that_were_cut_off_go_on_and_none_goes_out_twice(client, awarded, monkeypatch):
    found, by, author, rows = awarded
    send(found, by, rows)
    with monkeypatch.context() as stopping:
        stop_at(stopping, letters.decided, "letter", 3)
        with pytest.raises(StoppedError):
            work()
    assert (told(author), Decision.objects.unsent().count()) == ([2, 2], 2)
    assert "2 of 4 so far." in letters_page(client, found, by)
    work()
    assert (told(author), Decision.objects.unsent().count()) == ([4, 4], 0)
    page = letters_page(client, found, by)
    assert ("4 letters are sent." in page, "<li>What was decided" in page) == (True, False)


def test_a_letter_that_cannot_go_out_any_more_keeps_none_of_the_others_back(client, awarded):
    found, by, author, rows = awarded
    send(found, by, rows)
    actions.reconsider(rows[1], by=by)
    Recusal.objects.create(application=rows[2], user=by, tie="family", declared_at=timezone.now())
    work()
    assert told(author) == [2, 2]
    page = letters_page(client, found, by)
    assert "2 letters are sent." in page
    assert f'there is no letter about it to be sent. <a href="{rows[1].get_absolute_url()}">{rows[1].number}' in page
    assert "is recused from it by now" not in page  # who is recused hears nothing of it
    page = letters_page(client, found, office(found))
    assert f'Somebody else may do it. <a href="{rows[2].get_absolute_url()}">{rows[2].number}' in page


def test_a_letter_about_what_was_decided_later_is_read_before_it_goes_out(awarded):
    found, by, author, rows = awarded
    send(found, by, rows)
    actions.reconsider(rows[0], by=by)
    last = decided(rows[0], Verdict("declined"), rows[0].decisions.get().meeting, by)
    work()
    assert (list(Decision.objects.unsent()), told(author)) == ([last], [3, 3])


def test_who_loses_the_role_meanwhile_sends_no_more_of_them_and_a_colleague_reads_so(client, awarded, monkeypatch):
    found, by, author, rows = awarded
    send(found, by, rows)
    usual = letters.send

    def loses(*args, **words):
        usual(*args, **words)
        Role.objects.filter(user=by).delete()

    monkeypatch.setattr(letters, "send", loses)
    work()
    assert (told(author), Notice.objects.filter(user=by).count()) == ([1, 1], 0)
    page = letters_page(client, found, office(found))
    assert ("1 letter is sent. 3 were left: who began this may not do it any more." in page, "Send all" in page) == (
        *(True, True),
    )


def test_whose_account_was_closed_meanwhile_sends_nothing(awarded):
    found, by, author, rows = awarded
    send(found, by, rows)
    type(by).objects.filter(pk=by.pk).update(is_active=False)
    work()
    assert (told(author), DBTaskResult.objects.get().return_value) == ([0, 0], {"refused": [], "left": 4})


def test_work_that_went_wrong_says_so_and_what_is_left_can_be_begun_again(client, awarded):
    found, by, _author, rows = awarded
    send(found, by, rows)
    DBTaskResult.objects.get().set_failed(StoppedError())
    page = letters_page(client, found, by)
    assert ("What is left stands here still: begin it again." in page, "Send all" in page) == (True, True)


# decisions


@pytest.fixture
def agenda():
    """(call, somebody of its office, four applications before the committee, the meeting that has them)."""
    found, by, _author, rows, held = world(4)
    return found, by, rows, held


def hand_over(held, by, rows, outcome="approved", percent=50, **facts):
    """Hand over the same decision about `rows` to the worker."""
    verdict = {"outcome": outcome, "conditions": "", "comment": "", "revise_by": None, **facts}
    keys = [one.pk for one in rows]
    tasks.hand_over(tasks.decide, held, keys, by, verdict=verdict, percent=percent)


def states(rows):
    found = dict(Application.objects.values_list("pk", "state"))
    return [found[one.pk] for one in rows]


def meeting_page(client, held, who):
    client.force_login(who)
    return client.get(held.get_absolute_url()).content.decode()


def test_many_decisions_are_written_down_by_the_worker_each_with_its_own_amount(client):
    found, by, _author, rows, held = world(MANY - 1)
    rows.append(before_committee(found, asked=80_000))
    held.agenda.create(application=rows[-1], position=99)
    client.force_login(by)
    typed = {"chosen": [one.pk for one in rows], "outcome": "conditions", "conditions": "A report", "percent": 50}
    page = client.post(reverse("meeting-decide", args=[held.pk]), typed, follow=True).content.decode()
    assert (f"0 of {MANY} so far." in page, 'name="chosen"' in page, Grant.objects.count()) == (True, False, 0)
    work()
    assert (set(states(rows)), Grant.objects.count()) == ({"awarded"}, MANY)
    amounts = dict(Decision.objects.values_list("application", "amount"))
    assert [amounts[one.pk] for one in rows] == [15_000] * (MANY - 1) + [25_000]
    page = meeting_page(client, held, by)
    assert (f"{MANY} applications are decided." in page, "so far." in page) == (True, False)


def test_a_few_are_decided_at_once(client, agenda):
    _found, by, rows, held = agenda
    client.force_login(by)
    typed = {"chosen": [one.pk for one in rows], "outcome": "declined"}
    client.post(reverse("meeting-decide", args=[held.pk]), typed)
    assert (states(rows), DBTaskResult.objects.count()) == (["declined"] * 4, 0)


def test_decisions_that_were_cut_off_go_on_and_each_is_made_once(client, agenda, monkeypatch):
    _found, by, rows, held = agenda
    hand_over(held, by, rows)
    with monkeypatch.context() as stopping:
        stop_at(stopping, deciding, "settle", 3)
        with pytest.raises(StoppedError):
            work()
    assert (states(rows), Grant.objects.count()) == (["awarded", "awarded", "committee", "committee"], 2)
    assert "2 of 4 so far." in meeting_page(client, held, by)
    work()
    assert (states(rows), Grant.objects.count(), Decision.objects.count()) == (["awarded"] * 4, 4, 4)
    assert DBTaskResult.objects.get().return_value == {"refused": [], "left": 0}
    assert "4 applications are decided." in meeting_page(client, held, by)


def test_what_was_taken_up_again_before_it_went_on_is_not_decided_a_second_time(agenda):
    _found, by, rows, held = agenda
    hand_over(held, by, rows)
    work()
    actions.reconsider(rows[0], by=by)
    work()
    assert (states(rows), Decision.objects.count()) == (["committee", *["awarded"] * 3], 4)


def test_what_somebody_else_decided_or_cannot_be_decided_any_more_is_told_by_its_number(client, agenda):
    found, by, rows, held = agenda
    other = office(found)
    hand_over(held, by, rows)
    decided(rows[0], Verdict("declined"), held, other)
    Application.objects.filter(pk=rows[1].pk).update(state="withdrawn")
    Recusal.objects.create(application=rows[2], user=by, tie="family", declared_at=timezone.now())
    work()
    assert states(rows) == ["declined", "withdrawn", "committee", "awarded"]
    page = meeting_page(client, held, other)
    assert "1 application is decided." in page
    for one, sentence in (
        (rows[0], "Somebody decided about it meanwhile."),
        (rows[1], "It is not before the committee any more."),
        (rows[2], "Whoever began this is recused from it by now. Somebody else may do it."),
    ):
        assert f'<li>{sentence} <a href="{one.get_absolute_url()}">{one.number}</a></li>' in page


def test_what_became_wrong_while_it_waited_is_not_decided(client, agenda):
    _found, by, rows, held = agenda
    past = (timezone.now() - timedelta(hours=1)).isoformat()
    hand_over(held, by, rows, "returned", comment="Less travel.", revise_by=past)
    work()
    assert (states(rows), Decision.objects.count()) == (["committee"] * 4, 0)
    page = meeting_page(client, held, by)
    assert page.count("This has passed already. Write a later moment.") == 1  # one sentence, and all that it is about
    assert [f">{number}</a>" in page for number in numbers(rows)] == [True] * 4


def test_once_the_minutes_are_closed_the_worker_decides_nothing(agenda):
    _found, by, rows, held = agenda
    hand_over(held, by, rows)
    actions.close_minutes(held, by=by)
    work()
    assert (states(rows), Decision.objects.count()) == (["committee"] * 4, 0)


def test_who_loses_the_role_meanwhile_decides_no_more(client, agenda):
    found, by, rows, held = agenda
    hand_over(held, by, rows)
    Role.objects.filter(user=by).delete()
    work()
    assert states(rows) == ["committee"] * 4
    page = meeting_page(client, held, office(found))
    assert "0 applications are decided. 4 were left: who began this may not do it any more." in page


def test_a_member_of_the_committee_reads_nothing_of_the_work_of_the_office(client, agenda):
    found, by, rows, held = agenda
    hand_over(held, by, rows)
    member = user("Member", "evaluator", found.programme.scope())
    assert "so far." not in meeting_page(client, held, member)


# screening


@pytest.fixture
def waiting():
    """(call, somebody of its office, submitted applications that pass every check, others; more than a page holds)."""
    found = call(minimum_countries=2)
    by, author = office(found), user("Applicant")
    good = [whole(found, author, state="submitted", title=f"Rice {n}") for n in range(4)]
    return found, by, good, [application(found, author, state="submitted") for _n in range(23)]


def screen_page(client, found, who):
    client.force_login(who)
    return client.get(reverse("call-screen", args=[found.slug])).content.decode()


def test_all_that_pass_every_check_are_found_eligible_by_the_worker_and_the_others_named(client, waiting, monkeypatch):
    found, by, good, others = waiting
    page = screen_page(client, found, by)
    assert "Find all eligible that pass every check" in page
    client.post(reverse("call-screen", args=[found.slug]), {"verb": "all"})
    with monkeypatch.context() as stopping:
        stop_at(stopping, screening, "settle", 3)
        with pytest.raises(StoppedError):
            work()
    page = screen_page(client, found, by)
    assert ("2 of 27 so far." in page, 'class="button main"' in page) == (True, False)
    work()
    assert (set(states(good)), set(states(others)), Decision.objects.count()) == ({"eligible"}, {"submitted"}, 4)
    page = screen_page(client, found, by)
    assert ("4 applications were found eligible." in page, 'class="button main"' in page) == (True, True)
    refused = page.split("<li>It does not pass every check. Screen it by itself.")[1].split("</li>")[0]
    assert [f">{one.number}</a>" in refused for one in [*good, *others]] == [False] * 4 + [True] * 23


def test_what_was_given_back_meanwhile_is_not_found_eligible(client, waiting):
    found, by, good, _others = waiting
    client.force_login(by)
    client.post(reverse("call-screen", args=[found.slug]), {"verb": "all"})
    later = timezone.now() + timedelta(days=3)
    actions.give_back(good[0], "Add a partner.", later, by=by, now=timezone.now())
    work()
    assert states(good) == ["returned", "eligible", "eligible", "eligible"]
    page = screen_page(client, found, by)
    assert f'It does not wait to be screened any more. <a href="{good[0].get_absolute_url()}">' in page
    assert good[0].title not in page
