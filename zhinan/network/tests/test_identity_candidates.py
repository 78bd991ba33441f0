"""While somebody types, records that may be the one meant are found in a few queries, and as they are now."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from zhinan.accounts.models import VISITOR
from zhinan.accounts.tests.make import user
from zhinan.history.actions import write
from zhinan.history.models import ARCHIVE, Entry
from zhinan.network.models import NameKey, NamesRead, Organisation, Person
from zhinan.network.rules import candidates_for
from zhinan.network.tasks import keep_keys

from .make import named, organisation

pytestmark = pytest.mark.django_db


def found_for(*names, **facts):
    """Names of the candidates for organisations of these `names`."""
    typings = [{"name": name, **facts} for name in names]
    return [[one.record.name for one in found] for found in candidates_for(Organisation.objects.all(), typings)]


def test_candidates_are_found_without_keys_by_keys_and_after_a_change():
    one, _bank = organisation(name="University of Nairobi"), organisation(name="Bank of Nairobi")
    asked = ("Univ. Nairobi", "Kunming Institute")
    assert found_for(*asked) == [["University of Nairobi"], []]
    assert keep_keys() == 2
    assert NamesRead.objects.count() == 2
    assert found_for(*asked) == [["University of Nairobi"], []]
    write(one, {"name": "Kunming Inst."}, by=user())
    assert found_for(*asked) == [[], ["Kunming Inst."]]
    assert keep_keys() == 0
    Entry.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert keep_keys() == 1
    assert found_for(*asked) == [[], ["Kunming Inst."]]
    write(one, {"audience": ARCHIVE}, by=user())
    Entry.objects.update(at=timezone.now() - timedelta(minutes=2))
    keep_keys()
    assert NameKey.objects.filter(noun_id=one.pk, noun="network.organisation").count() == 0


def test_candidates_are_those_that_the_asker_may_see():
    organisation(name="University of Nairobi", audience="signed-in")
    typing = [{"name": "Nairobi University"}]
    assert candidates_for(Organisation.objects.visible_to(VISITOR), typing) == [[]]
    assert len(candidates_for(Organisation.objects.visible_to(user()), typing)[0]) == 1


def test_a_person_is_found_by_mail_and_asked_about_by_name():
    facts = {"email": "somebody@zhinan.example", "consent_on": date(2020, 1, 1)}
    Person.objects.create(**{**named("person"), "name": "张伟", **facts})
    asked = [{"name": "Zhang Wei", "email": "SOMEBODY@zhinan.example"}, {"name": "Wei Zhang"}, {"name": "Li Na"}]
    found = candidates_for(Person.objects.all(), asked)
    assert [[one.reasons[0] for one in each] for each in found] == [["same_mail"], ["same_sound"], []]


@pytest.mark.parametrize("number", [1, 60])
def test_candidates_take_the_same_number_of_queries_for_one_and_for_many(django_assert_num_queries, number):
    for at in range(number):
        organisation(name=f"University of Nairobi {at}")
    keep_keys()
    with django_assert_num_queries(11):
        candidates_for(Organisation.objects.all(), [{"name": f"Nairobi University {at}"} for at in range(number)])
