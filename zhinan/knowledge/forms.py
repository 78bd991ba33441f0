"""What is typed about solutions, publications, collections and stories."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.programmes.forms import InProgramme, only_own

from .models import Collection, CollectionItem, Publication, Solution, Story

WHAT = pgettext_lazy("part of a form", "What it is")
WHEN = pgettext_lazy("part of a form", "When")
WHO = pgettext_lazy("part of a form", "Who")
PAGE = gettext_lazy("Its page")


class SolutionForm(InProgramme):
    """A solution, by the template of South-South Galaxy."""

    sections = {
        WHAT: ("title", "title_zh", "subtitle"),
        gettext_lazy("The problem and the solution"): ("challenges", "towards"),
        pgettext_lazy("of a solution", "Where"): ("countries", "scope"),
        WHEN: ("status", "starts_on", "ends_on"),
        gettext_lazy("Sustainable Development Goals"): ("primary_goal", "secondary_goals", "targets"),
        WHO: ("programme", "network", "implementing_programme", "contact", "url"),
        PAGE: ("language", "audience"),
    }
    rows = {
        "parties": ("role", "organisation", "country"),
        "similar": ("title", "organisation", "starts_on", "ends_on"),
    }

    class Meta(InProgramme.Meta):
        model = Solution
        fields = (
            *("title", "title_zh", "subtitle", "challenges", "towards", "countries", "scope", "status", "starts_on"),
            *("ends_on", "primary_goal", "secondary_goals", "targets", "programme", "network"),
            *("implementing_programme", "contact", "url", "language", "audience"),
        )

    def warnings(self):
        """A solution of the same title, and a primary goal that stands among the secondary ones."""
        said = self.cleaned_data
        alike = Solution.objects.visible_to(self.user).filter(title__iexact=said["title"]).exclude(pk=self.instance.pk)
        found = [(_("“{title}” is recorded already.").format(title=one), one.get_absolute_url()) for one in alike[:5]]
        if said["primary_goal"] and said["primary_goal"] in said["secondary_goals"]:
            found.append((_("The primary goal stands among the secondary ones, too."), ""))
        return found


class PublicationForm(InProgramme):
    """A publication, perhaps made of questions and answers."""

    sections = {
        WHAT: ("title", "title_zh", "kind", "summary", "url"),
        WHEN: ("released_on",),
        WHO: ("programme", "led_to"),
        PAGE: ("language", "audience"),
    }
    rows = {
        "parties": ("role", "organisation", "country"),
        "questions": ("position", "chapter", "question", "answer", "language"),
    }

    class Meta(InProgramme.Meta):
        model = Publication
        fields = (
            "title",
            "title_zh",
            "kind",
            "summary",
            "url",
            "released_on",
            "programme",
            "led_to",
            "language",
            "audience",
        )


class CollectionForm(InProgramme):
    """A collection of good practices."""

    sections = {WHAT: ("title", "description"), WHO: ("programme", "publication"), PAGE: ("language", "audience")}

    class Meta(InProgramme.Meta):
        model = Collection
        fields = ("title", "description", "programme", "publication", "language", "audience")


class CollectionItemForm(InProgramme):
    """A good practice in a collection; without a place it becomes the last one."""

    sections = {
        WHAT: ("collection", "position", "title", "solution"),
        WHEN: ("documented_on",),
        PAGE: ("language", "audience"),
    }

    class Meta(InProgramme.Meta):
        model = CollectionItem
        fields = ("collection", "position", "title", "solution", "documented_on", "language", "audience")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["position"].required = False
        self.fields["position"].help_text = _("Leave this out to put it at the end.")

    @classmethod
    def copied(cls, held):
        """A copy stands at the end."""
        return {name: value for name, value in super().copied(held).items() if name != "position"}

    def clean_collection(self):
        """Refuse the collection of another secretariat, unless the good practice stands in it already."""
        collection = self.cleaned_data["collection"]
        if collection.pk != self.instance.collection_id:
            only_own(self.user)(collection.programme)
        return collection

    def clean(self):
        """Put it at the end of its collection where no place is said."""
        said = super().clean()
        if said.get("position") is None and "position" not in self.errors and said.get("collection"):
            said["position"] = said["collection"].next_position()
        return said


class StoryForm(InProgramme):
    """A piece of news, or the story of an impact."""

    sections = {
        WHAT: ("title", "kind", "text"),
        WHEN: ("published_on",),
        WHO: ("programme",),
        PAGE: ("language", "audience"),
    }

    class Meta(InProgramme.Meta):
        model = Story
        fields = ("title", "kind", "text", "published_on", "programme", "language", "audience")
