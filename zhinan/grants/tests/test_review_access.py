"""Who may do what with the panel, the assignment and the reviews of a call: a table of every page and verb."""

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import VISITOR
from zhinan.accounts.tests.make import user
from zhinan.grants.models import Author, Panelist, Recusal, Review, Submission
from zhinan.grants.rules import content_of
from zhinan.programmes.tests.make import programme

from .make import application, asked, call, rubric, sits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
PEOPLE = (
    *("visitor", "applicant", "co-applicant", "other applicant", "reviewer", "recused reviewer", "bound reviewer"),
    *("committee", "recused committee", "finance", "secretariat", "recused secretariat", "secretariat elsewhere"),
    *("evaluator", "administrator"),
)
KEEP = {"secretariat", "recused secretariat", "administrator"}  # of the call: it is no one application
OFFICE = {"secretariat", "administrator"}
READ = OFFICE | {"evaluator", "committee"}
PAGES = {
    "call-panel": KEEP,
    "edit-panelist": KEEP,
    "unseat-panelist": KEEP,
    "call-assign": KEEP,
    "call-reviews": KEEP | {"evaluator", "committee", "recused committee"},
    "application-assign": OFFICE,
    "application-recuse": READ | {"reviewer"},
    "take-back-recusal": OFFICE,
    "application-review": {"reviewer"},
    "application-reviews": READ,
    "put_forward-application": OFFICE,
}
VERBS = {
    "remind-reviewers": KEEP,
    "put-all-forward": KEEP,
    "moderate-application": OFFICE,
    "open-review": OFFICE,
    "drop-review": OFFICE,
    "remind-reviewer": OFFICE,
}


@pytest.fixture
def world():
    """An application under review, and everybody who may come."""
    made, other = call(programme(name="Ours")), programme(name="Another")
    rubric(made.rules())
    scope = made.programme.scope()
    people = {word: user(word.capitalize()) for word in PEOPLE[1:]}
    found = application(made, people["applicant"], title="Rice", state="appraisal")
    words = {"content": content_of(found), "digest": "x", "submitted_at": timezone.now()}
    Submission.objects.create(application=found, number=1, rules=found.rules, **words)
    Author.objects.create(application=found, user=people["co-applicant"], joined_at=timezone.now())
    application(made, people["other applicant"], state="appraisal")
    for word in ("reviewer", "recused reviewer", "bound reviewer"):
        asked(found, people[word])
    Panelist.objects.create(call=made, user=people["bound reviewer"], organisation=found.lead)
    for word in ("committee", "recused committee"):
        sits(made, people[word])
    for word in PEOPLE:
        if word.startswith("recused"):
            words = {"tie": "other", "declared_at": timezone.now()}
            Recusal.objects.create(application=found, user=people[word], **words)
    roles = {"finance": scope, "secretariat": scope, "recused secretariat": scope, "evaluator": scope}
    for word, place in (*roles.items(), ("secretariat elsewhere", other.scope()), ("administrator", "")):
        people[word].roles.create(role=word.removeprefix("recused ").removesuffix(" elsewhere"), scope=place)
    return found, {"visitor": VISITOR, **people}


def address(name, found, people):
    """The address of the page or verb `name`."""
    if name in ("edit-panelist", "unseat-panelist"):
        return reverse(name, args=[found.call.slug, people["committee"].pk])
    if "call" in name or name in ("remind-reviewers", "put-all-forward"):
        return reverse(name, args=[found.call.slug])
    if name == "take-back-recusal":
        return reverse(name, args=[found.pk, found.recusals.get(user=people["recused reviewer"]).pk])
    more = [Review.objects.get(reviewer=people["reviewer"]).pk] if name.endswith("-review") else []
    if name in ("remind-reviewer", "drop-review", "open-review"):
        more = [Review.objects.get(reviewer=people["reviewer"]).pk]
    return reverse(name, args=[found.pk, *(() if name == "application-review" else more)])


def let_in(client, people, ask):
    """Who is let in where `ask()` answers: neither 403 nor 404, nor led to sign-in."""
    found = set()
    for word, who in people.items():
        client.logout()
        if who.is_authenticated:
            client.force_login(who)
        answer = ask()
        is_led_away = answer.status_code == 302 and "/login" in answer.headers["Location"]
        found |= {word} if answer.status_code not in (403, 404) and not is_led_away else set()
    return found


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_read_by_those_whom_the_table_names(client, world, name):
    found, people = world
    where = address(name, found, people)
    assert let_in(client, people, lambda: client.get(where)) == PAGES[name]


@pytest.mark.parametrize("name", VERBS)
def test_each_verb_is_done_by_those_whom_the_table_names(client, world, name):
    found, people = world
    where = address(name, found, people)
    assert let_in(client, people, lambda: client.post(where)) == VERBS[name]


@pytest.mark.parametrize("name", PAGES)
def test_what_is_sent_to_a_page_is_taken_from_its_readers_alone(client, world, name):
    found, people = world
    where = address(name, found, people)
    others = {word: who for word, who in people.items() if word not in PAGES[name]}
    before = list(Review.objects.values_list("pk", "state"))
    typed = {"tie": "family", "reason": "x", "reviewers": people["reviewer"].pk, "step": "send"}
    assert let_in(client, others, lambda: client.post(where, typed)) == set()
    assert [list(Review.objects.values_list("pk", "state")), Recusal.objects.count()] == [before, 3]
    assert Panelist.objects.count() == 3


def test_no_applicant_reads_the_name_of_a_reviewer(client, world):
    found, people = world
    Review.objects.filter(reviewer=people["reviewer"]).update(
        state="sent", total=50, sent_at=timezone.now(), for_office="Between us"
    )
    client.force_login(people["applicant"])
    for where in (found.get_absolute_url(), found.call.get_absolute_url(), "/desk/", "/notices/"):
        page = client.get(where, follow=True).content.decode()
        assert [
            word for word in (*(people[one].name for one in PEOPLE if "reviewer" in one), "Between us") if word in page
        ] == []
