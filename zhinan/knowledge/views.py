"""Pages of solutions, publications, collections and stories."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.files.views import record_page
from zhinan.kit.choosers import with_key
from zhinan.kit.dates import span_in_words
from zhinan.kit.guards import allow

from . import access
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


@allow(access.read, Collection)
def collection(request, collection):
    """A collection with its good practices."""
    facts = [
        (pgettext("label", "Programme"), collection.programme),
        (pgettext("label", "Publication"), collection.publication),
    ]
    more = {"items": collection.items.visible_to(request.user).select_related("solution")}
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
