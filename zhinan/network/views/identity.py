"""Pages on which two records that may be one are compared, merged, told apart, and taken apart again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from zhinan.accounts.models import User
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number
from zhinan.kit.values import in_words, kept, label_of, part_names, plain_fields, pointing_at, several_fields

from .. import access, actions
from ..models import NOUNS, Merging, Twin
from ..models.identity import NOUN_WORDS, rows_word
from ..rules import REASONS
from ..states import TWIN_LIFE, TwinState
from ..tasks import find_twins

PER_PAGE = 25
LEAST = ("0.75", "0.85", "0.95")
SIDES = ("one", "other")
PUT_ASIDE = ("proposed", "distinct")


@allow(access.keep_records)
def twins(request):
    """Pairs that may be one, the likeliest first."""
    asked = {
        "noun": request.GET.get("noun") if request.GET.get("noun") in NOUNS else "",
        "least": request.GET.get("least") if request.GET.get("least") in LEAST else LEAST[0],
        "state": request.GET.get("state") if request.GET.get("state") in PUT_ASIDE else PUT_ASIDE[0],
    }
    found = Twin.objects.visible_to(request.user).filter(state=asked["state"], score__gte=asked["least"])
    if asked["noun"]:
        found = found.filter(noun=asked["noun"])
    page = Paginator(found, PER_PAGE).get_page(page_number(request))
    words = {"page": page, "rows": with_records(page, "one_id", "other_id"), "facets": facets(asked)}
    return render(request, "network/twins.html", {**words, "is_open": asked["state"] == TwinState.PROPOSED})


def with_records(page, *fields):
    """[{"row", "records", "reasons"}] of the pairs of a page, archived records too: two queries a noun."""
    keys = {label: {getattr(row, field) for row in page for field in fields if row.noun == label} for label in NOUNS}
    found = {label: model._base_manager.in_bulk(keys[label]) for label, model in NOUNS.items()}
    return [
        {
            "row": row,
            "records": [found[row.noun].get(getattr(row, field)) for field in fields],
            "reasons": reasons_of(row),
            "percent": round(getattr(row, "score", 0) * 100),
        }
        for row in page
    ]


def reasons_of(row):
    """Why two records may be one, in words."""
    return [REASONS[key] for key in getattr(row, "reasons", ()) if key in REASONS]


def facets(asked):
    """What the list can be narrowed by, as `parts/chips.html` shows it: three rows of {label, url, is_on}."""
    nouns = [("", pgettext("all kinds of records", "All")), *NOUN_WORDS]
    least = [(text, _("at least {n} %").format(n=round(float(text) * 100))) for text in LEAST]
    states = [(state.value, state.label) for state in TwinState if state in PUT_ASIDE]
    rows = (("noun", nouns), ("least", least), ("state", states))
    return [
        [
            {
                "label": label,
                "is_on": asked[name] == value,
                "url": "?" + "&".join(f"{key}={text}" for key, text in {**asked, name: value}.items() if text),
            }
            for value, label in options
        ]
        for name, options in rows
    ]


@allow(access.edit_record, Twin)
def twin(request, twin):
    """Two records side by side, with what points at each of them."""
    records = pair_of(twin)
    pointing = counts(*records)
    totals = [sum(row[side] for row in pointing) for side in SIDES]
    asked = request.GET.get("keep")
    keep = asked if asked in SIDES else SIDES[totals[1] > totals[0]]
    words = {
        "twin": twin,
        "title": _("Are these one?"),
        "records": records,
        "reasons": reasons_of(twin),
        "percent": round(twin.score * 100),
        "keep": keep,
        "fields": compared(records, keep, request),
        "pointing": pointing,
        "verbs": [verb for verb in ("merge", "distinct", "reopen") if TWIN_LIFE.allows(twin, verb)],
    }
    return render(request, "network/compare.html", words)


def pair_of(twin):
    """Both records of a pair, in its order."""
    return twin.found(twin.one_id), twin.found(twin.other_id)


def counts(one, other):
    """[{"label", "one", "other"}]: how many rows of each kind point at each record, but for the history."""
    found = {}
    for rows, side in (
        (rows, side) for record, side in zip((one, other), SIDES, strict=True) for rows in all_of(record)
    ):
        label = rows_word(rows.model)
        found.setdefault(label, {"label": label, "one": 0, "other": 0})[side] += rows.count()
    return sorted((row for row in found.values() if row["one"] or row["other"]), key=lambda row: row["label"])


def all_of(record):
    """Everything that points at `record` and would be moved."""
    return [rows for rows, _name in pointing_at(record) if rows.model._meta.label_lower != "history.entry"]


def compared(records, keep, request):
    """[{"name", "label", "one", "other", "taken", "differ", "both"}]: each field with both values in words."""
    model, values = type(records[0]), [kept(record) for record in records]
    ordered, said = (records, values) if keep == "one" else (records[::-1], values[::-1])
    rows = []
    for name in (field.name for field in plain_fields(model)):
        offered = actions.identity.default_for(name, *said, *ordered)
        taken = keep if offered == "kept" else SIDES[keep == "one"]
        rows.append(row_of(model, name, values, request.GET.get(f"take-{name}", taken), request))
    if hasattr(records[0], "email"):
        mails = dict(zip(SIDES, (record.email for record in records), strict=True))
        taken = keep if mails[keep] else SIDES[keep == "one"]
        rows.append({"name": "email", "label": label_of(model, "email"), **mails, "taken": taken})
    rows += [row_of(model, name, values, "both", request) for name in lists_of(model)]
    return [{**row, "differ": row["one"] != row["other"]} for row in rows if row["one"] or row["other"]]


def lists_of(model):
    """Names of what a record has several of."""
    return [*(field.name for field in several_fields(model)), *part_names(model)]


def row_of(model, name, values, taken, request):
    """One field of both records in words; a hidden record is not named."""
    said = [in_words(model, name, value[name], lambda rows: shown(rows, request.user)) for value in values]
    return {"name": name, "label": label_of(model, name), **dict(zip(SIDES, said, strict=True)), "taken": taken}


def shown(rows, user):
    """Those of `rows` that `user` may see, all of them where they know no audience."""
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


def choices_in(words, model, keep):
    """{name: "kept" or "other"} as `actions.identity.merge` wants it, from what was sent."""
    names = [field.name for field in plain_fields(model)] + ["email"]
    taken = {name: words.get(f"take-{name}") for name in names}
    return {name: "kept" if side == keep else "other" for name, side in taken.items() if side in SIDES}


@allow(access.edit_record, Twin)
def twin_merge(request, twin):
    """What merging will do, to be checked; and the merging itself."""
    words = request.POST or request.GET
    keep = words.get("keep") if words.get("keep") in SIDES else "one"
    near, far = pair_of(twin) if keep == "one" else pair_of(twin)[::-1]
    choices = choices_in(words, twin.model, keep)
    if request.method == "POST":
        try:
            actions.identity.merge(near, far, choices, by=request.user)
        except NotNow as refusal:
            messages.error(request, refusal)
            return redirect(twin)
        messages.success(request, _("Merged. It can be taken back under “Recently merged”."))
        return redirect(near)
    more = {"kept": near, "merged": far, "answers": answers(near, far, choices, request)}
    more["moving"] = [(row["label"], row["other"]) for row in counts(near, far) if row["other"]]
    sent = [(name, value) for name, value in words.items() if name == "keep" or name.startswith("take-")]
    return render(request, "network/compare_check.html", {"twin": twin, "sent": sent, **more})


def answers(near, far, choices, request):
    """[(label, value, address to change it)] of what the kept record will say."""
    mine, theirs = kept(near), kept(far)
    new = {**mine, **actions.identity.values_for(near, far, choices, mine, theirs)}
    back = f"{request.path.removesuffix('merge/')}?{request.GET.urlencode()}"
    said = ((name, in_words(type(near), name, new[name], lambda rows: shown(rows, request.user))) for name in new)
    return [(label_of(type(near), name), text, back) for name, text in said if text]


@require_POST
@allow(access.edit_record, Twin)
def twin_distinct(request, twin):
    """Remember that two records are not the same."""
    return decided(request, twin, actions.identity.distinct, _("Remembered: they are not the same."))


@require_POST
@allow(access.edit_record, Twin)
def twin_reopen(request, twin):
    """Propose two records again that were told apart."""
    return decided(request, twin, actions.identity.reopen, _("They are proposed again."))


def decided(request, twin, verb, sentence):
    """Do `verb` to a pair, say so, and go on with the list."""
    try:
        verb(twin, by=request.user)
        messages.success(request, sentence)
    except NotNow as refusal:
        messages.error(request, refusal)
    return redirect("twins")


@allow(access.keep_records)
def mergings(request):
    """What was merged lately, to be taken back where it was wrong."""
    page = Paginator(Merging.objects.visible_to(request.user), PER_PAGE).get_page(page_number(request))
    names = User.objects.names(row.actor for row in page)
    rows = [{**row, "who": names.get(row["row"].actor, "")} for row in with_records(page, "kept_id", "merged_id")]
    return render(request, "network/merged.html", {"page": page, "rows": rows})


@require_POST
@allow(access.edit_record, Merging)
def merging_undo(request, merging):
    """Take a merging back."""
    try:
        actions.identity.unmerge(merging, by=request.user, now=timezone.now())
        messages.success(request, _("Taken back: both records are as they were."))
    except NotNow as refusal:
        messages.error(request, refusal)
    return redirect(reverse("mergings"))


@require_POST
@allow(access.keep_records)
def twins_find(request):
    """Have the worker look for more pairs now."""
    find_twins.enqueue()
    messages.success(request, _("They are being looked for. New pairs stand here in a moment."))
    return redirect("twins")
