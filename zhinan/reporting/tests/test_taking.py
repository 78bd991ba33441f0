"""A figure of a year, or the answers to a question, are taken for an indicator, with their base and where they are."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events.models import Survey
from zhinan.events.tests.make import event, head_count
from zhinan.history.models import Entry
from zhinan.programmes.tests.make import period, programme, project
from zhinan.questionnaires.tests.answered import age, answer, asked_round, gender, question, scale
from zhinan.questionnaires.tests.make import asked
from zhinan.reporting.editions.answered import answer_offered, questions_of
from zhinan.reporting.editions.offers import figure_offered
from zhinan.results.models import Measurement
from zhinan.results.tests.make import framework, indicator, measured, result, target

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
DAYS = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}


@pytest.fixture
def here(client):
    """The programme whose secretariat is signed in."""
    made = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, made.scope()))
    return made


def indicator_of(programme, **facts):
    """An indicator of the framework of `programme` with a target for 2026."""
    made = indicator(result(framework(programme=programme)), **facts)
    target(made)
    return made


def answered_round(programme, agree=31, neutral=7, people=0, **facts):
    """A closed survey of `programme`: so many women agreed, and so many men did not, of `people` who were asked."""
    facts = {"closes_on": date(2026, 10, 31), "title": "After the webinar", **facts}
    made = asked_round(scale("apply", label="I will apply it"), gender("female", "male"), programme=programme, **facts)
    answer(made, times=agree, apply="agree", gender="female")
    answer(made, times=neutral, apply="neutral", gender="male")
    for number in range(people):
        asked(made, email=f"guest-{number}@zhinan.example")
    return made


def take(client, indicator, follow=False, days=DAYS, **query):
    """The answer to the form that takes what the words of the address name."""
    address = reverse("take-measurement", args=[indicator.pk], query=query)
    return client.post(address, days, follow=follow)


def look(client, indicator, **query):
    """What the page on which something is taken says."""
    answer = client.get(reverse("take-measurement", args=[indicator.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


# answers


def test_who_agreed_is_taken_with_n_the_response_rate_the_groups_and_where_it_is_read(client, here):
    of, asked_in = indicator_of(here), answered_round(here, people=47, way="personal")
    words = {"round": asked_in.slug, "question": "apply"}
    page = look(client, of, **words)
    told = ("81.58%", "31 of 38", "n 38, 38 of 47 answered, response rate 80.85%", "Female", "100%", "Male", "0%")
    assert [one for one in told if one not in page] == []
    take(client, of, **words)
    made = Measurement.objects.get()
    facts = (made.value, made.numerator, made.denominator, made.n, made.asked, made.answered, made.origin_kind)
    assert facts == (Decimal("81.58"), 31, 38, 38, 47, 38, "answers")
    assert made.origin == "After the webinar: I will apply it, the two answers of most agreement"
    groups = [(one.dimension, one.key, one.value, one.n) for one in made.parts.all()]
    assert groups == [("sex", "female", 100, 31), ("sex", "male", 0, 7)]
    client.logout()
    assert f'href="{made.origin_address}"' in client.get(of.get_absolute_url()).content.decode()
    assert "I will apply it" in client.get(made.origin_address).content.decode()


def test_the_share_of_a_choice_is_taken_and_of_an_open_link_nobody_knows_how_many_were_asked(client, here):
    of = indicator_of(here)
    made = asked_round(question("came", "single", "yes", "no"), programme=here, closes_on=date(2026, 10, 31))
    answer(made, times=6, came="yes")
    answer(made, times=2, came="no")
    rows, _found = questions_of(made)
    assert rows == [("came", "Came", [("yes", "Yes", (6, 8)), ("no", "No", (2, 8))])]
    take(client, of, round=made.slug, question="came", answer="yes")
    taken = Measurement.objects.get()
    assert (str(taken), taken.n, taken.asked, taken.answered, taken.rate) == ("75%", 8, None, 8, None)
    page = client.get(of.get_absolute_url()).content.decode()
    assert "n 8, 8 answered, response rate: base not stated" in page


def test_the_same_answer_taken_twice_gives_one_measurement(client, here):
    of, asked_in = indicator_of(here), answered_round(here)
    words = {"round": asked_in.slug, "question": "apply"}
    take(client, of, **words)
    page = take(client, of, follow=True, **words).content.decode()
    assert "This is written down already: 81.58%." in page
    assert of.measurements.count() == 1


def test_an_answer_takes_the_place_of_what_was_written_by_hand_which_stays_readable(client, here):
    of, asked_in = indicator_of(here), answered_round(here)
    first = measured(of)
    words = {"round": asked_in.slug, "question": "apply"}
    assert "75% stands here already: it stays readable, and this takes its place." in look(client, of, **words)
    take(client, of, days=DAYS | {"why": "The survey is closed"}, **words)
    made = of.measurements.current().get()
    assert (made.replaces, made.why) == (first, "The survey is closed")


def test_fewer_than_five_answers_are_not_taken(client, here):
    of, asked_in = indicator_of(here), answered_round(here, agree=3, neutral=1)
    words = {"round": asked_in.slug, "question": "apply"}
    assert "fewer than 5 answers" in look(client, of, round=asked_in.slug)
    assert "fewer than 5 answers" in look(client, of, **words)
    assert take(client, of, **words).status_code == 200
    assert Measurement.objects.count() == 0


def test_a_group_of_fewer_than_five_is_not_written_down_and_not_to_be_reckoned(here):
    of = indicator_of(here)
    made = asked_round(scale("apply"), gender("female", "male"), age(), programme=here)
    answer(made, times=9, apply="agree", gender="female", age="young")
    answer(made, times=6, apply="neutral", gender="male", age="young")
    answer(made, times=2, apply="agree", gender="male", age="old")
    offer = answer_offered(of, made, "apply", "")
    assert (offer.value, offer.n) == (Decimal("64.71"), 17)
    assert [(one["dimension"], one["key"]) for one in offer.parts] == [("sex", "female"), ("sex", "male")]


def test_what_tells_a_group_is_no_answer_to_take(here):
    made = answered_round(here)
    assert [name for name, _asked, _told in questions_of(made)[0]] == ["apply"]
    assert answer_offered(indicator_of(here), made, "gender", "female") is None


def test_only_closed_surveys_that_everybody_may_read_are_offered(client, here):
    of = indicator_of(here)
    answered_round(here, title="Read by all")
    hidden = answered_round(here, title="For the office", audience="staff")
    answered_round(here, title="Still open", state="open")
    answered_round(programme(), title="Of another programme")
    page = look(client, of)
    titles = ("Read by all", "For the office", "Still open", "Of another programme")
    assert [title in page for title in titles] == [True, False, False, False]
    assert "1 more survey is closed, but its results are for the secretariat alone" in page
    address = reverse("take-measurement", args=[of.pk])
    assert client.get(address, {"round": hidden.slug, "question": "apply"}).status_code == 404


def test_the_surveys_of_the_programmes_events_are_offered_too(client, here):
    of, surveyed = indicator_of(here), answered_round(None, title="After our webinar")
    Survey.objects.create(event=event(here), moment="satisfaction", days=1, round=surveyed)
    assert "After our webinar" in look(client, of)
    take(client, of, round=surveyed.slug, question="apply")
    assert str(of.measurements.get()) == "81.58%"


def test_answers_are_a_percentage_and_an_indicator_that_is_none_says_so(client, here):
    of, asked_in = indicator_of(here, measure="unit", unit="people"), answered_round(here)
    words = {"round": asked_in.slug, "question": "apply"}
    assert "This is a percentage, and the indicator is not." in look(client, of, **words)
    assert take(client, of, **words).status_code == 200
    assert Measurement.objects.count() == 0


@pytest.mark.parametrize(
    "words", [{"round": "none", "question": "apply"}, {"question": "none"}, {"question": "apply", "answer": "agree"}]
)
def test_what_is_not_there_is_not_found(client, here, words):
    of, asked_in = indicator_of(here), answered_round(here)
    answer = client.get(reverse("take-measurement", args=[of.pk]), {"round": asked_in.slug} | words)
    assert answer.status_code == 404


# figures


def test_a_figure_of_a_year_is_taken_with_the_records_behind_it(client, here):
    period(here)
    of = indicator_of(here, measure="unit", unit="events")
    event(here), event(here)
    words = {"figure": "online_events", "year": "2020"}
    page = look(client, of, **words)
    assert [one for one in ("2 events", "n 2", "Online events") if one not in page] == []
    take(client, of, days={"starts_on": "2020-01-01", "ends_on": "2020-12-31"}, **words)
    made = Measurement.objects.get()
    assert (str(made), made.n, made.origin_kind, made.origin) == (
        "2 events",
        2,
        "figure",
        "Our programme, figures of 2020: Online events",
    )
    assert made.origin_address == reverse("figure", args=[here.slug, 2020, "online_events"])
    assert client.get(made.origin_address).status_code == 200


def test_a_figure_that_is_known_roughly_says_so(here):
    period(here)
    head_count(event(here), 470, "more_than", counts_attendance=True)
    offer = figure_offered(indicator_of(here, measure="unit"), here, "attendances", 2020, TODAY)
    assert (offer.value, offer.comment) == (470, "The records give “more than 470”.")


def test_the_share_of_a_figure_keeps_its_parts(here):
    period(here, 2026)
    surveyed = answered_round(here)
    Survey.objects.create(event=event(here, starts_on="2026-10-01"), moment="satisfaction", days=1, round=surveyed)
    offer = figure_offered(indicator_of(here), here, "webinar_satisfaction", 2026, TODAY)
    assert (offer.value, offer.numerator, offer.n) == (Decimal("81.58"), 31, 38)


def test_a_figure_that_cannot_be_told_says_why_and_is_not_taken(client, here):
    period(here)
    of = indicator_of(here, measure="unit")
    words = {"figure": "people_reached", "year": "2020"}
    assert "No person is recorded: only attendances are printed." in look(client, of, **words)
    assert take(client, of, **words).status_code == 200
    assert Measurement.objects.count() == 0


def test_a_figure_and_a_year_that_there_are_not_are_said_beside_their_fields(client, here):
    period(here)
    of = indicator_of(here)
    answer = client.get(reverse("take-measurement", args=[of.pk]), {"figure": "happiness", "year": "2031"})
    assert list(answer.context["figures"].errors) == ["figure", "year"]


def test_days_the_wrong_way_round_are_said_beside_the_field_and_nothing_is_written(client, here):
    of, asked_in = indicator_of(here), answered_round(here)
    days = {"starts_on": "2026-12-31", "ends_on": "2026-01-01"}
    answer = take(client, of, days=days, round=asked_in.slug, question="apply")
    assert answer.context["form"].errors == {"ends_on": ["The last day lies before the first one."]}
    assert (answer.context["form"]["starts_on"].value(), Measurement.objects.count()) == ("2026-12-31", 0)


# who


def test_only_the_secretariat_of_the_programme_takes_anything(client):
    here = programme(name="Our programme")
    of, asked_in = indicator_of(here), answered_round(here)
    words = {"round": asked_in.slug, "question": "apply"}
    answers = {}
    for word, person in cast(here, programme(name="Another")).items():
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        seen = client.get(reverse("take-measurement", args=[of.pk]), words).status_code
        answers[word] = seen, take(client, of, **words).status_code, of.measurements.count()
    refused = dict.fromkeys(("visitor", "nobody in particular", "focal point", "finance", "evaluator"), (403, 403, 0))
    own = {"secretariat": (200, 302, 1), "administrator": (200, 302, 1)}
    assert answers == refused | own | {"secretariat elsewhere": (403, 403, 1)}


def test_an_indicator_of_a_project_takes_answers_of_its_programme_and_no_figures(client, here):
    of = indicator(result(framework(project=project(here))))
    answered_round(here, title="After the webinar")
    page = look(client, of)
    assert ("After the webinar" in page, "A figure of the records" in page) == (True, False)


def test_whoever_takes_a_number_is_told_by_the_history(client, here):
    of, asked_in = indicator_of(here), answered_round(here)
    take(client, of, round=asked_in.slug, question="apply")
    assert [entry.verb for entry in Entry.objects.about(of.measurements.get())] == ["recorded"]


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_an_indicator_takes_the_same_queries_for_any_number(client, django_assert_num_queries, many):
    of = indicator_of(programme())
    for year in range(2020, 2020 + many):
        days = {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
        measured(of, **days, parts=[{"dimension": "sex", "key": "female", "value": "80", "n": 20}])
    with django_assert_num_queries(7):
        assert client.get(of.get_absolute_url()).status_code == 200
