"""Lists of who was there, as Zoom, Teams or somebody with a pen wrote them, between reading and taking over."""

import json

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.kit.secrets import SecretField

from .events import Event
from .sessions import Session


class RollQuerySet(models.QuerySet):
    """Lists, as far as somebody may see their event. Only those who may change it read them at all."""

    def visible_to(self, user):
        """Lists of events that `user` may see."""
        return self.filter(event__in=Event.objects.visible_to(user))


class Roll(models.Model):
    """An attendance file or a typed list that was read.

    What becomes of each of its people is decided before anything is written.

    `held` are `rows` and `troubles` as encrypted JSON; they go once the list is taken over, or after some weeks.
    """

    mark = Event.mark
    audience = STAFF
    sensitive = ("held",)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="rolls")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, related_name="+")  # None: all of it
    name = models.CharField(pgettext_lazy("of a file", "name"), max_length=200, blank=True)  # empty for a typed list
    platform = models.CharField(max_length=20)
    held = SecretField(default="", editable=False)
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, editable=False)
    added = models.PositiveIntegerField(default=0, editable=False)

    objects = RollQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("attendance file")
        verbose_name_plural = gettext_lazy("attendance files")
        ordering = ["-made_at"]

    def __str__(self):
        return self.name or _("Typed list")

    def get_absolute_url(self):
        """Where its rows are looked at and taken over."""
        return reverse("roll", args=[self.pk])

    @property
    def troubles(self):
        """[[line, sentence]] of what could not be read."""
        return self.read().get("troubles", [])

    def read(self):
        """What is held: {"rows", "troubles"}, {} once it was deleted."""
        return json.loads(self.held) if self.held else {}

    @property
    def rows(self):
        """[{number, name, mail, minutes, country, verdict, key, reasons, candidates}], a person each.

        Keys are `r7` for a registration and `p7` for a person; `candidates` are (key, score, reasons).
        """
        return self.read().get("rows", [])

    def hold(self, rows, troubles=()):
        """Hold `rows` and `troubles`; without rows nothing at all."""
        told = {"rows": rows, "troubles": list(troubles)}
        self.held = json.dumps(told, ensure_ascii=False) if rows else ""
