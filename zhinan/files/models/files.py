"""Files that lie beside records."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import ARCHIVE, audience_tokens, sees_everything
from zhinan.history.models import Entry
from zhinan.kit.languages import LANGUAGES
from zhinan.kit.models import About, AboutQuerySet

from .kinds import OPENED, PICTURES, Kind

SIZES = (320, 800, 1600)  # widths in pixels that pictures are made in


class Use(models.TextChoices):
    """What a file is to its record."""

    OTHER = "", pgettext_lazy("use of a file", "nothing in particular")
    LOGO = "logo", pgettext_lazy("use of a file", "logo")
    COVER = "cover", pgettext_lazy("use of a file", "cover picture")
    EVIDENCE = "evidence", pgettext_lazy("use of a file", "evidence")
    SIGNED = "signed", pgettext_lazy("use of a file", "signed copy")


class Consent(models.TextChoices):
    """Whether the people who are shown or named agree that the file is used."""

    NOT_NEEDED = "", pgettext_lazy("consent", "not needed")
    GIVEN = "given", pgettext_lazy("consent", "given")
    AWAITED = "awaited", pgettext_lazy("consent", "not given yet")


def languages():
    """(code, name) of the languages that a file may be in."""
    return list(LANGUAGES.items())


def later_version():
    """The condition that a later version, which was not put away, stands in for a file."""
    return Exists(File.objects.filter(replaces=OuterRef("pk")).exclude(audience=ARCHIVE))


class FileQuerySet(AboutQuerySet):
    """Files. Whoever asks has loaded their record through its own `visible_to`."""

    def visible_to(self, user):
        """Files whose own audience lets `user` see them, once their record does; nobody sees what was archived."""
        if sees_everything(user):
            return self.exclude(audience=ARCHIVE)
        return self.filter(audience__in={"", *audience_tokens(user)})

    def archived(self):
        """Files that were put away."""
        return self.filter(audience=ARCHIVE)

    def current(self):
        """Files that no later version stands in for."""
        return self.exclude(later_version())

    def replaced(self):
        """Files that a later version stands in for."""
        return self.filter(later_version())

    def without_sizes(self):
        """Pictures whose sizes are still to be made."""
        return self.filter(kind__in=PICTURES, width__gt=SIZES[0], is_sized=False)


class File(About):
    """An upload beside a record: what it is called and says, and where its content lies.

    `audience` is a token that narrows that of the record; empty, whoever sees the record sees the file.
    `stored` names the content; the sizes of a picture lie under the same name with their width. `replaces` is the
    version before; at most one living file replaces another.
    """

    name = models.CharField(max_length=120, editable=False)
    kind = models.CharField(max_length=80, choices=Kind, editable=False)
    size = models.PositiveBigIntegerField(editable=False)  # bytes
    sha256 = models.CharField(max_length=64, editable=False)
    stored = models.CharField(max_length=120, unique=True, editable=False)
    width = models.PositiveIntegerField(null=True, default=None, editable=False)
    height = models.PositiveIntegerField(null=True, default=None, editable=False)
    is_sized = models.BooleanField(default=False, editable=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, default=None, related_name="later_versions", editable=False
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.UUIDField(null=True, default=None, editable=False)
    caption = models.CharField(pgettext_lazy("label", "caption"), max_length=300, blank=True)
    alt = models.CharField(pgettext_lazy("label", "what the picture shows"), max_length=300, blank=True)
    credit = models.CharField(pgettext_lazy("label", "credit"), max_length=200, blank=True)
    language = models.CharField(pgettext_lazy("label", "language"), max_length=12, blank=True, choices=languages)
    use = models.CharField(pgettext_lazy("label", "use"), max_length=12, blank=True, default="", choices=Use)
    consent = models.CharField(
        pgettext_lazy("label", "consent"), max_length=12, blank=True, default="", choices=Consent
    )
    consent_note = models.CharField(pgettext_lazy("label", "note on consent"), max_length=300, blank=True)
    audience = models.CharField(pgettext_lazy("label", "who sees it"), max_length=80, blank=True, default="")

    objects = FileQuerySet.as_manager()

    class Meta(About.Meta):
        verbose_name = pgettext_lazy("noun", "file")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="files_file_not_empty"),
            models.CheckConstraint(
                condition=Q(width=None, height=None) | Q(width__gt=0, height__gt=0), name="files_file_both_or_neither"
            ),
            models.CheckConstraint(condition=~Q(replaces=F("pk")), name="files_file_replaces_another"),
            models.UniqueConstraint(
                fields=["replaces"], condition=~Q(audience=ARCHIVE), name="files_file_replaced_once"
            ),
        ]

    def __str__(self):
        return self.caption or self.name

    @property
    def is_picture(self):
        """Whether it is a picture."""
        return self.kind in PICTURES

    @property
    def is_opened(self):
        """Whether a browser shows it rather than saving it."""
        return self.kind in OPENED

    def widths(self):
        """The widths, in pixels, that this picture is made in: those below its own."""
        return tuple(width for width in SIZES if self.is_picture and width < self.width)

    def height_at(self, width):
        """The height, in pixels, of this picture at `width`."""
        return max(1, round(self.height * width / self.width))

    def stored_at(self, width):
        """The name that the content of this picture at `width` lies under."""
        return f"{self.stored}.{width}"

    def is_ready(self):
        """Whether it can be shown as a picture: its sizes are made, or it needs none."""
        return self.is_picture and (self.is_sized or not self.widths())

    def is_current(self):
        """Whether no later version stands in for it: asks the database."""
        return File.objects.current().filter(pk=self.pk).exclude(audience=ARCHIVE).exists()

    def before(self):
        """The versions before this one, newest first: one query each."""
        earlier, version = [], self.replaces
        while version is not None:
            earlier.append(version)
            version = version.replaces
        return earlier

    def entries(self):
        """What happened to this file, newest first."""
        return Entry.objects.timeline(self)

    def remember_sizes(self):
        """Note that the sizes of this picture are made."""
        self.is_sized = True
        File.objects.filter(pk=self.pk).update(is_sized=True)
