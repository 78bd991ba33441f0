"""Conflicts of interest: found for a whole call as for one person, in words, and for all at the same price."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from zhinan.accounts.actions import grant_role
from zhinan.accounts.models import User
from zhinan.accounts.tests.make import user
from zhinan.grants.models import Application, ApplicationParty, Author, Panelist, Recusal, Tie, conflicting
from zhinan.grants.rules.conflicts import bound, ties, ties_among
from zhinan.network.models import Organisation
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country

from .make import application, call, grant, party, sits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
CODES = ("KEN", "NPL", "PER")


def little_world(seed, panel=4, papers=5):
    """A call with a few applications and people, and whatever may bind them to each other, by chance."""
    chance = random.Random(seed)
    made, bodies = call(bars_nationality=chance.random() < 0.5), []
    for _n in range(6):
        bodies.append(organisation(parent=chance.choice([None, *bodies]), country=country(chance.choice(CODES))))
    people = [user(f"Person {n}") for n in range(panel)]
    for one in people:
        settle(chance, made, one, bodies)
    for _n in range(papers):
        write(chance, application(made, lead=chance.choice(bodies), state="appraisal"), people, bodies)
    for _n in range(2):
        held = grant()
        for one in chance.sample(bodies, 2):
            party(held, chance.choice(["implementing", "participant", "funder"]), organisation=one)
    return made, people


def settle(chance, made, one, bodies):
    """Perhaps a seat in the panel of `made` for `one`, and perhaps a role in one of `bodies`, over or not."""
    if chance.random() < 0.6:
        nationality = chance.choice([None, country(chance.choice(CODES))])
        sits(made, one, organisation=chance.choice([None, *bodies]), nationality=nationality)
    if chance.random() < 0.3:
        ends = chance.choice([None, timezone.localdate() - timedelta(days=1)])
        role = chance.choice(["focal_point", "participant", "expert"])
        grant_role(one, role, f"organisation:{chance.choice(bodies).pk}", ends_on=ends)


def write(chance, found, people, bodies):
    """Perhaps a party, an author and a declared conflict for the application `found`."""
    if chance.random() < 0.5:
        where = chance.choice([{"organisation": chance.choice(bodies)}, {"country": country("NPL")}])
        ApplicationParty.objects.create(application=found, role="participant", **where)
    if chance.random() < 0.3:
        words = {"organisation": chance.choice([None, *bodies]), "joined_at": timezone.now()}
        Author.objects.create(application=found, user=chance.choice(people), **words)
    if chance.random() < 0.3:
        who = chance.choice(people)
        Recusal.objects.create(application=found, user=who, tie="family", declared_at=timezone.now())


@pytest.mark.parametrize("seed", range(25))
def test_what_is_found_for_a_call_is_what_hides_applications_from_each_person(seed):
    made, people = little_world(seed)
    found = bound(Application.objects.filter(call=made), people)
    for one in people:
        fresh = User.objects.get(pk=one.pk)
        expected = set(Application.objects.filter(conflicting(fresh), call=made).values_list("pk", flat=True))
        assert found[one.pk] == expected


def test_it_takes_as_many_queries_for_many_as_for_few(django_assert_num_queries):
    for seed, panel, papers in ((1, 2, 1), (2, 9, 12)):
        made, people = little_world(seed, panel, papers)
        with django_assert_num_queries(10):
            ties_among(Application.objects.filter(call=made), people)


@pytest.mark.parametrize("tie", [Tie.INSTITUTION, Tie.RELATED, Tie.GRANT, Tie.NATIONALITY, Tie.AUTHOR, Tie.FAMILY])
def test_what_binds_somebody_is_named(tie):
    made, one = call(bars_nationality=True), user("Reviewer")
    home = organisation(country=country("KEN"))
    found = application(made, lead=home, state="appraisal")
    if tie == Tie.INSTITUTION:
        sits(made, one, organisation=home)
    elif tie == Tie.RELATED:
        sits(made, one, organisation=organisation(parent=home))
    elif tie == Tie.GRANT:
        other = organisation()
        held = grant()
        party(held, "implementing", organisation=other)
        party(held, "participant", organisation=home)
        sits(made, one, organisation=other)
    elif tie == Tie.NATIONALITY:
        sits(made, one, nationality=country("KEN"))
    elif tie == Tie.AUTHOR:
        Author.objects.create(application=found, user=one, joined_at=timezone.now())
    else:
        Recusal.objects.create(application=found, user=one, tie=tie, declared_at=timezone.now())
    assert ties(found, one) == {tie}


def test_a_common_funder_binds_nobody():
    made, one, home, other = call(), user("Reviewer"), organisation(), organisation()
    held = grant()
    party(held, "funder", organisation=other)
    party(held, "implementing", organisation=home)
    sits(made, one, organisation=other)
    assert ties(application(made, lead=home, state="appraisal"), one) == set()


def test_nationality_binds_only_where_the_rules_say_so():
    made, one = call(), user("Reviewer")
    sits(made, one, nationality=country("KEN"))
    found = application(made, lead=organisation(country=country("KEN")), state="appraisal")
    assert ties(found, one) == set()
    assert Organisation.objects.get(pk=found.lead_id).country == country("KEN")
    assert Panelist.objects.get().nationality == country("KEN")
