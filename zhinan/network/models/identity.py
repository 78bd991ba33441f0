"""Which records may be one, which were made one, and by what they are found."""

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.history.models import ARCHIVE
from zhinan.kit.secrets import SecretField

from ..states import TwinState
from .organisations import Organisation
from .people import Person

NOUNS = {model._meta.label_lower: model for model in (Organisation, Person)}
NOUN_WORDS = [(label, model._meta.verbose_name_plural) for label, model in NOUNS.items()]


class PairQuerySet(models.QuerySet):
    """Rows about two records of one noun."""

    fields = ()

    def of(self, model):
        """Rows about records of `model`."""
        return self.filter(noun=model._meta.label_lower)

    def visible_to(self, user):
        """Rows both of whose records `user` may see."""
        shown = Q(pk__in=())
        for label, model in NOUNS.items():
            keys = model.objects.visible_to(user).values("pk")
            shown |= Q(noun=label, **{f"{field}__in": keys for field in self.fields})
        return self.filter(shown)


class TwinQuerySet(PairQuerySet):
    """Pairs that may be one."""

    fields = ("one_id", "other_id")

    def open(self):
        """Pairs that wait for a decision."""
        return self.filter(state=TwinState.PROPOSED)

    def between(self, one, other):
        """The row about the records `one` and `other`, whichever comes first."""
        low, high = sorted((one.pk, other.pk))
        return self.of(type(one)).filter(one_id=low, other_id=high)


class Pair(models.Model):
    """Two records of one noun, as `network.organisation`."""

    noun = models.CharField(max_length=60, choices=NOUN_WORDS)

    class Meta:
        abstract = True

    @property
    def model(self):
        """The model of both records."""
        return NOUNS[self.noun]

    def found(self, key):
        """The record with the `key`, archived or not, or None once it is gone: asks the database."""
        return self.model._base_manager.filter(pk=key).first()


class Twin(Pair):
    """A proposal that two records are one: why, how likely, and what was decided. A decision is remembered."""

    one_id = models.BigIntegerField()
    other_id = models.BigIntegerField()
    score = models.DecimalField(max_digits=4, decimal_places=3)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=TwinState, default=TwinState.PROPOSED)
    proposed_at = models.DateTimeField(auto_now_add=True)

    objects = TwinQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "pair of records")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["noun", "one_id", "other_id"], name="network_twin_once"),
            models.CheckConstraint(condition=Q(one_id__lt=models.F("other_id")), name="network_twin_in_order"),
        ]
        indexes = [models.Index(fields=["state", "-score"], name="network_twin_open")]

    def __str__(self):
        return f"{self.noun} {self.one_id}, {self.other_id}"

    def get_absolute_url(self):
        """Address of the page that compares the two."""
        return reverse("twin", args=[self.pk])


class MergingQuerySet(PairQuerySet):
    """Mergings, and where they lead."""

    fields = ("kept_id",)

    def in_force(self):
        """Mergings that were not taken back."""
        return self.filter(undone_at=None)

    def merged_into(self, model, slug):
        """The record of `model` that the archived one under `slug` was merged into in the end, or None.

        One query a merging on the way; for a page whose address leads to no visible record.
        """
        record = model._base_manager.filter(slug=slug, audience=ARCHIVE).first()
        seen = set()
        while record is not None and record.audience == ARCHIVE and record.pk not in seen:
            seen.add(record.pk)
            step = self.of(model).in_force().filter(merged_id=record.pk).order_by("-pk").first()
            record = step and step.kept()
        return record


class Merging(Pair):
    """One record merged into another: what was changed for it, so that it can be taken back exactly.

    `moved` is [label, key, column, value before, value after] of each row that now points at the kept record,
    `joined` is rows that said the same twice, as JSON of django.core.serializers, `stayed` is [label, key, column] of
    what still points at the merged record. `values` is {"kept": [before, after], "merged": [before, after]}.
    """

    kept_id = models.BigIntegerField()
    merged_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    values = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    joined = models.JSONField(default=list)
    stayed = models.JSONField(default=list)
    mail = SecretField(blank=True, default="")
    took_mail = models.BooleanField(default=False)
    actor = models.UUIDField()
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergingQuerySet.as_manager()
    sensitive = ("mail",)

    class Meta:
        verbose_name = pgettext_lazy("noun", "merging")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["noun", "merged_id"], name="network_merging_merged")]

    def __str__(self):
        return self.title

    def kept(self):
        """The record that was kept: asks the database."""
        return self.found(self.kept_id)

    def merged(self):
        """The record that was merged and lies in the archive: asks the database."""
        return self.found(self.merged_id)

    def moved_by_kind(self):
        """[(what, how many)] of the rows that were moved, the most first."""
        counts = {}
        for label, *_rest in self.moved:
            counts[label] = counts.get(label, 0) + 1
        words = [(rows_word(apps.get_model(label)), number) for label, number in counts.items()]
        return sorted(words, key=lambda pair: -pair[1])


def rows_word(model):
    """What people call rows of `model`; the rows of a link to several are called after what has the link."""
    return str((model._meta.auto_created or model)._meta.verbose_name_plural)


class NameKey(models.Model):
    """A number that records of a noun share when their names may be one; written after the history."""

    noun = models.CharField(max_length=60)
    noun_id = models.BigIntegerField()
    key = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["key", "noun"], name="network_namekey_key"),
            models.Index(fields=["noun", "noun_id"], name="network_namekey_record"),
        ]

    def __str__(self):
        return f"{self.noun} {self.noun_id}: {self.key}"


class NamesRead(models.Model):
    """How far the history was read for the keys of a noun."""

    noun = models.CharField(max_length=60, unique=True)
    position = models.BigIntegerField(default=0)

    def __str__(self):
        return f"{self.noun}: {self.position}"
