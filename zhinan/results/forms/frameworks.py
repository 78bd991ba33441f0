"""What is typed about a framework and its results."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.programmes.forms import InProgramme, alike

from ..models import Framework


class FrameworkForm(InProgramme):
    """A framework with its results, in their order."""

    sections = {
        pgettext_lazy("part of a form", "What it is"): ("title", "description"),
        gettext_lazy("Whose it is"): ("programme", "project"),
        gettext_lazy("Its page"): ("language", "audience"),
    }
    rows = {"results": ("position", "level", "title", "description", "language")}

    class Meta(InProgramme.Meta):
        model = Framework
        fields = ("title", "description", "programme", "project", "language", "audience")

    def __init__(self, *args, **options):
        """Of a project that an address names, nobody's programme is begun with."""
        super().__init__(*args, **options)
        if (options.get("initial") or {}).get("project"):
            self.initial["programme"] = None

    def clean(self):
        """Say at the field what the constraint would refuse."""
        said = super().clean()
        if not self.errors and bool(said.get("programme")) == bool(said.get("project")):
            self.add_error("programme", _("Name a programme or a project, one of the two."))
        for name in ("programme", "project"):
            if (
                not self.errors
                and self.instance.pk
                and self.is_held(name)
                and said[name] != getattr(self.instance, name)
            ):
                self.add_error(name, _("Indicators count towards others here: say first that they do not."))
        return said

    def is_held(self, name):
        """Whether indicators hold its `programme`, since others count towards them, or its `project`, since they do."""
        link = {"programme": "contributions", "project": "towards"}[name]
        return self.instance.results.filter(**{f"indicators__{link}__isnull": False}).exists()

    def warnings(self):
        """A framework of the same title."""
        return alike(self)
