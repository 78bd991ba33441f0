"""The archive's part about files: what lies beside the award, its application and its grant."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.views import kind_word
from zhinan.files.access import readable
from zhinan.files.models import File
from zhinan.files.rules import in_bytes
from zhinan.files.rules.kinds import EXTENSIONS

from .parts import Part, block, moment


@dataclass(frozen=True)
class Filed:
    """A file, and the noun that it lies beside, in words."""

    file: File
    beside: str

    @property
    def path(self):
        """Where it lies in the archive: under its hash, so that the same content lies there once."""
        return f"files/{self.file.sha256}.{EXTENSIONS[self.file.kind][0]}"


def files_of(award, application, user):
    """[Filed] of every file of the award, its application and its grant that `user` may open.

    What was submitted keeps its files, also those that later ones stand in for; of the grant it is the current ones.
    """
    kept = [one for one in (award, application) if one is not None]
    rows = [(one, File.objects.about(one).visible_to(user)) for one in kept]
    rows.append((award.grant, readable(award.grant, user)))
    return [Filed(file, kind_word(record)) for record, found in rows for file in found.order_by("pk")]


def files(filed):
    """The Part of all files with their hashes; nothing where there are none."""
    if not filed:
        return []
    rows = [
        (one.file.name, one.beside, one.file.get_kind_display(), in_bytes(one.file.size), moment(one.file.uploaded_at),
         one.file.sha256)
        for one in filed
    ]  # fmt: skip
    head = (_("File"), _("Beside"), _("Kind"), _("Size"), _("Uploaded"), "SHA-256")
    text = _("The files themselves lie in the ZIP of this archive, each under its hash.")
    title = pgettext("heading", "Files and their hashes")
    table = block(text=text, head=head, rows=rows)
    return [Part(pgettext("chapter of an archive", "Files"), title, [table], is_wide=True)]
