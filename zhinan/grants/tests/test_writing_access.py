"""Who may begin and write an application: its authors alone, whoever else reads it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import cast, user
from zhinan.files.tests.make import attached
from zhinan.grants import actions
from zhinan.grants.models import Author
from zhinan.programmes.tests.make import programme

from .make import application, asked, call, sits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]

PEOPLE = (
    *("visitor", "nobody in particular", "focal point", "finance", "evaluator", "secretariat"),
    *("secretariat elsewhere", "administrator", "author", "co-author", "other author", "reviewer", "recused", "member"),
)
AUTHORS = {"author", "co-author"}
READING = {"administrator", "evaluator", "secretariat", "reviewer", "member"}  # of what is under review
PAGES = ("application-section", "application-authors", "application-files")
VERBS = ("remove-author", "lead-author", "invite-author-again", "drop-author-invitation", "application-file-remove")


@pytest.fixture(params=["draft", "appraisal"])
def world(request):
    """An application with two authors and an invitation, and everybody who may come."""
    here = programme(name="Ours")
    people = cast(here, programme(name="Another"))
    people |= {word: user(word.capitalize()) for word in PEOPLE if word not in people}
    found = application(call(here), people["author"])
    Author.objects.create(application=found, user=people["co-author"], joined_at=timezone.now())
    actions.invite_author(found, "guest@zhinan.example", None, by=people["author"], now=timezone.now())
    application(found.call, people["other author"])
    if request.param != "draft":
        more = {"number": "C-1", "version": 1, "submitted_at": timezone.now()}
        type(found).objects.filter(pk=found.pk).update(state=request.param, **more)
        asked(found, people["reviewer"]), asked(found, people["recused"]), sits(found.call, people["member"])
        found.recusals.create(user=people["recused"], tie="other", declared_at=timezone.now())
    found.refresh_from_db()
    return people, found


def come(client, person):
    """Sign `person` in, or nobody."""
    client.logout()
    if person.is_authenticated:
        client.force_login(person)


def expected(found, word):
    """What anybody gets who is no author."""
    readers = READING if found.state != "draft" else set()
    return 403 if word in readers else 404


@pytest.mark.parametrize("name", PAGES)
def test_pages_on_which_an_application_is_written(client, world, name):
    people, found = world
    address = reverse(name, args=[found.pk, "people"] if name == "application-section" else [found.pk])
    open_now = {"application-section": 200, "application-authors": 200, "application-files": 200}
    if found.state != "draft":
        open_now |= {"application-section": 302, "application-files": 403}
    answers = {}
    for word in PEOPLE:
        come(client, people[word])
        answers[word] = client.get(address).status_code
    assert answers == {word: open_now[name] if word in AUTHORS else expected(found, word) for word in PEOPLE}


@pytest.mark.parametrize("name", VERBS)
def test_verbs_about_authors_and_files(client, world, name):
    people, found = world
    keys = {"remove-author": found.authors, "lead-author": found.authors}.get(name, found.invitations)
    row = attached(found).pk if name == "application-file-remove" else keys.order_by("-pk")[0].pk
    answers = {}
    for word in (word for word in PEOPLE if word not in AUTHORS):
        come(client, people[word])
        answers[word] = client.post(reverse(name, args=[found.pk, row])).status_code
    assert answers == {word: expected(found, word) for word in answers}
    assert (found.authors.count(), found.invitations.count()) == (2, 1)
    come(client, people["author"])
    last = 403 if (name, found.state) == ("application-file-remove", "appraisal") else 302
    assert client.post(reverse(name, args=[found.pk, row])).status_code == last


def test_whoever_has_signed_in_may_begin_and_nobody_sees_a_call_that_is_hidden(client, world):
    people, found = world
    hidden = call(found.call.programme, audience=found.call.staff())
    answers = {}
    for word in PEOPLE:
        come(client, people[word])
        answers[word] = [client.get(reverse("call-apply", args=[one.slug])).status_code for one in (found.call, hidden)]
    keepers = {"secretariat", "administrator"}
    assert answers == {word: [302 if word == "visitor" else 200, 200 if word in keepers else 404] for word in PEOPLE}


def test_the_own_list_on_the_page_shows_no_application_of_others(client, world):
    people, found = world
    come(client, people["other author"])
    own = client.get(reverse("call-apply", args=[found.call.slug])).context["own"]
    assert [one.authors.get().user for one, _state in own] == [people["other author"]]
