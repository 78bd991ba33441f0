"""Turns data files into records: fields by their names, relations by the other record's slug or code."""

from django.core.exceptions import FieldDoesNotExist, FieldError, ValidationError
from django.db import transaction

from zhinan.accounts.models import PUBLIC, SIGNED_IN, RoleName
from zhinan.codelists.models import Country, Currency, Goal, OrganisationType, PurposeCode, Target, UnknownCode
from zhinan.deliveries.models import Delivery
from zhinan.events.models import Event
from zhinan.grants.models import Grant
from zhinan.history.actions import record
from zhinan.knowledge.models import Collection, Publication, Solution, Story
from zhinan.network.models import Agreement, Membership, Network, Organisation, Partnership, Person
from zhinan.outreach.models import Dissemination, Engagement, Visit
from zhinan.programmes.models import Fund, Posting, Programme, Project
from zhinan.reporting.figures import BY_KEY
from zhinan.reporting.models import Statement
from zhinan.sources.actions import cite
from zhinan.sources.models import Citation, Listing, Source

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
KEYS = {
    Source: "key",
    OrganisationType: "code",
    PurposeCode: "code",
    Currency: "code",
    Goal: "number",
    Target: "code",
    Posting: "evidence",
}
AUDIENCES = {PUBLIC, SIGNED_IN, *RoleName.values}


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
        citations, listings = tables(values, "cite", entry), tables(values, "lists", entry)
        self.resolve(values, entry)
        plain, many, rows = self.sort(model, values, entry)
        thing = model(**plain, **owner)
        try:
            thing.full_clean()
        except ValidationError as trouble:
            raise entry.wrong(sentences(trouble)) from None
        thing.save()
        for name, others in many.items():
            getattr(thing, name).set(others)
        for child, back, children in rows:
            for words in children:
                self.write(child, words, entry, **{back: thing})
        if not owner and model is not Source:
            record(thing, "recorded")
        self.lay_sources(thing, citations, listings, entry)
        return thing

    def resolve(self, values, entry):
        """Put the keys of records in place of the words for them: what a statement is about, and who may see it."""
        if "about" in values:
            thing = self.named(values.pop("about"), entry)
            values |= {"noun": thing._meta.label_lower, "noun_id": thing.pk}
        if "audience" in values:
            values["audience"] = self.token(values["audience"], entry)
        if values.get("figure", "") not in ("", *BY_KEY):
            raise entry.wrong(f"there is no figure “{values['figure']}”. Figures: {', '.join(BY_KEY)}.")

    def sort(self, model, values, entry):
        """Part `values` into fields, many-to-many relations, and rows of the record's own.

        The rows are (model, the field that leads back, tables). A relation that keeps facts of its own, as the
        affiliations of a person, is written as rows, too.
        """
        plain, many, rows = {}, {}, []
        for name in list(values):
            try:
                field = model._meta.get_field(name)
            except FieldDoesNotExist:
                raise entry.wrong(f"{model._meta.verbose_name} has no “{name}”.") from None
            if field.one_to_many:
                rows.append((field.related_model, field.field.name, tables(values, name, entry)))
            elif field.many_to_many and not field.remote_field.through._meta.auto_created:
                rows.append((field.remote_field.through, field.m2m_field_name(), tables(values, name, entry)))
            elif field.many_to_many:
                many[name] = [self.find(field.related_model, key, entry) for key in listed(values, name, entry)]
            elif field.is_relation:
                plain[name] = self.find(field.related_model, values[name], entry)
            else:
                plain[name] = values[name]
        return plain, many, rows

    def find(self, model, key, entry):
        """The record of `model` whose slug or code is `key`; each is asked for once."""
        if not isinstance(key, str | int):
            raise entry.wrong(f"“{key}” names no {model._meta.verbose_name}. Write its {KEYS.get(model, 'slug')}.")
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
        try:
            thing = model._default_manager.filter(**{name: key}).first()
        except (FieldError, ValueError):
            thing = None
        if thing is None:
            raise entry.wrong(
                f"there is no {model._meta.verbose_name} “{key}”. Write the {name} of one that stands above."
            )
        return thing

    def named(self, words, entry):
        """The record that is written as `noun:slug`."""
        noun, _, slug = str(words).partition(":")
        if noun not in NOUNS or not slug:
            raise entry.wrong(f"“{words}” names no record. Write it as event:its-slug.")
        return self.find(NOUNS[noun], slug, entry)

    def token(self, words, entry):
        """The audience token of `words`, a role's scope written with a slug: secretariat@programme:its-slug."""
        word, _, scope = str(words).partition("@")
        if word not in AUDIENCES:
            raise entry.wrong(
                f"“{word}” is no audience. Write public, signed-in, or a role as in secretariat@programme:its-slug."
            )
        return f"{word}@{scope.partition(':')[0]}:{self.named(scope, entry).pk}" if scope else word

    def lay_sources(self, thing, citations, listings, entry):
        """Lay citations and listings beside `thing`."""
        for words in citations:
            facts, _, _ = self.sort(Citation, {"source": "", **words}, entry)
            cite(thing, facts.pop("source"), **facts)
        for words in listings:
            self.write(Listing, words, entry, **Listing.pointer(thing))


def listed(values, name, entry):
    """The list that stands under `name` in `values`."""
    if not isinstance(values[name], list):
        raise entry.wrong(f"write {name} in brackets, as a list.")
    return values[name]


def tables(values, name, entry):
    """Copies of the tables that stand under `name` in `values`, which loses them; none where there is no such name."""
    rows = listed(values, name, entry) if name in values else []
    if not all(isinstance(row, dict) for row in rows):
        raise entry.wrong(f"write each of {name} in braces, as a table.")
    values.pop(name, None)
    return [dict(row) for row in rows]


def sentences(trouble):
    """The messages of a ValidationError in one line, each with its field."""
    return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in trouble.message_dict.items())
