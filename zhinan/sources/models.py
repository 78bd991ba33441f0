"""Sources, citations, listings."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.kit.models import About, AboutQuerySet
from zhinan.kit.punctuation import in_a_line


class Source(models.Model):
    """A document that records were read from.

    `text` is the document whole, as it was received; `repairs` tells which characters were lost and how they are read.
    """

    key = models.SlugField(max_length=80, unique=True)
    file = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=300, blank=True)
    issued = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    repairs = models.TextField(blank=True)

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the document's page."""
        return reverse("source", args=[self.key])


class CitationQuerySet(AboutQuerySet):
    """Citations."""

    def of(self, *records, words=()):
        """Citations of each of `records`, one after the other, as a tuple with their sources.

        With `words`, of each record those whose section holds one of them, if there are any.
        """
        found = []
        for record in records:
            rows = list(self.about(record).select_related("source"))
            close = [row for row in rows if any(word.lower() in row.section.lower() for word in words)]
            found += close or rows
        return tuple(found)


class Citation(About):
    """The place in a source that a record rests on: the section, the words as printed, and a note on their reading."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    section = models.CharField(max_length=200, blank=True)
    quote = models.TextField(blank=True)
    note = models.TextField(blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta(About.Meta):
        ordering = ["source__key", "pk"]

    def __str__(self):
        return self.cited()

    def get_absolute_url(self):
        """Address that leads to the place in the source's text."""
        return reverse("citation", args=[self.pk])

    def cited(self):
        """Where it stands, as “seed file, section”."""
        return in_a_line(self.source.file, self.section)


class Extent(models.TextChoices):
    """How much of a list its source gives."""

    WHOLE = "whole", pgettext_lazy("extent of a list", "whole")
    PART = "part", pgettext_lazy("extent of a list", "in part")
    TOTAL = "total", pgettext_lazy("extent of a list", "total only")


class ListingQuerySet(AboutQuerySet):
    """Listings, with the question that they are kept for."""

    def of(self, record, kind, period=None):
        """Listings of the lists named `kind` of `record`; with `period`, those that speak of it."""
        rows = self.about(record).filter(kind=kind)
        return rows if period is None else rows.during(period)

    def are_whole(self):
        """Whether at least one listing stands here and each of them gives its list whole."""
        return set(self.values_list("extent", flat=True)) == {Extent.WHOLE}

    def are_whole_for(self, records):
        """Whether each record of the queryset `records` has a listing here, and all of them give their lists whole."""
        return self.are_whole() and self.values("noun_id").distinct().count() == records.count()

    def during(self, period):
        """Listings that overlap `period` or name no time."""
        begun = Q(starts_on=None) | Q(starts_on__lte=period.end)
        return self.filter(begun, Q(ends_on=None) | Q(ends_on__gte=period.start))


class Listing(About):
    """Whether the list named `kind` of a record stands whole in its source, in part, or as a `total` only.

    `kind` is the key of the figure that is counted from the list, or a word of the room of the record.
    """

    kind = models.CharField(max_length=60)
    extent = models.CharField(max_length=8, choices=Extent)
    total = models.PositiveIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="listings")
    section = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)

    objects = ListingQuerySet.as_manager()

    def __str__(self):
        return f"{self.kind}: {self.get_extent_display()}"
