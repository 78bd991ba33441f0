"""Those who were asked by mail to write an application with others, and did not answer yet."""

import secrets
from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, hash_of
from zhinan.kit.secrets import SecretField, mark_of, word_of
from zhinan.network.models import Organisation

LASTS = timedelta(days=30)  # from the mail on that its link works


def seed_of_link():
    """What the word of a link is made from, with the key of the installation."""
    return secrets.token_hex(16)


class AuthorInvitationQuerySet(models.QuerySet):
    """Invitations to write."""

    def with_word(self, word):
        """The one whose mail holds `word`, or None."""
        return self.select_related("application__call", "organisation").filter(token_hash=hash_of(word)).first()


class AuthorInvitation(models.Model):
    """A link that was sent to somebody who is to write an application too; it is deleted once it is answered.

    The word of the link follows from `seed` and the key of the installation; the address is encrypted, and found again
    by its mark.
    """

    audience = STAFF
    sensitive = ("email", "email_mark", "seed", "token_hash")
    application = models.ForeignKey("grants.Application", on_delete=models.CASCADE, related_name="invitations")
    email = SecretField()
    email_mark = models.CharField(max_length=64, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("field", "organisation"),
    )  # fmt: skip
    invited_by = models.UUIDField(null=True, editable=False)
    sent_at = models.DateTimeField(editable=False)
    seed = models.CharField(max_length=32, default=seed_of_link, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)

    objects = AuthorInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("invitation to write an application")
        ordering = ["sent_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "email_mark"], name="grants_author_invited_once")]

    def __str__(self):
        return self.email

    def save(self, *args, **options):
        """Keep the marks true to the address and to the word of the link."""
        self.email_mark, self.token_hash = mark_of(self.email), hash_of(self.word)
        super().save(*args, **options)

    @property
    def word(self):
        """The word of the link."""
        return word_of("authors", self.seed)

    def own_address(self):
        """Address of the page where it is accepted."""
        return reverse("join-application", args=[self.word])

    def is_over(self, now):
        """Whether the link is too old at the moment `now`."""
        return now >= self.sent_at + LASTS
