"""What the pages of all records share: the record's head, where it comes from, what happened to it."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import pgettext

from zhinan.history.actions import may_undo
from zhinan.history.models import Entry
from zhinan.kit.languages import heading
from zhinan.kit.values import in_words, label_of, links_of
from zhinan.sources.models import Citation

from ..models import User, Visibility, audience_tokens, sees_everything

NAMES = ("name", "title")  # columns by which records are called; others are called by what they are bound to
SILENT = ("archived", "restored")  # have buttons of their own


def record_page(request, template, record, facts, edit=None, **more):
    """Answer with the page of `record`: `facts` are (label, value) or (label, value, address); `more` goes in as is.

    A fact whose value is a record leads to it. A fact whose value is a record that the reader may not see stays away.
    `edit(user, record)` says who is offered to change it.
    """
    facts = [fact for fact in facts if not isinstance(fact[1], Visibility) or fact[1].is_visible_to(request.user)]
    words = {"record": record, "mark": record.mark, "kind": kind_word(record), "title": str(record)}
    name = next((field for field in getattr(record, "translatable", ()) if field in NAMES), None)
    if name and record.said(name).text:
        words |= heading(record, name)
    may_edit = edit is not None and edit(request.user, record)
    if may_edit:
        words["actions"] = verbs_of(record)
    words |= {"facts": facts, "may_edit": may_edit, **traces(record, request.user, may_edit)}
    return render(request, template, words | more)


def kind_word(record):
    """What sort of record it is, as a heading says it."""
    return capfirst(record._meta.verbose_name)


def verbs_of(record):
    """Buttons for what one may do with every record: edit, copy, put away."""
    labels = (("edit", pgettext("button", "Edit")), ("copy", pgettext("button", "Copy")))
    labels += (("archive", pgettext("button", "Archive")),)
    return [{"label": label, "url": verb_address(verb, record), "main": verb == "edit"} for verb, label in labels]


def verb_address(verb, record, *more):
    """Address of `verb` for `record`, as `accounts.views.editing.routes` names it."""
    key = record.slug if has_slug(record) else record.pk
    return reverse(f"{verb}-{record._meta.model_name}", args=[key, *more])


def has_slug(model):
    """Whether records of `model` are called by words in addresses, and not by their number."""
    return any(field.name == "slug" for field in model._meta.concrete_fields)


def one_of(address, model):
    """The route of one record of `model` among those at `address`, without its last stroke."""
    return f"{address}/<slug:slug>" if has_slug(model) else f"{address}/<int:pk>"


def traces(record, user, may_edit=False):
    """{"citations", "entries"}: where `record` comes from, and its timeline as far as `user` may read it; 3 queries.

    Who `may_edit` it reads what was changed, before and after, and may take it back: one more query for each noun that
    a change leads to.
    """
    entries = Entry.objects.timeline(record)
    if not sees_everything(user):
        entries = entries.filter(audience__in=audience_tokens(user))
    entries = list(entries)
    names = User.objects.names(entry.actor for entry in entries if entry.actor) if user.is_authenticated else {}
    told = {entry for entry in entries if may_edit and entry.verb not in SILENT and may_undo(entry, record)}
    known = linked(type(record), told, user)
    lines = [line_of(entry, names.get(entry.actor, "")) for entry in entries]
    for entry, line in zip(entries, lines, strict=True):
        if entry in told:
            line["undo"] = verb_address("undo", record, entry.pk)
            line["changes"] = changes_of(entry, type(record), known)
            line["fields"] = [label for label, _before, _after in line["changes"]]
    # The text of a source is the whole document: a citation needs its title alone.
    citations = Citation.objects.about(record).select_related("source").defer("source__text", "source__repairs")
    return {"citations": citations, "entries": lines}


def line_of(entry, who):
    """One line of a timeline, as everybody reads it."""
    return {"words": entry.words(), "who": who, "at": entry.at}


def linked(model, entries, user):
    """{(model, key): record} of what the changes of `entries`, of records of `model`, lead to; a query a noun.

    Only of records that `user` may see.
    """
    keys = {}
    for entry in entries:
        for name, values in shown_changes(entry):
            for value in values:
                for noun, key in links_of(model, name, value):
                    keys.setdefault(noun, set()).add(key)
    found = {}
    for noun, wanted in keys.items():
        records = noun._default_manager
        seen = records.visible_to(user) if hasattr(records, "visible_to") else records.all()
        found |= {(noun, record.pk): record for record in seen.filter(pk__in=wanted).select_related()}
    return found


def shown_changes(entry):
    """(name, [before, after]) of what `entry` changed; of a new record nothing, since its page says it all."""
    return () if entry.verb == "recorded" else entry.changes.items()


def changes_of(entry, model, known):
    """[(label, before, after)] of what `entry` changed on a record of `model`, in words."""
    return [
        (label_of(model, name), *(in_words(model, name, value, known=known) for value in values))
        for name, values in shown_changes(entry)
    ]
