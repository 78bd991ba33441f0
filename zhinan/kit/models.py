"""A pointer from one record to any other, for rooms on the ground that may not know the nouns above them."""

from django.apps import apps
from django.db import models


class AboutQuerySet(models.QuerySet):
    """Rows that point at records."""

    def about(self, record):
        """Rows that point at `record`."""
        return self.filter(noun=record._meta.label_lower, noun_id=record.pk)

    def about_any(self, records):
        """Rows that point at any record of the queryset `records`."""
        return self.filter(noun=records.model._meta.label_lower, noun_id__in=records.values("pk"))


class About(models.Model):
    """A row about a record of any room: the noun's label, as `grants.grant`, and its key."""

    noun = models.CharField(max_length=60)
    noun_id = models.BigIntegerField()

    objects = AboutQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["noun", "noun_id"], name="%(app_label)s_%(class)s_about")]

    @staticmethod
    def pointer(record):
        """The two values that point at `record`, for a row that is being made."""
        return {"noun": record._meta.label_lower, "noun_id": record.pk}

    def record(self):
        """The record pointed at, or None once it is gone: asks the database."""
        return apps.get_model(self.noun)._default_manager.filter(pk=self.noun_id).first()
