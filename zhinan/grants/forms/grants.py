"""What is typed about grants."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.choosers import RecordChoice
from zhinan.programmes.forms import InProgramme, alike, too_early
from zhinan.programmes.models import Posting, Programme, Project

from ..models import Grant
from ..states import APPROVED

BEGINNING = ("state", "state_on")  # typed of a new record alone: later the verbs of the life cycle change it


class GrantForm(InProgramme):
    """A grant with who takes part and its intended outputs; a new one may begin its project with it."""

    programme = RecordChoice(
        Programme.objects.all(),
        label=pgettext_lazy("field", "Programme"),
        required=False,
        help_text=gettext_lazy("For a new project: the programme that it belongs to."),
    )
    sections = {
        pgettext_lazy("part of a form", "What it is"): ("title", "number", "summary"),
        gettext_lazy("Where it belongs"): ("project", "programme"),
        gettext_lazy("How far it has come"): ("state", "state_on", "approved_on", "starts_on", "ends_on"),
        gettext_lazy("What it is for"): ("sector", "purpose", "goals", "beneficiaries"),
        gettext_lazy("Its page"): ("language", "audience"),
    }
    rows = {"parties": ("role", "organisation", "country"), "outputs": ("position", "text")}

    class Meta(InProgramme.Meta):
        model = Grant
        fields = (
            *("title", "number", "summary", "project", "state", "state_on", "approved_on", "starts_on", "ends_on"),
            *("sector", "purpose", "goals", "beneficiaries", "language", "audience"),
        )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            for name in ("programme", *BEGINNING):
                del self.fields[name]
        else:
            self.fields["project"].required = False
            self.fields["project"].help_text = _("Leave this out to begin a new project of the same title.")

    @classmethod
    def copied(cls, held):
        """A copy begins as a new grant in the same programme, with a project of its own."""
        before = super().copied(held)
        project = Project.objects.filter(pk=before.pop("project")).first()
        out = {*BEGINNING, "approved_on"}
        kept = {name: value for name, value in before.items() if name not in out}
        return kept | {"programme": project and project.programme_id}

    def clean(self):
        """A project that is chosen has its programme already."""
        said = super().clean()
        project, programme = said.get("project"), said.get("programme")
        if project and programme and project.programme != programme:
            self.add_error("programme", _("The chosen project belongs elsewhere. Leave this out."))
        return said

    def values(self):
        """What is said, with the programme of a new project."""
        programme = self.cleaned_data.get("programme")
        return super().values() | ({} if self.instance.pk else {"programme": programme and programme.pk})

    def said(self, name, value):
        """The `value` under `name` as a reader expects it: a project may be a new one, in its programme."""
        if name == "programme":
            return str(self.cleaned_data["programme"] or "")
        if name == "project" and value is None:
            return _("a new one: “{title}”").format(title=self.cleaned_data["title"])
        return super().said(name, value)

    def warnings(self):
        """The same title in the same year, a day before the programme began, and approval without match money."""
        said = self.cleaned_data
        project = said["project"]
        programme = project.programme if project else said.get("programme")
        found = alike(self, "approved_on") + too_early(self, "approved_on", [programme])
        has_money = project and Posting.objects.parallel().filter(project=project).exists()
        if not self.instance.pk and said["state"] in APPROVED and not has_money:
            found.append((_("No money of a partner stands in the ledger of its project yet."), ""))
        return found
