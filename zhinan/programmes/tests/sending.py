"""What a browser sends of records' forms, and what their pages answer to whom: for the tests of this room and above."""

from django.urls import reverse

from zhinan.history.models import ARCHIVE, Entry
from zhinan.kit.tests.make import sent

VERBS = ("add", "edit", "copy", "archive", "restore", "undo")
KEEPER = [200, 200, 200, 200, 302, 302]
SIGNED_IN = [403, 403, 403, 403, 403, 403]
VISITOR = [302, 403, 403, 403, 403, 403]
ADDS_ONLY = [200, 403, 200, 403, 403, 403]
EVERYBODY = {
    "visitor": VISITOR,
    "nobody in particular": SIGNED_IN,
    "focal point": SIGNED_IN,
    "finance": SIGNED_IN,
    "evaluator": SIGNED_IN,
    "secretariat": KEEPER,
    "secretariat elsewhere": ADDS_ONLY,
    "administrator": KEEPER,
}


def add(client, form_class, **values):
    """The answer to a form for a new record."""
    return client.post(reverse(f"add-{form_class._meta.model._meta.model_name}"), sent(form_class, **values))


def edit(client, record, form_class, **values):
    """The answer to the form of `record`."""
    address = reverse(f"edit-{record._meta.model_name}", args=[record.slug])
    return client.post(address, sent(form_class, seen="0", **values))


def rows(prefix, *filled, held=0):
    """What a browser sends of rows, of which the first `held` stand already."""
    found = {f"{prefix}-TOTAL_FORMS": str(len(filled)), f"{prefix}-INITIAL_FORMS": str(held)}
    return found | {
        f"{prefix}-{number}-{key}": value for number, row in enumerate(filled) for key, value in row.items()
    }


def warned(answer):
    """The sentences that a form warns of."""
    return [sentence for sentence, _address in answer.context["warnings"]]


def answers(client, who, record):
    """What each of VERBS answers `who` about `record`, which is put into the archive for being taken out."""
    found, noun = [], record._meta.model_name
    if who.is_authenticated:
        client.force_login(who)
    entry = Entry.objects.create(**Entry.pointer(record), verb="edited", changes={"summary": ["", ""]})
    Entry.objects.create(**Entry.pointer(record), verb="archived", changes={"audience": ["public", ARCHIVE]})
    for verb in VERBS:
        audience = ARCHIVE if verb == "restore" else "public"
        type(record).objects.filter(pk=record.pk).update(audience=audience)
        more = [entry.pk] if verb == "undo" else []
        address = reverse(f"{verb}-{noun}", args=[] if verb == "add" else [record.slug, *more])
        answer = client.post(address) if verb in ("restore", "undo") else client.get(address)
        found.append(answer.status_code)
    return found
