"""What the pages of all records share: the record's head, where it comes from, what happened to it."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import pgettext

from zhinan.history.actions import may_undo
from zhinan.history.models import Entry
from zhinan.kit.languages import heading
from zhinan.kit.values import label_of
from zhinan.sources.models import Citation

from ..models import User, Visibility, audience_tokens, sees_everything

SILENT = ("archived", "restored")  # have buttons of their own


def record_page(request, template, record, facts, edit=None, **more):
    """Answer with the page of `record`: `facts` are (label, value) or (label, value, address); `more` goes in as is.

    A fact whose value is a record leads to it. A fact whose value is a record that the reader may not see stays away.
    `edit(user, record)` says who is offered to change it.
    """
    facts = [fact for fact in facts if not isinstance(fact[1], Visibility) or fact[1].is_visible_to(request.user)]
    words = {"record": record, "mark": record.mark, "kind": kind_word(record), "title": str(record)}
    if hasattr(record, "translatable"):
        words |= heading(record, record.translatable[0])
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

    Who `may_edit` it reads what was changed, and may take it back.
    """
    entries = Entry.objects.timeline(record)
    if not sees_everything(user):
        entries = entries.filter(audience__in=audience_tokens(user))
    entries = list(entries)
    names = User.objects.names(entry.actor for entry in entries if entry.actor) if user.is_authenticated else {}
    lines = [line_of(entry, record, names.get(entry.actor, ""), may_edit) for entry in entries]
    # The text of a source is the whole document: a citation needs its title alone.
    citations = Citation.objects.about(record).select_related("source").defer("source__text", "source__repairs")
    return {"citations": citations, "entries": lines}


def line_of(entry, record, who, may_edit):
    """One line of a timeline; an editor sees which fields it changed and where to take it back."""
    line = {"words": entry.words(), "who": who, "at": entry.at}
    if may_edit and entry.verb not in SILENT and may_undo(entry, record):
        line["undo"] = verb_address("undo", record, entry.pk)
        line["fields"] = [label_of(type(record), name) for name in entry.changes] if entry.verb != "recorded" else []
    return line
