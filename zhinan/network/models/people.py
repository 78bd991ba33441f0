"""People and what they are in organisations."""

from django.db import models
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.kit.dates import PartialDateField, day_field

from .organisations import Organisation


class Person(Visibility):
    """Somebody whom the programme works with."""

    mark = "I"
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    affiliations = models.ManyToManyField(Organisation, through="Affiliation", related_name="people")

    class Meta:
        verbose_name = pgettext_lazy("noun", "person")
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self):
        return self.name


class Affiliation(models.Model):
    """What a person is in an organisation, from when to when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    position = models.CharField(max_length=200, blank=True)
    starts_on = PartialDateField()
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField()
    ends_earliest = day_field()
    ends_latest = day_field()

    def __str__(self):
        return f"{self.person}, {self.organisation}"
