"""Whatever the world looks like, merging and taking back leaves every table as it was."""

import random
from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from zhinan.accounts.models import Role, RoleName
from zhinan.accounts.tests.make import user
from zhinan.history.models import ARCHIVE
from zhinan.kit.lifecycle import NotNow
from zhinan.network.actions.identity import merge, unmerge
from zhinan.network.models import Affiliation, OrganisationIdentifier, OrganisationName, Person
from zhinan.sources.models import Citation, Source

from .make import agreement, membership, named, network, organisation, partnership, titled

pytestmark = pytest.mark.django_db


def person(name="Somebody", **facts):
    """A person in the database."""
    return Person.objects.create(**{**named("person"), "name": name, **facts})


def noun(label):
    """The model of a room above."""
    return apps.get_model(label)


def now():
    return timezone.now()


LEFT_OUT = {"history.entry", "network.merging", "network.twin", "network.namekey", "network.namesread"}


def everything():
    """{label: rows} of all tables of ours, but for what tells of the merging itself."""
    models = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("zhinan.")]
    return {
        model._meta.label_lower: sorted(map(str, model._base_manager.values_list()))
        for model in models
        if model._meta.label_lower not in LEFT_OUT
    }


class World:
    """Organisations, people, and everything that points at them, by chance."""

    def __init__(self, chance):
        self.chance = chance
        self.bodies = []
        for _ in range(5):
            parent = chance.choice([None, *self.bodies])
            facts = {"acronym": chance.choice(["", "AB"]), "name_zh": chance.choice(["", "大学", "研究所"])}
            self.bodies.append(organisation(parent=parent, **facts))
        self.people = [person(chance.choice(["Zhang Wei", "张伟", "Wei Zhang"]), **self.mail()) for _ in range(4)]
        self.links()
        for one in self.bodies:
            self.rows_of(one)

    def mail(self):
        """A mail address with its consent, or none."""
        if self.chance.random() < 0.5:
            return {}
        return {"email": f"{self.chance.random()}@zhinan.example", "consent_on": date(2020, 1, 1)}

    def some(self, things):
        """Some of `things`."""
        return self.chance.sample(things, self.chance.randint(0, len(things)))

    def links(self):
        """What ties organisations and people together."""
        for _ in range(2):
            found = network(secretariat=self.chance.choice([None, *self.bodies]))
            for one in self.some(self.bodies):
                left = self.chance.choice([None, "2019"])
                membership(found, organisation=one, joined_on=self.chance.choice(["2010", "2011"]), left_on=left)
            agreement(*self.some(self.bodies))
            partnership(*self.some(self.bodies), network=found)
            event = noun("events.event").objects.create(**titled("event", kind="webinar"))
            for who in self.some(self.people):
                noun("events.attendance").objects.create(
                    event=event, person=who, organisation=self.chance.choice([None, *self.bodies])
                )
            for one in self.some(self.bodies) * 2:
                noun("events.eventparty").objects.create(event=event, role="organiser", organisation=one)
        for one in self.people:
            for place in self.some(self.bodies):
                Affiliation.objects.create(person=one, organisation=place, position=self.chance.choice(["", "Head"]))

    def rows_of(self, one):
        """What belongs to an organisation, and what stands under its name."""
        scope = f"organisation:{one.pk}"
        for name in self.some(["Alpha", "Beta", "AB"]):
            OrganisationName.objects.create(organisation=one, name=name)
        OrganisationIdentifier.objects.create(organisation=one, scheme="REG", number=str(one.pk))
        Role.objects.create(user=user(), role=RoleName.FOCAL_POINT, scope=scope)
        agreement(audience=self.chance.choice(["public", scope, f"focal_point@{scope}"]))
        project = noun("programmes.project").objects.create(slug=f"project-{one.pk}", title="Project")
        facts = {"project": project, "kind": "in_kind", "stage": "secured", "on": date(2020, 1, 1), "quantity": 3}
        noun("programmes.posting").objects.create(contributor=one, **facts)
        source, _new = Source.objects.get_or_create(key="paper", file="paper.txt", title="Paper")
        for _ in range(self.chance.randint(0, 2)):
            Citation.objects.create(source=source, quote=self.chance.choice("ab"), **Citation.pointer(one))


@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_merging_and_taking_back_leaves_every_table_as_it_was(seed):
    chance = random.Random(seed)
    with transaction.atomic():
        world, office, done = World(chance), user("Office"), []
        states = [everything()]
        for group in (world.bodies, world.people, world.bodies):
            there = [one for one in type(group[0])._base_manager.order_by("pk") if one.audience != ARCHIVE]
            kept, other = chance.sample(there, 2)
            fields = ("name", "acronym", "website", "description", "country", "email")
            choices = {name: chance.choice(["kept", "other"]) for name in fields}
            done.append(merge(kept, other, choices, by=office))
            states.append(everything())
        for merging, before in zip(reversed(done), reversed(states[:-1]), strict=True):
            unmerge(merging, by=office, now=now())
            assert everything() == before
        transaction.set_rollback(True)


def test_values_that_do_not_fit_together_are_refused_and_nothing_is_half_written():
    one = organisation(name="Whole")
    other = organisation(name="Part", parent=one)
    before = everything()
    with pytest.raises(NotNow):
        merge(one, other, {"parent": "other"}, by=user())
    assert {label: rows for label, rows in everything().items() if label != "accounts.user"} == {
        label: rows for label, rows in before.items() if label != "accounts.user"
    }
