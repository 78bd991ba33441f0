"""Somebody who comes to an open call without an account is told whom to ask for one."""

import pytest
from django.urls import reverse

from zhinan.accounts.tests.make import user
from zhinan.network.tests.make import organisation
from zhinan.programmes.models import ProgrammeParty
from zhinan.programmes.tests.make import programme

from .make import call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
SENTENCE = "Accounts are made by invitation: if you have none, ask "


def asked(client, found):
    """Whom the page of a call says to ask, None where it says nothing of accounts."""
    text = client.get(found.get_absolute_url()).content.decode()
    return text.split(SENTENCE)[1].split(" for one.")[0] if SENTENCE in text else None


def accountable(found, **facts):
    """An organisation that is accountable for the programme `found`."""
    office = organisation(**{"name": "Office of Ponds", "audience": "public"} | facts)
    ProgrammeParty.objects.create(programme=found, role="accountable", organisation=office)
    return office


def link(record):
    """A link to a record."""
    return f'<a href="{record.get_absolute_url()}">{record}</a>'


def test_a_visitor_asks_the_organisation_that_is_accountable_for_the_programme(client):
    found = programme(audience="public")
    ProgrammeParty.objects.create(programme=found, role="donor", organisation=organisation(audience="public"))
    office = accountable(found)
    assert asked(client, call(found)) == link(office)


def test_where_no_accountable_organisation_is_seen_the_programme_is_named(client):
    found = programme(audience="public")
    accountable(found, audience="staff")
    assert asked(client, call(found)) == link(found)


def test_of_a_hidden_programme_nothing_is_told(client):
    found = programme(audience="staff")
    accountable(found)
    assert asked(client, call(found)) == "those who run this installation"


def test_who_has_signed_in_is_told_nothing_of_accounts(client):
    client.force_login(user())
    assert asked(client, call()) is None


@pytest.mark.parametrize("state", ["closed", "cancelled", "decided"])
def test_a_call_that_takes_no_applications_tells_nothing_of_accounts(client, state):
    assert asked(client, call(state=state)) is None


def test_the_button_leads_a_visitor_to_sign_in_and_from_there_to_the_application(client):
    found = call()
    address = reverse("call-apply", args=[found.slug])
    assert address in client.get(found.get_absolute_url()).content.decode()
    assert client.get(address).url == f"/account/login/?next={address}"
