"""Screening: eligible or not with reasons, told at once, taken back, returned for revision, many at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.models import Application, Decision
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.models import Notice

from .committee import office, outcomes
from .make import application, call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def sent():
    """An application that was submitted, its author, and somebody of the office."""
    found, author = call(zone="Africa/Nairobi"), user("Applicant")
    return application(found, author, state="submitted", title="Rice and fish"), author, office(found)


def told(person):
    """[(sentence, address)] of what `person` was told, oldest first."""
    rows = Notice.objects.filter(user=person).order_by("pk")
    return [(one.words({}), one.address) for one in rows]


def state(one):
    return Application.objects.get(pk=one.pk).state


def test_an_application_is_found_eligible_and_its_authors_are_told(sent):
    one, author, by = sent
    decision = actions.find_eligible(one, by=by, now=timezone.now(), comment="Well done.")
    assert (state(one), decision.version, decision.decided_by) == ("eligible", 1, by.pseudonym)
    address = reverse("application-letter", args=[one.pk, decision.pk])
    assert told(author) == [("“Rice and fish” was found eligible.", address)]
    entry = Entry.objects.about(one).get()
    assert (entry.verb, entry.audience, entry.changes) == (
        *("found_eligible", one.audience, {"state": ["submitted", "eligible"]}),
    )


def test_an_ineligible_one_needs_a_reason_and_the_letter_tells_it(sent, client):
    one, author, by = sent
    with pytest.raises(ValidationError) as trouble:
        actions.find_ineligible(one, [], by=by, now=timezone.now())
    assert trouble.value.message_dict == {"reasons": ["Choose at least one reason: the letter tells it."]}
    assert (state(one), outcomes(one)) == ("submitted", [])
    decision = actions.find_ineligible(one, ["late", "national"], by=by, now=timezone.now())
    assert (state(one), decision.reasons) == ("ineligible", ["national", "late"])
    client.force_login(author)
    page = client.get(told(author)[0][1]).content.decode()
    taken_back = "What this letter says was taken back since."
    said = ("essentially national in nature", "<li>late</li>", "incomplete", taken_back)
    assert [words in page for words in said] == [True, True, False, False]
    actions.screen_again(one, by=by)
    assert taken_back in client.get(told(author)[0][1]).content.decode()


def test_a_screening_is_taken_back_and_what_was_decided_stays(sent):
    one, author, by = sent
    actions.find_ineligible(one, ["late"], by=by, now=timezone.now())
    actions.screen_again(one, by=by)
    actions.find_eligible(one, by=by, now=timezone.now())
    assert (state(one), outcomes(one)) == ("eligible", ["ineligible", "eligible"])
    assert [sentence for sentence, _address in told(author)] == [
        "“Rice and fish” was found not eligible. The letter says why.",
        "“Rice and fish” is screened once more. What was told about it before does not hold any more.",
        "“Rice and fish” was found eligible.",
    ]


@pytest.mark.parametrize("stage", ["draft", "eligible", "committee", "awarded", "withdrawn"])
def test_what_is_not_submitted_is_not_screened(stage):
    found = call()
    facts = {} if stage == "draft" else {"state": stage}
    one = application(found, user("Applicant"), **facts)
    with pytest.raises(NotNow, match="This can be done when it is submitted"):
        actions.find_eligible(one, by=office(found), now=timezone.now())
    assert (state(one), outcomes(one), Notice.objects.count()) == (stage, [], 0)


def test_a_return_names_what_to_revise_and_a_moment_on_the_clocks_of_the_call(sent, client):
    one, author, by = sent
    client.force_login(by)
    address = reverse("application-return", args=[one.pk])
    page = client.post(address, {"comment": "Add a partner.", "revise_by": "2020-01-01T12:00"}).content.decode()
    assert ("This has passed already. Write a later moment." in page, "Add a partner." in page) == (True, True)
    assert (state(one), outcomes(one)) == ("submitted", [])
    year = timezone.localdate().year + 1
    client.post(address, {"comment": "Add a partner.", "revise_by": f"{year}-03-01T12:00"})
    one.refresh_from_db()
    assert (one.state, f"{one.revise_by:%Y-%m-%d %H:%M}", outcomes(one)) == (
        *("returned", f"{year}-03-01 09:00", ["returned"]),
    )
    client.force_login(author)
    letter = client.get(told(author)[0][1]).content.decode()
    assert (f"1 March {year}, 12:00, Africa/Nairobi (UTC+03:00)" in letter, "Add a partner." in letter) == (True, True)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": "ineligible"}, "Choose at least one reason"),
        ({"outcome": "eligible", "reasons": ["late"]}, "An eligible application has none."),
        ({"outcome": "approved"}, "is not one of the available choices"),
        ({}, "This field is required"),
    ],
)
def test_wrong_input_of_a_screening_is_told_and_writes_nothing(sent, client, typed, sentence):
    one, _author, by = sent
    client.force_login(by)
    page = client.post(reverse("application-screen", args=[one.pk]), {"comment": "Kept words", **typed})
    words = page.content.decode()
    assert (page.status_code, sentence in words, "Kept words" in words) == (200, True, True)
    assert (state(one), outcomes(one)) == ("submitted", [])


def test_the_page_of_a_screening_chooses_the_reasons_of_failed_checks(client):
    found = call(minimum_countries=3)
    one = application(found, user("Applicant"), state="submitted")
    client.force_login(office(found))
    form = client.get(reverse("application-screen", args=[one.pk])).context["form"]
    assert (form.initial["outcome"], "national" in form.initial["reasons"]) == ("ineligible", True)


def test_two_who_screen_the_same_application_do_it_once(sent, client):
    one, _author, by = sent
    client.force_login(by)
    address = reverse("application-screen", args=[one.pk])
    assert client.post(address, {"outcome": "eligible"}).status_code == 302
    page = client.post(address, {"outcome": "ineligible", "reasons": ["late"]}).content.decode()
    assert ("This can be done when it is submitted" in page, outcomes(one)) == (True, ["eligible"])


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_what_waits_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    found = call()
    for _n in range(number):
        application(found, user("Applicant"), state="submitted")
    client.force_login(office(found))
    with django_assert_num_queries(7):
        page = client.get(reverse("call-screen", args=[found.slug])).content.decode()
    assert page.count('name="chosen"') == number


def test_many_are_found_eligible_at_once_that_pass_every_check(client, monkeypatch):
    found = call(minimum_countries=2)
    one = application(found, user("Applicant"), state="submitted")
    client.force_login(office(found))
    address = reverse("call-screen", args=[found.slug])
    page = client.post(address, {"chosen": [one.pk, "nonsense"]}, follow=True).content.decode()
    assert ("1 does not pass every check. Screen it by itself." in page, state(one)) == (True, "submitted")
    assert "Choose at least one application." in client.post(address, {}, follow=True).content.decode()


def test_a_decision_of_yesterday_is_not_read_for_one_of_today(sent):
    one, _author, by = sent
    later = timezone.now() + timedelta(days=3)
    actions.give_back(one, "Add a partner.", later, by=by, now=timezone.now())
    assert list(Decision.objects.standing()) == []
