"""The first hour, step by step: from an empty installation to a report that counts what was recorded."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.events.forms import EventForm
from zhinan.kit.choosers import with_key
from zhinan.kit.tests.make import sent
from zhinan.network.forms import MembershipForm, NetworkForm
from zhinan.network.models import Network, Organisation
from zhinan.network.tests.make import membership, network
from zhinan.portal.actions import begin
from zhinan.programmes.models import Programme
from zhinan.programmes.tests.make import programme
from zhinan.reporting.editions import Report

from .test_begin import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
FIRST = "first-network"


@pytest.fixture
def office(client):
    """The first administrator of an installation that has begun, signed in."""
    found = begin(**WORDS)
    client.force_login(found)
    return found


def step(client, label):
    """The step with this label, as the start page shows it."""
    return next(one for one in client.get(reverse("start")).context["steps"] if one.label == label)


def answered(name):
    """The value of the figure `name` in the report of this year."""
    return Report(Programme.objects.get(), localdate().year, on=timezone.localdate()).answers.figure(name).value


def test_each_step_leads_to_the_page_that_makes_it_done_and_the_report_counts_it(client, office):
    assert step(client, "Add your members").address == reverse(FIRST)
    client.post(reverse(FIRST), sent(NetworkForm, name="Ring of offices", is_led="on"))
    ring, body = Network.objects.get(), Organisation.objects.get()
    add = step(client, "Add your members")
    assert (add.address, add.is_done) == (reverse("add-membership"), False)
    words = sent(MembershipForm, network=with_key(ring), organisation=with_key(body), joined_on=str(localdate()))
    client.post(add.address, words)
    assert step(client, "Add your members").is_done is True
    plan, led = step(client, "Plan an event"), {"involvements-TOTAL_FORMS": "1", "involvements-0-part": "organised"}
    led["involvements-0-programme"] = with_key(Programme.objects.get())
    words = sent(
        EventForm, title="First webinar", kind="webinar", mode="online", state="held", starts_on=str(localdate())
    )
    client.post(plan.address, words | led)
    assert step(client, "Plan an event").is_done is True
    assert client.get(step(client, "Look at your first report").address).status_code == 200
    assert (answered("members_total"), answered("online_events")) == (1, 1)


def test_a_new_network_is_offered_to_the_one_programme_that_its_writer_keeps(client, office):
    led = Programme.objects.get()
    page = client.get(reverse(FIRST))
    assert f"“{led}” leads this network" in page.content.decode()
    words = sent(NetworkForm, name="Another ring")
    asked = client.post(reverse(FIRST), words | {"step": "check"})
    said = {label: value for label, value, _part in asked.context["answers"]}
    assert said[f"“{led}” leads this network"] == "no"
    client.post(reverse(FIRST), words)
    assert (Network.objects.count(), led.networks.count()) == (1, 0)


def test_who_keeps_several_programmes_or_none_is_asked_nothing(client):
    two = user("Two", RoleName.SECRETARIAT, programme().scope())
    two.roles.create(role=RoleName.SECRETARIAT, scope=programme().scope())
    for keeper in (user("Administrator", RoleName.ADMINISTRATOR), two):
        client.force_login(keeper)
        assert "is_led" not in client.get(reverse(FIRST)).context["form"].fields
        client.post(reverse(FIRST), sent(NetworkForm, name=keeper.name, is_led="on"))
    assert (Network.objects.count(), Programme.objects.exclude(networks=None).count()) == (2, 0)


def test_a_network_that_no_programme_leads_is_to_be_named_first(client, office):
    membership(network(), state="member")
    add = step(client, "Add your members")
    assert (add.address, add.is_done) == (reverse("edit-programme", args=[Programme.objects.get().slug]), False)
    assert "its members count in no report" in add.note
