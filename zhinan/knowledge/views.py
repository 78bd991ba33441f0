"""Pages of solutions, publications, collections and stories."""

from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.files.views import record_page
from zhinan.kit.choosers import with_key
from zhinan.kit.dates import span_in_words
from zhinan.kit.guards import allow
from zhinan.kit.languages import SITE
from zhinan.kit.typesetting import printed

from . import access, editions
from .models import Collection, CollectionItem, Publication, Solution, Story


@allow(access.read, Solution, join=("programme", "network", "implementing_programme", "primary_goal"))
def solution(request, solution):
    """A solution, by the template of South-South Galaxy."""
    facts = [
        (pgettext("label", "Countries involved"), solution.scope),
        (pgettext("label", "Project status"), solution.get_status_display()),
        (pgettext("label", "Project period"), span_in_words(solution.starts_on, solution.ends_on)),
        (pgettext("label", "Contact"), solution.contact),
        (_("Address of the practice"), solution.url, solution.url),
        (pgettext("label", "Programme"), solution.programme),
        (pgettext("label", "Network"), solution.network),
        (pgettext("label", "Implementing entity"), solution.implementing_programme),
    ]
    more = {
        "countries": solution.countries.all(),
        "primary": [solution.primary_goal] if solution.primary_goal else [],
        "secondary": solution.secondary_goals.all(),
        "parties": solution.parties.visible_to(request.user).select_related("organisation", "country"),
        "similar": solution.similar.prefetch_related("countries"),
        "lead": solution.subtitle,
        "downloads": to_print("poster", solution, pgettext("document", "poster {size}")),
    }
    return record_page(request, "knowledge/solution.html", solution, facts, edit=access.edit, **more)


@allow(access.read, Publication)
def publication(request, publication):
    """A publication, with its questions where it is made of them."""
    facts = [
        (pgettext("label", "Kind"), publication.get_kind_display()),
        (pgettext("label", "Released"), publication.released_on and publication.released_on.in_words()),
        (pgettext("label", "Programme"), publication.programme),
        (pgettext("label", "Address"), publication.url, publication.url),
        (pgettext("label", "Led to"), publication.led_to),
    ]
    parties = publication.parties.visible_to(request.user).select_related("organisation", "country")
    questions = publication.questions.all()
    more = {"parties": parties, "questions": questions}
    return record_page(request, "knowledge/publication.html", publication, facts, edit=access.edit, **more)


@allow(access.read, Solution)
def poster(request, solution):
    """The poster of a solution, to be printed."""
    return in_size(request, solution, editions.poster)


@allow(access.read, Collection)
def posters(request, collection):
    """The posters of a collection behind their floor list, to be printed."""
    return in_size(request, collection, editions.posters)


def in_size(request, record, setter):
    """What `setter` makes of `record` as a PDF, by the size and the language of the address."""
    size, language = request.GET.get("size", "a1"), request.GET.get("language", "")
    if size not in editions.SIZES or language not in ("", *SITE):
        raise Http404(_("There is no poster in this size or language."))
    name = "-".join(word for word in (record.slug, request.resolver_match.url_name, size, language) if word)
    return printed(request, lambda: setter(record, request.user, size, language), name, record)


def to_print(name, record, label):
    """(label, address) of what can be printed of `record`, in each size; `label` has a place for the size."""
    address = reverse(name, args=[record.slug])
    return [(label.format(size=size), f"{address}?size={key}") for key, size in editions.SIZES.items()]


@allow(access.read, Collection)
def collection(request, collection):
    """A collection with its good practices."""
    facts = [
        (pgettext("label", "Programme"), collection.programme),
        (pgettext("label", "Publication"), collection.publication),
    ]
    items = collection.items.visible_to(request.user).select_related("solution")
    more = {"items": items}
    if any(item.solution for item in items):
        more["downloads"] = to_print("posters", collection, pgettext("document", "posters {size}, with a floor list"))
    if access.edit(request.user, collection):
        more["add"] = f"{reverse('add-collectionitem')}?{urlencode({'collection': with_key(collection)})}"
    return record_page(request, "knowledge/collection.html", collection, facts, edit=access.edit, **more)


@allow(access.read, CollectionItem, join=("collection__programme", "solution"))
def good_practice(request, item):
    """A good practice, with the collection that it stands in and the solution that it is."""
    facts = [
        (pgettext("label", "Collection"), item.collection),
        (pgettext("label", "Place"), item.position),
        (pgettext("label", "Solution"), item.solution),
        (pgettext("label", "Documented"), item.documented_on and item.documented_on.in_words()),
    ]
    return record_page(request, "files/record.html", item, facts, edit=access.edit_item)


@allow(access.read, Story)
def story(request, story):
    """A piece of news, or the story of an impact."""
    facts = [
        (pgettext("label", "Kind"), story.get_kind_display()),
        (pgettext("label", "Published"), story.published_on and story.published_on.in_words()),
        (pgettext("label", "Programme"), story.programme),
    ]
    return record_page(request, "knowledge/story.html", story, facts, edit=access.edit)
