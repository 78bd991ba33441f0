"""Finding records that are one among a hundred thousand organisations and people, in how many cases rightly."""

import resource
import time

from django.core.management import call_command

from zhinan.codelists import actions as codelists
from zhinan.codelists.models import Country
from zhinan.kit.secrets import mark_of
from zhinan.network.actions import identity
from zhinan.network.models import Affiliation, Organisation, Person, Twin
from zhinan.network.rules import candidates_for
from zhinan.network.tasks import keep_keys

from . import namesakes, namesakes_people

EACH = 50_000
SECONDS = 120
PRECISION, RECALL = 0.98, 0.95
ASKED = 200


def measure(each=EACH):
    """Measure over `each` organisations and as many people.

    Returns the seconds of `propose` as "ours", and {"precision", "recall", "records", "true_pairs"} for both nouns.
    """
    call_command("migrate", verbosity=0)
    codelists.load_all()
    rows = {Organisation: namesakes.institutions(each), Person: namesakes_people.people(each, each // 10)}
    write(rows)
    start = time.perf_counter()
    identity.propose()
    took = time.perf_counter() - start
    found = {model._meta.model_name: judged(model, rows[model]) for model in rows}
    right = all(one["precision"] >= PRECISION and one["recall"] >= RECALL for one in found.values())
    return {
        "question": f"pairs that may be one among {2 * each:,} organisations and people",
        "ours": round(took, 1),
        "unit": "s",
        "target": "at most 120",
        "met": took <= SECONDS and right,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "precision_and_recall_wanted": [PRECISION, RECALL],
        **found,
        **asked(rows[Organisation]),
    }


def write(rows):
    """Put the records into the database."""
    countries = {**dict(Country.objects.values_list("alpha3", "pk")), "": None}
    Organisation.objects.bulk_create(
        (
            Organisation(
                slug=f"body-{at}", name=row["name"], name_zh=row["name_zh"], country_id=countries[row["country"]]
            )
            for at, row in enumerate(rows[Organisation])
        ),
        batch_size=2000,
    )
    Person.objects.bulk_create(
        (
            Person(
                slug=f"person-{at}",
                name=row["name"],
                country_id=countries[row["country"]],
                email_mark=mark_of(row["mail"]),
            )
            for at, row in enumerate(rows[Person])
        ),
        batch_size=2000,
    )
    bodies = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    people = Person.objects.order_by("pk").values_list("pk", flat=True)
    Affiliation.objects.bulk_create(
        (
            Affiliation(person_id=person, organisation_id=bodies[row["body"]])
            for person, row in zip(people, rows[Person], strict=True)
            if row["body"] is not None
        ),
        batch_size=2000,
    )


def judged(model, rows):
    """How many of the proposed pairs are right, and how many of the right ones are proposed."""
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    right = {(keys[one], keys[other]) for one, other in namesakes.truth(rows)}
    said = set(Twin.objects.of(model).values_list("one_id", "other_id"))
    return {
        "records": len(rows),
        "true_pairs": len(right),
        "proposed_pairs": len(said),
        "precision": round(len(right & said) / len(said), 4),
        "recall": round(len(right & said) / len(right), 4),
    }


def asked(rows):
    """Seconds to write the keys, and milliseconds to find the candidates for one name and for two hundred."""
    start = time.perf_counter()
    keep_keys()
    keys = time.perf_counter() - start
    typings = [{"name": row["name"]} for row in rows[:: len(rows) // ASKED][:ASKED]]
    start = time.perf_counter()
    candidates_for(Organisation.objects.all(), typings)
    together = time.perf_counter() - start
    start = time.perf_counter()
    for typing in typings[:20]:
        candidates_for(Organisation.objects.all(), [typing])
    one = (time.perf_counter() - start) / 20
    return {
        "keys_s": round(keys, 1),
        "one_name_ms": round(one * 1000, 1),
        "two_hundred_names_ms": round(together * 1000),
    }
