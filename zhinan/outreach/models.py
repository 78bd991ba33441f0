"""Engagements, visits and disseminations."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.events.models import Event
from zhinan.kit.dates import PartialDateField, day_field, within
from zhinan.kit.languages import InSeveralLanguages
from zhinan.kit.punctuation import labelled
from zhinan.kit.quantities import Qualifier, qualified
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


class Engagement(InSeveralLanguages, Visibility):
    """An organisation that exchanged knowledge or skill with a programme, or prepared something together with it."""

    mark = "K"
    translatable = ("subject",)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "programme")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "organisation")
    )
    stage = models.CharField(
        pgettext_lazy("field", "stage"),
        max_length=12,
        default="engaged",
        choices=[
            ("engaged", pgettext_lazy("stage of an engagement", "engaged")),
            ("preparatory", pgettext_lazy("stage of an engagement", "in preparation")),
        ],
    )
    happened_on = PartialDateField(pgettext_lazy("field", "when"))
    happened_earliest = day_field()
    happened_latest = day_field()
    subject = models.TextField(pgettext_lazy("field", "subject"), blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "engagement")
        verbose_name_plural = pgettext_lazy("plural", "engagements")
        ordering = ["organisation__name"]

    def __str__(self):
        return f"{self.organisation} ({self.get_stage_display()})"

    def get_absolute_url(self):
        """Address of the engagement's page."""
        return reverse("engagement", args=[self.pk])


class Visit(InSeveralLanguages, Visibility):
    """A delegation received, or a visit paid, by a programme's office."""

    mark = "V"
    translatable = ("subject",)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "programme")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "organisation")
    )
    direction = models.CharField(
        pgettext_lazy("field", "direction"),
        max_length=8,
        choices=[
            ("received", pgettext_lazy("direction of a visit", "delegation received")),
            ("paid", pgettext_lazy("direction of a visit", "visit paid")),
            ("talks", pgettext_lazy("direction of a visit", "consultations")),
        ],
    )
    happened_on = PartialDateField(pgettext_lazy("field", "when"))
    happened_earliest = day_field()
    happened_latest = day_field()
    subject = models.TextField(pgettext_lazy("field", "subject"), blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "visit")
        verbose_name_plural = pgettext_lazy("plural", "visits")
        ordering = ["happened_earliest", "organisation__name"]

    def __str__(self):
        return labelled(self.organisation, self.get_direction_display())

    def get_absolute_url(self):
        """Address of the visit's page."""
        return reverse("visit", args=[self.pk])


class Dissemination(Visibility):
    """Copies or downloads of a publication that reached readers."""

    mark = "X"
    seen_with = ("programme", "publication", "event")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "programme")
    )
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "publication")
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "event"),
    )
    medium = models.CharField(pgettext_lazy("field", "medium"), max_length=100, blank=True)
    copies = models.PositiveIntegerField(pgettext_lazy("field", "copies"))
    qualifier = models.CharField(gettext_lazy("how exact"), max_length=12, choices=Qualifier, default=Qualifier.EXACT)
    happened_on = PartialDateField(pgettext_lazy("field", "when"))
    happened_earliest = day_field()
    happened_latest = day_field()

    objects = DisseminationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "dissemination")
        verbose_name_plural = pgettext_lazy("plural", "disseminations")
        ordering = ["happened_earliest", "pk"]

    def __str__(self):
        return labelled(self.publication, self.copies_in_words())

    def copies_in_words(self):
        """The number of copies, with how exactly it is said where that is not to the last one."""
        return qualified(number_format(self.copies, force_grouping=True), self.qualifier)

    def get_absolute_url(self):
        """Address of the dissemination's page."""
        return reverse("dissemination", args=[self.pk])
