"""What is typed about programmes, funds and projects."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import RecordForm

from ..models import Fund, Programme, Project
from .belonging import InProgramme, alike, too_early

NAMES = pgettext_lazy("part of a form", "Names")
WHAT = pgettext_lazy("part of a form", "What it is")
WHEN = pgettext_lazy("part of a form", "When")
PARTIES = ("role", "organisation", "country")
PAGE = gettext_lazy("Its page")


class ProgrammeForm(RecordForm):
    """A programme with who takes part, the years that it reports on, and its goals."""

    sections = {
        NAMES: ("name", "name_zh", "acronym"),
        WHEN: ("starts_on", "ends_on", "predecessor"),
        gettext_lazy("Who runs it"): ("provider", "networks"),
        PAGE: ("summary", "language", "audience"),
    }
    rows = {
        "parties": PARTIES,
        "periods": ("year", "starts_on", "ends_on", "cut_off_on"),
        "goals": ("year", "position", "text"),
    }

    class Meta(RecordForm.Meta):
        model = Programme
        fields = (
            *("name", "name_zh", "acronym", "starts_on", "ends_on", "predecessor", "provider", "networks"),
            *("summary", "language", "audience"),
        )

    def warnings(self):
        """A programme of the same name."""
        return alike(self, name="name")


class FundForm(RecordForm):
    """A fund."""

    sections = {
        NAMES: ("name", "name_zh", "acronym"),
        gettext_lazy("How it came to be"): ("established_on", "manager"),
        PAGE: ("summary", "language", "audience"),
    }

    class Meta(RecordForm.Meta):
        model = Fund
        fields = ("name", "name_zh", "acronym", "established_on", "manager", "summary", "language", "audience")

    def warnings(self):
        """A fund of the same name."""
        return alike(self, name="name")


class ProjectForm(InProgramme):
    """A project with who takes part."""

    sections = {
        WHAT: ("title", "summary"),
        WHEN: ("starts_on", "ends_on"),
        gettext_lazy("Where it belongs"): ("programme", "fund", "partnership"),
        PAGE: ("language", "audience"),
    }
    rows = {"parties": PARTIES}

    class Meta(InProgramme.Meta):
        model = Project
        fields = (
            "title",
            "summary",
            "starts_on",
            "ends_on",
            "programme",
            "fund",
            "partnership",
            "language",
            "audience",
        )

    def warnings(self):
        """A project of the same title in the same year, and one that starts before its programme."""
        return alike(self, "starts_on") + too_early(self, "starts_on", [self.cleaned_data["programme"]])
