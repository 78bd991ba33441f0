"""The results of an event: who came and what was said, with bases, and nothing of small groups."""

from datetime import date

import pytest
from django.urls import reverse

from zhinan.accounts.tests.make import cast, user
from zhinan.codelists.models import Country
from zhinan.events import actions
from zhinan.events.figures import reach
from zhinan.events.models import Admission, Event, Registration, Survey
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires import actions as questionnaires
from zhinan.questionnaires.models import Question
from zhinan.questionnaires.tests.make import GENDER, NOW, choices, questionnaire, round_of, words

from .make import attendance, event, head_count, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
APPLY = Question("apply", "scale", words("I plan to apply what I learned"), choices=choices("no", "rather", "yes"))


def surveyed(made, moment="satisfaction", audience="public", answers=7):
    """A closed survey of `made` in which all but one agree."""
    held = round_of(questionnaire(GENDER, APPLY, audience="public"), way="open", audience=audience)
    for number in range(answers):
        response = questionnaires.begin(held, now=NOW, language="en")
        said = {"gender": "female" if number % 2 else "male", "apply": "no" if number == 0 else "yes"}
        questionnaires.save(response, said, now=NOW)
        questionnaires.send(response, now=NOW)
    questionnaires.close_round(held, by=None)
    held.refresh_from_db()
    return Survey.objects.create(event=made, moment=moment, days=1, round=held)


def page_of(client, made):
    return client.get(reverse("event-results", args=[made.slug])).content.decode()


def test_agreement_and_groups_stand_with_their_bases(client):
    made = event()
    surveyed(made)
    page = page_of(client, made)
    assert [
        one in page for one in ("7 answered", "base not stated", "I plan to apply what I learned", "6 (85.71%)")
    ] == [True] * 4
    assert ("Your gender" in page, reverse("round-results", args=[Survey.objects.get().round.slug]) in page) == (
        True,
        True,
    )


def test_rounds_that_not_everybody_may_read_are_named_to_the_office_alone(client):
    found = programme(name="Our programme")
    made = event(found)
    survey = surveyed(made, audience="staff")
    assert survey.round.get_absolute_url() not in page_of(client, made)
    client.force_login(cast(found, programme(name="Another"))["secretariat"])
    page = page_of(client, made)
    assert (survey.round.get_absolute_url() in page, "85.71" in page) == (True, False)


def test_a_survey_with_too_few_answers_tells_nothing(client):
    made = event()
    surveyed(made, answers=4)
    page = page_of(client, made)
    assert ("fewer than 5 answers" in page, "4 answered" in page, "100" in page) == (True, False, False)


def test_attendances_and_people_are_both_counted_and_labelled_over_all_parts(client):
    made, amina = event(kind="series"), person(name="Amina")
    for part in (event(whole=made), event(whole=made)):
        attendance(part, amina)
        attendance(part)
        by_mail = attendance(part)
        by_mail.registration = Registration.objects.create(
            event=part, name="Bruno", email="bruno@zhinan.example", consented_on=NOW.date(), registered_at=NOW
        )
        by_mail.save()
    page = page_of(client, made)
    assert ("<dd>6</dd>" in page, "2, and 2 attendances of which nobody can tell whose they are" in page) == (
        True,
        True,
    )


def test_countries_of_few_are_not_shown_nor_reckoned_from_a_part(client):
    made = event()
    kenya, mali, peru = (Country.objects.get(alpha3=code) for code in ("KEN", "MLI", "PER"))
    for country, number in ((kenya, 9), (mali, 6), (peru, 2)):
        for _time in range(number):
            row = attendance(made)
            row.country = country
            row.save()
    page = page_of(client, made)
    assert [one in page for one in ("Kenya", "Mali", "Peru")] == [True, False, False]
    assert "8 attendances stand under no country" in page
    made.whole = event(kind="series")
    made.save()
    assert ("Kenya" in page_of(client, made), "Kenya" in page_of(client, made.whole)) == (False, True)


def test_the_office_opens_the_number_to_the_list_and_a_visitor_does_not(client):
    found = programme(name="Our programme")
    made = event(found)
    attendance(made)
    way = reverse("event-people", args=[made.slug])
    assert way not in page_of(client, made)
    client.force_login(cast(found, programme(name="Another"))["secretariat"])
    assert page_of(client, made).count(way) == 2


def test_printed_counts_stay_printed_counts(client):
    made = event()
    head_count(made, 200, "more_than")
    page = page_of(client, made)
    assert ("<b>more than 200</b>" in page, "Different people" in page) == (True, False)


def test_the_results_of_a_hidden_event_and_of_hidden_parts_stay_hidden(client):
    assert client.get(reverse("event-results", args=[event(audience="signed-in").slug])).status_code == 404
    made = event()
    attendance(made)
    attendance(event(whole=made, audience="signed-in"))
    assert "<dd>1</dd>" in page_of(client, made)
    client.force_login(user())
    assert "<dd>1</dd>" in page_of(client, made)  # the same for everybody, or the difference would tell of the part


def test_no_country_is_told_before_all_of_it_was_held(client):
    made = event()
    for _time in range(6):
        row = attendance(made)
        row.country = Country.objects.get(alpha3="KEN")
        row.save()
    assert "Kenya" in page_of(client, made)
    event(whole=made, state="planned")
    assert "Kenya" not in page_of(client, made)


def test_what_is_small_in_one_part_is_not_told_of_the_whole(client):
    made, kenya, mali = event(kind="series"), *(Country.objects.get(alpha3=code) for code in ("KEN", "MLI"))
    for numbers in ({kenya: 9, mali: 2}, {kenya: 6, mali: 7}):
        part = event(whole=made)
        for country, number in numbers.items():
            for _time in range(number):
                row = attendance(part)
                row.country = country
                row.save()
    assert "Mali" not in page_of(client, made)


def test_an_event_of_which_nothing_is_known_says_what_would_stand_here(client):
    page = page_of(client, event())
    assert ("No number of people" in page, "The answers to its surveys would stand here" in page) == (True, True)


def test_a_series_leads_to_the_results_of_its_parts_and_of_their_parts(client):
    made = event(kind="series")
    attendance(event(whole=event(whole=made)))
    assert reverse("event-results", args=[made.slug]) in client.get(made.get_absolute_url()).content.decode()
    assert "<dd>1</dd>" in page_of(client, made)


def test_the_number_of_people_stays_when_their_names_are_deleted():
    made = event(starts_on="2020-01-01")
    Admission.objects.create(event=made)
    for name in ("Amina", "Bruno", "Chen"):
        row = Registration.objects.create(
            event=made, name=name, email=f"{name}@zhinan.example", consented_on=NOW.date(), registered_at=NOW
        )
        actions.check_in(row, now=NOW)
    before = reach(Event.objects.all(), 5)
    assert (actions.forget_strangers(date(2026, 1, 1), 50) > 0, Registration.objects.exclude(name="").count()) == (
        True,
        0,
    )
    assert reach(Event.objects.all(), 5) == before


@pytest.mark.parametrize("number", [1, 3])
def test_the_results_page_takes_five_queries_a_survey_and_eight_more(client, django_assert_num_queries, number):
    made = event()
    for _time in range(number):
        surveyed(made)
    with django_assert_num_queries(8 + 5 * number):
        page_of(client, made)
