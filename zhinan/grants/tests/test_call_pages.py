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

from zhinan.accounts.models import STAFF, RoleName
from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.documents import DOCUMENTS
from zhinan.grants.editions.blank_form import blank_form
from zhinan.grants.models import Call, CallRules, Theme
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.models import Choice, Content, Question, Section
from zhinan.questionnaires.tests.make import content, questionnaire, words

from .make import call, rubric

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
    assert (len(asked), len(gzip.compress(answer.content)) < 14 * 1024) == (14, True)


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
