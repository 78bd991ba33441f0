"""Who may screen, decide, hold meetings, send letters and announce: a table of every page and every person."""

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import VISITOR
from zhinan.accounts.tests.make import user
from zhinan.grants.models import Application, Recusal

from .committee import approved, before_committee, decided, world
from .make import asked, sits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
OFFICE = {"secretariat"}
KEEPERS = {"secretariat", "recused secretariat"}  # of what concerns the call and not the application
MEMBERS = {"committee", "recused committee"}
AUTHORS = {"applicant", "co-applicant"}
APPLICATION = ("application-screen", "application-return", "application-decide")
VERBS = ("screen_again-application", "reconsider-application")
LETTERS = ("application-letter", "application-letter-file")
KEPT = ("archive-meeting", "meeting-agenda", "close_minutes-meeting", "open_minutes-meeting")
MEETING = ("meeting", "meeting-minutes")
PAGES = {
    **dict.fromkeys((*APPLICATION, *VERBS, "edit-meeting"), OFFICE),  # who is recused does not read the notes
    **dict.fromkeys(LETTERS, OFFICE | AUTHORS | {"evaluator"}),
    **dict.fromkeys(("call-screen", "add-meeting", "call-letters", "announce-call", "call-announcement"), KEEPERS),
    **dict.fromkeys(KEPT, KEEPERS),
    **dict.fromkeys(("call-meetings", *MEETING), KEEPERS | MEMBERS | {"evaluator"}),
}


@pytest.fixture
def everybody():
    """An application that was decided, its meeting, and everybody who may come."""
    found, by, _author, _rows, held = world(0)
    people = {"applicant": user("Applicant"), "co-applicant": user("Co-applicant"), "visitor": VISITOR}
    one = before_committee(found, people["applicant"], people["co-applicant"])
    held.agenda.create(application=one, position=1)
    people["other applicant"] = user("Other applicant")
    before_committee(found, people["other applicant"], title="Another")
    for word in ("reviewer", "recused reviewer"):
        people[word] = user(word)
        asked(one, people[word])
    for word in ("committee", "recused committee"):
        people[word] = user(word)
        sits(found, people[word])
    scope = found.programme.scope()
    for role in ("finance", "evaluator"):
        people[role] = user(role, role, scope)
    people |= {"secretariat": by, "recused secretariat": user("Recused", "secretariat", scope)}
    people["secretariat elsewhere"] = user("Colleague", "secretariat", "programme:999999")
    for word in ("recused reviewer", "recused committee", "recused secretariat"):
        Recusal.objects.create(application=one, user=people[word], tie="family", declared_at=timezone.now())
    decision = decided(one, approved(), held, by)
    type(decision).objects.update(letter_sent_at=timezone.now())
    return found, one, held, decision, people


def address(name, found, one, held, decision):
    """The address of the page `name`."""
    if name in LETTERS:
        return reverse(name, args=[one.pk, decision.pk])
    if name in (*APPLICATION, *VERBS):
        return reverse(name, args=[one.pk])
    if name in (*KEPT, *MEETING, "edit-meeting"):
        return reverse(name, args=[held.pk])
    return reverse(name, args=[found.slug])


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_those_in_the_table_and_for_nobody_else(client, everybody, name):
    *things, people = everybody
    let_in = set()
    for word, who in people.items():
        client.logout()
        if who.is_authenticated:
            client.force_login(who)
        if client.get(address(name, *things)).status_code == 200:
            let_in.add(word)
    assert let_in == PAGES[name]


SENT = {
    "application-screen": ("submitted", OFFICE),
    "application-return": ("submitted", OFFICE),
    "application-decide": ("committee", OFFICE),
    "screen_again-application": ("eligible", OFFICE),
    "reconsider-application": ("awarded", OFFICE),
}


@pytest.mark.parametrize("name", SENT)
def test_nobody_else_changes_an_application_by_sending_its_form(client, everybody, name):
    found, one, held, decision, people = everybody
    stage, may = SENT[name]
    Application.objects.filter(pk=one.pk).update(state=stage)
    type(decision).objects.update(letter_sent_at=None)
    year = timezone.localdate().year + 1
    said = {"comment": "More.", "revise_by": f"{year}-01-01T10:00", "meeting": held.pk, "amount": "5"}
    said["outcome"] = {"application-decide": "declined"}.get(name, "eligible")
    said = said if said["outcome"] == "eligible" else {"meeting": held.pk, "outcome": "declined"}
    changed = set()
    for word, who in people.items():
        client.logout()
        if who.is_authenticated:
            client.force_login(who)
        client.post(address(name, found, one, held, decision), said)
        if Application.objects.get(pk=one.pk).state != stage:
            changed.add(word)
            Application.objects.filter(pk=one.pk).update(state=stage)
    assert changed == may


def test_several_decisions_are_written_by_the_office_alone(client, everybody):
    found, _one, held, _decision, people = everybody
    other = before_committee(found, title="Third")
    held.agenda.create(application=other, position=2)
    said = {"chosen": [other.pk], "outcome": "declined"}
    seen = {}
    for word, who in people.items():
        Application.objects.filter(pk=other.pk).update(state="committee")
        client.logout()
        if who.is_authenticated:
            client.force_login(who)
        client.post(reverse("meeting-decide", args=[held.pk]), said)
        seen[word] = Application.objects.get(pk=other.pk).state
    assert {word for word, state in seen.items() if state == "declined"} == KEEPERS
