"""A list of the records of each noun: narrowed, sorted, a page at a time, and whole as a file."""

from django.core.paginator import EmptyPage
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from zhinan.accounts.access import keep_records
from zhinan.accounts.models import roles_of
from zhinan.deliveries.models import Delivery
from zhinan.events.models import Event
from zhinan.exchange.resources import RESOURCES
from zhinan.grants.models import Call, Grant
from zhinan.history.models import newest
from zhinan.kit.glances import LONG, Glance
from zhinan.kit.guards import allow, public, way
from zhinan.kit.narrowing import sorts
from zhinan.kit.pages import page_number, with_words
from zhinan.kit.rows import Rows
from zhinan.kit.sheets import SHEETS, as_sheet
from zhinan.knowledge.models import Collection, Publication, Solution, Story
from zhinan.network.models import NOUNS, Agreement, Membership, Network, Organisation, Partnership, Person
from zhinan.outreach.models import Dissemination, Engagement, Visit
from zhinan.programmes.models import Fund, Programme, Project
from zhinan.questionnaires.models import Questionnaire
from zhinan.results.models import Framework

from ..figures import PLURALS
from ..filters import FILTERS
from ..tables import TABLES

PER_PAGE = 25
LISTS = {model._meta.model_name: model for model in TABLES}


GROUPS = (
    (pgettext_lazy("lists", "Who works together"), (Organisation, Membership, Network, Partnership, Agreement, Person)),
    (
        pgettext_lazy("lists", "What is done"),
        (Programme, Fund, Project, Framework, Call, Grant, Event, Delivery, Engagement, Visit, Questionnaire),
    ),
    (pgettext_lazy("lists", "What was learnt"), (Solution, Publication, Dissemination, Collection, Story)),
)


@public
def directory(request):
    """The way to every list."""
    hidden = () if keep_records(request.user) else (Person, Questionnaire)
    groups = [(heading, [link_to(model) for model in models if model not in hidden]) for heading, models in GROUPS]
    return render(request, "portal/directory.html", {"groups": groups})


def link_to(model):
    """(label, address) of the list of `model`."""
    return PLURALS[model], reverse("list", args=[model._meta.model_name])


@public
def records(request, noun):
    """The list of a noun, as far as the reader may see its records."""
    if noun not in LISTS:
        raise Http404(_("There is no such list."))
    return listing(request, LISTS[noun])


@allow(keep_records)
def people(request):
    """The list of people, for those who keep records."""
    return listing(request, Person)


def listing(request, model):
    """The page of a list, or the file that its address asks for."""
    reader, noun = request.user, model._meta.model_name
    glance = Glance((noun, reader.is_authenticated, roles_of(reader)), newest)
    seen = model.objects.visible_to(reader)
    total = glance.how_many(seen)
    is_long = total > LONG
    narrowed = FILTERS[model](request.GET, seen, user=reader, glance=glance, is_long=is_long)
    table = TABLES[model](Rows(narrowed.qs, glance, is_long, narrowed.chosen()), reader)
    order = sorts(request, table)
    table.order_by = order or table.order_by
    if kind := request.GET.get("format"):
        return as_sheet(table.as_values(), noun, kind)
    try:
        table.paginate(page=page_number(request), per_page=PER_PAGE)
    except EmptyPage:
        raise Http404(_("The list ends before this page.")) from None
    words = {"table": table, "total": total, "plural": PLURALS[model], "mark": model.mark, "noun": noun}
    words |= {"narrowing": narrowed.drawn(order), "clear": bool(narrowed.chosen())}
    words["downloads"] = [(kind.upper(), with_words(request, format=kind)) for kind in SHEETS]
    words |= {"actions": offered(request, noun), "may_import": bool(import_of(noun, request.user))}
    return render(request, "portal/records.html", words)


def offered(request, noun):
    """Buttons of a list for those who signed in: add and import where they may, and keeping it."""
    if not request.user.is_authenticated:
        return []
    buttons = [
        {"label": pgettext("button", "Add"), "url": way(f"add-{noun}", request.user), "main": True},
        {"label": _("Import a list"), "url": import_of(noun, request.user)},
        {"label": _("Records that may be one"), "url": twins_of(noun, request.user)},
        {"label": _("Save this list"), "url": with_words(request, reverse("save-list", args=[noun]))},
    ]
    return [button for button in buttons if button["url"]]


def twins_of(noun, user):
    """Where `user` may compare records of `noun` that may be one; empty where there is no such place."""
    label = LISTS[noun]._meta.label_lower
    address = way("twins", user) if label in NOUNS else ""
    return f"{address}?noun={label}" if address else ""


def import_of(noun, user):
    """Where `user` may import records of `noun` from a spreadsheet; empty where there is no such place."""
    resource = next((one.key for one in RESOURCES if one.model is LISTS[noun]), None)
    address = way("add-import", user) if resource else ""
    return f"{address}?resource={resource}" if address else ""
