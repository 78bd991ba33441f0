"""The page of an application, its check, its versions and PDFs: what each person reads there, and may do."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.files.tests.make import attached
from zhinan.grants import actions
from zhinan.grants.models import Application, Decision, Recusal, Review
from zhinan.grants.tests.make import asked, call, sits
from zhinan.grants.tests.whole import whole
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country, programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NOW = timezone.now()
NAMES = ("Institute of Rice", "IRX", "Amina", "Bank of the Lake", "Fish Board", "Okoth", "letter.pdf")


def seen_by(person):
    """The browser of somebody."""
    client = Client()
    client.force_login(person)
    return client


def sent(*authors, blind=False, summary="Amina of the IRX digs.", **facts):
    """An application with a letter that was submitted."""
    authors = authors or (user("Amina Diallo"),)
    made = whole(call(is_blind=blind), *authors, summary=summary, **facts)
    file = attached(made, "irx-letter.pdf")
    made.endorsements.create(
        signatory="Ben Okoth", position="Director", institution="Fish Board", country=country("UGA"), file=file
    )
    actions.submit(made, by=authors[0], now=NOW)
    return Application.objects.get(pk=made.pk)


def page(client, made, name="application", *more, status=200):
    """What stands at the address `name`, in the middle of the page."""
    answer = client.get(reverse(name, args=[made.pk, *more]))
    assert answer.status_code == status
    return answer.content.decode()


def offered(text):
    """The buttons of a page."""
    return re.findall(r'<a class="button[^"]*" href="[^"]*">([^<]*)<', text)


def settled(made, outcome, **facts):
    """A decision on an application."""
    facts = {"version": made.version, "decided_at": NOW, "letter_sent_at": None} | facts
    return Decision.objects.create(application=made, outcome=outcome, **facts)


def test_authors_read_what_they_write_and_others_only_what_was_submitted():
    author, office = user(), user("Secretariat", "secretariat", "programme:1")
    made = whole(call(), author)
    text = page(seen_by(author), made)
    assert "it is not submitted, and nobody but its authors reads it" in text and "/write/about/" in text
    page(seen_by(office), made, status=404)
    actions.submit(made, by=author, now=NOW)
    Application.objects.filter(pk=made.pk).update(state="returned", summary="Ducks", revise_by=NOW + timedelta(days=1))
    keeper = seen_by(user("Secretariat", "secretariat", made.call.programme.scope()))
    assert ["Ducks" in page(client, made) for client in (seen_by(author), keeper)] == [True, False]


@pytest.mark.parametrize("person", ["nobody", "recused", "bound", "visitor"])
def test_who_may_not_read_it_finds_nothing_at_any_address(person):
    made, someone = sent(), user()
    if person == "recused":
        someone = user("Secretariat", "secretariat", made.call.programme.scope())
        Recusal.objects.create(application=made, user=someone, tie="family", declared_at=NOW)
    if person == "bound":
        asked(made, someone)
        sits(made.call, someone, organisation=made.lead)
    client = Client() if person == "visitor" else seen_by(someone)
    for name, *more in (("application",), ("application-compare",), ("application-version", 1), ("application-pdf", 1)):
        page(client, made, name, *more, status=404)
    page(client, made, "application-check", status=404)
    page(client, made, "withdraw-application", status=404)


PAGES = ("application", "application-version", "application-pdf", "application-compare", "application-check")
OPENED = {  # what each person is answered at PAGES, then by the verb withdraw
    "author": [200, 200, 200, 200, 302, 200],
    "co-author": [200, 200, 200, 200, 302, 200],
    "other applicant": [404] * 6,
    "secretariat": [200, 200, 200, 200, 403, 403],
    "evaluator": [200, 200, 200, 200, 403, 403],
    "reviewer": [200, 200, 200, 200, 403, 403],
    "committee": [200, 200, 200, 200, 403, 403],
    "finance": [404] * 6,
    "focal point": [404] * 6,
    "administrator": [200, 200, 200, 200, 403, 403],
}


@pytest.mark.parametrize("person", OPENED)
def test_who_may_open_what_of_an_application_under_review(person):
    author, other, someone = user(), user(), user()
    made = sent(author, other)
    Application.objects.update(state="appraisal")
    programme = made.call.programme.scope()
    if person in ("secretariat", "evaluator", "finance"):
        someone = user("", person, programme)
    elif person == "administrator":
        someone = user("", person)
    elif person == "focal point":
        someone = user("", "focal_point", made.lead.scope())
    elif person == "other applicant":
        whole(made.call, someone)
    elif person == "reviewer":
        asked(made, someone)
    elif person == "committee":
        sits(made.call, someone)
    client = seen_by({"author": author, "co-author": other}.get(person, someone))
    ways = [(made.pk, 1) if name in PAGES[1:3] else (made.pk,) for name in PAGES]
    addresses = [reverse(name, args=args) for name, args in zip(PAGES, ways, strict=True)]
    addresses.append(reverse("withdraw-application", args=[made.pk]))
    assert [client.get(address).status_code for address in addresses] == OPENED[person]


def test_a_reviewer_of_a_blind_call_reads_no_name_on_any_page_and_in_no_pdf():
    made, reviewer = sent(blind=True, title="Rice for IRX"), user()
    asked(made, reviewer)
    client = seen_by(reviewer)
    pages = [
        page(client, made),
        page(client, made, "application-version", 1),
        page(client, made, "application-compare"),
    ]
    assert [name for text in pages for name in NAMES if name in text] == []
    assert "Rice for [name]" in pages[0]
    with_names = page(seen_by(made.authors.get().user), made)
    assert [name for name in NAMES if name not in with_names] == []


def test_the_pdf_has_number_and_hash_and_for_a_blind_reviewer_no_name_in_its_properties(monkeypatch):
    made, reviewer = sent(blind=True, title="Rice for IRX"), user()
    asked(made, reviewer)
    payloads = []
    setting = "zhinan.grants.editions.proposals.typesetting.compile_pdf"
    monkeypatch.setattr(setting, lambda name, payload, timestamp: payloads.append(payload) or b"%PDF")
    address = reverse("application-pdf", args=[made.pk, 1])
    for person in (reviewer, made.authors.get().user):
        answer = seen_by(person).get(address)
        assert (answer["Content-Type"], answer.status_code) == ("application/pdf", 200)
        assert answer["Content-Disposition"] == f'inline; filename="{made.number}-1.pdf"'
    blind, named = map(str, payloads)
    assert [name for name in NAMES if name in blind] == []
    assert [name for name in NAMES if name not in named] == []
    digest = made.submissions.get().digest
    assert (digest in blind, made.number in blind) == (True, True)


def test_the_pdf_can_be_set():
    made = sent()
    content = seen_by(made.authors.get().user).get(reverse("application-pdf", args=[made.pk, 1])).content
    assert (content[:5], len(content) > 10_000) == (b"%PDF-", True)


def test_decisions_reach_the_authors_with_their_letter_and_the_comments_of_reviewers_without_names():
    made, reviewer = sent(), user("Reviewer")
    office = seen_by(user("Secretariat", "secretariat", made.call.programme.scope()))
    author = seen_by(made.authors.get().user)
    review = asked(made, reviewer)
    facts = {"state": "sent", "total": 80, "sent_at": NOW, "comment": "Dig deeper.", "for_office": "Weak."}
    Review.objects.filter(pk=review.pk).update(**facts)
    made.state = "awarded"
    made.save()
    one = settled(made, "conditions", amount=15_000, conditions="Fewer boats.", comment="Well done.")
    told = ("Approved with conditions", "USD 15,000", "Fewer boats.", "Well done.", "Dig deeper.")
    text = page(author, made)
    assert [words for words in told if words in text] == [] and "before the committee" in text
    assert [words for words in told if words not in page(office, made)] == ["Dig deeper."]
    one.letter_sent_at = NOW
    one.save()
    text = page(author, made)
    assert [words for words in told if words not in text] == [] and "awarded" in text
    assert [words for words in ("Reviewer", "Weak.", "80.00", ">80<") if words in text] == []
    assert "Approved with conditions" not in page(seen_by(reviewer), made)


def test_a_name_that_an_earlier_version_told_is_hidden_in_the_later_one_too():
    author, reviewer = user(), user()
    made = whole(call(is_blind=True), author)
    body = made.parties.create(role="implementing", organisation=organisation(name="Weavers of the Lake"))
    actions.submit(made, by=author, now=NOW)
    body.delete()
    Application.objects.update(state="returned", summary="With Weavers of the Lake.")
    actions.submit(made, by=author, now=NOW)
    asked(made, reviewer)
    text = page(seen_by(reviewer), made)
    assert ("Weavers" in text, "With [name]." in text, ">False<" in text) == (False, True, False)


def test_the_history_is_read_by_office_and_evaluator_alone():
    made = sent()
    programme, reviewer = made.call.programme.scope(), user()
    asked(made, reviewer)
    people = [user("", role, programme) for role in ("secretariat", "evaluator")]
    people += [made.authors.get().user, reviewer]
    assert ["What happened" in page(seen_by(one), made) for one in people] == [True, True, False, False]


def test_buttons_are_what_the_state_permits_and_the_person_may():
    author, reviewer = user(), user()
    made = whole(call(), author)
    office = user("", "secretariat", made.call.programme.scope())
    assert offered(page(seen_by(author), made)) == ["Check and submit", "Who writes it", "Withdraw"]
    actions.submit(made, by=author, now=NOW)
    assert offered(page(seen_by(author), made)) == ["Withdraw"]
    texts = offered(page(seen_by(office), made))
    assert [word for word in ("Screen", "Return for revision") if word not in texts] == []
    Application.objects.update(state="appraisal")
    asked(made, reviewer)
    assert offered(page(seen_by(reviewer), made)) == ["Review", "Declare a conflict of interest"]


def test_the_check_lists_what_is_missing_with_links_and_each_rule_with_what_would_mend_it():
    author = user()
    made = whole(call(minimum_countries=4), author, summary="")
    client, address = seen_by(author), reverse("application-check", args=[made.pk])
    text = page(client, made, "application-check")
    assert f'A summary <small><a href="/applications/{made.pk}/write/about/">' in text
    assert "Name 1 more country that counts" in text and "not passed" in text
    assert '<button class="button main">' not in text
    answer = client.post(address, follow=True)
    assert (answer.redirect_chain, Application.objects.get().state) == ([(address, 302)], "draft")
    assert "1 thing is missing: a summary" in answer.content.decode()


def told_of_countries(text):
    """What a page tells of the countries that count, as it stands there."""
    return re.search('<section id="countries">.*?</section>', text, re.S)[0]


def test_the_same_countries_with_the_same_reasons_stand_in_the_section_the_check_and_the_page():
    author = user()
    made = whole(call(programme(provider=country("UGA")), minimum_countries=2), author)
    made.parties.create(role="donor", country=country("NOR"))
    client = seen_by(author)
    texts = [page(client, made, "application-section", "partners"), page(client, made, "application-check")]
    texts.append(page(client, made))
    first, *others = [told_of_countries(text) for text in texts]
    assert others == [first] * 2
    assert "Uganda does not count: it provides the programme" in first
    assert re.findall(r"<li>(\w+) <span[^>]*>(counts|does not count)<", first) == [
        ("Kenya", "counts"), ("Norway", "does not count"), ("Rwanda", "counts"), ("Uganda", "does not count"),
    ]  # fmt: skip
    actions.submit(made, by=author, now=NOW)
    assert told_of_countries(page(client, made)) == first


def test_a_blind_reviewer_reads_which_countries_count_and_no_institution_without_one():
    author, reviewer = user(), user()
    made = whole(call(minimum_countries=2, is_blind=True), author)
    made.parties.create(role="implementing", organisation=organisation(name="Anonymous Ponds"))
    assert "Anonymous Ponds" in told_of_countries(page(seen_by(author), made))
    actions.submit(made, by=author, now=NOW)
    asked(made, reviewer)
    text = page(seen_by(reviewer), made)
    assert ("Kenya" in told_of_countries(text), "Anonymous Ponds" in text) == (True, False)


@pytest.mark.parametrize("name", ["application", "application-check", "application-section"])
def test_a_call_without_a_minimum_tells_nothing_of_countries_that_count(name):
    author = user()
    made = whole(call(), author)
    more = ["partners"] if name == "application-section" else []
    assert 'id="countries"' not in page(seen_by(author), made, name, *more)


def test_the_rule_on_countries_leads_to_where_they_are_explained():
    author = user()
    made = whole(call(minimum_countries=4), author)
    text = page(seen_by(author), made, "application-check")
    assert f'<a href="/applications/{made.pk}/write/partners/#countries">Name 1 more country that counts' in text


def test_the_button_submits_and_a_second_press_says_that_it_was_submitted_already():
    author = user()
    made = whole(call(code="PGTF", year=2027), author)
    client, address = seen_by(author), reverse("application-check", args=[made.pk])
    assert '<button class="button main">Submit' in page(client, made, "application-check")
    texts = [client.post(address, follow=True).content.decode() for _turn in range(2)]
    assert "Submitted as PGTF-2027-001, version 1." in texts[0]
    assert "“Rice and fish” was submitted already." in texts[1]
    assert made.submissions.count() == 1


def test_a_check_that_comes_too_late_leads_back_with_a_sentence():
    author = user()
    made = whole(call(state="closed"), author)
    answer = seen_by(author).get(reverse("application-check", args=[made.pk]), follow=True)
    assert answer.redirect_chain == [(f"/applications/{made.pk}/", 302)]
    assert "takes no applications now" in answer.content.decode()


def test_withdrawing_asks_whether_it_is_meant():
    author = user()
    made = sent(author)
    client, address = seen_by(author), reverse("withdraw-application", args=[made.pk])
    assert "Withdraw" in page(client, made, "withdraw-application")
    assert Application.objects.get().state == "submitted"
    client.post(address)
    assert Application.objects.get().state == "withdrawn"


def returned(made, author):
    """The application sent a second time, with another summary and one risk more."""
    Application.objects.filter(pk=made.pk).update(
        state="returned", revise_by=NOW + timedelta(days=1), summary="Amina of the IRX fishes."
    )
    made.risks.create(what="Drought", likelihood="high", impact="high", answer="Wells")
    return actions.submit(made, by=author, now=NOW + timedelta(hours=1))


def test_two_versions_are_compared_and_each_is_read_by_itself():
    author = user()
    made = sent(author)
    returned(made, author)
    client = seen_by(author)
    text = page(client, made, "application-compare")
    assert "From version 1 to version 2" in text
    assert "<del>digs</del><ins>fishes</ins>" in text and "<ins>Drought</ins>" in text
    same = client.get(reverse("application-compare", args=[made.pk]), {"from": 2, "to": 2}).content.decode()
    assert "Nothing: both say the same." in same
    assert ["fishes" in page(client, made, "application-version", number) for number in (1, 2)] == [False, True]
    page(client, made, "application-version", 3, status=404)
    assert client.get(reverse("application-compare", args=[made.pk]), {"from": 7}).status_code == 404


@pytest.mark.parametrize(("who", "number"), [("author", 15), ("office", 21), ("reviewer", 21)])
def test_the_page_asks_as_many_questions_for_three_rows_as_for_one(who, number):
    counts = []
    for more in (0, 2):
        author, reviewer = user("Author"), user("Reviewer")
        made = whole(call(is_blind=True), author, *[user("Author") for _turn in range(more)])
        for n in range(more):
            made.parties.create(role="implementing", organisation=organisation(name=f"Body {n}"))
            made.risks.create(what=f"Risk {n}", likelihood="low", impact="low", answer="None")
        actions.submit(made, by=author, now=NOW)
        for _n in range(more):
            returned(made, author)
            settled(made, "eligible", letter_sent_at=NOW)
        asked(made, reviewer)
        office = user("", "secretariat", made.call.programme.scope())
        client = seen_by({"author": author, "office": office, "reviewer": reviewer}[who])
        with CaptureQueriesContext(connection) as found:
            page(client, made)
        counts.append(len(found))
    assert counts == [number] * 2
