"""What is typed about contacts with the outside."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.programmes.forms import InProgramme

from .models import Dissemination, Engagement, Visit

WHO = pgettext_lazy("part of a form", "Who")
WHEN = pgettext_lazy("part of a form", "When")
WHAT = pgettext_lazy("part of a form", "What it is")
PAGE = gettext_lazy("Its page")


class EngagementForm(InProgramme):
    """An organisation that exchanged something with a programme."""

    sections = {
        WHO: ("programme", "organisation"),
        WHAT: ("stage", "subject"),
        WHEN: ("happened_on",),
        PAGE: ("language", "audience"),
    }

    class Meta(InProgramme.Meta):
        model = Engagement
        fields = ("programme", "organisation", "stage", "subject", "happened_on", "language", "audience")


class VisitForm(InProgramme):
    """A delegation received, or a visit paid."""

    sections = {
        WHO: ("programme", "organisation"),
        WHAT: ("direction", "subject"),
        WHEN: ("happened_on",),
        PAGE: ("language", "audience"),
    }

    class Meta(InProgramme.Meta):
        model = Visit
        fields = ("programme", "organisation", "direction", "subject", "happened_on", "language", "audience")


class DisseminationForm(InProgramme):
    """Copies or downloads of a publication."""

    sections = {
        WHAT: ("publication", "copies", "qualifier", "medium"),
        WHO: ("programme", "event"),
        WHEN: ("happened_on",),
        PAGE: ("audience",),
    }

    class Meta(InProgramme.Meta):
        model = Dissemination
        fields = ("publication", "copies", "qualifier", "medium", "programme", "event", "happened_on", "audience")
