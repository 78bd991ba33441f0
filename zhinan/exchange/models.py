"""Imports, their rows, and which columns meant what before."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, Visibility, VisibilityQuerySet
from zhinan.kit.reading.headings import fold

from .states import OPEN, RowState, State, Work

STALLED = timedelta(seconds=120)  # without progress, after which work may be begun again


class ImportQuerySet(VisibilityQuerySet):
    """Imports, those of one's own and of one's colleagues."""

    def visible_to(self, user):
        """Imports that `user` made, or that are for a role that they hold."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(pk__in=super().visible_to(user)) | Q(made_by=user))

    def due_to_be_emptied(self, now):
        """Imports that still hold their file, and with which nothing has happened for long at the moment `now`."""
        return self.exclude(file="").filter(moved_at__lt=now - settings.KEEP_IMPORTS)

    def waiting_for(self, user):
        """Imports that `user` has not taken over yet, or that hold rows which wait for an answer."""
        begun = Q(state__in=(State.UPLOADED, State.MAPPED, State.PREVIEWED))
        open_rows = ImportRow.objects.filter(of=OuterRef("pk"), state__in=OPEN)
        return self.filter(begun | Q(state=State.TAKEN) & Exists(open_rows), made_by=user)


class Import(Visibility):
    """A file that somebody uploaded, and how its rows are read.

    `sheets` is [{"name", "rows", "row", "height", "sample": [[number, cells]], "styles": [style of each column]}] with
    the guessed heading; `columns` is {column of the resource: place in the sheet}; `styles` is {column: [order, decimal
    sign]}; `answers` is {column: {folded text: key}}, which record a text means, or {"new": number, "text": text} for
    one that is to be recorded with it; `recorded` are the entries of those that were. `run` numbers the pieces of work.
    """

    mark = "X"
    resource = models.CharField(pgettext_lazy("field", "what it holds"), max_length=40)
    file = models.FileField(pgettext_lazy("field", "file"), upload_to="imports/%Y/%m/")
    name = models.CharField(pgettext_lazy("field", "name of the file"), max_length=255)
    encoding = models.CharField(max_length=20, blank=True)
    sheets = models.JSONField(default=list)
    sheet = models.CharField(pgettext_lazy("field", "sheet"), max_length=255, blank=True)
    row = models.PositiveIntegerField(gettext_lazy("row of the headings"), default=1)
    height = models.PositiveSmallIntegerField(gettext_lazy("rows of headings"), default=1)
    columns = models.JSONField(default=dict)
    styles = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    recorded = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED, editable=False)
    work = models.CharField(max_length=8, choices=Work, default=Work.NONE, blank=True, editable=False)
    run = models.PositiveIntegerField(default=0, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    seen = models.BigIntegerField(default=0, editable=False)  # the newest entry of the history before the preview
    trouble = models.TextField(blank=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(auto_now=True)
    audience = models.CharField(max_length=80, default=STAFF, db_index=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "import")
        verbose_name_plural = pgettext_lazy("plural", "imports")
        ordering = ["-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Address of the import's page."""
        return reverse("import", args=[self.pk])

    def chosen(self):
        """What is known of the sheet that was chosen, {} before."""
        return next((sheet for sheet in self.sheets if sheet["name"] == self.sheet), {})

    def to_be_recorded(self):
        """{key below 0: (column, folded text, text)} of the records that are to be written where rows name them."""
        return {
            -answer["new"]: (column, folded, answer["text"])
            for column, answers in self.answers.items()
            for folded, answer in answers.items()
            if isinstance(answer, dict)
        }

    def keys_of_answers(self):
        """`answers` as a Run takes them: one number below 0 for each record that is still to be written."""
        return {
            column: {
                folded: -answer["new"] if isinstance(answer, dict) else answer for folded, answer in answers.items()
            }
            for column, answers in self.answers.items()
        }

    def is_stalled(self, now):
        """Whether the work on it has made no progress for a while at the moment `now`."""
        return bool(self.work) and now - self.moved_at > STALLED

    def kept_until(self):
        """The moment from which its rows and its file may be deleted, if nothing more happens with it."""
        return self.moved_at + settings.KEEP_IMPORTS

    def percent(self):
        """How much of the work is done, of 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class ImportRowQuerySet(models.QuerySet):
    """Rows of imports."""

    def in_tab(self, tab, words=""):
        """Rows in the state `tab`, "" for all, whose label holds `words`."""
        rows = self.filter(state=tab) if tab in RowState.values else self
        return rows.filter(label__icontains=words) if words else rows

    def counts(self):
        """{state: number of rows}."""
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))

    def waiting_in(self, imports):
        """{key: number of rows that wait for an answer} of each of `imports` that has some."""
        keys = [one.pk for one in imports if one.state in (State.PREVIEWED, State.TAKEN)]
        waiting = self.filter(of__in=keys, state__in=OPEN).order_by()
        return dict(waiting.values_list("of").annotate(n=Count("pk")))

    def asking(self, question):
        """Rows that wait for an answer to the Question `question` alone."""
        return self.filter(state=RowState.DOUBTFUL, question=question)

    def questions(self):
        """{Question: number of rows that wait for its answer alone}."""
        waiting = self.filter(state=RowState.DOUBTFUL).exclude(question="").order_by()
        return dict(waiting.values_list("question").annotate(n=Count("pk")))


class ImportRow(models.Model):
    """One row of a sheet, and what would happen or has happened with it.

    `label` is the text by which people know it; `cells` is {column: cell as read}; `troubles` is {column: sentence};
    `doubts` is [{"column", "text", "sentence", "candidates": [[key, label]], "may_be_new", "kind"}]; `question`
    is the kind of all of them; `choice` is {"self": key,
    "new", "same" or "out"}; `target` is the key of the record; `identity` tells the row from others; `changes` is
    {name: [before, after]}; `entries` are keys of the history, the oldest first; `language` is that of its sentences.
    """

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=200, blank=True)
    cells = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=RowState)
    troubles = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)
    question = models.CharField(max_length=8, blank=True, default="")
    choice = models.JSONField(default=dict)
    target = models.BigIntegerField(null=True)
    identity = models.CharField(max_length=40, blank=True)
    changes = models.JSONField(default=dict)
    entries = models.JSONField(default=list)
    note = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True, default="", editable=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="exchange_row_once")]
        indexes = [
            models.Index(fields=["of", "state", "number"], name="exchange_row_by_state"),
            models.Index(fields=["of", "identity"], name="exchange_row_by_identity"),
        ]

    def __str__(self):
        return f"{self.of_id}: {self.number}"


class MappingQuerySet(models.QuerySet):
    """Remembered columns."""

    def recall(self, resource, headings):
        """{column: heading} as they were named the last time for a sheet with these `headings`, or {}."""
        found = self.filter(resource=resource, digest=digest_of(headings)).values_list("columns", flat=True).first()
        return found or {}

    def remember(self, resource, headings, columns):
        """Keep `columns`, {column: heading}, for the next sheet with the same set of headings."""
        self.update_or_create(resource=resource, digest=digest_of(headings), defaults={"columns": columns})


class Mapping(models.Model):
    """Which headings of a sheet meant which columns, remembered by the set of its headings."""

    resource = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)

    objects = MappingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "digest"], name="exchange_mapping_once")]

    def __str__(self):
        return f"{self.resource}: {len(self.columns)}"


def digest_of(headings):
    """What is the same for the same set of headings, in any order and case."""
    words = sorted({fold(heading) for heading in headings} - {""})
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
