"""Contacts with the outside are typed by the secretariat of their programme and read on pages of their own."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.kit.tests.make import sent
from zhinan.network.tests.make import organisation
from zhinan.outreach import access, forms
from zhinan.outreach.models import Dissemination, Engagement
from zhinan.programmes.tests.make import programme

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, found.scope()))
    return found


def test_an_engagement_is_added_and_read(client, ours):
    organisation(name="Weavers")
    values = sent(forms.EngagementForm, programme="Our programme", organisation="Weavers", stage="engaged")
    answer = client.post(reverse("add-engagement"), values | {"happened_on": "2020-03", "subject": "Looms"})
    made = Engagement.objects.get()
    assert answer.url == made.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert [text in page for text in ("March 2020", "Looms", reverse("edit-engagement", args=[made.pk]))] == [True] * 3


def test_copies_are_a_whole_number_that_is_not_negative(client, ours):
    make.publication(title="Report")
    values = sent(
        forms.DisseminationForm, programme="Our programme", publication="Report", copies="-3", qualifier="exact"
    )
    answer = client.post(reverse("add-dissemination"), values)
    assert (list(answer.context["form"].errors), Dissemination.objects.count()) == (["copies"], 0)


@pytest.mark.parametrize("noun", ["engagement", "visit", "dissemination"])
def test_a_contact_is_read_in_a_stated_number_of_queries(client, django_assert_num_queries, noun):
    found = getattr(make, noun)(programme())
    with django_assert_num_queries(4):
        answer = client.get(found.get_absolute_url())
    assert answer.status_code == 200


@pytest.mark.parametrize("noun", ["engagement", "visit", "dissemination"])
def test_the_secretariat_of_its_programme_and_the_administrator_change_a_contact(noun):
    found = programme()
    contact = getattr(make, noun)(found)
    may = {who: access.edit(one, contact) for who, one in cast(found, programme()).items()}
    assert [who for who, is_allowed in may.items() if is_allowed] == ["secretariat", "administrator"]
