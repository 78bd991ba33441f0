"""Anonymous rounds: nobody can join an answer and a person, whatever they read, and each link is used once."""

import json
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires import actions, tasks
from zhinan.questionnaires.models import Answer, Cell, Question, Response, Urn

from .make import GENDER, questionnaire, round_of, words

pytestmark = pytest.mark.django_db
TEXT = Question("said", "long", words("What do you think?"))
PEOPLE = [f"person-{number}@zhinan.example" for number in range(12)]


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def office():
    return programme(name="Our programme")


@pytest.fixture
def round(office):
    """An anonymous round in which twelve people have got a link of their own."""
    found = round_of(questionnaire(GENDER, TEXT, programme=office), way="personal", is_anonymous=True)
    actions.ask(found, [{"email": email, "name": "", "language": "en"} for email in PEOPLE], by=None)
    assert tasks.send_due(timezone.now()) == len(PEOPLE)
    return found


def link_of(email):
    """The link in the mail to `email`."""
    body = next(one.body for one in mail.outbox if one.to == [email])
    return re.search(r"/answer/\S+", body)[0]


def answer(client, email, text="fine"):
    return client.post(link_of(email), {"q-gender": "female", "q-said": text})


def everything():
    """{table: rows} of the whole database as a reader of it sees it, in the order that it gives by itself."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            found[model._meta.label] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def test_each_link_is_used_once_and_none_but_those_given_out(client, round):
    assert answer(client, PEOPLE[0]).url == reverse("answer-thanks", args=[round.token])
    again = answer(client, PEOPLE[0], "twice")
    assert "With this link answers were sent already." in again.content.decode()
    assert "twice" in again.content.decode()
    made_up = client.post(reverse("answer-sealed", args=[round.token, "made-up"]), {"q-gender": "male"})
    assert "This link does not belong to this questionnaire." in made_up.content.decode()
    assert (Response.objects.count(), len(Urn.objects.get().used)) == (1, 1)


def test_wrong_answers_use_no_link_up(client, round):
    refused = client.post(link_of(PEOPLE[0]), {"q-said": "kept as typed"})
    assert (refused.context["form"].errors, "kept as typed" in refused.content.decode()) == (
        {"gender": ["This field is required."]},
        True,
    )
    assert (Response.objects.count(), answer(client, PEOPLE[0]).status_code) == (0, 302)


def test_no_table_holds_a_value_of_an_answer_beside_one_of_a_person_and_no_moment_stands_at_an_answer(client, round):
    before = everything()
    for email in PEOPLE[:6]:
        answer(client, email)
    after = everything()
    changed = {label for label, rows in after.items() if rows != before[label]}
    room = {f"questionnaires.{name}" for name in ("Answer", "Cell", "Response", "Urn")}
    assert changed - {"sessions.Session"} == room
    links = {value for one in PEOPLE for value in (one, link_of(one).rstrip("/").rsplit("/", 1)[1])}
    for label in room:
        assert [link for link in links if link in json.dumps(after[label], default=str)] == []
    assert {(one["asked_id"], one["user_id"], one["begun_at"], one["sent_at"], one["token_hash"])
            for one in after["questionnaires.Response"]} == {(None,) * 5}  # fmt: skip
    assert {one["answered_on"] for one in after["questionnaires.Asked"]} == {None}


def test_neither_keys_nor_the_order_of_rows_tell_who_came_first(client, round):
    for number, email in enumerate(PEOPLE):
        answer(client, email, f"text {number}")
    came = [f"text {number}" for number in range(len(PEOPLE))]
    in_order = list(Answer.objects.filter(question="said").order_by("pk").values_list("text", flat=True))
    assert (sorted(in_order), in_order == came) == (sorted(came), False)
    for model in (Response, Answer, Cell):
        assert min(model.objects.values_list("pk", flat=True)) > 10**9  # chance alone: none is counted up
    urn = Urn.objects.get()
    assert (urn.unused, urn.used) == ([], sorted(urn.used))


def test_two_looks_at_the_database_with_one_answer_between_them_tell_a_text_and_no_person(client, round):
    """What a thief of two backups has: the one answer that is new, and one used word that belongs to nobody."""
    before = everything()
    answer(client, PEOPLE[3], "secret")
    after = everything()
    [new] = [one for one in after["questionnaires.Urn"][0].items() if one not in before["questionnaires.Urn"][0].items()
             and one[0] == "used"]  # fmt: skip
    hashes = json.loads(new[1]) if isinstance(new[1], str) else new[1]
    asked = json.dumps(after["questionnaires.Asked"], default=str)
    assert [one for one in hashes if one in asked] == []
    assert before["questionnaires.Asked"] == after["questionnaires.Asked"]


def test_history_tells_nothing_of_answers_and_mails_lie_in_no_queue(client, round):
    before = list(Entry.objects.values_list("verb", flat=True))
    answer(client, PEOPLE[0], "secret")
    assert list(Entry.objects.values_list("verb", flat=True)) == before
    stored = json.dumps({label: rows for label, rows in everything().items() if "Task" in label}, default=str)
    assert ("/answer/" in stored, [email for email in PEOPLE if email in stored]) == (False, [])


def test_no_page_of_those_who_run_it_tells_who_answered(client, office, round):
    answer(client, PEOPLE[0], "secret")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, office.scope()))
    page = client.get(reverse("round-people", args=[round.slug])).content.decode()
    assert ("Answered</th>" in page, "Nobody can tell who has answered" in page) == (False, True)
    told = client.get(round.get_absolute_url()).content.decode()
    assert ("1 response was sent." in told, "12 people were asked." in told) == (True, True)
    assert "have not answered" not in told


def test_nothing_is_kept_before_it_is_sent(client, round):
    with pytest.raises(NotNow):
        actions.begin(round, now=timezone.now())
    client.get(link_of(PEOPLE[0]))
    assert (Response.objects.count(), Answer.objects.count()) == (0, 0)


def test_a_reminder_goes_to_everybody_and_holds_no_link(client, round):
    answer(client, PEOPLE[0])
    round.asked.update(asked_on=timezone.localdate() - timedelta(days=3))
    mail.outbox.clear()
    assert actions.remind(round, by=None, on=timezone.localdate()) == len(PEOPLE)
    assert tasks.send_due(timezone.now()) == len(PEOPLE)
    assert [one for one in mail.outbox if "/answer/" in one.body] == []


def test_whoever_has_the_open_link_answers_at_once_without_script(client):
    found = round_of(questionnaire(GENDER, TEXT), way="open", is_anonymous=True)
    way = reverse("answer", args=[found.token])
    assert "Your answers are anonymous" in client.get(way).content.decode()
    assert client.post(way, {"q-gender": "male"}).url == reverse("answer-thanks", args=[found.token])
    assert Response.objects.get().cell.gender == "male"


def test_what_could_tell_who_answers_is_not_asked_anonymously():
    found = round_of(
        questionnaire(Question("cv", "file", words("Your CV"))), state="planned", way="open", is_anonymous=True
    )
    with pytest.raises(NotNow, match="An anonymous round cannot take files"):
        actions.open_round(found, by=None)


def test_the_promise_stays_once_the_round_is_open(client, office, round):
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, office.scope()))
    form = client.get(reverse("edit-round", args=[round.slug])).context["form"]
    assert ("is_anonymous" in form.fields, "way" in form.fields) == (False, False)


def test_once_a_day_is_over_its_rows_stand_in_no_order_and_say_the_same(client, round):
    for number, email in enumerate(PEOPLE):
        answer(client, email, f"text {number}")
    before = set(Answer.objects.values_list("pk", "question", "value", "text", "response", "cell"))
    tomorrow = timezone.localdate() + timedelta(days=1)
    urn = Urn.objects.get()
    assert actions.mix(urn, timezone.localdate()) == 0
    assert actions.mix(urn, tomorrow) == 12 + 24 + 1
    assert set(Answer.objects.values_list("pk", "question", "value", "text", "response", "cell")) == before
    assert actions.mix(urn, tomorrow) == 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no other order than that of the keys.")
def test_no_system_column_tells_the_order_of_a_day_that_is_over(client, round):
    for number, email in enumerate(PEOPLE):
        answer(client, email, f"text {number}")
    actions.mix(Urn.objects.get(), timezone.localdate() + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM questionnaires_answer WHERE question = 'said' ORDER BY ctid")
        lying = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM questionnaires_answer")
        assert cursor.fetchone()[0] == 1
    assert lying != [f"text {number}" for number in range(12)]
