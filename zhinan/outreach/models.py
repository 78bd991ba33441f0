"""Engagements, visits and disseminations."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.events.models import Event
from zhinan.kit.dates import PartialDateField, day_field, within
from zhinan.kit.quantities import Qualifier
from zhinan.knowledge.models import Publication
from zhinan.network.models import Organisation
from zhinan.programmes.models import Programme


class DatedQuerySet(VisibilityQuerySet):
    """Contacts of a programme with the outside, by their date. One is seen only with the records that it names."""

    def visible_to(self, user):
        """Those that `user` may see."""
        return super().visible_to(user).filter(programme__in=Programme.objects.visible_to(user))

    def public(self):
        """Those that everybody may see."""
        return super().public().filter(programme__audience="public")

    def during(self, period):
        """Those that lie for certain within `period`."""
        return self.filter(within("happened", period))


class ContactQuerySet(DatedQuerySet):
    """Contacts with organisations."""

    def visible_to(self, user):
        """Contacts that `user` may see."""
        return super().visible_to(user).filter(organisation__in=Organisation.objects.visible_to(user))

    def public(self):
        """Contacts that everybody may see."""
        return super().public().filter(organisation__audience="public")


class DisseminationQuerySet(DatedQuerySet):
    """Disseminations of publications, at events or elsewhere."""

    def visible_to(self, user):
        """Disseminations that `user` may see."""
        seen = super().visible_to(user).filter(publication__in=Publication.objects.visible_to(user))
        return seen.filter(Q(event=None) | Q(event__in=Event.objects.visible_to(user)))

    def public(self):
        """Disseminations that everybody may see."""
        seen = super().public().filter(publication__audience="public")
        return seen.filter(Q(event=None) | Q(event__audience="public"))


class Engagement(Visibility):
    """An organisation that exchanged knowledge or skill with a programme, or prepared something together with it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(
        max_length=12,
        default="engaged",
        choices=[
            ("engaged", pgettext_lazy("stage of an engagement", "engaged")),
            ("preparatory", pgettext_lazy("stage of an engagement", "in preparation")),
        ],
    )
    happened_on = PartialDateField()
    happened_earliest = day_field()
    happened_latest = day_field()
    subject = models.TextField(blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name"]

    def __str__(self):
        return f"{self.organisation} ({self.get_stage_display()})"

    def get_absolute_url(self):
        """An engagement is read on its organisation's page."""
        return self.organisation.get_absolute_url()


class Visit(Visibility):
    """A delegation received, or a visit paid, by a programme's office."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(
        max_length=8,
        choices=[
            ("received", pgettext_lazy("direction of a visit", "delegation received")),
            ("paid", pgettext_lazy("direction of a visit", "visit paid")),
            ("talks", pgettext_lazy("direction of a visit", "consultations")),
        ],
    )
    happened_on = PartialDateField()
    happened_earliest = day_field()
    happened_latest = day_field()
    subject = models.TextField(blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["happened_earliest", "organisation__name"]

    def __str__(self):
        return f"{self.organisation}: {self.get_direction_display()}"

    def get_absolute_url(self):
        """A visit is read on its organisation's page."""
        return self.organisation.get_absolute_url()


class Dissemination(Visibility):
    """Copies or downloads of a publication that reached readers."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    medium = models.CharField(max_length=100, blank=True)
    copies = models.PositiveIntegerField()
    qualifier = models.CharField(max_length=12, choices=Qualifier, default=Qualifier.EXACT)
    happened_on = PartialDateField()
    happened_earliest = day_field()
    happened_latest = day_field()

    objects = DisseminationQuerySet.as_manager()

    class Meta:
        ordering = ["happened_earliest", "pk"]

    def __str__(self):
        return f"{self.publication}: {self.get_qualifier_display()} {self.copies}"

    def get_absolute_url(self):
        """A dissemination is read on its publication's page."""
        return self.publication.get_absolute_url()
