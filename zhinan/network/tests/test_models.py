"""What the database itself keeps right about organisations and memberships."""

import pytest
from django.db import IntegrityError, transaction

from zhinan.accounts.models import VISITOR
from zhinan.accounts.tests.make import user
from zhinan.network.models import Affiliation, Membership, OrganisationIdentifier, OrganisationName, Person

from .make import agreement, membership, network, organisation, partnership

pytestmark = pytest.mark.django_db


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()
    return True


def test_an_organisation_is_an_open_member_once_and_may_come_back():
    found, who = network(), organisation()
    membership(found, organisation=who, joined_on="2001", left_on="2010")
    membership(found, organisation=who, joined_on="2020")
    assert refused(lambda: membership(found, organisation=who, joined_on="2021"))


def test_nobody_leaves_before_they_joined():
    assert refused(lambda: membership(network(), joined_on="2020", left_on="2019"))


def test_a_name_and_an_identifier_belong_to_one_organisation():
    who = organisation()
    OrganisationName.objects.create(organisation=who, name="Biogas Institute")
    assert refused(lambda: OrganisationName.objects.create(organisation=who, name="Biogas Institute"))
    number = OrganisationIdentifier.objects.create(organisation=who, scheme="CN-REG", number="7")
    assert str(number) == "CN-REG-7"
    assert refused(
        lambda: OrganisationIdentifier.objects.create(organisation=organisation(), scheme="CN-REG", number="7")
    )


def test_a_membership_is_visible_where_network_and_organisation_are():
    shown = membership(network())
    membership(network(audience="signed-in"))
    membership(network(), organisation=organisation(audience="administrator"))
    assert list(Membership.objects.visible_to(VISITOR)) == [shown]
    assert Membership.objects.visible_to(user()).count() == 2
    assert Membership.objects.public().count() == 1


def test_records_read_as_a_reader_expects_them():
    found, who = network(name="Network"), organisation(name="Weavers", slug="weavers")
    person = Person.objects.create(slug="somebody", name="Somebody")
    joined = membership(found, organisation=who)
    words = [str(one) for one in (joined, Affiliation(person=person, organisation=who), agreement(title="Paper"))]
    assert words == ["Weavers (Network)", "Somebody, Weavers", "Paper"]
    assert joined.get_absolute_url() == f"/memberships/{joined.pk}/"
    assert str(partnership(title="Rice")) == "Rice"
