"""The data files of the record world say what the seeds say, and each record names its place there."""

import hashlib

import pytest

from zhinan.codelists.actions import load_all
from zhinan.demo.coverage import RECORD, seeds, squeezed
from zhinan.demo.loading import NOUNS, Loader
from zhinan.demo.reading import read_world
from zhinan.events.models import Event
from zhinan.grants.models import Grant
from zhinan.network.models import Person
from zhinan.reporting.models import Statement
from zhinan.sources.models import Citation

DIGESTS = {
    "seed-000": "ff1f2692c1008c669b95ce2b6180ac011133975f2d6bacf43683bc0b01e3fe24",
    "seed-001": "6dc6a3142659d8a49c74bffd2bdd4ccb1b5c0cdae40ec9935f812c9ab0b42d21",
    "seed-002": "2443ac1f69ab489ed84fb461e7af234cf614cdea2da01b9e158db1f65801e3d5",
    "seed-003": "5556b053173cf65833ea9679ae09bf93737e3c6718790d689b77d7ff1312b75e",
    "seed-004": "2634da852e87d27fac175e6a4412bee56f1b9bfd45e72f26d4c7a440e370be54",
}


@pytest.fixture(scope="module")
def entries():
    return read_world(RECORD)


@pytest.fixture(scope="module")
def printed():
    return {key: squeezed(text) for key, text in seeds().items()}


def tables(values, name):
    """Every table that stands under `name` in a record or in one of its rows."""
    if isinstance(values, dict):
        yield from values.get(name, [])
        values = values.values()
    if not isinstance(values, str) and hasattr(values, "__iter__"):
        for value in values:
            yield from tables(value, name)


def is_printed(words, text):
    """Whether `words` stand in the squeezed `text`; [...] within them leaves something out."""
    return all(squeezed(piece) in text for piece in words.split("[...]"))


def test_the_seeds_are_kept_byte_for_byte():
    found = {f"seed-{path.stem}": hashlib.sha256(path.read_bytes()).hexdigest() for path in RECORD.glob("seeds/*.txt")}
    assert found == DIGESTS


def test_every_record_cites_a_seed(entries):
    bare = [
        entry.place() for entry in entries if entry.noun not in ("source", "statement") and not entry.values.get("cite")
    ]
    assert bare == []


def test_every_quote_is_printed_in_the_seed_that_it_is_cited_from(entries, printed):
    wrong = [
        (entry.place(), citation["quote"])
        for entry in entries
        for citation in tables(entry.values, "cite")
        if not is_printed(citation["quote"], printed[citation["source"]])
    ]
    assert wrong == []


def test_the_words_of_every_listing_are_printed_in_its_seed(entries, printed):
    wrong = [
        (entry.place(), listing["words"])
        for entry in entries
        for listing in tables(entry.values, "lists")
        if not is_printed(listing["words"], printed[listing["source"]])
    ]
    assert wrong == []


def test_every_statement_is_printed_in_its_seed(entries, printed):
    wrong = [
        entry.values["text"]
        for entry in entries
        if entry.noun == "statement" and not is_printed(entry.values["text"], printed[entry.values["source"]])
    ]
    assert wrong == []


def test_every_long_text_of_a_solution_or_story_is_printed_in_a_seed(entries, printed):
    whole = "".join(printed.values()).replace("•", "-").replace("199©", "")
    wrong = [
        (entry.place(), part)
        for entry in entries
        for name in ("challenges", "towards", "contact", "text")
        if entry.noun in ("solution", "story")
        for part in entry.values.get(name, "").split("\n")
        if squeezed(part) not in whole
    ]
    assert wrong == []


def test_every_statement_speaks_of_a_figure_a_record_or_a_topic(entries):
    kinds = [
        [name for name in ("figure", "about", "topic") if entry.values.get(name)]
        for entry in entries
        if entry.noun == "statement"
    ]
    assert {len(names) for names in kinds} == {1}


def test_aggregates_of_china_and_of_cicete_belong_to_no_programme(entries):
    topics = [entry for entry in entries if entry.values.get("topic")]
    assert topics and [entry.place() for entry in topics if "programme" in entry.values] == []


@pytest.mark.django_db
def test_the_record_world_loads_whole(entries):
    load_all()
    counts = Loader().load(entries)
    assert {noun: NOUNS[noun].objects.count() for noun in counts} == counts
    assert Person.objects.count() == 0
    assert list(Grant.objects.filter(number__isnull=False).order_by("number").values_list("slug", flat=True)) == [
        "tilapia-tanzania",
        "building-materials",
        "tourism-uzbekistan",
        "bamboo-board-rwanda",
    ]
    assert Event.objects.filter(kind="webinar", mode="online", whole__slug="webinar-series").count() == 3
    assert Statement.objects.filter(figure="members_joined").get().value == 5
    webinar = Event.objects.get(slug="webinar-1")
    assert [str(citation) for citation in Citation.objects.about(webinar)] == [
        "seeds/002.txt, Capacity development trainings, 1"
    ]
