"""Deliveries are typed with who gave, who received and what, are copied and put away, and go back again."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.deliveries.forms import DeliveryForm
from zhinan.deliveries.models import Delivery
from zhinan.history.models import Entry
from zhinan.programmes.tests.make import programme, project
from zhinan.programmes.tests.sending import EVERYBODY, KEEPER, SIGNED_IN, add, answers, edit, rows, warned

from .make import delivery, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
MASKS = {"what": "Masks", "quantity": "5000", "qualifier": "exact", "unit": "boxes", "value": "900", "currency": "USD"}


@pytest.fixture
def office(client):
    """The secretariat of a programme, signed in; the programme is its attribute."""
    found = programme(name="Our programme")
    one = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    one.programme = found
    client.force_login(one)
    return one


def test_a_delivery_is_added_with_its_parties_and_items(client, office):
    campaign = delivery(kind="campaign", title="Campaign")
    more = rows("parties", {"role": "recipient", "country": "Nepal"}) | rows("items", MASKS)
    values = {"title": "Masks", "kind": "donation", "programme": "Our programme", "whole": "Campaign"}
    answer = add(client, DeliveryForm, delivered_on="2020-05", **values, **more)
    made = Delivery.objects.get(title="Masks")
    assert (answer.url, made.whole, made.programme) == (made.get_absolute_url(), campaign, office.programme)
    assert (made.parties.get().country.alpha3, made.items.get().currency.code) == ("NPL", "USD")


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"delivered_on": "in May"}, {"delivered_on": ["“in May” is not a date. Write 2020, 2020-09 or 2020-09-25."]}),
        ({"whole": "Part"}, {"whole": ["A delivery cannot be part of itself or of one of its parts."]}),
        (
            {"project": "Their work"},
            {"project": ["Only the secretariat of this programme may put records there. Choose your own."]},
        ),
    ],
    ids=str,
)
def test_what_a_delivery_cannot_be_is_said_at_its_field(client, office, values, errors):
    project(programme(), title="Their work")
    found = delivery(office.programme, title="Masks")
    delivery(title="Part", whole=found)
    answer = edit(client, found, DeliveryForm, title="Masks", kind="donation", programme="Our programme", **values)
    assert answer.context["form"].errors == errors


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"currency": ""}, "A value and its currency go together."),
        ({"quantity": "-1"}, "Neither a quantity nor a value lies below zero."),
    ],
)
def test_an_item_that_makes_no_sense_is_refused_in_words(client, office, values, sentence):
    form = add(client, DeliveryForm, title="Masks", kind="donation", **rows("items", MASKS | values)).context["form"]
    assert form.sets[1].forms[0].errors == {"__all__": [sentence]}


def test_what_is_worth_a_second_look(client, office):
    delivery(title="Masks", delivered_on="2018-05")
    values = {"title": "Masks", "kind": "campaign", "programme": "Our programme", "delivered_on": "2018"}
    assert warned(add(client, DeliveryForm, step="check", **values, **rows("items", MASKS))) == [
        "“Masks” in the same year is recorded already.",
        "2018 is before the programme “Our programme” began (2019).",
        "A campaign is never counted: put its items on the deliveries that it holds.",
    ]


def test_an_item_that_is_left_out_comes_back_under_its_key(client, office):
    found = delivery(office.programme, title="Masks")
    held = item(found, "900", quantity=5000)
    more = rows("items", MASKS | {"id": held.pk, "DELETE": "on"}, held=1)
    values = {"title": "Masks", "kind": "donation", "programme": "Our programme", "delivered_on": "2020-05"}
    edit(client, found, DeliveryForm, **values, **more)
    assert found.items.count() == 0
    client.post(reverse("undo-delivery", args=[found.slug, Entry.objects.about(found).get().pk]))
    assert [(one.pk, one.value, one.quantity) for one in found.items.all()] == [(held.pk, 900, 5000)]


def test_a_copy_has_its_items(client, office):
    found = delivery(office.programme, "NPL", title="Masks")
    item(found, "900")
    form = client.get(reverse("copy-delivery", args=[found.slug])).context["form"]
    assert (form["title"].value(), [rows.total_form_count() for rows in form.sets]) == ("Masks", [2, 2, 1])


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("belongs", ["programme", "project"])
def test_who_may_do_what_with_a_delivery(client, person, belongs):
    here = programme()
    who = cast(here, programme())[person]
    found = delivery(here) if belongs == "programme" else delivery(project=project(here))
    assert answers(client, who, found) == EVERYBODY[person]


@pytest.mark.parametrize(("person", "expected"), [("finance", SIGNED_IN), ("secretariat elsewhere", KEEPER)])
def test_a_delivery_of_no_programme_is_kept_by_whoever_keeps_records(client, person, expected):
    who = cast(programme(), programme())[person]
    assert answers(client, who, delivery()) == expected
