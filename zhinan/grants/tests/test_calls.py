"""Calls are typed with a preset, copied for the next year, opened, closed by hand and by the clock, cancelled."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import STAFF, RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.grants import actions
from zhinan.grants.forms import CallForm
from zhinan.grants.models import Call, CallRules
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.tests.make import sent
from zhinan.kit.values import kept
from zhinan.notices.models import Notice
from zhinan.programmes.tests.make import programme
from zhinan.programmes.tests.sending import EVERYBODY, add, answers
from zhinan.questionnaires.tests.make import drafted

from .make import application, call, rubric, rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
TYPED = {"title": "Call of 2027", "code": "ssdc-2027", "year": "2027", "programme": "Our programme"}


@pytest.fixture
def office(client):
    """The secretariat of a programme, signed in; the programme is its attribute."""
    found = programme(name="Our programme")
    one = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    one.programme = found
    client.force_login(one)
    return one


def typed(client, **values):
    """The answer to a new call."""
    return add(client, CallForm, **TYPED | {"audience": STAFF} | values)


def state_of(call):
    """How far a call has come, and who sees it."""
    call.refresh_from_db()
    return call.state, call.audience


@pytest.mark.parametrize(
    ("preset", "said"),
    [
        ("", (None, Decimal(0), 0, "en", False, None, [0, 0, 0, 0])),
        ("ssdc", (None, Decimal(1), 0, "en", False, None, [0, 1, 2, 2])),
        (
            "pgtf",
            (
                *(Decimal(35_000), Decimal(1), 3, "ar en fr es", True),
                *(datetime(2027, 4, 30, 23, 59, tzinfo=UTC), [8, 2, 2, 1]),
            ),
        ),
        ("sgp", (Decimal(50_000), Decimal(1), 0, "en", False, None, [0, 0, 3, 2])),
    ],
)
def test_a_new_call_begins_with_the_rules_of_a_fund(client, office, preset, said):
    assert typed(client, preset=preset).status_code == 302
    made = Call.objects.get()
    draft = made.draft()
    rows = [getattr(draft, name).count() for name in ("themes", "documents", "instalments", "reports")]
    found = (draft.ceiling, draft.match_ratio, draft.minimum_countries, draft.languages)
    assert (*found, draft.one_per_institution, draft.deadline_at, rows) == said
    assert (made.code, made.state, draft.number, draft.preset, draft.state) == (
        "SSDC-2027",
        "draft",
        1,
        preset,
        "draft",
    )


@pytest.mark.parametrize(
    ("rubric", "number", "first"), [("dac", 6, "20.00"), ("south", 5, "25.00"), ("both", 11, "10.00")]
)
def test_a_new_call_begins_with_criteria_whose_weights_are_100(client, office, rubric, number, first):
    typed(client, rubric=rubric)
    weights = [one.weight for one in CallRules.objects.get().criteria.all()]
    assert (len(weights), str(weights[0]), sum(weights)) == (number, first, 100)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"code": "a b"}, {"code": ["Write letters from A to Z, digits and hyphens alone, as SSDC-2027."]}),
        ({"code": "taken"}, {"code": ["Another call has this short name. Write another one."]}),
        ({"year": "27"}, {"year": ["Write a year between 1990 and 2100."]}),
        (
            {"programme": "Theirs"},
            {"programme": ["Only the secretariat of this programme may put records there. Choose your own."]},
        ),
        (
            {"questionnaire": "A survey"},
            {"questionnaire": ["“A survey” is not recorded here. Write another name, or add it first."]},
        ),
        ({"preset": "moon"}, {"preset": ["Select a valid choice. moon is not one of the available choices."]}),
    ],
    ids=str,
)
def test_what_a_call_cannot_be_is_said_at_its_field_and_kept(client, office, values, errors):
    call(programme(name="Theirs"), code="TAKEN")
    drafted(title="A survey", programme=office.programme)
    answer = typed(client, **values)
    form = answer.context["form"]
    assert (form.errors, Call.objects.count()) == (errors, 1)
    assert {name: form[name].value() for name in values} == values


@pytest.mark.parametrize(("number", "fixed"), [(0, []), (1, ["code", "programme"])])
def test_what_applications_hang_on_stays_once_there_is_one(client, office, number, fixed):
    second = programme(name="Our second programme")
    office.roles.create(role=RoleName.SECRETARIAT, scope=second.scope())
    made = call(office.programme, code="C-1")
    for _each in range(number):
        application(made)
    values = TYPED | {"programme": "Our second programme", "seen": "0"}
    answer = client.post(reverse("edit-call", args=[made.slug]), sent(CallForm, **values))
    assert list(answer.context["form"].errors if answer.context else []) == fixed
    made.refresh_from_db()
    assert made.programme == (office.programme if number else second)


def test_last_years_call_is_cloned_in_one_step(client, office):
    source = call(office.programme, title="Call of 2026", code="SSDC-2026", year=2026, minimum_countries=3)
    held = source.rules()
    held.deadline_at = datetime(2026, 4, 30, 10, 0, tzinfo=UTC)
    held.zone, held.preset = "Africa/Nairobi", "pgtf"
    held.save()
    rubric(held, 70, 30)
    form = client.get(reverse("copy-call", args=[source.slug])).context["form"]
    assert {name: form[name].value() for name in ("title", "code", "year", "audience")} == {
        "title": "Call of 2027", "code": "SSDC-2027", "year": 2027, "audience": STAFF,
    }  # fmt: skip
    assert [name for name in ("preset", "rubric") if name in form.fields] == []
    values = TYPED | {"audience": STAFF, "step": "save"}
    client.post(reverse("copy-call", args=[source.slug]), sent(CallForm, **values))
    made = Call.objects.get(year=2027)
    draft = made.draft()
    assert (made.state, made.versions.count(), draft.preset, draft.number) == ("draft", 1, "pgtf", 1)
    assert draft.deadline_at == datetime(2027, 4, 30, 10, 0, tzinfo=UTC)
    assert [(one.name, one.weight) for one in draft.criteria.all()] == [("Criterion 1", 70), ("Criterion 2", 30)]
    other = {"deadline_at", "criteria"}
    assert {name: value for name, value in kept(draft).items() if name not in other} == {
        name: value for name, value in kept(held).items() if name not in other
    }
    assert source.rules().criteria.count() == 2


def test_a_day_that_the_next_year_does_not_have_becomes_the_one_before(office):
    source = call(office.programme, deadline_at=datetime(2028, 2, 29, 12, 0, tzinfo=UTC))
    made = Call(title="Copy", code="COPY", year=2029, programme=office.programme)
    actions.begin_call(made, kept(source) | {"title": "Copy", "code": "COPY"}, by=office)
    actions.take_over_rules(source, made, by=office)
    assert made.draft().deadline_at == datetime(2029, 2, 28, 12, 0, tzinfo=UTC)


def test_another_office_copies_published_rules_alone():
    source = call(programme(), minimum_countries=4)
    other = programme(name="Other")
    stranger = user("Colleague", RoleName.SECRETARIAT, other.scope())
    made = Call(title="Copy", code="COPY", year=2029, programme=other)
    actions.begin_call(made, kept(source) | {"title": "Copy", "code": "COPY", "programme": other.pk}, by=stranger)
    source.versions.update(state="draft", published_at=None)
    assert (actions.take_over_rules(source, made, by=stranger), made.draft().minimum_countries) == ([], 0)


def test_a_call_opens_for_everybody_once_its_rules_are_published(office):
    made = call(office.programme, state="draft", audience=STAFF)
    opened = actions.open_call(made, by=office, now=timezone.now())
    assert (opened.state, state_of(made), Entry.objects.about(made).last().verb) == (
        "open", ("open", "public"), "call_opened",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("no rules", "The call has no published rules yet. Publish them first."),
        ("late", "The deadline lies in the past. Publish rules with a later one first."),
        ("questions", "The questions of the application are not published yet. Publish them first."),
        ("open", "“C” is open. This can be done when it is being prepared."),
    ],
)
def test_a_call_to_which_nobody_could_apply_is_not_opened(office, trouble, sentence):
    made = call(office.programme, state="open" if trouble == "open" else "draft", audience=STAFF, title="C")
    if trouble == "no rules":
        made.versions.all().delete()
    if trouble == "late":
        made.closes_at = timezone.now()
    if trouble == "questions":
        made.questionnaire = drafted(purpose="proposal")
    made.save()
    with pytest.raises(NotNow, match=sentence):
        actions.open_call(made, by=office, now=timezone.now())
    assert state_of(made)[1] == STAFF


def test_the_clock_closes_a_call_and_tells_its_office_how_many_applied(office):
    now = timezone.now()
    made, later = call(office.programme, title="C"), call(office.programme)
    application(made, state="submitted"), application(made)
    Call.objects.filter(pk=made.pk).update(closes_at=now - timedelta(minutes=3))
    Call.objects.filter(pk=later.pk).update(closes_at=now + timedelta(minutes=1))
    assert (actions.close_due(now), actions.close_due(now)) == ([made], [])
    assert (state_of(made)[0], state_of(later)[0]) == ("closed", "open")
    told = Notice.objects.get()
    assert (told.user, told.words({})) == (office, "“C” is closed. Applications that were sent: 1")
    assert Entry.objects.about(made).last().actor is None


def test_what_came_in_time_has_two_minutes_to_be_written_down(office):
    made = call(office.programme)
    Call.objects.filter(pk=made.pk).update(closes_at=timezone.now())
    assert actions.close_due(timezone.now()) == []


def test_a_closed_call_is_opened_again_with_a_later_deadline_alone(office):
    made, now = call(office.programme), timezone.now()
    actions.close_call(made, by=office)
    assert actions.reopen_call(made, by=office, now=now).state == "open"
    actions.close_call(made, by=office)
    with pytest.raises(NotNow, match="The deadline lies in the past"):
        actions.reopen_call(made, by=office, now=now + timedelta(days=40))


def test_whoever_writes_or_sent_an_application_is_told_that_a_call_is_cancelled(office):
    made = call(office.programme, title="C")
    writer, sender, gone = user("Writer"), user("Applicant"), user("Withdrawn")
    application(made, writer), application(made, sender, state="eligible"), application(made, gone, state="withdrawn")
    actions.cancel_call(made, by=office)
    assert sorted((one.user.name, one.words({})) for one in Notice.objects.all()) == [
        ("Applicant", "“C” is cancelled."),
        ("Writer", "“C” is cancelled."),
    ]


ROWS = {
    "visitor": [403] * 5, "nobody in particular": [403] * 5, "focal point": [403] * 5, "finance": [403] * 5,
    "evaluator": [403] * 5, "secretariat": [200, 200, 200, 200, 302], "secretariat elsewhere": [403] * 5,
    "administrator": [200, 200, 200, 200, 302],
}  # fmt: skip


@pytest.mark.parametrize("who", ROWS)
def test_the_life_of_a_call_is_its_secretariats(client, who):
    here = programme()
    person, found = cast(here, programme())[who], call(here)
    if person.is_authenticated:
        client.force_login(person)
    verbs = ("open", "close", "reopen", "cancel")
    answers = [client.get(reverse(f"{verb}-call", args=[found.slug])).status_code for verb in verbs]
    assert [*answers, client.post(reverse("cancel-call", args=[found.slug])).status_code] == ROWS[who]


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_call_is_kept_by_its_secretariat(client, who):
    here = programme()
    assert answers(client, cast(here, programme())[who], call(here)) == EVERYBODY[who]


@pytest.mark.parametrize(("number", "audience"), [(0, "archive"), (1, "public")])
def test_a_call_that_somebody_applies_to_is_not_put_away(client, office, number, audience):
    made = call(office.programme)
    for _each in range(number):
        application(made)
    answer = client.post(reverse("archive-call", args=[made.slug]), follow=True)
    assert ("It can be cancelled instead." in answer.content.decode()) is bool(number)
    assert state_of(made)[1] == audience


def test_an_earlier_version_of_the_rules_does_not_move_the_deadline(office):
    made = call(office.programme)
    second = rules(made, deadline_at=timezone.now() + timedelta(days=60), state="draft")
    actions.publish_rules(second, by=office, now=timezone.now())
    made.refresh_from_db()
    assert (made.rules().number, made.closes_at) == (2, second.deadline_at)
