"""Who writes applications, who judges them, and who must not."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, User
from zhinan.codelists.models import Country, Goal
from zhinan.network.models import Organisation

from .calls import Call


class Author(models.Model):
    """Somebody who writes an application, for one of its institutions; the one who `is_lead` sends it."""

    audience = STAFF
    application = models.ForeignKey("grants.Application", on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("field", "organisation"),
    )  # fmt: skip
    is_lead = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    class Meta:
        verbose_name = gettext_lazy("author of an application")
        ordering = ["-is_lead", "joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="grants_author_once")]

    def __str__(self):
        return str(self.user)


class Panelist(models.Model):
    """Somebody who judges applications of a call: what they know, where they belong, how many they can take.

    Whether they are reviewer, member of the committee or both is told by their roles in the call.
    """

    audience = STAFF
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="panel")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("organisation that they belong to"),
    )  # fmt: skip
    nationality = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("of a person", "nationality"),
    )  # fmt: skip
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="+", verbose_name=gettext_lazy("goals that they know well")
    )
    languages = models.CharField(
        gettext_lazy("languages that they read"), max_length=60, blank=True,
        help_text=gettext_lazy("Codes with spaces between: en fr es. Empty: every language of the call."),
    )  # fmt: skip
    capacity = models.PositiveSmallIntegerField(
        gettext_lazy("applications at most"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )  # fmt: skip

    class Meta:
        verbose_name = gettext_lazy("member of the panel")
        verbose_name_plural = gettext_lazy("members of the panel")
        ordering = ["call", "user__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="grants_panelist_once")]

    def __str__(self):
        return str(self.user)

    def get_absolute_url(self):
        """They stand in the list of the panel of their call."""
        return f"{self.call.get_absolute_url()}panel/"


class Tie(models.TextChoices):
    """What binds somebody to an application, so that they must not judge it."""

    AUTHOR = "author", pgettext_lazy("conflict of interest", "wrote the application")
    INSTITUTION = "institution", pgettext_lazy("conflict of interest", "belongs to an institution that takes part")
    RELATED = "related", pgettext_lazy("conflict of interest", "belongs to a parent or part of such an institution")
    GRANT = "grant", pgettext_lazy("conflict of interest", "had an earlier grant together with such an institution")
    NATIONALITY = "nationality", pgettext_lazy("conflict of interest", "comes from a country that takes part")
    FAMILY = "family", pgettext_lazy("conflict of interest", "is bound by family")
    OTHER = "other", pgettext_lazy("conflict of interest", "another reason")


DECLARED = (Tie.FAMILY, Tie.INSTITUTION, Tie.GRANT, Tie.OTHER)  # those that somebody declares by themselves


class Recusal(models.Model):
    """That somebody declared a conflict of interest: they see nothing of the application from then on.

    What binds them without their word is found in the records (`models.conflicts`) and is not written down.
    """

    audience = STAFF
    sensitive = ("note",)
    application = models.ForeignKey("grants.Application", on_delete=models.CASCADE, related_name="recusals")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    tie = models.CharField(pgettext_lazy("field", "reason"), max_length=12, choices=Tie)
    note = models.CharField(pgettext_lazy("field", "note"), max_length=300, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        verbose_name = gettext_lazy("recusal")
        verbose_name_plural = gettext_lazy("recusals")
        ordering = ["declared_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="grants_recusal_once")]

    def __str__(self):
        return self.get_tie_display()
