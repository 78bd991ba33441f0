"""Pairs that may be one are proposed, told apart, merged, and taken apart again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from zhinan.accounts.access import keep_records
from zhinan.accounts.actions import restore as take_out
from zhinan.accounts.models import STAFF
from zhinan.history.actions import record, write
from zhinan.history.models import ARCHIVE
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import listed, sentences
from zhinan.kit.values import kept as values_of
from zhinan.kit.values import label_of, part_names, plain_fields, several_fields

from ..models import NOUNS, Merging, Organisation, Twin
from ..rules import Index, gazetteer, subjects_of
from ..rules.letters import HAN
from ..states import TWIN_LIFE
from .repointing import point_back, repoint

NAMES = ("name", "name_zh", "acronym")  # what a merged record was called becomes other names of the kept one
CONSENT = ("consent_on", "consent_words")  # goes with the mail address


def propose(*, by=None):
    """Write down the pairs of organisations and of people that may be one; returns how many are new.

    What somebody decided stays as it is; a proposal that nobody has decided on goes where it no longer holds.
    """
    return sum(remember(model, alike(model), by) for model in NOUNS.values())


def alike(model):
    """{(lower key, higher key): Match} of the records of `model` that may be one; writes nothing, so nobody waits."""
    found = Index(subjects_of(model._base_manager.exclude(audience=ARCHIVE), gazetteer())).pairs()
    return {(min(one.key, other.key), max(one.key, other.key)): match for one, other, match in found}


@transaction.atomic
def remember(model, pairs, by):
    """Write down the `pairs` of records of `model` that nobody has decided on; returns how many are new."""
    known = Twin.objects.of(model)
    stale = [twin.pk for twin in known.open() if (twin.one_id, twin.other_id) not in pairs]
    for start in range(0, len(stale), 1000):
        Twin.objects.filter(pk__in=stale[start : start + 1000]).delete()
    remembered = set(known.values_list("one_id", "other_id"))
    fresh = [
        Twin(
            noun=model._meta.label_lower, one_id=low, other_id=high, score=str(match.score), reasons=list(match.reasons)
        )
        for (low, high), match in pairs.items()
        if (low, high) not in remembered
    ]
    for twin in Twin.objects.bulk_create(fresh, batch_size=1000):
        record(twin, "proposed", by=by, to=STAFF)
    return len(fresh)


@transaction.atomic
def distinct(twin, *, by):
    """Remember that the two are not the same; raises NotNow where they are merged."""
    return decide(twin, "distinct", "told_apart", by)


@transaction.atomic
def reopen(twin, *, by):
    """Take back that the two are not the same: they are proposed again."""
    return decide(twin, "reopen", "proposed", by)


def decide(twin, verb, word, by):
    """Move `twin` by `verb` and write it down."""
    twin = TWIN_LIFE.move(twin, verb)
    twin.save()
    record(twin, word, by=by, to=STAFF)
    return twin


@transaction.atomic
def merge(kept, other, choices, *, by):
    """Merge the record `other` into `kept`; returns the Merging, by which it can be taken back.

    `choices` is {name of a field: "other"} for each value that is taken from `other`; without a word about it a field
    keeps its value, and an empty one is filled. Lists become the lists of both. `other` goes into the archive under
    its own address. Raises NotNow where one of them is in there already, or the values do not fit together.
    """
    model = type(kept)
    if other.pk == kept.pk:
        raise NotNow(_("A record cannot be merged with itself."))
    locked = model._base_manager.select_for_update().order_by("pk").in_bulk([kept.pk, other.pk])
    kept, other = locked[kept.pk], locked[other.pk]
    if ARCHIVE in (kept.audience, other.audience):
        raise NotNow(_("One of the two lies in the archive."))
    merging = Merging(
        noun=model._meta.label_lower, kept_id=kept.pk, merged_id=other.pk, title=str(other), actor=by.pseudonym
    )
    before = values_of(kept), values_of(other)
    new = values_for(kept, other, choices, *before)
    moves = repoint(kept, other, by=by)
    merging.moved, merging.joined, merging.stayed = moves.moved, moves.joined, moves.stayed
    try:
        empty = {"identifiers": []} if model is Organisation else {}
        write(other, {**empty, "audience": ARCHIVE}, by=by, verb="merged")
        take_mail(kept, other, choices, merging, new, by)
        write(kept, new, by=by, verb="merged") or record(kept, "merged", by=by)
    except ValidationError as trouble:
        raise NotNow(sentences(*trouble.messages)) from None
    merging.values = {"kept": [before[0], values_of(kept)], "merged": [before[1], values_of(other)]}
    merging.save()
    for twin in Twin.objects.between(kept, other):
        if TWIN_LIFE.allows(twin, "merge"):
            decide(twin, "merge", "merged", by)
    return merging


def values_for(kept, other, choices, mine, theirs):
    """{name: value} that `kept` gets: the chosen ones, and the lists of both."""
    new = {}
    for field in plain_fields(type(kept)):
        name = field.name
        if choices.get(name, default_for(name, mine, theirs, kept, other)) == "other":
            new[name] = theirs[name]
    if mine.get("parent") == other.pk:
        new["parent"] = theirs["parent"] if theirs["parent"] != kept.pk else None
    for field in several_fields(type(kept)):
        new[field.name] = sorted({*mine[field.name], *theirs[field.name]})
    for name in part_names(type(kept)):
        new[name] = rows_of_both(mine[name], theirs[name])
    new["names"] = with_names(new["names"], {**mine, **new}, mine, theirs)
    return new


def default_for(name, mine, theirs, kept, other):
    """Which record's value of the field `name` is offered: the kept one's, unless it is empty."""
    if name == "audience" or (name == "parent" and is_below(other.parent, kept)):
        return "kept"
    return "other" if mine[name] in (None, "") and theirs[name] not in (None, "") else "kept"


def is_below(organisation, top):
    """Whether `organisation`, which may be None, is `top` or stands below it: one query a step."""
    seen = set()
    while organisation is not None and organisation.pk not in seen:
        if organisation.pk == top.pk:
            return True
        seen.add(organisation.pk)
        organisation = organisation.parent
    return False


def rows_of_both(mine, theirs):
    """The rows of both lists, those that say the same once; those of the other record get keys of their own."""
    said = [without_key(row) for row in mine]
    return [*mine, *(row for row in map(without_key, theirs) if row not in said)]


def without_key(row):
    """The values of one row."""
    return {name: value for name, value in row.items() if name != "id"}


def with_names(rows, new, mine, theirs):
    """The other names in `rows`, each once, and whatever else either record was called."""
    called = {new.get(name) for name in NAMES}
    found = {row["name"]: row for row in reversed(rows) if row["name"] not in called or "id" in row}
    for values in (mine, theirs):
        for name in (values.get(field) for field in NAMES):
            if name and name not in called and name not in found:
                found[name] = {"name": name, "language": "zh" if HAN.search(name) else "en"}
    return sorted(found.values(), key=lambda row: (row.get("id") is None, row.get("id") or 0))


def take_mail(kept, other, choices, merging, new, by):
    """Give the kept person the other's mail address and consent, where it was chosen or there is none."""
    if not hasattr(kept, "email") or not other.email:
        return
    if choices.get("email", "kept" if kept.email else "other") == "other":
        merging.mail, merging.took_mail = kept.email, True
        kept.email = other.email
        kept.save()
        record(kept, "mail_changed", by=by, to=STAFF)
        new |= values_of(other, CONSENT)


@transaction.atomic
def unmerge(merging, *, by, now):
    """Take `merging` back at the moment `now`: both records and everything that pointed at them are as before.

    Raises NotNow where it was taken back already, or something has changed since that would be lost.
    """
    merging = Merging.objects.select_for_update().get(pk=merging.pk)
    if merging.undone_at is not None:
        raise NotNow(_("This merging was taken back already."))
    ends = {merging.kept_id, merging.merged_id}
    later = Merging.objects.in_force().filter(noun=merging.noun, pk__gt=merging.pk)
    if any({one.kept_id, one.merged_id} & ends for one in later):
        raise NotNow(_("One of the two was merged again since then. Take back the later merging first."))
    kept, other = merging.kept(), merging.merged()
    if kept is None or other is None:
        raise NotNow(_("One of the two is gone."))
    refuse_changed(merging, kept, other)
    try:
        give_mail_back(merging, kept, by)
        point_back(merging, by=by)
        for thing, key in ((kept, "kept"), (other, "merged")):
            thing.refresh_from_db()
            write(thing, merging.values[key][0], by=by, verb="unmerged") or record(thing, "unmerged", by=by)
    except ValidationError as trouble:
        raise NotNow(sentences(*trouble.messages)) from None
    merging.undone_at = now
    merging.save(update_fields=["undone_at"])
    for twin in Twin.objects.between(kept, other):
        if TWIN_LIFE.allows(twin, "unmerge"):
            decide(twin, "unmerge", "unmerged", by)
    return merging


def restore(thing, *, by):
    """Take `thing` out of the archive; raises NotNow for a merged one, which comes back when its merging is undone."""
    merging = Merging.objects.of(type(thing)).in_force().filter(merged_id=thing.pk).first()
    if merging is None:
        return take_out(thing, by=by)
    sentence = _("“{thing}” was merged into “{kept}”. Take the merging back, then both are as before.")
    where = reverse("mergings") if keep_records(by) else ""
    raise NotNow(sentence.format(thing=thing, kept=merging.kept()), where)


def refuse_changed(merging, kept, other):
    """Raise NotNow where a value of either record is not the one that the merging left there."""
    changed = []
    for thing, key in ((kept, "kept"), (other, "merged")):
        now, then = values_of(thing), merging.values[key][1]
        changed += [label_of(type(thing), name) for name in now if now[name] != then.get(name)]
    if merging.took_mail and kept.email_mark != other.email_mark:
        changed.append(label_of(type(kept), "email"))
    if changed:
        fields = listed(dict.fromkeys(changed))
        raise NotNow(_("Changed again since then: {fields}. Take back the later change first.").format(fields=fields))


def give_mail_back(merging, kept, by):
    """Give the kept person the mail address of before."""
    if merging.took_mail:
        kept.email = merging.mail
        kept.save()
        record(kept, "mail_changed", by=by, to=STAFF)
