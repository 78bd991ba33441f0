"""What the pages of all records share: the record's head, where it comes from, what happened to it."""

from django.shortcuts import render
from django.utils.text import capfirst

from zhinan.history.models import Entry
from zhinan.sources.models import Citation

from ..models import User, Visibility, audience_tokens, sees_everything


def record_page(request, template, record, facts, **more):
    """Answer with the page of `record`: `facts` are (label, value) or (label, value, address); `more` goes in as is.

    A fact whose value is a record leads to it. A fact whose value is a record that the reader may not see stays away.
    """
    facts = [fact for fact in facts if not isinstance(fact[1], Visibility) or fact[1].is_visible_to(request.user)]
    other = getattr(record, "title_zh", "") or getattr(record, "name_zh", "")
    words = {"record": record, "mark": record.mark, "kind": kind_word(record), "title": str(record), "other": other}
    return render(request, template, {**words, "facts": facts, **traces(record, request.user), **more})


def kind_word(record):
    """What sort of record it is, as a heading says it."""
    return capfirst(record._meta.verbose_name)


def traces(record, user):
    """{"citations", "entries"}: where `record` comes from, and its timeline as far as `user` may read it; 3 queries."""
    entries = Entry.objects.timeline(record)
    if not sees_everything(user):
        entries = entries.filter(audience__in=audience_tokens(user))
    entries = list(entries)
    names = User.objects.names(entry.actor for entry in entries if entry.actor) if user.is_authenticated else {}
    lines = [{"words": entry.words(), "who": names.get(entry.actor, ""), "at": entry.at} for entry in entries]
    # The text of a source is the whole document: a citation needs its title alone.
    citations = Citation.objects.about(record).select_related("source").defer("source__text", "source__repairs")
    return {"citations": citations, "entries": lines}
