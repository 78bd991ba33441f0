"""Records that may be the one that somebody types, found in the database by the keys of its names."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from django.db.models import Count, Model

from zhinan.codelists.models import Country
from zhinan.history.models import Entry
from zhinan.kit.secrets import mark_of

from ..models import Affiliation, NameKey, NamesRead, Organisation, OrganisationIdentifier, OrganisationName, PersonName
from .places import Gazetteer
from .subjects import body, human
from .twins import CROWD, DOUBTFUL, score

LANGUAGES = ("name", "name_fr", "name_es", "name_ru", "name_zh", "name_ar")
TOGETHER = 400  # rows that are asked for in one go
MOST = 30  # records that are compared with one that is typed


@dataclass(frozen=True, slots=True)
class Candidate:
    """A `record` that may be the one that was typed, with the `score` and the keys of `reasons`."""

    record: Model
    score: float
    reasons: tuple


def gazetteer():
    """The Gazetteer of the countries in the database, which also knows the code of each key: one query."""
    return gazetteer_of(tuple(Country.objects.order_by("pk").values_list("pk", "alpha3", *LANGUAGES)))


@lru_cache(maxsize=2)
def gazetteer_of(rows):
    """The Gazetteer of `rows` of (key, code, names ...): made once as long as the countries stay as they are."""
    names = ((code, name) for _key, code, *names in rows for name in names if name)
    return Gazetteer(names, ((key, code) for key, code, *_names in rows))


def subjects_of(records, places):
    """What is compared of each record of the queryset `records`, of organisations or of people: three queries."""
    return bodies(records, places) if records.model is Organisation else humans(records, places)


def bodies(records, places):
    """Yield a Body for each organisation."""
    names = gathered(OrganisationName.objects.filter(organisation__in=records), "organisation_id", "name")
    marks = defaultdict(list)
    numbers = OrganisationIdentifier.objects.filter(organisation__in=records)
    for key, scheme, number in numbers.order_by("pk").values_list("organisation_id", "scheme", "number"):
        marks[key].append(f"{scheme}-{number}")
    fields = ("pk", "name", "name_zh", "acronym", "country_id", "parent_id", "website")
    for key, name, name_zh, acronym, country, parent, website in records.order_by("pk").values_list(*fields).iterator():
        yield body(
            key,
            (name, name_zh, *names.get(key, ())),
            places,
            acronym=acronym,
            country=places.by_key.get(country, ""),
            parent=parent,
            marks=marks.get(key, ()),
            website=website,
        )


def humans(records, places):
    """Yield a Human for each person."""
    names = gathered(PersonName.objects.filter(person__in=records), "person_id", "name")
    places_of_work = gathered(Affiliation.objects.filter(person__in=records), "person_id", "organisation_id")
    fields = ("pk", "name", "country_id", "email_mark")
    for key, name, country, mark in records.order_by("pk").values_list(*fields).iterator():
        code = places.by_key.get(country, "")
        yield human(key, (name, *names.get(key, ())), country=code, mail=mark, bodies=places_of_work.get(key, ()))


def gathered(rows, owner, field):
    """{key of the owner: [values of `field`]} of `rows`."""
    found = defaultdict(list)
    for key, value in rows.order_by("pk").values_list(owner, field):
        found[key].append(value)
    return found


def typed(model, values, places):
    """What is compared of `values`, in the shape of `kit.values.kept`, that somebody types for a record of `model`."""
    names = (values.get("name"), values.get("name_zh"), *(row.get("name") for row in values.get("names") or ()))
    country = places.by_key.get(values.get("country"), "")
    if model is Organisation:
        marks = [f"{row.get('scheme')}-{row.get('number')}" for row in values.get("identifiers") or ()]
        more = {"acronym": values.get("acronym") or "", "parent": values.get("parent")}
        return body(None, names, places, country=country, marks=marks, website=values.get("website") or "", **more)
    bodies = [row.get("organisation") for row in values.get("positions") or ()]
    return human(None, names, country=country, mail=mark_of(values.get("email") or ""), bodies=filter(None, bodies))


def candidates_for(among, typings, least=DOUBTFUL, waiting=None):
    """For each of `typings`, a list of Candidate, the likeliest first: records of the queryset `among`.

    A typing is {name: value} as `kit.values.kept` gives it, with all or a few of its names; people may have "email".
    Eleven queries for up to four hundred typings, however many records there are. What changed after the keys were
    written last is compared directly, so that the answer is true without the worker; a database whose keys were never
    written answers slowly. Who asks several times reads it once, by `waiting_among`, and hands it in as `waiting`.
    """
    places, found = gazetteer(), []
    waiting = by_number(subjects_of(unread(among), places)) if waiting is None else waiting
    for start in range(0, len(typings), TOGETHER):
        asked = [typed(among.model, values, places) for values in typings[start : start + TOGETHER]]
        found += answered(among, asked, waiting, places, least)
    return found


def waiting_among(among):
    """{number: [subjects]} of those of the queryset `among` that stand in no table of keys yet."""
    return by_number(subjects_of(unread(among), gazetteer()))


def unread(among):
    """Those of the queryset `among` whose names may differ from the keys that were written."""
    label = among.model._meta.label_lower
    read = NamesRead.objects.filter(noun=label).first()
    if read is None:
        return among
    return among.filter(pk__in=Entry.objects.filter(noun=label, pk__gt=read.position).order_by().values("noun_id"))


def by_number(found):
    """{number: [subjects]} of the subjects `found`."""
    holders = defaultdict(list)
    for subject in found:
        for number in subject.numbers():
            holders[number].append(subject)
    return holders


def answered(among, asked, waiting, places, least):
    """The lists of Candidate for some subjects; those `waiting` stand in no table of keys yet."""
    keys = [subject.numbers() for subject in asked]
    near, fresh = sharing(among.model, keys), {}
    for numbers, found in zip(keys, near, strict=True):
        own = {one.key: one for number in numbers for one in waiting.get(number, ())}
        found.update(own)
        fresh |= own
    wanted = set().union(*near) - fresh.keys()
    stored = fresh | {subject.key: subject for subject in subjects_of(among.filter(pk__in=wanted), places)}
    good = [ranked(subject, found, stored, least) for subject, found in zip(asked, near, strict=True)]
    records = among.in_bulk({key for found in good for key, _match in found})
    return [[Candidate(records[key], match.score, match.reasons) for key, match in found] for found in good]


def ranked(subject, keys, stored, least):
    """[(key, Match)] of those of `keys` that may be the `subject`, the likeliest first."""
    matches = [(key, score(subject, stored[key], least=least)) for key in keys if key in stored]
    return sorted(
        ((key, match) for key, match in matches if match.score >= least), key=lambda found: (-found[1].score, found[0])
    )


def sharing(model, keys):
    """For each list of `keys` the records that share most of them; what a crowd shares is asked for last."""
    rows = NameKey.objects.filter(noun=model._meta.label_lower)
    counted = rows.filter(key__in=set(chain.from_iterable(keys))).values_list("key").annotate(n=Count("pk"))
    counts = dict(counted.order_by())
    holders = defaultdict(list)
    keys = [chosen(own, counts) for own in keys]
    wanted = set(chain.from_iterable(keys))
    for key, record in rows.filter(key__in=wanted).values_list("key", "noun_id"):
        holders[key].append(record)
    shared = [Counter(record for key in own for record in holders.get(key, ())) for own in keys]
    return [{record for record, _number in counter.most_common(MOST)} for counter in shared]


def chosen(keys, counts):
    """Those of `keys` that few records share, or the rarest two where a crowd shares each of them."""
    known = sorted((key for key in keys if key in counts), key=counts.get)
    return [key for key in known if counts[key] <= CROWD * 5] or known[:2]
