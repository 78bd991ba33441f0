"""An application is begun and written, a section each, by several people, with and without mistakes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from zhinan.accounts.tests.make import user
from zhinan.grants.models import Application, Author, CallRules, Theme
from zhinan.history.models import Entry
from zhinan.kit.pages import SAVING
from zhinan.network.models import Organisation
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country

from .make import application, call
from .typing import address, said, seen_in, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def draft(author):
    """What they write."""
    return application(call(), author, lead=organisation(name="Rice Institute", audience="public"))


def page(answer):
    """What a page says."""
    return answer.content.decode()


def begin(client, found, **values):
    words = {"title": "Rice and fish", "lead": "Rice Institute", "language": "en", "once": uuid4(), **values}
    return client.post(reverse("call-apply", args=[found.slug]), words)


def test_an_application_begins_with_title_institution_and_language(client, author):
    found, lead = call(), organisation(name="Rice Institute", audience="public")
    answer = begin(client, found)
    made = Application.objects.get()
    assertRedirects(answer, address(made, "about"))
    assert (made.title, made.lead, made.state, made.audience, made.number) == (
        *("Rice and fish", lead, "draft", found.staff(), ""),
    )
    held = made.authors.get()
    assert (held.user, held.organisation, held.is_lead) == (author, lead, True)
    assert set(Entry.objects.about(made).values_list("verb", "audience")) == {("recorded", found.staff())}
    assert "Rice and fish" in page(client.get(reverse("call-apply", args=[found.slug])))


def test_the_same_form_sent_twice_begins_one(client, author):
    found, once = call(), uuid4()
    organisation(name="Rice Institute", audience="public")
    answers = [begin(client, found, once=once) for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Application.objects.count() == 1


def test_who_has_not_signed_in_is_led_there_and_keeps_what_was_typed(client):
    found = call()
    apply = reverse("call-apply", args=[found.slug])
    assert client.get(apply).url == f"/account/login/?next={apply}"
    begin(client, found, title="Typed before")
    client.force_login(user())
    assert "Typed before" in page(client.get(apply))


@pytest.mark.parametrize(
    ("state", "hours", "sentence"),
    [
        ("draft", 1, "takes no applications now: it is being prepared."),
        ("closed", 1, "takes no applications now: it is closed."),
        ("open", -1, "The deadline of"),
    ],
)
def test_no_application_begins_outside_an_open_call(client, author, state, hours, sentence):
    found = call(deadline_at=timezone.now() + timedelta(hours=hours), state=state)
    organisation(name="Rice Institute", audience="public")
    told = [page(client.get(reverse("call-apply", args=[found.slug]))), page(begin(client, found))]
    assert ([sentence in one for one in told], Application.objects.count()) == ([True, True], 0)
    assert "Rice and fish" in told[1]
    begin(client, found, lead="New", **{"lead-choice": "New [new]"})
    assert Organisation.objects.filter(name="New").count() == 0


def test_an_institution_that_nobody_recorded_is_taken_as_it_was_typed_for_the_secretariat_alone(client, author):
    found = call()
    first = begin(client, found, lead="Institute of Ponds")
    assert ("a new institution: “Institute of Ponds”" in page(first), Organisation.objects.count()) == (True, 0)
    begin(client, found, lead="Institute of Ponds", **{"lead-choice": "Institute of Ponds [new]"})
    made = Application.objects.get()
    assert (made.lead.name, made.lead.audience) == ("Institute of Ponds", found.staff())
    opened = page(client.get(address(made, "about")))
    assert f"Institute of Ponds [{made.lead.slug}]" in opened
    client.force_login(user("Another applicant"))
    begin(client, found, lead="Institute of ponds", **{"lead-choice": "Institute of ponds [new]"})
    assert [one.lead for one in Application.objects.order_by("pk")] == [made.lead, made.lead]


def test_a_section_is_saved_even_where_it_is_incomplete_and_leads_on(client, draft):
    found = Theme.objects.create(rules=draft.rules, position=1, name="Water")
    words = {"title": "Rice", "lead": "Rice Institute", "language": "en", "theme": found.pk, "months": "12"}
    assertRedirects(write(client, draft, "about", step="on", **words), address(draft, "partners"))
    draft.refresh_from_db()
    assert (draft.title, draft.theme, draft.months, draft.summary) == ("Rice", found, 12, "")
    assertRedirects(write(client, draft, "partners", step="back", rows={"parties": []}), address(draft, "about"))


ABOUT = {"title": "Rice and fish", "lead": "Rice Institute", "language": "en"}
WRONG = [
    ("about", ABOUT | {"months": "-3"}, "months", "greater than or equal to 0"),
    ("about", ABOUT | {"months": "700"}, "months", "less than or equal to 120"),
    ("about", ABOUT | {"starts_on": "2027-02-30"}, "starts_on", "Enter a valid date."),
    ("about", ABOUT | {"summary": "one " * 251}, "summary", "At most 250 words: these are 251. Leave some out."),
    ("about", ABOUT | {"lead": "Nowhere"}, "lead", "“Nowhere” is not recorded here."),
    ("people", {"people": "10", "women": "11"}, "women", "There are more women than people."),
    ("people", {"people": "123456789012"}, "people", "less than or equal to 2000000000"),
]


@pytest.mark.parametrize(("key", "words", "field", "sentence"), WRONG)
def test_what_is_wrong_gets_a_sentence_beside_the_field_and_stays_as_typed(client, draft, key, words, field, sentence):
    answer = write(client, draft, key, **words)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert (sentence in answer.context["form"].errors[field][0], words[field].strip() in page(answer)) == (True, True)
    before = getattr(draft, field)
    draft.refresh_from_db()
    assert getattr(draft, field) == before


def test_what_is_right_beside_something_wrong_is_saved(client, draft):
    write(client, draft, "about", **ABOUT | {"title": "Mended", "months": "-3", "summary": "In short"})
    draft.refresh_from_db()
    assert (draft.title, draft.months, draft.summary) == ("Mended", None, "In short")


LINES = {
    "partners": ("parties", {"role": "participant", "country": "Kenya"}),
    "budget": ("budget", {"heading": "Travel", "source": "grant", "amount": "1000"}),
    "match": ("sources", {"contributor": "Ministry", "kind": "cash", "stage": "secured", "amount": "500"}),
    "results": ("planned_results", {"level": "output", "text": "Ponds dug"}),
    "plan": ("steps", {"what": "Dig", "first": "1", "last": "3"}),
    "risks": ("risks", {"what": "Drought", "likelihood": "low", "impact": "high"}),
    "documents": ("endorsements", {"signatory": "The Minister", "position": "Minister"}),
}


@pytest.mark.parametrize("key", LINES)
def test_rows_are_added_kept_changed_and_taken_away(client, draft, key):
    name, line = LINES[key]
    assertRedirects(write(client, draft, key, rows={name: [line, line]}), address(draft, key))
    first, second = getattr(draft, name).order_by("pk")
    rows = [line | {"id": first.pk}, line | {"id": second.pk, "DELETE": "on"}]
    write(client, draft, key, rows={name: rows}, held=2)
    assert [one.pk for one in getattr(draft, name).all()] == [first.pk]


def test_a_row_that_says_no_more_than_it_began_with_is_left_out_and_defaults_are_taken(client, draft):
    write(client, draft, "budget", rows={"budget": [LINES["budget"][1], {"year": "1"}]})
    write(client, draft, "match", rows={"sources": [LINES["match"][1]]})
    assert list(draft.budget.values_list("heading", "year")) == [("Travel", 1)]
    assert draft.sources.get().currency == draft.rules.currency


BAD = [
    ("budget", {"amount": "-5"}, "amount", "greater than or equal to 0.01"),
    ("budget", {"amount": "123456789012"}, "amount", "less than or equal to 99999999999.99"),
    ("budget", {"amount": "many"}, "amount", "Enter a number."),
    ("budget", {"year": "0"}, "year", "greater than or equal to 1"),
    ("match", {"currency": "Doubloons"}, "currency", "“Doubloons” is not in the list."),
    ("match", {"kind": "in_kind"}, "kind", "Select a valid choice."),
    ("plan", {"first": "9", "last": "3"}, "__all__", "It ends before it begins."),
    ("partners", {"organisation": "Rice Institute"}, "__all__", "Name an organisation or a country"),
    ("partners", {"country": "Atlantis"}, "country", "“Atlantis” is not in the list."),
]


@pytest.mark.parametrize(("key", "more", "field", "sentence"), BAD)
def test_a_row_that_is_wrong_stays_as_typed_and_the_others_are_saved(client, draft, key, more, field, sentence):
    CallRules.objects.update(match_in_kind=False)
    name, line = LINES[key]
    answer = write(client, draft, key, rows={name: [line, line | more]})
    rows = next(one for one in answer.context["form"].sets if one.prefix == name)
    assert ([list(row.errors) for row in rows.forms], sentence in str(rows.forms[1].errors)) == ([[], [field]], True)
    assert getattr(draft, name).count() == 1
    assert all(value in page(answer) for value in more.values())


def test_a_wrong_row_that_was_saved_before_keeps_what_it_says(client, draft):
    _name, line = LINES["budget"]
    write(client, draft, "budget", rows={"budget": [line, line]})
    first, second = draft.budget.all()
    rows = [line | {"id": first.pk, "amount": "-1"}, line | {"id": second.pk, "heading": "Food"}]
    write(client, draft, "budget", rows={"budget": rows}, held=2)
    assert list(draft.budget.values_list("pk", "heading", "amount")) == [
        (first.pk, "Travel", 1000),
        (second.pk, "Food", 1000),
    ]


def test_results_stand_in_the_order_of_their_places_and_those_without_one_last(client, draft):
    lines = [("", "Fourth"), ("2", "Second"), ("1", "First"), ("9", "Third")]
    rows = [{"position": place, "level": "output", "text": text} for place, text in lines]
    write(client, draft, "results", rows={"planned_results": rows})
    assert list(draft.planned_results.values_list("position", "text")) == [
        *((1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth")),
    ]


def test_one_more_row_keeps_what_was_typed_without_a_word_of_what_is_wrong(client, draft):
    words = said(rows={"budget": [{"heading": "Travel", "amount": "-1"}]}, more="budget", seen="0")
    answer = client.post(address(draft, "budget"), words)
    assert (page(answer).count('class="row"'), "greater than" in page(answer)) == (2, False)
    assert 'value="Travel"' in page(answer)


def test_the_sums_of_the_budget_stand_under_it(client, draft):
    line = LINES["budget"][1]
    write(client, draft, "budget", rows={"budget": [line, line | {"source": "match", "amount": "250.50"}]})
    totals = client.get(address(draft, "budget")).context["totals"]
    assert totals == [
        ("Paid by the grant", "USD 1,000"),
        ("Paid by other sources", "USD 250.50"),
        ("Budget in all", "USD 1,250.50"),
    ]


def test_an_amount_in_a_currency_without_a_rate_is_said_not_to_count(client, draft):
    write(client, draft, "match", rows={"sources": [LINES["match"][1] | {"currency": "KES"}]})
    answer = client.get(address(draft, "match"))
    assert (answer.context["totals"][0], "No rate of KES is known here" in page(answer)) == (
        *(("Counts as match", "USD 0"), True),
    )


def test_the_way_through_the_sections_says_what_is_complete(client, draft):
    write(client, draft, "partners", rows={"parties": [LINES["partners"][1]]})
    steps = client.get(address(draft, "partners")).context["steps"]
    assert [(label, is_here, is_lacking) for label, _address, is_here, is_lacking in steps][:3] == [
        ("The project", False, True),
        ("Who takes part", True, False),
        ("Who benefits", False, True),
    ]


def test_what_is_saved_as_typed_answers_shortly_and_is_the_same_row_when_it_is_sent_again(client, draft):
    line, seen = LINES["budget"][1], seen_in(client.get(address(draft, "budget")))
    for amount in ("1", "10", "100"):
        words = said(rows={"budget": [line | {"amount": amount}]}, seen=seen)
        answer = client.post(address(draft, "budget"), words, headers={SAVING: "1"})
        assert (answer.status_code, answer.content) == (204, b"")
        seen = answer.headers["X-Zhinan-Seen"]
        keys = {*draft.budget.values_list("pk", flat=True)}
    assert [*draft.budget.values_list("pk", "amount")] == [(key, 100) for key in keys]
    wrong = said(rows={"budget": [line | {"amount": "-1"}]}, seen=seen)
    assert client.post(address(draft, "budget"), wrong, headers={SAVING: "1"}).status_code == 409


def test_of_two_who_write_the_same_field_the_second_sees_both_texts(client, draft):
    seen = seen_in(client.get(address(draft, "about")))
    other = client_of(draft)
    write(other, draft, "about", **ABOUT | {"title": "Theirs", "months": "9"})
    words = said(seen=seen, **ABOUT | {"title": "Mine", "summary": "Short"})
    answer = client.post(address(draft, "about"), words)
    met = answer.context["met"]
    assert [(one["name"], one["theirs"], one["mine"]) for one in met["fields"]] == [("title", "Theirs", "Mine")]
    assert ('value="Mine"' in page(answer), seen_in(answer)) == (True, seen)
    client.post(address(draft, "about"), words | {"met": met["newest"], "keep-title": "mine"})
    draft.refresh_from_db()
    assert (draft.title, draft.months, draft.summary) == ("Mine", 9, "Short")


def client_of(draft):
    """The browser of somebody who writes `draft` too."""
    colleague, other = user("Colleague"), Client()
    Author.objects.create(application=draft, user=colleague, joined_at=timezone.now())
    other.force_login(colleague)
    return other


def test_a_row_that_somebody_took_away_meanwhile_is_put_to_who_changed_it(client, draft):
    line = LINES["budget"][1]
    write(client, draft, "budget", rows={"budget": [line]})
    held, seen = draft.budget.get().pk, seen_in(client.get(address(draft, "budget")))
    write(client_of(draft), draft, "budget", rows={"budget": [line | {"id": held, "DELETE": "on"}]}, held=1)
    words = said(rows={"budget": [line | {"id": held, "amount": "70"}]}, held=1, seen=seen)
    answer = client.post(address(draft, "budget"), words)
    assert [(one["name"], one["theirs"]) for one in answer.context["met"]["fields"]] == [("budget", "")]
    client.post(address(draft, "budget"), words | {"met": answer.context["met"]["newest"], "keep-budget": "mine"})
    assert draft.budget.get().amount == 70


def test_nothing_is_written_after_the_deadline_and_what_was_typed_stays(client, draft):
    seen = seen_in(client.get(address(draft, "about")))
    draft.call.closes_at = timezone.now() - timedelta(seconds=1)
    draft.call.save()
    answer = client.post(address(draft, "about"), said(seen=seen, **ABOUT | {"title": "Too late"}))
    assert ("The deadline of" in page(answer), 'value="Too late"' in page(answer)) == (True, True)
    draft.refresh_from_db()
    assert draft.title == "Rice and fish"
    opened = client.get(address(draft, "about"))
    told = [str(one) for one in get_messages(opened.wsgi_request)]
    assert (opened.status_code, [one.startswith("The deadline of") for one in told]) == (302, [True])


@pytest.mark.parametrize(
    ("state", "hours", "is_open"),
    [("returned", 1, True), ("returned", -1, False), ("returned", None, True), ("submitted", 1, False)],
)
def test_only_what_is_returned_can_be_changed_after_submission_until_it_is_due(client, author, state, hours, is_open):
    due = hours and timezone.now() + timedelta(hours=hours)
    found = application(call(state="closed"), author, state=state, revise_by=due)
    assert client.get(address(found, "people")).status_code == (200 if is_open else 302)
    client.post(address(found, "people"), said(beneficiaries="Farmers", seen="0"))
    found.refresh_from_db()
    assert (found.beneficiaries == "Farmers") is is_open


def test_a_draft_follows_the_newest_rules_of_its_call(client, draft):
    newer = CallRules.objects.create(
        call=draft.call, number=2, state="published", published_at=timezone.now(), currency=draft.rules.currency,
        deadline_at=draft.rules.deadline_at, summary_words=10,
    )  # fmt: skip
    answer = write(client, draft, "about", **ABOUT | {"summary": "word " * 11})
    assert "At most 10 words: these are 11." in page(answer)
    draft.refresh_from_db()
    assert draft.rules == newer


def test_what_was_sent_after_being_signed_out_is_offered_again(client, draft, author):
    seen = seen_in(client.get(address(draft, "people")))
    client.logout()
    client.post(address(draft, "people"), said(beneficiaries="Typed long", seen=seen))
    client.force_login(author)
    assert "Typed long" in page(client.get(address(draft, "people")))


@pytest.mark.parametrize("key", ["about", "partners", "budget", "match", "documents"])
def test_a_section_asks_the_database_as_often_for_one_row_as_for_three(client, draft, key, django_assert_num_queries):
    counts = {"about": 25, "partners": 22, "budget": 22, "match": 24, "documents": 24}
    for many in (1, 3):
        for _turn in range(many - draft.parties.count()):
            draft.parties.create(role="participant", country=country("KEN"))
            draft.budget.create(heading="Travel", source="grant", amount=10)
            draft.endorsements.create(signatory="The Minister")
            draft.sources.create(
                contributor="Ministry", kind="cash", stage="secured", amount=5, currency=draft.rules.currency
            )
        with django_assert_num_queries(counts[key]):
            client.get(address(draft, key))
