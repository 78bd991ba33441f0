"""The archive: what was put away, by whom and when, and the way back."""

from django.apps import apps
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhinan.accounts.access import keep_records
from zhinan.accounts.models import User
from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow, way
from zhinan.kit.pages import page_number

from ..figures import kept_nouns, put_away

PER_PAGE = 25
# The ways from a record to the programmes whose secretariats may take it out.
TO_PROGRAMMES = ("programme", "project__programme", "collection__programme", "involvements__programme")


@allow(keep_records)
def archive(request):
    """Everything that was put away, the newest first."""
    pages = Paginator(put_away(request.user, kept_nouns()), PER_PAGE)
    try:
        page = pages.page(page_number(request))
    except EmptyPage:
        raise Http404(_("The list ends before this page.")) from None
    return render(request, "portal/archive.html", {"page": page, "rows": rows(page.object_list, request.user)})


def rows(entries, user):
    """What was put away by `entries`, a row each: a few queries a noun, and one for the names of who did it."""
    keys = {}
    for entry in entries:
        keys.setdefault(entry.noun, []).append(entry.noun_id)
    records = {
        (noun, record.pk): record
        for noun, wanted in keys.items()
        for record in stored(apps.get_model(noun)).filter(pk__in=wanted)
    }
    names = User.objects.names(entry.actor for entry in entries if entry.actor)
    found = ((entry, records.get((entry.noun, entry.noun_id))) for entry in entries)
    return [row(entry, record, names, user) for entry, record in found if record is not None]


def stored(model):
    """The archived records of `model`, each with what it is called by and the programmes that its rule asks for."""
    relations = {field.name for field in model._meta.get_fields() if field.is_relation}
    ways = [way for way in TO_PROGRAMMES if way.partition("__")[0] in relations]
    return model.objects.archived().select_related().prefetch_related(*ways)


def row(entry, record, names, user):
    """One record in the archive: what it is, who put it there and when, and where `user` may take it out."""
    who = names.get(entry.actor, "")
    return {
        "record": record,
        "kind": kind_word(record),
        "mark": record.mark,
        "who": who,
        "at": entry.at,
        "restore": way(f"restore-{record._meta.model_name}", user, record),
    }
