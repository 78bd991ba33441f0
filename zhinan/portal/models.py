"""What somebody keeps for themselves: lists that they come back to, and the address of their calendar."""

from django.core import signing
from django.db import models
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import User

SIGNER = signing.Signer(salt="zhinan.portal.calendar")


class OwnQuerySet(models.QuerySet):
    """Rows that belong to one person."""

    def visible_to(self, user):
        """One's own, and nobody else's."""
        return self.filter(owner_id=user.pk)


class SavedList(models.Model):
    """A list as somebody narrowed and sorted it: `address` is a path of ours with its query, and only ever a link."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(pgettext_lazy("of a list", "Name"), max_length=100)
    address = models.CharField(max_length=2000, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class FeedQuerySet(OwnQuerySet):
    """Calendar feeds, found by their token."""

    def with_token(self, token):
        """The feed of an open account whose address holds `token`, or None."""
        try:
            key, _dash, number = SIGNER.unsign(token).partition("-")
        except signing.BadSignature:
            return None
        return self.filter(pk=key, number=number, owner__is_active=True).select_related("owner").first()


class Feed(models.Model):
    """That somebody reads the calendar in a program of their own; each `number` makes the address before it void."""

    owner = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=1)

    objects = FeedQuerySet.as_manager()

    def __str__(self):
        return f"{self.owner}: {self.number}"

    def token(self):
        """What the address holds: signed, so that the database alone does not tell it."""
        return SIGNER.sign(f"{self.pk}-{self.number}")
