"""What everybody reads of calls: the list, the page, the feeds, the blank form."""

import gzip
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from lxml import etree

from zhinan.accounts.actions import grant_role
from zhinan.accounts.models import STAFF, RoleName
from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.documents import DOCUMENTS
from zhinan.grants.editions.blank_form import blank_form
from zhinan.grants.models import Application, Call, CallRules, Decision, Meeting, Recusal, Review, Theme
from zhinan.history.actions import write
from zhinan.kit.values import kept
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.models import Choice, Content, Question, Section
from zhinan.questionnaires.tests.make import content, questionnaire, words

from .make import application, asked, call, rubric, sits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def page(client, address, **more):
    """What stands on the page at `address`."""
    answer = client.get(address, more)
    assert answer.status_code == 200
    return answer.content.decode()


def over(found, days=1):
    """Let the deadline of `found` have been so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    CallRules.objects.filter(call=found).update(deadline_at=moment)
    Call.objects.filter(pk=found.pk).update(closes_at=moment)


def test_the_list_tells_open_calls_from_those_that_are_over_and_hides_drafts(client):
    opened, late, closed = call(title="Opened"), call(title="Late"), call(title="Closed", state="closed")
    over(late), over(closed)
    call(title="Prepared", state="draft", audience=STAFF)
    answer = client.get(reverse("calls"))
    listed = [one for one, _closes in answer.context["open_calls"]]
    assert (listed, list(answer.context["page"]), "Prepared" in answer.content.decode()) == (
        [opened], [closed, late], False,
    )  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_whatever_is_open(client, number):
    for _each in range(number):
        call()
        over(call())
    client.get(reverse("calls"))
    with CaptureQueriesContext(connection) as asked:
        assert len(client.get(reverse("calls")).context["open_calls"]) == number
    assert len(asked) == 6


def test_the_deadline_stands_by_the_clocks_of_the_call_and_of_the_reader(client):
    found = call(deadline_at=datetime(2090, 4, 30, 14, 0, tzinfo=UTC), zone="Africa/Nairobi")
    assert "30 April 2090, 17:00" in page(client, found.get_absolute_url())
    shown = page(client, found.get_absolute_url(), zone="Asia/Shanghai")
    assert ("30 April 2090, 17:00" in shown, "30 April 2090, 22:00" in shown) == (True, True)
    assert "30 April 2090, 22:00" in page(client, found.get_absolute_url())


@pytest.mark.parametrize("who", ["visitor", "somebody"])
def test_the_way_to_apply_is_offered_until_the_deadline_is_over(client, who):
    found = call()
    if who == "somebody":
        client.force_login(user())
    address = reverse("call-apply", args=[found.slug])
    shown = page(client, found.get_absolute_url())
    assert (address in shown, "You are asked to sign in first." in shown) == (True, who == "visitor")
    over(found)
    shown = page(client, found.get_absolute_url())
    told = ("Applications are not taken now." in shown, "deadline over" in shown, address in shown)
    assert told == (True, True, False)


def test_the_office_reads_what_it_does_next_and_nobody_else_does(client):
    found = programme()
    office = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    made = call(found, state="closed")
    actions.next_rules(made, by=office)
    for who, expected in ((office, True), (user("Somebody"), False)):
        client.force_login(who)
        shown = page(client, made.get_absolute_url())
        assert ("Rules 2 are being written" in shown, "Open the call again" in shown) == (expected, expected)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_whatever_its_rules_say(client, number):
    found = call()
    rubric(found.rules(), *[100 / number] * number)
    for place in range(number):
        Theme.objects.create(rules=found.rules(), position=place + 1, name=f"Theme {place}")
        moment = timezone.now()
        found.questions.create(text="Who?", answer="We.", asked_at=moment, answered_at=moment)
    client.get(found.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(found.get_absolute_url())
    assert (len(asked), len(gzip.compress(answer.content)) < 14 * 1024) == (16, True)


def test_open_calls_are_a_feed_that_readers_of_feeds_understand(client):
    found = call(title="Open & wide", deadline_at=datetime(2090, 4, 30, 14, 0, tzinfo=UTC), summary="Rice and fish.")
    call(title="Hidden", audience="signed-in"), over(call(title="Late"))
    client.force_login(user())
    answer = client.get(reverse("calls-feed"))
    entries = etree.fromstring(answer.content).findall("a:entry", ATOM)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert [
        (one.findtext("a:title", namespaces=ATOM), one.findtext("a:summary", namespaces=ATOM)) for one in entries
    ] == [("Open & wide", "30 April 2090, 14:00, UTC. What comes later is not considered. Rice and fish.")]
    assert entries[0].find("a:link", ATOM).get("href").endswith(found.get_absolute_url())


def test_open_calls_are_json(client):
    found = call(title="Rice", code="R-1", year=2090, deadline_at=datetime(2090, 4, 30, 14, 0, tzinfo=UTC))
    Theme.objects.create(rules=found.rules(), position=1, name="Energy")
    call(title="Hidden", audience="signed-in")
    told = json.loads(client.get(reverse("calls-json")).content)
    assert [{name: value for name, value in one.items() if name != "url"} for one in told["calls"]] == [
        {
            "title": "Rice", "code": "R-1", "year": 2090, "summary": "", "closes_at": "2090-04-30T14:00:00+00:00",
            "zone": "UTC", "currency": "USD", "ceiling": "50000.00", "match_ratio": "0.00", "minimum_countries": 0,
            "languages": ["en"], "themes": ["Energy"],
        }
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["calls-feed", "calls-json"])
@pytest.mark.parametrize("number", [1, 3])
def test_feeds_take_the_same_queries_whatever_is_open(client, name, number):
    for place in range(number):
        Theme.objects.create(rules=call().rules(), position=1, name=f"Theme {place}")
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(name))
    assert len(asked) == {"calls-feed": 4, "calls-json": 3}[name]


def test_linked_data_names_no_programme_that_the_reader_may_not_see(client):
    found = call(programme(name="Hidden", audience="administrator"), title="Rice", summary="Fish.")
    told = json.loads(client.get(reverse("call-linked-data", args=[found.slug])).content)
    assert (told["@type"], told["description"], told["amount"]["maxValue"], "funder" in told) == (
        "MonetaryGrant", "Fish.", "50000.00", False,
    )  # fmt: skip


def asked_by_call(**facts):
    """A call whose application asks one question of each sort."""
    choices = (Choice("a", words("Apples")), Choice("b", words("Bread")))
    asks = content(
        Question("why", "long", words("Why now?"), help=words("Be short."), words=120, is_required=True),
        Question("what", "multiple", words("What of these?"), choices=choices),
        Question("grid", "grid", words("How much?"), choices=choices, rows=(Choice("r", words("Rice")),)),
        Question("size", "number", words("How many?"), least="1", most="9"),
    )
    return call(questionnaire=questionnaire(asks=asks, purpose="proposal"), **facts)


def text_of(document):
    """Everything that a DOCX says: paragraphs, then cells of tables."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for one in document.paragraphs], cells


def test_the_blank_form_holds_all_that_an_application_asks(client):
    found = asked_by_call(title="Rice", code="R-1")
    Theme.objects.create(rules=found.rules(), position=1, name="Energy")
    found.rules().documents.create(position=1, name="Letter", kind="endorsement", each_country=True)
    answer = client.get(reverse("call-form", args=[found.slug]))
    assert (answer["Content-Disposition"], answer.status_code) == (f'attachment; filename="{found.slug}.docx"', 200)
    document = Document(io.BytesIO(answer.content))
    lines, cells = text_of(document)
    expected = (
        "Rice", "☐ Energy", "Questions", "Why now?\nBe short.\nAt most 120 words. Must be answered.", "☐ Apples",
        "☐ Bread", "What of these?\nSeveral can be chosen.", "How many?\nFrom 1 to 9.", "Summary\nAt most 250 words.",
        "☐ Letter: one from each participating country", "Results framework", "Work plan",
    )  # fmt: skip
    assert [one for one in expected if one not in lines] == []
    assert [
        one for one in ("Indicator", "Paid by", "Who contributes", "Who signed", "Rice", "☐") if one not in cells
    ] == []
    said = document.core_properties
    assert (said.title, said.subject, said.author, said.comments) == ("Rice", "R-1", "", "")


def test_the_blank_form_stands_in_the_language_of_the_call():
    texts = {"en": "Why?", "zh": "为什么?"}
    asks = Content(
        ("zh", "en"), (Section("one", {"zh": "问题", "en": "Questions"}, questions=(Question("why", "long", texts),)),)
    )
    found = call(title="水稻", language="zh", questionnaire=questionnaire(asks=asks, purpose="proposal"))
    lines, _cells = text_of(Document(io.BytesIO(blank_form(found, found.rules()))))
    assert ("为什么?" in lines, "Why?" in lines) == (True, False)


def test_a_blank_form_that_runs_from_the_right_says_so():
    found = call(title="نداء", language="ar")
    document = Document(io.BytesIO(blank_form(found, found.rules())))
    assert "w:bidi" in document.styles["Normal"].element.xml


def test_a_call_without_rules_has_no_form(client):
    found = call()
    found.versions.update(state="draft", published_at=None)
    assert client.get(reverse("call-form", args=[found.slug])).status_code == 404


def test_the_search_knows_a_call_by_its_newest_published_rules():
    found = call(title="Rice", code="R-1", year=2026, summary="Fish.")
    Theme.objects.create(rules=found.rules(), position=1, name="Energy")
    draft = CallRules.objects.create(call=found, number=2, currency=found.rules().currency)
    Theme.objects.create(rules=draft, position=1, name="Secret")
    (document,) = DOCUMENTS[Call](Call.objects.all())
    assert (document.kind, document.title, document.names, document.body, document.year, document.audience) == (
        "call", "Rice", ("R-1",), "Fish.\nEnergy", 2026, ("public",),
    )  # fmt: skip


def office_of(found):
    """Somebody of the secretariat that keeps the call `found`."""
    return user("Secretariat", RoleName.SECRETARIAT, found.programme.scope())


def step_of(client, found, who):
    """(words of the button, where it leads) of the one next step on the page of `found` for `who`."""
    client.force_login(who)
    step = client.get(found.get_absolute_url()).context["step"]
    return step and (step.label, step.url)


def of(name, *args):
    return reverse(name, args=args)


def test_a_new_call_leads_from_its_rules_to_its_opening(client):
    found = programme()
    office = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    made = Call(title="Call", code="C-2027", year=2027, programme=found)
    actions.begin_call(made, kept(made) | {"programme": found.pk}, by=office)
    draft = made.draft()
    assert step_of(client, made, office) == ("Write the rules", of("edit-callrules", draft.pk))
    assert "The rules have no deadline yet. Write one first." in page(client, made.get_absolute_url())
    closes = timezone.now() + timedelta(days=30)
    write(draft, {"deadline_at": closes.isoformat()}, by=office)
    assert step_of(client, made, office) == ("Publish the rules", draft.get_absolute_url())
    actions.publish_rules(draft, by=office, now=timezone.now())
    assert step_of(client, made, office) == ("Open the call", of("open-call", made.slug))
    over(made)
    assert step_of(client, made, office) == ("Begin the next rules", of("next-rules", made.slug))


def test_a_call_is_not_opened_before_its_questions_are_published(client):
    asks = questionnaire(asks=None, purpose="proposal")
    found = call(state="draft", questionnaire=asks)
    asks.versions.all().update(state="draft", published_at=None)
    assert step_of(client, found, office_of(found)) == ("To the questions", asks.get_absolute_url())


def test_while_a_call_is_open_questions_come_before_screening_and_the_panel(client):
    found = call()
    office = office_of(found)
    assert step_of(client, found, office) == ("Fill the panel", of("call-panel", found.slug))
    grant_role(user("Reviewer"), "reviewer", found.scope())
    assert step_of(client, found, office) == ("", "")
    application(found, state="submitted")
    assert step_of(client, found, office) == ("Screen 1 application", of("call-screen", found.slug))
    found.questions.create(text="Who?", asked_at=timezone.now())
    assert step_of(client, found, office) == ("Answer the questions that wait", of("call-questions", found.slug))
    over(found)
    assert step_of(client, found, office) == ("Close the call", of("close-call", found.slug))


def test_a_closed_call_leads_from_screening_to_the_announcement(client):
    found = call(state="closed")
    office, one, slug = office_of(found), application(found, state="submitted"), found.slug
    said = [step_of(client, found, office)]
    Application.objects.update(state="eligible")
    said.append(step_of(client, found, office))
    review = asked(one, user("Reviewer"))
    said.append(step_of(client, found, office))
    Application.objects.update(state="appraisal")
    said.append(step_of(client, found, office))
    Review.objects.filter(pk=review.pk).update(state="sent", total=70, sent_at=timezone.now())
    said.append(step_of(client, found, office))
    Application.objects.update(state="committee")
    said.append(step_of(client, found, office))
    meeting = Meeting.objects.create(call=found, title="Committee", on=timezone.localdate())
    said.append(step_of(client, found, office))
    Application.objects.update(state="declined")
    letter = Decision.objects.create(application=one, version=1, outcome="declined", decided_at=timezone.now())
    said.append(step_of(client, found, office))
    Decision.objects.filter(pk=letter.pk).update(letter_sent_at=timezone.now())
    said.append(step_of(client, found, office))
    assert said == [
        ("Screen 1 application", of("call-screen", slug)),
        ("Fill the panel", of("call-panel", slug)),
        ("Assign reviewers", of("call-assign", slug)),
        ("Look who has not sent theirs", of("call-reviews", slug)),
        ("Put them before the committee", of("call-reviews", slug)),
        ("Set up the meeting", of("add-meeting", slug)),
        ("To the meeting", meeting.get_absolute_url()),
        ("Send the letters", of("call-letters", slug)),
        ("Announce the results", of("call-announcement", slug)),
    ]


def test_reviews_that_are_far_apart_or_given_back_are_the_next_step(client):
    found = call(state="closed")
    office, one = office_of(found), application(found, state="appraisal")
    reviews = [asked(one, user(f"R{n}"), state="sent", total=n, sent_at=timezone.now()) for n in (20, 80)]
    assert step_of(client, found, office) == ("Look at the reviews", of("call-reviews", found.slug))
    Review.objects.filter(pk__in=[review.pk for review in reviews]).update(state="dropped", sent_at=None, total=None)
    assert step_of(client, found, office) == ("Assign reviewers", of("call-assign", found.slug))


def test_authors_who_revise_are_waited_for_until_their_day_is_over(client):
    found = call(state="closed")
    office = office_of(found)
    one = application(found, state="returned", revise_by=timezone.now() + timedelta(days=3))
    assert step_of(client, found, office) == ("", "")
    Application.objects.filter(pk=one.pk).update(revise_by=timezone.now() - timedelta(days=1))
    assert step_of(client, found, office) == ("Announce the results", of("call-announcement", found.slug))


def test_what_somebody_is_bound_to_is_no_step_of_theirs_and_is_left_to_colleagues(client):
    found = call(state="closed")
    office, one = office_of(found), application(found, state="submitted")
    Recusal.objects.create(application=one, user=office, tie="family", declared_at=timezone.now())
    assert step_of(client, found, office) == ("", "")
    assert "What is left is done by colleagues" in page(client, found.get_absolute_url())


@pytest.mark.parametrize("state", ["decided", "cancelled"])
def test_a_call_that_is_over_has_no_next_step(client, state):
    found = call(state=state, announced_at=timezone.now() if state == "decided" else None)
    assert step_of(client, found, office_of(found)) is None


def test_one_filled_button_of_the_office_stands_before_the_groups_of_the_others(client):
    found = call(state="closed")
    application(found, state="submitted")
    client.force_login(office_of(found))
    shown = page(client, found.get_absolute_url())
    assert shown.count('class="button main"') == 1
    places = [shown.index(words) for words in ("Screen 1 application", "Side by side", "Panel", "Letters", ">Edit<")]
    assert places == sorted(places)


def test_the_committee_finds_its_pages_in_groups_and_no_next_step(client):
    found = call(state="closed")
    member = user("Committee")
    sits(found, member)
    client.force_login(member)
    answer = client.get(found.get_absolute_url())
    assert [str(heading) for heading, _items in answer.context["groups"]] == ["Applications", "Reviews", "Committee"]
    assert ("Next step" in answer.content.decode(), "step" in answer.context) == (False, False)


@pytest.mark.parametrize("number", [1, 3])
def test_the_next_step_takes_the_same_queries_for_one_application_and_for_three(client, number):
    found = call(state="closed")
    client.force_login(office_of(found))
    for _each in range(number):
        application(found, state="committee")
    client.get(found.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        client.get(found.get_absolute_url())
    assert len(queries) == 22
