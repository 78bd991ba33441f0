"""Turns data files into records: fields by their names, relations by the other record's slug or code."""

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction

from zhinan.codelists.models import Country, Currency, Goal, OrganisationType, PurposeCode, Target, UnknownCode
from zhinan.deliveries.models import Delivery
from zhinan.events.models import Event
from zhinan.grants.models import Grant
from zhinan.history.actions import record
from zhinan.knowledge.models import Collection, Publication, Solution, Story
from zhinan.network.models import Agreement, Membership, Network, Organisation, Partnership, Person
from zhinan.outreach.models import Dissemination, Engagement, Visit
from zhinan.programmes.models import Fund, Posting, Programme, Project
from zhinan.reporting.models import Statement
from zhinan.sources.actions import cite, list_as
from zhinan.sources.models import Source

NOUNS = {
    "source": Source,
    "organisation": Organisation,
    "person": Person,
    "network": Network,
    "membership": Membership,
    "agreement": Agreement,
    "partnership": Partnership,
    "programme": Programme,
    "fund": Fund,
    "project": Project,
    "posting": Posting,
    "grant": Grant,
    "event": Event,
    "delivery": Delivery,
    "publication": Publication,
    "solution": Solution,
    "collection": Collection,
    "story": Story,
    "engagement": Engagement,
    "visit": Visit,
    "dissemination": Dissemination,
    "statement": Statement,
}
KEYS = {Source: "key", OrganisationType: "code", PurposeCode: "code", Currency: "code", Goal: "number", Target: "code"}


class Loader:
    """Writes the entries of one world; everything or nothing."""

    def __init__(self, progress=None):
        self.progress = progress or (lambda done, total: None)
        self.found = {}

    @transaction.atomic
    def load(self, entries):
        """Write all `entries`; returns {noun: number}. Raises WrongData, and then nothing is written."""
        counts = {}
        for done, entry in enumerate(entries, 1):
            if entry.noun not in NOUNS:
                raise entry.wrong(f"no record is called {entry.noun}. Known are {', '.join(NOUNS)}.")
            self.write(NOUNS[entry.noun], dict(entry.values), entry)
            counts[entry.noun] = counts.get(entry.noun, 0) + 1
            self.progress(done, len(entries))
        return counts

    def write(self, model, values, entry, **owner):
        """Write one record of `model` with its rows, citations and listings; returns it."""
        citations, listings = values.pop("cite", []), values.pop("lists", [])
        if "about" in values:
            values |= self.pointer(values.pop("about"), entry)
        plain, many, rows = self.sort(model, values, entry)
        thing = model(**plain, **owner)
        try:
            thing.full_clean()
        except ValidationError as trouble:
            raise entry.wrong(sentences(trouble)) from None
        thing.save()
        for name, others in many.items():
            getattr(thing, name).set(others)
        for relation, children in rows.items():
            for child in children:
                self.write(relation.related_model, dict(child), entry, **{relation.field.name: thing})
        if not owner and model is not Source:
            record(thing, "recorded")
        self.lay_sources(thing, citations, listings, entry)
        return thing

    def sort(self, model, values, entry):
        """Part `values` into fields, many-to-many relations and rows of the record's own."""
        plain, many, rows = {}, {}, {}
        for name, value in values.items():
            try:
                field = model._meta.get_field(name)
            except FieldDoesNotExist:
                raise entry.wrong(f"{model._meta.verbose_name} has no “{name}”.") from None
            if field.one_to_many:
                rows[field] = value
            elif field.many_to_many:
                many[name] = [self.find(field.related_model, key, entry) for key in value]
            elif field.is_relation:
                plain[name] = self.find(field.related_model, value, entry)
            else:
                plain[name] = value
        return plain, many, rows

    def find(self, model, key, entry):
        """The record of `model` whose slug or code is `key`; each is asked for once."""
        if (model, key) not in self.found:
            self.found[model, key] = self.look_up(model, key, entry)
        return self.found[model, key]

    def look_up(self, model, key, entry):
        """Ask the database for the record of `model` whose slug or code is `key`."""
        if model is Country:
            try:
                return Country.objects.find(key)
            except UnknownCode as trouble:
                raise entry.wrong(str(trouble)) from None
        name = KEYS.get(model, "slug")
        thing = model._default_manager.filter(**{name: key}).first()
        if thing is None:
            raise entry.wrong(
                f"there is no {model._meta.verbose_name} “{key}”. Write the {name} of one that stands above."
            )
        return thing

    def pointer(self, words, entry):
        """The values that point at the record written as `noun:slug`."""
        noun, _, slug = words.partition(":")
        if noun not in NOUNS or not slug:
            raise entry.wrong(f"“{words}” names no record. Write it as event:its-slug.")
        thing = self.find(NOUNS[noun], slug, entry)
        return {"noun": thing._meta.label_lower, "noun_id": thing.pk}

    def lay_sources(self, thing, citations, listings, entry):
        """Lay citations and listings beside `thing`."""
        for words in citations:
            facts = dict(words)
            cite(thing, self.find(Source, facts.pop("source", ""), entry), **facts)
        for words in listings:
            facts = dict(words)
            source = self.find(Source, facts.pop("source", ""), entry)
            list_as(thing, facts.pop("kind"), facts.pop("extent"), source, **facts)


def sentences(trouble):
    """The messages of a ValidationError in one line, each with its field."""
    return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in trouble.message_dict.items())
