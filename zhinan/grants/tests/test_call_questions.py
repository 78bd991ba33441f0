"""Questions about a call: asked while it is open, answered for everybody, without who asked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.grants import actions
from zhinan.grants.models import CallQuestion
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.models import Notice
from zhinan.programmes.tests.make import programme

from .make import application, call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
TEXT = "May a university apply?"
FLOOD = "You asked very many questions just now. Send this one again in ten minutes."


@pytest.fixture
def office():
    """The secretariat of a programme; `call` is its open call."""
    found = programme()
    one = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    one.call = call(found, title="C")
    return one


def told():
    """[(name, sentence)] of every notice."""
    return sorted((one.user.name, one.words({})) for one in Notice.objects.all())


def ask(office, asker, text=TEXT):
    """A question that waits for an answer."""
    return actions.ask(office.call, text, by=asker, now=timezone.now())


def test_a_question_waits_for_the_office_alone(client, office):
    asker = user("Asker")
    client.force_login(asker)
    answer = client.post(reverse("call-questions", args=[office.call.slug]), {"text": TEXT})
    assert (answer.status_code, told()) == (302, [("Secretariat", "A question about “C” waits for an answer.")])
    for who, expected in ((asker, False), (user("Other"), False), (office, True)):
        client.force_login(who)
        assert (TEXT in client.get(answer.url).content.decode()) is expected
        assert TEXT not in client.get(office.call.get_absolute_url()).content.decode()


def test_what_waits_for_an_answer_waits_for_the_office_of_its_call_alone(office):
    elsewhere = user("Colleague", RoleName.SECRETARIAT, programme().scope())
    found, answered = ask(office, user("Asker")), ask(office, user("Asker"), "Who?")
    actions.answer(answered, "We.", by=office, now=timezone.now())
    waiting = [list(CallQuestion.objects.waiting_for(one)) for one in (office, elsewhere, user("Somebody"))]
    assert waiting == [[found], [], []]


def test_an_answer_is_read_by_everybody_and_names_nobody(client, office):
    asker, writer = user("Amina Asker"), user("Writer")
    application(office.call, writer), application(office.call, asker)
    found = ask(office, asker)
    Notice.objects.all().delete()
    client.force_login(office)
    client.post(reverse("answer-callquestion", args=[found.pk]), {"text": "Yes, it may."})
    assert told() == [
        ("Amina Asker", "Your question about “C” is answered."),
        ("Writer", "A question about “C” is answered: everybody who applies may want to read it."),
    ]
    client.logout()
    for page in (office.call.get_absolute_url(), reverse("call-questions", args=[office.call.slug])):
        shown = client.get(page).content.decode()
        assert (TEXT in shown, "Yes, it may." in shown, "Amina" in shown) == (True, True, False)


def test_an_answer_is_mended_without_telling_everybody_again(office):
    found = ask(office, user("Asker"))
    first = actions.answer(found, "Yes.", by=office, now=timezone.now())
    Notice.objects.all().delete()
    second = actions.answer(found, "Yes, a public one.", by=office, now=timezone.now() + timedelta(days=1))
    assert (second.answer, second.answered_at, told()) == ("Yes, a public one.", first.answered_at, [])


def test_who_asked_stands_in_no_entry_that_others_read(office):
    asker = user("Asker")
    found = ask(office, asker)
    actions.answer(found, "Yes.", by=office, now=timezone.now())
    public = Entry.objects.filter(audience="public")
    assert asker.pseudonym not in public.values_list("actor", flat=True)
    assert {entry.audience for entry in Entry.objects.about(found)} == {office.call.staff()}


def test_a_question_is_thrown_away_as_long_as_nobody_reads_its_answer(client, office):
    client.force_login(office)
    first, second = ask(office, user("Asker")), ask(office, user("Asker"), "Who?")
    actions.answer(second, "We.", by=office, now=timezone.now())
    client.post(reverse("drop-callquestion", args=[first.pk]))
    assert list(CallQuestion.objects.all()) == [second]
    with pytest.raises(NotNow, match="It is answered, and everybody reads it"):
        actions.drop(second, by=office)


def test_questions_are_taken_while_the_call_is_open(client, office):
    actions.close_call(office.call, by=office)
    with pytest.raises(NotNow, match="Questions are taken while the call is open"):
        ask(office, user("Asker"))
    client.force_login(user("Asker"))
    answer = client.post(reverse("call-questions", args=[office.call.slug]), {"text": TEXT})
    assert (answer.status_code, CallQuestion.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "This field is required."), ("x" * 2001, "Ensure this value has at most 2000")]
)
def test_what_is_no_question_is_said_at_its_field(client, office, text, sentence):
    client.force_login(user("Asker"))
    answer = client.post(reverse("call-questions", args=[office.call.slug]), {"text": text})
    assert (sentence in answer.content.decode(), CallQuestion.objects.count()) == (True, 0)
    assert answer.context["form"]["text"].value() == text


def test_a_flood_of_questions_is_held_back_and_its_words_are_kept(client, office, settings):
    settings.ACCOUNT_RATE_LIMITS = {"ask_call": "2/10m/user"}
    client.force_login(user("Asker"))
    for number in range(3):
        answer = client.post(reverse("call-questions", args=[office.call.slug]), {"text": f"Question {number}?"})
    page = answer.content.decode()
    assert (FLOOD in page, "Question 2?" in page, CallQuestion.objects.count()) == (True, True, 2)


WHO = {
    "visitor": [403, 403, 403], "nobody in particular": [302, 403, 403], "focal point": [302, 403, 403],
    "finance": [302, 403, 403], "evaluator": [302, 403, 403], "secretariat": [302, 200, 200],
    "secretariat elsewhere": [302, 403, 403], "administrator": [302, 200, 200],
}  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_whoever_signed_in_asks_and_the_office_answers(client, who):
    here = programme()
    person, found = cast(here, programme())[who], call(here)
    held = CallQuestion.objects.create(call=found, text=TEXT, asked_at=timezone.now())
    if person.is_authenticated:
        client.force_login(person)
    answers = [client.post(reverse("call-questions", args=[found.slug]), {"text": "Who?"}).status_code]
    names = ("answer-callquestion", "drop-callquestion")
    answers += [client.get(reverse(name, args=[held.pk])).status_code for name in names]
    assert answers == WHO[who]


@pytest.mark.parametrize("number", [1, 3])
def test_questions_take_the_same_queries_whatever_their_number(client, office, number):
    asker = user("Asker")
    for place in range(number):
        ask(office, asker, f"{place}?")
        actions.answer(ask(office, asker, f"Q{place}?"), "Yes.", by=office, now=timezone.now())
    client.force_login(office)
    address = reverse("call-questions", args=[office.call.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert len(client.get(address).context["waiting"]) == number
    assert len(asked) == 6
