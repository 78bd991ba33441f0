"""Pages of solutions, publications, collections and stories."""

from django.utils.translation import gettext as _

from zhinan.accounts.views import record_page
from zhinan.kit.guards import allow

from . import access
from .models import Collection, Publication, Solution, Story


def period(record):
    """“September 2008 – 2020”, or as much of it as is known."""
    return " – ".join(day.in_words() for day in (record.starts_on, record.ends_on) if day)


@allow(access.read, Solution, join=("programme", "network", "implementing_programme", "primary_goal"))
def solution(request, solution):
    """A solution, by the template of South-South Galaxy."""
    facts = [
        (_("Countries involved"), solution.scope),
        (_("Project status"), solution.get_status_display()),
        (_("Project period"), period(solution)),
        (_("Contact"), solution.contact),
        (_("Programme"), solution.programme, solution.programme and solution.programme.get_absolute_url()),
        (_("Network"), solution.network, solution.network and solution.network.get_absolute_url()),
    ]
    if implementing := solution.implementing_programme:
        facts.append((_("Implementing entity"), implementing, implementing.get_absolute_url()))
    more = {
        "countries": solution.countries.all(),
        "primary": [solution.primary_goal] if solution.primary_goal else [],
        "secondary": solution.secondary_goals.all(),
        "parties": solution.parties.visible_to(request.user).select_related("organisation", "country"),
        "similar": solution.similar.prefetch_related("countries"),
        "lead": solution.subtitle,
    }
    return record_page(request, "knowledge/solution.html", solution, facts, **more)


@allow(access.read, Publication)
def publication(request, publication):
    """A publication, with its questions where it is made of them."""
    facts = [
        (_("Kind"), publication.get_kind_display()),
        (_("Released"), publication.released_on and publication.released_on.in_words()),
        (_("Programme"), publication.programme, publication.programme and publication.programme.get_absolute_url()),
        (_("Led to"), publication.led_to, publication.led_to and publication.led_to.get_absolute_url()),
    ]
    parties = publication.parties.visible_to(request.user).select_related("organisation", "country")
    questions = publication.questions.all()
    return record_page(request, "knowledge/publication.html", publication, facts, parties=parties, questions=questions)


@allow(access.read, Collection)
def collection(request, collection):
    """A collection with its good practices."""
    facts = [
        (_("Programme"), collection.programme, collection.programme and collection.programme.get_absolute_url()),
        (
            _("Publication"),
            collection.publication,
            collection.publication and collection.publication.get_absolute_url(),
        ),
    ]
    items = collection.items.visible_to(request.user).select_related("solution")
    return record_page(request, "knowledge/collection.html", collection, facts, items=items)


@allow(access.read, Story)
def story(request, story):
    """A piece of news, or the story of an impact."""
    facts = [
        (_("Kind"), story.get_kind_display()),
        (_("Published"), story.published_on and story.published_on.in_words()),
        (_("Programme"), story.programme, story.programme and story.programme.get_absolute_url()),
    ]
    return record_page(request, "knowledge/story.html", story, facts)
