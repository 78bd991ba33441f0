"""Notices, and how often somebody wants them by mail."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext, pgettext_lazy

from zhinan.kit.dates import SHAPE, PartialDate
from zhinan.kit.models import About, AboutQuerySet


class Often(models.TextChoices):
    """When notices go out by mail."""

    AT_ONCE = "at_once", pgettext_lazy("how often", "at once, a mail each time")
    DAILY = "daily", pgettext_lazy("how often", "once a day, in one mail")
    WEEKLY = "weekly", pgettext_lazy("how often", "once a week, in one mail")
    PAGE_ONLY = "page_only", pgettext_lazy("how often", "never, this page is enough")


class Mail(models.TextChoices):
    """How far the mail of a notice has come."""

    NONE = "none", pgettext_lazy("mail", "not by mail")
    WAITING = "waiting", pgettext_lazy("mail", "waiting")
    SENT = "sent", pgettext_lazy("mail", "sent")
    FAILED = "failed", pgettext_lazy("mail", "failed")


class Rhythm(models.Model):
    """How often `user` gets mail; who has none chosen gets it at once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    often = models.CharField(max_length=12, choices=Often, default=Often.AT_ONCE)

    def __str__(self):
        return self.get_often_display()


class NoticeQuerySet(AboutQuerySet):
    """Notices, by whom they wait for and how their mail stands."""

    def visible_to(self, user):
        """One's own notices."""
        return self.filter(user_id=user.pk)

    def waiting_for(self, user):
        """What `user` has not read yet."""
        return self.visible_to(user).filter(read_at=None)

    def unread_first(self):
        """Those that are not read, then the others, the newest of each first."""
        return self.order_by(IsNull(F("read_at"), True).desc(), "-made_at", "-pk")

    def due(self, now):
        """Those whose mail is to be sent by the moment `now`, to accounts that are open."""
        return self.filter(mail=Mail.WAITING, due_at__lte=now, user__is_active=True)

    def failed(self):
        """Those whose mail was given up."""
        return self.filter(mail=Mail.FAILED)


class Notice(About):
    """One thing that `user` is told about a record: a sentence, and the address where it is read.

    `sentence` is the English sentence of the catalogue of translations, with names in braces that `facts` fill; {who}
    is the one with the pseudonym `actor`. So it is read in the reader's language, and forgets who was erased.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sentence = models.TextField()
    facts = models.JSONField(default=dict)
    actor = models.UUIDField(null=True)
    address = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8, choices=Mail, default=Mail.NONE)
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta(About.Meta):
        ordering = ["-made_at", "-pk"]
        indexes = [
            *About.Meta.indexes,
            models.Index(fields=["user", "read_at"], name="notices_notice_unread"),
            models.Index(fields=["mail", "due_at"], name="notices_notice_due"),
        ]

    def __str__(self):
        return self.sentence

    def words(self, names):
        """The sentence in the language of now; `names` is {pseudonym: name} of those who are still here."""
        who = names.get(self.actor) or pgettext("who did it", "somebody")
        facts = self.facts
        if SHAPE.fullmatch(facts.get("day") or ""):
            facts = facts | {"day": PartialDate(facts["day"]).in_words()}
        return capfirst(gettext(self.sentence).format(**{**facts, "who": who}))
