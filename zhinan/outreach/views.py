"""Pages of engagements, visits and disseminations."""

from django.utils.translation import pgettext

from zhinan.files.views import record_page
from zhinan.kit.guards import allow

from . import access
from .models import Dissemination, Engagement, Visit


@allow(access.read, Engagement, join=("programme", "organisation"))
def engagement(request, engagement):
    """An organisation that exchanged something with a programme."""
    facts = [
        *who_and_when(engagement),
        (pgettext("label", "Stage"), engagement.get_stage_display()),
        (pgettext("label", "Subject"), engagement.said("subject").text),
    ]
    return record_page(request, "files/record.html", engagement, facts, edit=access.edit)


@allow(access.read, Visit, join=("programme", "organisation"))
def visit(request, visit):
    """A delegation received, or a visit paid."""
    facts = [
        *who_and_when(visit),
        (pgettext("label", "Direction"), visit.get_direction_display()),
        (pgettext("label", "Subject"), visit.said("subject").text),
    ]
    return record_page(request, "files/record.html", visit, facts, edit=access.edit)


def who_and_when(contact):
    """The facts that every contact with an organisation has."""
    return [
        (pgettext("label", "Programme"), contact.programme),
        (pgettext("label", "Organisation"), contact.organisation),
        (pgettext("label", "When"), contact.happened_on and contact.happened_on.in_words()),
    ]


@allow(access.read, Dissemination, join=("programme", "publication", "event"))
def dissemination(request, dissemination):
    """Copies or downloads of a publication that reached readers."""
    facts = [
        (pgettext("label", "Publication"), dissemination.publication),
        (pgettext("label", "Copies"), dissemination.copies_in_words()),
        (pgettext("label", "Medium"), dissemination.medium),
        (pgettext("label", "Event"), dissemination.event),
        (pgettext("label", "Programme"), dissemination.programme),
        (pgettext("label", "When"), dissemination.happened_on and dissemination.happened_on.in_words()),
    ]
    return record_page(request, "files/record.html", dissemination, facts, edit=access.edit)
