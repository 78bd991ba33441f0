"""The announcement: who is awarded and how much, from how many; nothing of anybody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.models import Call, Grant, Outcome, Recusal
from zhinan.grants.rules.verdicts import Verdict
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.notices.models import Notice
from zhinan.programmes.models import Project
from zhinan.programmes.tests.make import country

from .committee import approved, before_committee, decided, world
from .make import application

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def settled(number=1):
    """A closed call with `number` awards and one application declined, whose letters were sent; and its office."""
    found, by, author, rows, held = world(number)
    declined = before_committee(found, user("Unlucky"), title="Declined title", lead=organisation(name="Unlucky body"))
    held.agenda.create(application=declined, position=9)
    for one in rows:
        one.parties.create(role="participant", organisation=organisation(name="Open partner"))
        one.parties.create(role="participant", organisation=organisation(name="Hidden", audience="staff"))
        one.parties.create(role="beneficiary", country=country("UGA"))
        decided(one, approved(), held, by)
    decided(declined, Verdict(Outcome.DECLINED), held, by)
    application(found, user("Applicant"), state="ineligible", title="Ineligible title")
    application(found, user("Applicant"), state="withdrawn", title="Withdrawn title")
    actions.send_letters(found, by=by, now=timezone.now())
    Call.objects.filter(pk=found.pk).update(state="closed")
    return found, by, author


def page(client, found):
    return client.get(reverse("call-announcement", args=[found.slug])).content.decode()


def test_results_are_public_once_they_are_announced_and_the_grants_with_them(client):
    found, by, author = settled()
    address = reverse("call-announcement", args=[found.slug])
    assert client.get(address).status_code == 403
    assert (list(Grant.objects.public()), list(Project.objects.public())) == ([], [])
    actions.announce(found, by=by, now=timezone.now())
    seen = page(client, found)
    numbers = ("4 applications received", "2 of 4 found eligible", "1 of 4 awarded")
    assert [words in seen for words in (*numbers, "Rice 1", "USD 20,000", "Uganda")] == [True] * 6
    assert ["Open partner" in seen, "Hidden" in seen] == [True, False]
    others = ("Declined title", "Unlucky", "Ineligible", "Withdrawn", "30,000")
    assert [words in seen for words in others] == [False] * 5
    grant = Grant.objects.public().get()
    said = client.get(grant.get_absolute_url()).content.decode()
    assert ("USD 20,000" in said, found.get_absolute_url() in said, grant.project.audience) == (True, True, "public")
    newest = Notice.objects.filter(user=author).order_by("pk").last()
    assert newest.words({}) == f"The results of “{found.title}” are public."


def test_the_office_looks_at_the_page_before_and_announces_there(client):
    found, by, _author = settled()
    client.force_login(by)
    seen = page(client, found)
    assert ("Only you and your colleagues see this page." in seen, "Rice 1" in seen) == (True, True)
    client.post(reverse("announce-call", args=[found.slug]))
    found.refresh_from_db()
    assert (found.state, found.announced_at is not None) == ("decided", True)


def test_who_is_recused_reads_of_the_award_once_it_is_public(client):
    found, by, _author = settled()
    bound = user("Recused colleague", "secretariat", found.programme.scope())
    one = found.applications.get(state="awarded")
    Recusal.objects.create(application=one, user=bound, tie="family", declared_at=timezone.now())
    client.force_login(bound)
    assert "Rice 1" not in page(client, found)
    actions.announce(found, by=by, now=timezone.now())
    assert "Rice 1" in page(client, found)


def test_nothing_is_announced_while_something_is_not_decided_or_a_letter_waits():
    found, by, _author, rows, held = world(2)
    with pytest.raises(NotNow):
        actions.announce(found, by=by, now=timezone.now())
    Call.objects.filter(pk=found.pk).update(state="closed")
    for n, one in enumerate(rows):
        left = 2 - n
        with pytest.raises(NotNow, match=f"^{left} application"):
            actions.announce(found, by=by, now=timezone.now())
        decided(one, approved(), held, by)
    with pytest.raises(NotNow, match="2 letters were not sent yet"):
        actions.announce(found, by=by, now=timezone.now())
    found.refresh_from_db()
    assert (found.state, list(Grant.objects.public())) == ("closed", [])


def test_a_call_for_some_makes_its_grants_known_to_them_alone():
    found, by, _author = settled()
    Call.objects.filter(pk=found.pk).update(audience="signed-in")
    actions.announce(found, by=by, now=timezone.now())
    assert Grant.objects.get().audience == "signed-in"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_award_and_for_three(client, django_assert_num_queries, number):
    found, by, _author = settled(number)
    actions.announce(found, by=by, now=timezone.now())
    with django_assert_num_queries(6):
        assert page(client, found).count("USD 20,000") == number


@pytest.mark.parametrize("number", [1, 3])
def test_announcing_costs_the_same_for_one_award_and_for_three(django_assert_num_queries, number):
    found, by, _author = settled(number)
    with django_assert_num_queries(17):
        actions.announce(found, by=by, now=timezone.now())
    for grant in Grant.objects.all():
        for one in (grant, grant.project):
            entry = Entry.objects.about(one).get(verb="announced")
            assert (entry.changes, entry.audience, entry.actor) == (
                *({"audience": [found.staff(), "public"]}, "public", by.pseudonym),
            )
