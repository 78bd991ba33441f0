"""A person who asks for it is forgotten; what happened stays, without a name."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.files.models import File
from zhinan.files.tests.make import attached
from zhinan.history.actions import write
from zhinan.history.models import Entry
from zhinan.network.actions.identity import merge, propose, unmerge
from zhinan.network.actions.people import erase
from zhinan.network.models import Affiliation, Merging, NameKey, Person, PersonName, Twin
from zhinan.network.tasks import write_keys
from zhinan.notices.actions import tell
from zhinan.notices.models import Notice
from zhinan.sources.models import Citation, Source

from .make import organisation, person

pytestmark = pytest.mark.django_db
WORDS = ("Wanderley", "wanderley", "Chief weaver", "asked by letter")


def office():
    return user("Secretariat", RoleName.SECRETARIAT, "programme:7")


def wanderley(by, **facts):
    """Somebody of whom much is recorded."""
    found = Person(slug=facts.pop("slug", "wanderley"))
    said = {"name": "W. Wanderley", "consent_on": "2020-01-01", "consent_words": "asked by letter", **facts}
    write(found, said, by=by)
    found.email = "wanderley@zhinan.example"
    found.save()
    found.names.create(name="Wanderley, W.")
    found.positions.create(organisation=organisation(), position="Chief weaver")
    attached(found, caption="Wanderley at the loom", by=by)
    write(found, {"name": "Wim Wanderley"}, by=by)
    tell([by], "{name} came.", found, name="Wim Wanderley")
    source = Source.objects.create(key=f"source-{found.pk}", title="List")
    Citation.objects.create(source=source, quote="Wanderley came", **Citation.pointer(found))
    write_keys(Person, [found.pk])
    return found


def everything():
    """All rows of all tables as one text."""
    models = [model for model in apps.get_models() if model.__module__.startswith("zhinan.")]
    return "\n".join(serializers.serialize("json", model._base_manager.all()) for model in models)


def test_nothing_of_an_erased_person_is_left_in_any_table():
    by = office()
    found = wanderley(by)
    other = wanderley(by, slug="wanderley-2")
    propose()
    merge(found, other, {}, by=by)
    assert all(word in everything() for word in WORDS)
    erase(found, by=by)
    assert [word for word in WORDS if word in everything()] == []
    models = (Person, PersonName, Affiliation, Twin, NameKey, Merging, File, Notice, Citation)
    assert [model._base_manager.count() for model in models] == [0] * len(models)


def test_what_was_done_stays_in_the_history_without_what_it_was():
    by = office()
    found = person(name="Somebody")
    write(found, {"name": "Somebody Else"}, by=by)
    pointer = Entry.pointer(found)
    erase(found, by=by)
    entries = Entry.objects.filter(**pointer).order_by("pk")
    assert [(entry.verb, entry.changes, entry.actor) for entry in entries] == [
        ("edited", {}, by.pseudonym),
        ("person_erased", {}, by.pseudonym),
    ]


def test_who_was_at_an_event_is_counted_there_without_a_name():
    found, by = person(), office()
    events, seats = apps.get_model("events", "event"), apps.get_model("events", "attendance")
    seat = seats.objects.create(event=events.objects.create(slug="meeting", title="Meeting"), person=found)
    erase(found, by=by)
    seat.refresh_from_db()
    assert (seat.person, seats.objects.count()) == (None, 1)


def test_another_person_keeps_everything():
    by = office()
    found, other = wanderley(by), person(name="Somebody", email="s@zhinan.example", consent_on="2020-01-01")
    other.positions.create(organisation=organisation(), position="Dyer")
    attached(other, by=by)
    erase(found, by=by)
    other.refresh_from_db()
    assert (other.email, other.positions.count(), File.objects.about(other).count()) == ("s@zhinan.example", 1, 1)


def test_a_merging_of_organisations_is_taken_back_without_the_position_of_who_was_erased():
    by, found, stays = office(), person(), person()
    kept, other = organisation(), organisation()
    for one in (found, stays):
        one.positions.create(organisation=kept, position="Dyer")
        one.positions.create(organisation=other, position="Dyer")
        one.positions.create(organisation=other, position="Weaver")
    merging = merge(kept, other, {}, by=by)
    erase(found, by=by)
    merging.refresh_from_db()
    assert [json.loads(text)[0]["fields"]["person"] for text in merging.joined] == [stays.pk]
    unmerge(merging, by=by, now=timezone.now())
    held = stays.positions.order_by("pk").values_list("organisation", "position")
    assert sorted(held) == sorted([(kept.pk, "Dyer"), (other.pk, "Dyer"), (other.pk, "Weaver")])
    assert Affiliation.objects.exclude(person=stays).count() == 0


@pytest.mark.parametrize(
    ("who", "role", "expected"),
    [
        ("visitor", None, [403, 403, True]),
        ("somebody who has signed in", (), [403, 403, True]),
        ("focal point", (RoleName.FOCAL_POINT, "organisation:1"), [403, 403, True]),
        ("secretariat", (RoleName.SECRETARIAT, "programme:7"), [200, 302, False]),
        ("administrator", (RoleName.ADMINISTRATOR,), [200, 302, False]),
    ],
)
def test_those_who_may_reach_a_person_erase_it_after_being_asked(client, who, role, expected):
    found = person(audience="public")
    address = reverse("erase-person", args=[found.slug])
    if role is not None:
        client.force_login(user(who, *role))
    offered = f'href="{address}"' in client.get(found.get_absolute_url()).content.decode()
    asked, is_there = client.get(address).status_code, Person.objects.exists()
    done = client.post(address).status_code
    assert (is_there, offered) == (True, expected[0] == 200)
    assert [asked, done, Person.objects.exists()] == expected
