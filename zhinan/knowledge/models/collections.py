"""Collections of good practices."""

from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.kit.dates import PartialDateField, day_field, within
from zhinan.kit.languages import InSeveralLanguages
from zhinan.programmes.models import Programme

from .publications import Publication
from .solutions import Solution


class Collection(InSeveralLanguages, Visibility):
    """Good practices gathered under a title, as in a volume or an exhibition."""

    mark = "C"
    translatable = ("title", "description")
    called = ("title",)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("field", "title"), max_length=300)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "programme"),
    )
    publication = models.ForeignKey(
        Publication,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "publication"),
    )
    description = models.TextField(pgettext_lazy("field", "description"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "collection")
        verbose_name_plural = pgettext_lazy("plural", "collections")
        ordering = ["title"]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the collection's page."""
        return reverse("collection", args=[self.slug])

    def next_position(self):
        """The place after the last good practice, also one that lies in the archive; asks the database."""
        return (self.items.aggregate(last=Max("position"))["last"] or 0) + 1


class CollectionItemQuerySet(VisibilityQuerySet):
    """Good practices in collections, narrowed to what figures ask. One is seen only with the solution that it names."""

    def visible_to(self, user):
        """Good practices that `user` may see."""
        named = Q(solution=None) | Q(solution__in=Solution.objects.visible_to(user))
        return super().visible_to(user).filter(named, collection__in=Collection.objects.visible_to(user))

    def public(self):
        """Good practices that everybody may see."""
        named = Q(solution=None) | Q(solution__audience="public")
        return super().public().filter(named, collection__audience="public")

    def documented_in(self, period):
        """Good practices documented for certain within `period`."""
        return self.filter(within("documented", period))


class CollectionItem(InSeveralLanguages, Visibility):
    """A good practice in a collection: a solution recorded here, or the title that a source gives."""

    mark = "Q"
    translatable = ("title",)
    seen_with = ("collection", "solution")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"))
    title = models.CharField(pgettext_lazy("field", "title"), max_length=300, blank=True)
    solution = models.ForeignKey(
        Solution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "solution"),
    )
    documented_on = PartialDateField(pgettext_lazy("field", "documented"))
    documented_earliest = day_field()
    documented_latest = day_field()

    objects = CollectionItemQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "good practice")
        verbose_name_plural = pgettext_lazy("plural", "good practices")
        ordering = ["collection", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "position"],
                name="knowledge_item_once",
                violation_error_message=gettext_lazy("Another good practice has this place."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") | ~Q(solution=None),
                name="knowledge_item_named",
                violation_error_message=gettext_lazy("Name a solution, or write a title."),
            ),
        ]

    def __str__(self):
        return self.said("title").text or str(self.solution)

    def get_absolute_url(self):
        """Address of the good practice's page."""
        return reverse("collectionitem", args=[self.pk])
