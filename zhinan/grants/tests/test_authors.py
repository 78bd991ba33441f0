"""People write an application together: invited by mail, taken off, one of them in the lead."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.accounts.models import User
from zhinan.accounts.tests.make import PASSWORD, user
from zhinan.grants import actions, tasks
from zhinan.grants.models import Author, AuthorInvitation
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.mail import deliver
from zhinan.network.tests.make import organisation
from zhinan.notices.models import Notice

from .make import application, call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
COLLEAGUE = "colleague@zhinan.example"


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def lead(client):
    """Who leads, signed in."""
    found = user("Lead")
    client.force_login(found)
    return found


@pytest.fixture
def draft(lead):
    """What they write."""
    return application(call(), lead)


def people(draft):
    """The list of authors."""
    return reverse("application-authors", args=[draft.pk])


def link():
    """The link in the newest mail."""
    return re.search(r"http\S+?(/applications/join/\S+/)\n", mail.outbox[-1].body)[1]


def invited(client, draft, email=COLLEAGUE, **more):
    """The link that somebody gets who is invited."""
    answer = client.post(people(draft), {"email": email, "organisation": "", **more})
    assert (answer.status_code, mail.outbox[-1].to) == (302, [email])
    return link()


def test_a_colleague_of_another_institution_is_invited_by_mail_and_accepts(client, lead, draft):
    ponds = organisation(name="Ponds Institute", audience="public")
    colleague = User.objects.create_user(COLLEAGUE, PASSWORD, name="Colleague")
    address = invited(client, draft, organisation="Ponds Institute")
    assert mail.outbox[-1].subject == "Write an application together: Rice and fish"
    client.force_login(colleague)
    assert "You are asked to write this application" in client.get(address).content.decode()
    assert client.post(address).url == reverse("application-section", args=[draft.pk, "about"])
    assert list(draft.authors.values_list("user", "organisation", "is_lead")) == [
        (lead.pk, draft.lead_id, True),
        (colleague.pk, ponds.pk, False),
    ]
    assert (AuthorInvitation.objects.count(), client.get(address).status_code) == (0, 404)
    assert Notice.objects.get().user == lead


def test_who_has_no_account_makes_one_by_the_link(client, lead, draft):
    address = invited(client, draft)
    client.logout()
    weak = client.post(address, {"name": "New author", "language": "en", "password": "1", "repeated": "1"})
    assert (weak.status_code, User.objects.filter(email=COLLEAGUE).exists()) == (200, False)
    words = {"name": "New author", "language": "en", "password": PASSWORD, "repeated": PASSWORD}
    assert client.post(address, words).url == reverse("application-section", args=[draft.pk, "about"])
    assert (draft.authors.last().user.name, client.get(people(draft)).status_code) == ("New author", 200)


def test_a_link_opens_nothing_for_another_address(client, draft):
    address = invited(client, draft)
    client.force_login(user("Somebody else"))
    assert "It is for another mail address" in client.get(address).content.decode()
    client.post(address)
    assert draft.authors.count() == 1
    assert client.get(reverse("join-application", args=["wrong"])).status_code == 404


def test_the_address_of_who_was_invited_stands_in_no_history_and_is_not_readable_in_the_database(client, draft):
    address = invited(client, draft)
    stored = str(AuthorInvitation.objects.values_list("email_mark", "seed", "token_hash").get())
    told = str([one.changes for one in Entry.objects.all()])
    assert (COLLEAGUE in told, address.split("/")[-2] in stored) == (False, False)


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("nowhere", "This is no mail address."),
        ("", "This field is required."),
        (COLLEAGUE.upper(), "This address was invited already."),
    ],
)
def test_a_wrong_address_gets_a_sentence_and_stays(client, draft, email, sentence):
    invited(client, draft)
    page = client.post(people(draft), {"email": email}).content.decode()
    assert (sentence in page, f'value="{email}"' in page or not email, len(mail.outbox)) == (True, True, 1)


def test_who_writes_it_already_is_not_invited(client, lead, draft):
    page = client.post(people(draft), {"email": lead.email}).content.decode()
    assert ("writes the application already" in page, mail.outbox) == (True, [])


def test_the_institution_of_somebody_invited_may_be_one_that_nobody_recorded(client, draft):
    words = {"organisation": "New Institute", "organisation-choice": "New Institute [new]"}
    invited(client, draft, **words)
    assert AuthorInvitation.objects.get().organisation.name == "New Institute"


def test_an_invitation_is_sent_again_with_another_link_and_taken_back(client, draft):
    first = invited(client, draft)
    row = AuthorInvitation.objects.get()
    client.post(reverse("invite-author-again", args=[draft.pk, row.pk]))
    assert len(mail.outbox) == 1  # not so soon
    AuthorInvitation.objects.update(sent_at=timezone.now() - timedelta(minutes=10))
    client.post(reverse("invite-author-again", args=[draft.pk, row.pk]))
    assert (client.get(first).status_code, client.get(link()).status_code) == (404, 200)
    client.post(reverse("drop-author-invitation", args=[draft.pk, row.pk]))
    assert (client.get(link()).status_code, AuthorInvitation.objects.count()) == (404, 0)
    assert [*Entry.objects.about(draft).order_by("pk").values_list("verb", flat=True)] == [
        *("author_invited", "author_invited_again", "author_not_invited"),
    ]


def test_a_link_works_for_thirty_days_and_as_long_as_the_application_can_be_written(draft, lead):
    colleague = User.objects.create_user(COLLEAGUE, PASSWORD, name="Colleague")
    now = timezone.now()
    row = actions.invite_author(draft, COLLEAGUE, None, by=lead, now=now - timedelta(days=30))
    with pytest.raises(NotNow, match="This link is too old"):
        actions.join_authors(row, colleague, now=now)
    row = actions.invite_author_again(row, by=lead, now=now)
    with pytest.raises(NotNow, match="The deadline of"):
        actions.join_authors(row, colleague, now=now + timedelta(days=31))
    assert actions.join_authors(row, colleague, now=now).user == colleague


def test_the_address_of_who_never_came_is_forgotten_a_month_after_the_link_stopped_working(draft, lead):
    now = timezone.now()
    for days, email in ((61, "old@zhinan.example"), (59, COLLEAGUE)):
        actions.invite_author(draft, email, None, by=lead, now=now - timedelta(days=days))
    tasks.forget_invitations.call()
    assert [one.email for one in AuthorInvitation.objects.all()] == [COLLEAGUE]


def test_a_mail_that_was_never_delivered_is_seen(client, draft, settings):
    settings.EMAIL_BACKEND = "zhinan.kit.mail.QueuedBackend"
    client.post(people(draft), {"email": COLLEAGUE})
    assert "could not be delivered" not in client.get(people(draft)).content.decode()
    DBTaskResult.objects.filter(task_path=deliver.module_path).update(status="FAILED")
    assert "could not be delivered" in client.get(people(draft)).content.decode()


def test_the_lead_is_handed_over_and_who_leads_cannot_leave(client, lead, draft):
    other = Author.objects.create(application=draft, user=user("Other"), joined_at=timezone.now())
    own = draft.authors.get(user=lead)
    client.post(reverse("remove-author", args=[draft.pk, own.pk]))
    assert draft.authors.count() == 2
    client.post(reverse("lead-author", args=[draft.pk, other.pk]))
    assert list(draft.authors.values_list("user", "is_lead")) == [(other.user_id, True), (lead.pk, False)]
    assert client.post(reverse("remove-author", args=[draft.pk, own.pk])).url == reverse("desk")
    assert (list(draft.authors.all()), client.get(people(draft)).status_code) == ([other], 404)
    assert list(Notice.objects.values_list("user", flat=True)) == [other.user_id]


def test_nobody_joins_or_leaves_after_submission(client, lead):
    found = application(call(), lead, state="submitted")
    other = Author.objects.create(application=found, user=user("Other"), joined_at=timezone.now())
    assert 'name="email"' not in client.get(people(found)).content.decode()
    client.post(people(found), {"email": COLLEAGUE})
    for verb in ("remove-author", "lead-author"):
        client.post(reverse(verb, args=[found.pk, other.pk]))
    assert (found.authors.count(), found.authors.get(is_lead=True).user, mail.outbox) == (2, lead, [])


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_row_as_for_three(
    client, lead, draft, many, django_assert_num_queries
):
    for number in range(many):
        organised = {"organisation": organisation(), "joined_at": timezone.now()}
        Author.objects.create(application=draft, user=user(), **organised)
        actions.invite_author(draft, f"guest-{number}@zhinan.example", None, by=lead, now=timezone.now())
    with django_assert_num_queries(8):
        client.get(people(draft))
