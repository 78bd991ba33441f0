"""An upload, looked at whole: what it is, and whether it may stay."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import File
from django.utils.translation import gettext as _

from ..models import EXTENSIONS, PICTURES, Kind
from .films import WithoutRemarks
from .kinds import (
    COMPOUND,
    HEAD,
    SIGNS,
    STEP,
    STRANGERS,
    UNKNOWN,
    ZIP,
    Refused,
    found_at,
    in_bytes,
    kind_of_text,
    of_another_kind,
)
from .names import cleaned, extension_of
from .office import kind_of_archive, refusal_of_compound
from .pictures import set_anew


@dataclass(frozen=True)
class Content:
    """An upload that may stay: its clean name, Kind, bytes, hash, and for pictures width and height in pixels."""

    name: str
    kind: Kind
    size: int
    sha256: str
    width: int | None
    height: int | None
    body: File


def examine(upload, most):
    """The Content of `upload`, a Django File of at most `most` bytes; raises Refused, whose sentence says why.

    A picture comes back set anew, without what the camera wrote into it, a film with its remarks blank; everything else
    byte for byte.
    """
    name = cleaned(upload.name or "")
    size, digest = measured(upload, most)
    kind = kind_of(upload, extension_of(name))
    check_name(name, kind)
    if kind == Kind.VIDEO:
        film = WithoutRemarks(upload)
        return Content(name, kind, *measured(film, most), None, None, film)
    if kind not in PICTURES:
        upload.seek(0)
        return Content(name, kind, size, digest, None, None, upload)
    upload.seek(0)
    body, width, height = set_anew(upload, kind)
    return Content(name, kind, *measured(body, most), width, height, body)


def measured(body, most):
    """(bytes, SHA-256) of the open `body`; raises Refused for nothing, and as soon as there are more than `most`."""
    if (body.size or 0) > most:
        raise too_large(most)
    body.seek(0)
    size, digest = 0, hashlib.sha256()
    while step := body.read(STEP):
        size += len(step)
        if size > most:
            raise too_large(most)
        digest.update(step)
    if not size:
        raise Refused(_("This file is empty. Look whether it was saved, and choose it again."))
    return size, digest.hexdigest()


def too_large(most):
    """The refusal of a file of more than `most` bytes."""
    return Refused(
        _("This file is larger than {size}, the most that is taken. Save it smaller, or split it.").format(
            size=in_bytes(most)
        )
    )


def kind_of(body, extension):
    """The Kind of the content of the open `body`; raises Refused for what is not accepted, naming what it is."""
    body.seek(0)
    head = body.read(HEAD)
    if head.startswith(ZIP):
        return kind_of_archive(body)
    if head.startswith(COMPOUND):
        raise refusal_of_compound(body)
    kind = found_at(SIGNS, head) or kind_of_text(body, extension)
    if kind is None:
        raise of_another_kind(found_at(STRANGERS, head) or UNKNOWN)
    return kind


def check_name(name, kind):
    """Raise Refused where the extension of `name` is not one of `kind`."""
    extension = extension_of(name)
    if extension not in EXTENSIONS[kind]:
        words = {"found": kind.label, "extension": extension, "usual": EXTENSIONS[kind][0]}
        sentence = (
            _("The name ends in .{extension}, but by its content this is: {found}. Let the name end in .{usual}.")
            if extension
            else _("The name has no ending; by its content this is: {found}. Let the name end in .{usual}.")
        )
        raise Refused(sentence.format(**words))
