"""Entries of the history."""

import uuid

from django.db import connection, models
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from zhinan.kit.models import About, AboutQuerySet

ARCHIVE = "archive"  # the audience of what was put away: nobody holds it

WORDS = {
    "recorded": pgettext_lazy("history", "recorded"),
    "edited": pgettext_lazy("history", "edited"),
    "undone": pgettext_lazy("history", "change taken back"),
    "taken_away": pgettext_lazy("history", "taken away again"),
    "archived": pgettext_lazy("history", "archived"),
    "restored": pgettext_lazy("history", "taken out of the archive"),
    "imported": pgettext_lazy("history", "changed by a spreadsheet"),
    "merged": pgettext_lazy("history", "merged"),
    "unmerged": pgettext_lazy("history", "merging taken back"),
    "approved": pgettext_lazy("history", "approved"),
    "started": pgettext_lazy("history", "started"),
    "closed": pgettext_lazy("history", "closed"),
    "cancelled": pgettext_lazy("history", "cancelled"),
    "held": pgettext_lazy("history", "held"),
    "postponed": pgettext_lazy("history", "postponed"),
    "planned_again": pgettext_lazy("history", "planned again"),
    "posted": pgettext_lazy("history", "contribution posted"),
    "reversed": pgettext_lazy("history", "contribution reversed"),
    "role_granted": pgettext_lazy("history", "role granted"),
    "role_ended": pgettext_lazy("history", "role ended"),
}


class EntryQuerySet(AboutQuerySet):
    """Entries, newest last."""

    def after(self, cursor):
        """Entries with a key above `cursor`, oldest first."""
        return self.filter(pk__gt=cursor).order_by("pk")

    def timeline(self, record):
        """What happened to `record`, newest first."""
        return self.about(record).order_by("-pk")


class Entry(About):
    """One thing that happened to one record.

    `actor` is the pseudonym of who did it, None for the system; `changes` is {field: [before, after]};
    `audience` is the token of those who may read it.
    """

    verb = models.CharField(max_length=40)
    actor = models.UUIDField(null=True, default=None)
    changes = models.JSONField(default=dict)
    audience = models.CharField(max_length=80, default="public")
    at = models.DateTimeField(auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta(About.Meta):
        indexes = [*About.Meta.indexes, models.Index(fields=["at"], name="history_entry_at")]

    def __str__(self):
        return f"{self.noun} {self.noun_id} {self.verb}"

    def words(self):
        """What happened, as a reader expects it."""
        return capfirst(WORDS.get(self.verb) or self.verb.replace("_", " "))


def newest():
    """A mark of where the history stands, another one after every entry; in plain SQL, since every visit asks for it.

    It is the sum of the newest hundred keys, not only the last: an entry may be committed after one with a higher key.
    """
    table = connection.ops.quote_name(Entry._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT SUM(id), MAX(id) FROM (SELECT id FROM {table} ORDER BY id DESC LIMIT 100) AS newest")
        return cursor.fetchone()


def pseudonym():
    """A new name for somebody who acts, that says nothing about them."""
    return uuid.uuid4()
