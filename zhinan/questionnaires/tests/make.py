"""Short makers for the tests of this room, and of those above it."""

from datetime import UTC, datetime

from zhinan.network.tests.make import titled
from zhinan.questionnaires import actions
from zhinan.questionnaires.models import Asked, Choice, Content, Question, Questionnaire, Round, Section, Version

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def words(text):
    """`text` in English."""
    return {"en": text}


def choices(*keys):
    """Choices with these keys, whose labels are the keys with a capital."""
    return tuple(Choice(key, words(key.capitalize())) for key in keys)


GENDER = Question(
    "gender", "single", words("Your gender"), is_required=True, choices=choices("female", "male"), group="gender"
)
CAME = Question("came", "single", words("Did you come?"), choices=choices("yes", "no"), is_required=True)
WHY = Question("why", "long", words("Why not?"), words=5)


def content(*questions, **more):
    """What asks `questions` in one section, in English."""
    return Content(("en",), (Section("part_1", words("Questions"), questions=tuple(questions)),), **more)


def questionnaire(*questions, asks=None, **facts):
    """A questionnaire whose published version asks `questions`."""
    made = Questionnaire.objects.create(**titled("questionnaire", **facts))
    draft = Version.objects.create(
        questionnaire=made, number=1, content=(asks or content(*(questions or (GENDER,)))).plain()
    )
    actions.publish(draft, by=None, now=NOW)
    return made


def drafted(*questions, asks=None, **facts):
    """A questionnaire whose draft asks `questions`."""
    made = Questionnaire.objects.create(**titled("questionnaire", **facts))
    Version.objects.create(questionnaire=made, number=1, content=(asks or content(*questions)).plain())
    return made


def round_of(questionnaire=None, state="open", **facts):
    """A round of `questionnaire` that takes answers, unless facts say otherwise."""
    made = Round.objects.create(questionnaire=questionnaire or globals()["questionnaire"](), **titled("round", **facts))
    if state != "planned":
        actions.open_round(made, by=None)
    if state == "closed":
        actions.close_round(made, by=None)
    made.refresh_from_db()
    return made


def asked(round, email="amina@zhinan.example", **facts):
    """Somebody whose mail went out."""
    return Asked.objects.create(round=round, email=email, **{"asked_on": NOW.date(), **facts})
