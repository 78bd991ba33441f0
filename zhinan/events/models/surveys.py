"""Surveys of an event: put by themselves to those who registered, before it, after it, and months later."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.questionnaires.models import Round

from .events import Event


class Moment(models.TextChoices):
    """What a survey asks for, by the four levels of Kirkpatrick: reaction, learning, behaviour, results."""

    NEEDS = "needs", gettext_lazy("needs, before the event")
    BEFORE = "before", gettext_lazy("test of knowledge before it")
    AFTER = "after", gettext_lazy("test of knowledge after it")
    SATISFACTION = "satisfaction", gettext_lazy("satisfaction, after the event")
    FOLLOW_UP = "follow_up", gettext_lazy("what was applied, three to six months later")


DAYS = {  # between the event and the day on which people are asked; below nothing before it
    Moment.NEEDS: -14,
    Moment.BEFORE: -1,
    Moment.AFTER: 0,
    Moment.SATISFACTION: 1,
    Moment.FOLLOW_UP: 120,
}


class SurveyQuerySet(models.QuerySet):
    """Surveys, as far as somebody may see their event."""

    def visible_to(self, user):
        """Surveys of events that `user` may see."""
        return self.filter(event__in=Event.objects.visible_to(user))

    def waiting(self):
        """Surveys of which nobody was asked yet."""
        return self.filter(asked_on=None)


class Survey(models.Model):
    """A round that is put to those who registered for an event, `days` after it ends, or before it begins."""

    mark = Event.mark
    audience = STAFF
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="surveys")
    moment = models.CharField(pgettext_lazy("of a survey", "what it asks for"), max_length=12, choices=Moment)
    days = models.SmallIntegerField(
        pgettext_lazy("of a survey", "days after the event"), help_text=gettext_lazy("Before it: with a minus.")
    )
    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="+", editable=False)
    asked_on = models.DateField(null=True, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "survey of an event")
        verbose_name_plural = pgettext_lazy("plural", "surveys of an event")
        ordering = ["event", "days", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=-365, days__lte=730), name="events_survey_near_its_event")
        ]

    def __str__(self):
        return _("{event}: {moment}").format(event=self.event, moment=self.get_moment_display())

    def get_absolute_url(self):
        """The surveys of an event stand on a page of it."""
        return self.event.get_absolute_url()
