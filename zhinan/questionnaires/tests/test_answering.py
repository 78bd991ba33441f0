"""Answering: section by section, saved as one goes, checked, sent once; by the open link or one's own."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.pages import SAVING
from zhinan.network.actions.people import erase
from zhinan.network.models import Person
from zhinan.questionnaires import actions, tasks
from zhinan.questionnaires.models import Answer, Comparison, Condition, Content, Question, Response, Section

from .make import CAME, GENDER, WHY, asked, choices, questionnaire, round_of, words

pytestmark = pytest.mark.django_db
BECAUSE = Question(
    "because", "long", words("Why not?"), when=Condition((Comparison("came", "is", "no"),)), is_required=True
)
YEARS = Question("years", "number", words("For how many years?"), least="0", most="60")
TOPICS = Question("topics", "multiple", words("Topics"), choices=choices("water", "energy", "trade"), most="2")
RANKED = Question("ranked", "ranking", words("In which order?"), choices=choices("water", "energy"))
GRID = Question(
    "good", "grid", words("It was"), choices=choices("no", "yes"), rows=choices("useful", "short"), is_required=True
)
ASKS = Content(
    ("en",),
    (
        Section("part_1", words("You"), questions=(GENDER, CAME, BECAUSE)),
        Section("part_2", words("More"), questions=(YEARS, TOPICS), when=Condition((Comparison("came", "is", "yes"),))),
        Section("part_3", words("Last"), questions=(RANKED, GRID)),
    ),
)


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def round():
    return round_of(questionnaire(asks=ASKS), way="open")


def begin(client, round):
    """Press “Begin”; returns the address of the first section."""
    answer = client.post(reverse("answer", args=[round.token]))
    return client.get(answer.url).url


def send_on(client, address, **said):
    """Answer the section at `address`; returns where it leads, or the page that says what to mend."""
    answer = client.post(address, {f"q-{name}": value for name, value in said.items()})
    return answer.url if answer.status_code == 302 else answer


def values(**where):
    """{question: value} of the rows of the one response."""
    rows = Answer.objects.filter(**where).order_by("question", "value")
    return [(one.question, one.value or one.number or one.text) for one in rows]


def test_a_response_goes_section_by_section_is_checked_and_sent(client, round):
    begun = client.get(reverse("answer", args=[round.token])).content.decode()
    assert ("Begin" in begun, Response.objects.count()) == (True, 0)
    first = begin(client, round)
    assert first.endswith("/part_1/")
    second = send_on(client, first, gender="female", came="yes")
    assert second.endswith("/part_2/")
    third = send_on(client, second, years="2.5", topics=["trade", "water"])
    assert third.endswith("/part_3/")
    check = send_on(client, third, ranked_water="2", ranked_energy="1", good_useful="yes", good_short="no")
    assert check.endswith("/0-check/")
    page = client.get(check).content.decode()
    assert ("Water and Trade" in page or "Water, Trade" in page, "Send the answers" in page) == (True, True)
    client.post(check)
    response = Response.objects.get()
    assert (response.is_sent, response.cell.gender, response.asked) == (True, "female", None)
    assert values(round=round) == [
        ("came", "yes"),
        ("gender", "female"),
        ("good.short", "no"),
        ("good.useful", "yes"),
        ("ranked", "energy"),
        ("ranked", "water"),
        ("topics", "trade"),
        ("topics", "water"),
        ("years", Decimal("2.5")),
    ]
    told = client.get(check).content.decode()
    assert "Your answers were sent on" in told
    client.post(check)
    assert Response.objects.count() == 1


def test_what_is_asked_no_more_is_dropped_and_what_hangs_on_an_answer_is_asked(client, round):
    first = begin(client, round)
    second = send_on(client, first, gender="male", came="yes")
    send_on(client, second, years="3")
    refused = send_on(client, first, gender="male", came="no")
    assert refused.context["form"].errors == {"because": ["This field is required."]}
    last = send_on(client, first, gender="male", came="no", because="I was ill")
    assert last.endswith("/part_3/")
    check = send_on(client, last, good_useful="yes", good_short="no")
    client.post(check)
    assert dict(values(round=round)) == {
        "because": "I was ill", "came": "no", "gender": "male", "good.short": "no", "good.useful": "yes",
    }  # fmt: skip


def test_what_can_be_taken_is_kept_where_something_must_be_mended(client, round):
    first = begin(client, round)
    refused = send_on(client, first, gender="", came="yes")
    assert refused.context["form"].errors == {"gender": ["This field is required."]}
    assert values() == [("came", "yes")]
    second = send_on(client, first, gender="female", came="yes")
    wrong = send_on(client, second, years="100", topics=["water", "energy", "trade"])
    assert wrong.context["form"].errors == {
        "years": ["Ensure this value is less than or equal to 60."],
        "topics": ["Choose at least 0 and at most 2: these are 3."],
    }
    assert 'value="100"' in wrong.content.decode()


def test_the_script_saves_what_is_typed_so_far(client, round):
    first = begin(client, round)
    answer = client.post(first, {"q-gender": "female"}, headers={SAVING: "1"})
    assert (answer.status_code, values()) == (204, [("gender", "female")])
    assert 'value="female"' in client.get(first).content.decode()


def test_nothing_can_be_sent_while_something_is_missing(client, round):
    first = begin(client, round)
    check = first.replace("part_1", "0-check")
    page = client.post(check).content.decode()
    assert ("Still to be answered" in page, Response.objects.get().is_sent) == (True, False)


def test_a_ranking_gives_each_place_once(client):
    found = round_of(questionnaire(RANKED))
    first = begin(client, found)
    refused = send_on(client, first, ranked_water="1", ranked_energy="1")
    assert refused.context["form"].errors == {"ranked": ["Give each place once, beginning with 1."]}


def test_words_are_counted_in_chinese_too(client):
    found = round_of(questionnaire(WHY))
    first = begin(client, found)
    refused = send_on(client, first, why="我们没有时间来")
    assert refused.context["form"].errors == {"why": ["At most 5 words: these are 7. Leave some out."]}


def test_a_closed_round_and_one_that_is_not_open_yet_say_so_and_take_nothing(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    later, past = round_of(opens_on=tomorrow), round_of(state="closed")
    for found, sentence in ((later, "Answers are taken from"), (past, "No answers are taken any more.")):
        answer = client.post(reverse("answer", args=[found.token]))
        assert (sentence in answer.content.decode(), Response.objects.count()) == (True, 0)


def test_what_is_being_written_when_the_round_closes_stays_and_cannot_be_sent(client, round):
    first = begin(client, round)
    send_on(client, first, gender="male", came="yes")
    actions.close_round(round, by=None)
    assert "No answers are taken any more." in client.get(first).content.decode()
    assert "No answers are taken any more." in client.post(first, {"q-gender": "female"}).content.decode()
    assert dict(values())["gender"] == "male"


def test_who_is_asked_by_mail_answers_with_a_link_of_their_own_and_is_seen_to_have_answered(client):
    found = round_of(questionnaire(GENDER), way="personal")
    actions.ask(found, [{"name": "Amina", "email": "Amina@zhinan.example", "language": "en"}], by=None)
    now = timezone.now()
    assert (tasks.send_due(now), tasks.send_due(now)) == (1, 0)
    assert mail.outbox[0].subject == str(found.questionnaire)
    way = "/answer/mine/" + mail.outbox[0].body.partition("/answer/mine/")[2].split()[0]
    first = client.get(client.post(way).url).url
    check = send_on(client, first, gender="female")
    assert client.get(client.get(way).url).status_code == 200
    client.post(check)
    one = found.asked.get()
    assert (one.answered_on, one.response.is_sent, one.email) == (timezone.localdate(), True, "Amina@zhinan.example")
    assert "Your answers were sent on" in client.get(way).content.decode()
    assert client.get("/answer/mine/1:nonsense/").status_code == 404


def test_a_reminder_goes_to_those_who_are_silent_alone_and_once_a_day(client):
    found = round_of(questionnaire(GENDER), way="personal")
    silent, done = asked(found, "silent@zhinan.example"), asked(found, "done@zhinan.example")
    done.answered_on = done.asked_on
    done.save()
    today = timezone.localdate()
    assert [actions.remind(found, by=None, on=today) for _time in range(2)] == [1, 0]
    assert tasks.send_due(timezone.now()) == 1
    assert (mail.outbox[0].to, mail.outbox[0].subject) == ([silent.email], f"Reminder: {found.questionnaire}")
    assert actions.remind(found, by=None, on=today) == 0


def test_an_open_link_is_none_for_a_round_of_personal_ones(client):
    found = round_of(way="personal")
    assert "No answers are taken any more." in client.get(reverse("answer", args=[found.token])).content.decode()


def test_each_page_of_one_who_answers_takes_a_few_queries_and_weighs_little(client, round, django_assert_num_queries):
    first = begin(client, round)
    with django_assert_num_queries(3):
        page = client.get(first)
    assert len(page.content) < 14_000


def test_a_choice_that_was_never_offered_is_refused(client, round):
    refused = send_on(client, begin(client, round), gender="unheard", came="yes")
    assert list(refused.context["form"].errors) == ["gender"]


def test_who_is_erased_was_still_asked_and_nothing_of_them_is_left(client):
    amina = Person.objects.create(slug="amina", name="Amina", email="amina@zhinan.example", consent_on="2026-01-05")
    found = round_of(questionnaire(GENDER), way="personal")
    actions.ask(found, [{"name": "Amina", "email": "AMINA@zhinan.example ", "language": "en"}], by=None)
    assert found.asked.get().person == amina
    erase(amina, by=user("Secretariat", RoleName.SECRETARIAT, "programme:1"))
    one = found.asked.get()
    assert (one.person, one.name, one.email, one.email_mark) == (None, "", "", "")
    assert tasks.send_due(timezone.now()) == 0


def test_addresses_are_encrypted_in_the_database(client):
    found = round_of(questionnaire(GENDER), way="personal")
    actions.ask(found, [{"name": "", "email": "amina@zhinan.example", "language": "en"}], by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM questionnaires_asked")
        assert "amina" not in cursor.fetchone()[0]
