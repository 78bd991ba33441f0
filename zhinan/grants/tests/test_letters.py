"""Letters: made from decisions, in the language of the application, sent once, read by those they are for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.models import Application, Decision, Outcome, Recusal
from zhinan.grants.rules.verdicts import Verdict
from zhinan.notices.models import Mail, Notice

from .committee import approved, decided, text_of, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def address(one, file=False):
    """Where the letter of the Decision `one` is read."""
    return reverse("application-letter-file" if file else "application-letter", args=[one.application_id, one.pk])


CONDITIONS = Verdict(Outcome.CONDITIONS, approved(12_000).amount, "Name a partner.\nSend a plan.", "Well written.")
LETTERS = {
    "approved": (approved(30_000), ("The committee grants USD 30,000 to your application.",)),
    "reduced": (approved(12_000), ("The committee grants USD 12,000", "of the USD 30,000 that you requested")),
    "conditions": (CONDITIONS, ("approved with conditions", "Name a partner.", "Send a plan.", "Well written.")),
    "declined": (Verdict(Outcome.DECLINED, comment="Too many."), ("is declined", "Comment", "Too many.")),
    "returned": (
        Verdict(Outcome.RETURNED, comment="Less travel.", revise_by=timezone.now() + timedelta(days=9)),
        ("is returned for revision", "What is to be revised", "Less travel."),
    ),
}


@pytest.mark.parametrize("word", LETTERS)
def test_a_letter_says_what_was_decided_on_its_page_and_in_its_pdf(client, word):
    verdict, words = LETTERS[word]
    _found, by, _author, [one], held = world()
    made = decided(one, verdict, held, by)
    client.force_login(by)
    page = client.get(address(made)).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    paper = text_of(client.get(address(made, file=True))).replace("\N{NO-BREAK SPACE}", " ")
    for text in (page, paper):
        assert [one in text for one in (*words, "Rice 1", one.number, str(one.lead))] == [True] * (len(words) + 3)
        assert ("Applicant" in text, "Reviewer" in text) == (False, False)
    assert "Small grants" in paper


def test_the_authors_read_a_letter_once_it_was_sent_and_it_goes_out_once(client):
    found, by, author, rows, held = world(2)
    made = [decided(one, approved(), held, by) for one in rows]
    client.force_login(author)
    assert [client.get(address(one)).status_code for one in made] == [404, 404]
    client.force_login(by)
    page = client.get(reverse("call-letters", args=[found.slug])).content.decode()
    assert ("2 letters wait." in page, page.count("approved: USD 20,000")) == (True, 2)
    page = client.post(reverse("call-letters", args=[found.slug]), follow=True).content.decode()
    assert "2 letters are sent." in page
    page = client.post(reverse("call-letters", args=[found.slug]), follow=True).content.decode()
    assert "No letter waits." in page
    assert [(one.words({}), one.address) for one in Notice.objects.filter(user=author).order_by("pk")] == [
        (f"It is decided about “Rice {n}”: the letter is here.", address(one)) for n, one in enumerate(made, 1)
    ]
    client.force_login(author)
    assert [client.get(address(one, file)).status_code for one in made for file in (False, True)] == [200] * 4


def test_a_letter_speaks_the_language_of_the_application_where_the_site_does(client):
    _found, by, _author, rows, held = world(2)
    for one, language in zip(rows, ("zh", "fr"), strict=True):
        Application.objects.filter(pk=one.pk).update(language=language)
    made = [decided(one, approved(), held, by) for one in rows]
    client.force_login(by)
    pages = [client.get(address(one)).content.decode() for one in made]
    assert ['<article class="prose" lang="zh">' in pages[0], '<article class="prose" lang="en">' in pages[1]] == [
        *(True, True),
    ]
    assert client.get(address(made[0], file=True)).status_code == 200


def test_a_mail_that_failed_is_told_beside_its_letter(client):
    found, by, author, [one], held = world()
    decided(one, approved(), held, by)
    actions.send_letters(found, by=by, now=timezone.now())
    Notice.objects.filter(user=author).update(mail=Mail.FAILED)
    client.force_login(by)
    assert "1 mail failed" in client.get(reverse("call-letters", args=[found.slug])).content.decode()


def test_who_is_recused_neither_sees_nor_sends_a_letter(client):
    found, by, _author, rows, held = world(2)
    made = [decided(one, approved(), held, by) for one in rows]
    bound = user("Recused colleague", "secretariat", found.programme.scope())
    Recusal.objects.create(application=rows[1], user=bound, tie="family", declared_at=timezone.now())
    client.force_login(bound)
    page = client.get(reverse("call-letters", args=[found.slug])).content.decode()
    assert [words in page for words in ("Rice 1", "Rice 2", rows[1].number)] == [True, False, False]
    assert actions.send_letters(found, by=bound, now=timezone.now()) == 1
    assert list(Decision.objects.unsent()) == [made[1]]
    assert client.get(address(made[1])).status_code == 404


def test_a_letter_of_another_application_is_not_found(client):
    _found, by, _author, rows, held = world(2)
    made = decided(rows[0], approved(), held, by)
    client.force_login(by)
    assert client.get(reverse("application-letter", args=[rows[1].pk, made.pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_letters_costs_the_same(client, django_assert_num_queries, number):
    found, by, _author, rows, held = world(number)
    for one in rows:
        decided(one, approved(), held, by)
    client.force_login(by)
    with django_assert_num_queries(8):
        client.get(reverse("call-letters", args=[found.slug]))
    actions.send_letters(found, by=by, now=timezone.now())
    with django_assert_num_queries(10):
        client.get(reverse("call-letters", args=[found.slug]))
