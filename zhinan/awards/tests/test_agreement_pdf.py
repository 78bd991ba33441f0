"""Documents of an award as PDF: what they say, what is frozen, what is annexed, and who may print them."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from zhinan.accounts.tests.make import user
from zhinan.awards import actions
from zhinan.awards.models import Agreement, Award, Clause, Side
from zhinan.grants.models import Application, Grant, Recusal, Submission
from zhinan.grants.tests.committee import text_of
from zhinan.grants.tests.make import application, asked, call, grant, party
from zhinan.history.models import Entry
from zhinan.network.models import Organisation
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import programme

from .make import CAST, TODAY, award, offered, signature, signed, with_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
ANNEX = "Annex: the proposal as it was decided"
DRAFT = "DRAFT, not offered yet"


def seen_by(person):
    """A Client of somebody who has signed in."""
    client = Client()
    client.force_login(person)
    return client


def office(made):
    """Somebody of the secretariat of the programme of the award `made`."""
    return user("Office", "secretariat", made.programme().scope())


def printed(document, person=None):
    """The answer with `document` of an award as PDF, as `person` gets it, by default the office."""
    return seen_by(person or office(document.award)).get(reverse("agreement-paper", args=[document.pk]))


def said(document, person=None):
    """What the PDF of `document` says, in one line."""
    return text_of(printed(document, person))


def without_call(amount=30_000, *cuts, **facts):
    """An award that no call led to, to the Institute of Rice."""
    found = grant(programme(), state="approved", approved_on="2023", title="Rice and fish")
    party(found, "implementing", organisation=organisation(name="Institute of Rice"))
    return award(amount, *cuts, found=found, payer=organisation(name="Fund of the South"), **facts)


def test_an_agreement_says_what_is_agreed_between_whom():
    made = without_call(30_000, 20_000, 5_000, match_ratio=Decimal(1), conditions="Name who keeps the accounts.")
    made.instalments.filter(position=2).update(gate="progress", needs_match=True)
    found = offered(made, starts_on=date(2023, 11, 1), terms="Travel is booked in economy class.")
    text = said(found)
    for words in (
        "Grant agreement 1",
        "Fund of the South grants USD 30,000 to Institute of Rice, on the terms that follow.",
        "Grant Rice and fish",
        "Amount USD 30,000",
        "First day 1 November 2023",
        "Last day 30 June 2024",
        "for each unit of the grant 1.00 from other sources",
        "Name who keeps the accounts.",
        "1 USD 20,000 the agreement is signed",
        "2 USD 5,000 a progress report is accepted, and match is verified",
        "USD 5,000 of the grant is in no instalment yet.",
        "Final report the last day of the grant",
        "Each is due 30 days after that, unless another day is agreed.",
        "Travel is booked in economy class.",
        "This document is in force from the day of its last signature.",
    ):
        assert words in text, words
    assert ("Annex" in text, "DRAFT" in text, "Reason" in text) == (False, False, False)


def test_reports_are_due_after_the_rules_of_the_call():
    made = with_proposal()
    for position, months in enumerate((12, 6), 1):
        made.rules.reports.create(position=position, months=months)
    text = said(offered(made, starts_on=None))
    assert "Progress report 1 6 months after the first day Progress report 2 12 months after the first day" in text
    assert "First day the day on which the agreement comes into force" in text


CHANGES = [
    (Clause.AMENDMENT, {"amount": Decimal(35_000)}, "The agreement is changed as follows."),
    (Clause.EXTENSION, {"ends_on": date(2024, 9, 30)}, "The grant ends later, and no money is added."),
    (Clause.SUSPENSION, {}, "Fund of the South suspends the grant. Nothing is paid until the suspension ends."),
    (Clause.TERMINATION, {}, "Fund of the South terminates the grant. Nothing is paid any more."),
]


@pytest.mark.parametrize(("clause", "facts", "deed"), CHANGES)
def test_a_change_says_what_it_does_to_which_agreement_and_why(clause, facts, deed):
    text = said(offered(signed(without_call()), clause, reason="The road was flooded.", **facts))
    assert f"{clause.label.capitalize()} 2" in text
    assert deed in text
    assert "Changes grant agreement 1, in force since 2 October 2023" in text
    assert "Reason The road was flooded." in text
    assert ("USD 35,000 (until now USD 30,000)" in text) == (clause == Clause.AMENDMENT)
    assert ("30 September 2024 (until now 30 June 2024)" in text) == (clause == Clause.EXTENSION)
    assert ("For who receives it" in text) == (clause in (Clause.AMENDMENT, Clause.EXTENSION))


def test_the_end_of_a_suspension_says_that_the_agreement_holds_again():
    text = said(offered(signed(signed(without_call()), Clause.SUSPENSION), Clause.RESUMPTION))
    assert "End of a suspension 3 Fund of the South ends the suspension of the grant." in text
    assert "This document is in force from the day of its signature." in text


def test_a_draft_says_on_every_page_that_it_was_not_offered_and_follows_its_award():
    made = with_proposal()
    found = actions.draft(made, Clause.AGREEMENT, {"ends_on": date(2024, 6, 30)}, by=None)
    first = printed(found)
    assert text_of(first).count(DRAFT) == pages(first) > 1
    assert "Hash of what was offered" not in text_of(first)
    Grant.objects.update(title="Rice, fish and ducks")
    assert "Grant Rice, fish and ducks" in said(found)
    found = actions.offer(found, by=None, now=timezone.now())
    assert DRAFT not in said(found)


def pages(answer):
    """How many pages the PDF of `answer` has."""
    return len(PdfReader(BytesIO(answer.content)).pages)


@pytest.mark.parametrize("lines", [14, 17, 20, 23])
def test_signatures_stand_on_one_page_with_their_heading_and_the_hash(lines):
    found = offered(without_call(), terms="Travel is booked in economy class.\n" * lines)
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(printed(found).content)).pages]
    signs = ("Signatures", "For who pays the grant", "For who receives it", "Position", "Hash of what was offered")
    assert {tuple(one in sheet for one in signs) for sheet in sheets} <= {(True,) * 5, (False,) * 5}


@pytest.mark.parametrize("is_offered", [True, False])
def test_what_was_withdrawn_says_that_it_never_was_in_force(is_offered):
    found = actions.draft(without_call(), Clause.AGREEMENT, {"ends_on": date(2024, 6, 30)}, by=None)
    if is_offered:
        actions.offer(found, by=None, now=timezone.now())
    found = actions.withdraw(found, by=user("Somebody"), because="A slip")
    text = said(found)
    assert ("WITHDRAWN, never in force" in text, DRAFT in text) == (True, False)


def test_signatures_stand_with_name_position_and_day_and_lines_for_those_that_are_missing():
    made = without_call()
    found = offered(made)
    before = said(found)
    words = signature(made, Side.PAYER, name="Amina Diallo", position="Director of the fund")
    actions.sign(found, words, by=user("Somebody"), today=TODAY)
    after = said(found)
    assert (before.count(" Signature "), after.count(" Signature ")) == (2, 1)
    assert "Fund of the South Who signed Amina Diallo Position Director of the fund Date 2 October 2023" in after
    assert "In force since" not in after
    actions.sign(found, signature(made, Side.GRANTEE, date(2023, 10, 9)), by=user("Other"), today=TODAY)
    assert "In force since 9 October 2023" in said(found)


def test_what_was_offered_is_the_same_bytes_for_ever_whatever_changes_later():
    made = with_proposal()
    found, keeper = offered(made), office(made)
    found.offered_at = timezone.now()
    found.save()
    first = printed(found, keeper).content
    Grant.objects.update(title="Another title")
    Organisation.objects.update(name="Another name")
    Award.objects.update(conditions="Another condition", match_ratio=2)
    made.instalments.update(amount=1)
    made.rules.reports.create(position=1, months=6)
    Application.objects.update(title="Another title", summary="Another summary")
    Entry.objects.all().delete()
    assert printed(found, keeper).content == first


def test_the_hash_of_what_was_offered_stands_by_the_signatures_and_at_the_foot_of_every_page():
    found = offered(with_proposal())
    answer = printed(found)
    text = text_of(answer)
    assert f"Hash of what was offered (SHA-256): {found.digest}" in text
    assert text.count(found.digest) == pages(answer) + 1


def test_the_proposal_as_it_was_decided_is_annexed_with_number_version_and_hash():
    made = with_proposal()
    text = said(offered(made))
    before, _head, after = text.partition(f"{ANNEX} Application")
    assert f"annexed, and part of this agreement. Its hash (SHA-256): {made.submission.digest}" in before
    assert f"Hash of what was submitted (SHA-256): {made.submission.digest}" in after
    assert f"{made.submission.application.number} Version 1" in after
    for words in ("Farmers keep fish between the rice.", "Dig the ponds 1 6 Crew of the lake", "Bank of the Lake"):
        assert (words in before, words in after) == (False, True), words


def test_a_change_annexes_nothing():
    assert ANNEX not in said(offered(signed(with_proposal()), Clause.SUSPENSION))


@pytest.mark.parametrize("other", [{"digest": "0" * 64}, None])
def test_nothing_is_annexed_but_the_proposal_whose_hash_was_offered(other):
    made = with_proposal()
    found, keeper = offered(made), office(made)
    if other is None:
        Award.objects.update(submission=None)
    else:
        Submission.objects.update(**other)
    answer = printed(found, keeper)
    assert (answer.status_code, answer["Location"]) == (302, f"{made.get_absolute_url()}#agreements")
    told = seen_by(keeper).get(reverse("agreement-paper", args=[found.pk]), follow=True).content.decode()
    assert "This cannot be set as PDF: the proposal that is kept is not the one whose hash this document names." in told


def test_what_was_frozen_before_it_named_who_receives_the_grant_is_printed_still():
    found = offered(signed(without_call()), Clause.AMENDMENT, amount=Decimal(35_000))
    for name in ("grantee", "before", "writing_days"):
        del found.content[name]
    found.save()
    text = said(found)
    assert ("Amount USD 35,000 Reason" in text, "Who receives the grant" in text, "until now" in text) == (
        True,
        False,
        False,
    )
    first = Agreement.objects.get(clause=Clause.AGREEMENT)
    first.content = {name: value for name, value in first.content.items() if name in found.content}
    first.save()
    text = said(first)
    assert "Fund of the South grants USD 30,000, on the terms that follow." in text
    assert ("Final report" in text, "Each is due" in text) == (True, False)


def test_what_nothing_can_print_leads_back_with_a_sentence():
    found = offered(without_call(), terms="\N{SEEDLING}")
    answer = printed(found)
    assert (answer.status_code, answer["Location"]) == (302, f"{found.award.get_absolute_url()}#agreements")


READS = dict.fromkeys(("secretariat", "finance", "evaluator", "author"), 200)
HIDDEN = dict.fromkeys(("other author", "nobody", "visitor"), 404)


@pytest.mark.parametrize("is_draft", [True, False])
def test_it_is_printed_for_those_whom_the_table_names(is_draft):
    made = with_proposal()
    scope = made.programme().scope()
    people = {name: user(name, name, scope) for name in ("secretariat", "finance", "evaluator")}
    people |= {"author": made.author, "other author": user("Other"), "nobody": user("Nobody")}
    application(call(made.programme(), title="Second call", slug="second"), people["other author"])
    found = actions.draft(made, Clause.AGREEMENT, {"ends_on": date(2024, 6, 30)}, by=None)
    found = found if is_draft else actions.offer(found, by=None, now=timezone.now())
    clients = {name: seen_by(people[name]) if name in people else Client() for name in CAST}
    address = reverse("agreement-paper", args=[found.pk])
    assert {name: client.get(address).status_code for name, client in clients.items()} == READS | HIDDEN


def test_the_office_and_the_authors_print_the_same():
    made = with_proposal()
    found = offered(made)
    assert printed(found, made.author).content == printed(found).content


def test_who_declared_a_tie_prints_no_proposal_though_they_see_everything():
    made = with_proposal()
    found, administrator = offered(made), user("Administrator", "administrator")
    assert printed(found, administrator).status_code == 200
    Recusal.objects.create(application=made.submission.application, user=administrator, declared_at=timezone.now())
    assert printed(found, administrator).status_code == 403


def test_who_reviewed_without_names_reads_none_in_the_annex_either():
    made = with_proposal(is_blind=True)
    found = offered(made)
    evaluator = user("Evaluator", "evaluator", made.programme().scope())
    assert "Bank of the Lake" in said(found, evaluator)
    asked(made.submission.application, evaluator)
    assert "Bank of the Lake" not in said(found, evaluator)


def test_it_is_shown_at_once_kept_by_nobody_and_linked_from_its_award():
    made = without_call()
    found, keeper = offered(made), office(made)
    answer, address = printed(found, keeper), reverse("agreement-paper", args=[found.pk])
    assert (answer["Content-Type"], answer["X-Robots-Tag"]) == ("application/pdf", "noindex")
    assert answer["Content-Disposition"] == f'inline; filename="{made.grant.slug}-1.pdf"'
    assert "no-store" in answer["Cache-Control"]
    page = seen_by(keeper).get(made.get_absolute_url()).content.decode()
    assert page.count(f'<a href="{address}">As PDF') == 1


def test_an_offered_document_takes_the_same_queries_for_three_rows_as_for_one():
    counts = []
    for cuts in ((30_000,), (10_000, 10_000, 10_000)):
        found = offered(without_call(30_000, *cuts))
        client = seen_by(office(found.award))
        with CaptureQueriesContext(connection) as asked_for:
            client.get(reverse("agreement-paper", args=[found.pk]))
        counts.append(len(asked_for))
    assert counts == [4, 4]


def test_a_draft_with_its_annex_takes_the_same_queries_for_three_rows_as_for_one():
    counts = []
    for more in (0, 2):
        made = with_proposal()
        for position in range(2, 2 + more):
            made.instalments.create(position=position, amount=1, gate="agreement")
            made.rules.reports.create(position=position, months=position)
        Award.objects.filter(pk=made.pk).update(amount=20_002)
        found = actions.draft(made, Clause.AGREEMENT, {"ends_on": date(2024, 6, 30)}, by=None)
        client = seen_by(office(made))
        with CaptureQueriesContext(connection) as asked_for:
            client.get(reverse("agreement-paper", args=[found.pk]))
        counts.append(len(asked_for))
    assert counts == [8, 8]
