"""Documents that are zip archives: which of them is which, and what may not be inside."""

import re
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..models import Kind
from .kinds import Refused, damaged, of_another_kind

MOST_MEMBERS = 10_000
MOST_UNPACKED = 300_000_000  # bytes of all members together
SMALL = 10_000_000  # bytes that anything may unpack to
STEEPEST = 200  # times its own size that a larger one may unpack to
TYPES, MIMETYPE, MANIFEST = "[Content_Types].xml", "mimetype", "META-INF/manifest.xml"
MAIN = (
    (b"wordprocessingml.document.main+xml", Kind.DOCX),
    (b"spreadsheetml.sheet.main+xml", Kind.XLSX),
    (b"presentationml.presentation.main+xml", Kind.PPTX),
)
MACROS = re.compile(rb"macroEnabled|macrosheet|vbaProject|sheet\.binary", re.I)
MACRO_MEMBERS = re.compile(r"(?:^|/)vbaProject\.bin$|^(?:Basic|Scripts)/.", re.I)
OPEN_DOCUMENTS = {kind.value.encode(): kind for kind in (Kind.ODT, Kind.ODS, Kind.ODP)}
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
SECRET = "EncryptedPackage".encode("utf-16-le")  # the stream of a protected document in an old container


def kind_of_archive(body):
    """The Kind of the document in the zip archive `body`, an open file; raises Refused."""
    try:
        with zipfile.ZipFile(body) as archive:
            members = archive.infolist()
            check_size(members)
            if any(member.flag_bits & 1 for member in members):
                raise protected()
            kind = kind_of_document(archive, {member.filename for member in members})
            # Reads each member to the end that it declares, so that one that lies about its size is found out.
            if archive.testzip() is not None:
                raise damaged(kind.label)
    except BROKEN:
        raise damaged(pgettext("kind of file", "archive")) from None
    return kind


def check_size(members):
    """Raise Refused where the `members` of an archive would unpack to more than a document ever does."""
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > MOST_MEMBERS
        or unpacked > MOST_UNPACKED
        or (unpacked > SMALL and unpacked > STEEPEST * max(packed, 1))
    ):
        raise Refused(
            _("This file would unpack to far more than a document holds, which can stop a computer. Save it anew.")
        )


def kind_of_document(archive, names):
    """The Kind of a document whose members are called `names`; raises Refused."""
    if TYPES in names:
        types = beginning_of(archive, TYPES)
        kind = next((kind for mark, kind in MAIN if mark in types), None)
        has_macros = MACROS.search(types)
    else:
        kind = OPEN_DOCUMENTS.get(beginning_of(archive, MIMETYPE).strip()) if MIMETYPE in names else None
        has_macros = False
        if MANIFEST in names and b"encryption-data" in beginning_of(archive, MANIFEST):
            raise protected()
    if has_macros or any(MACRO_MEMBERS.search(name) for name in names):
        raise Refused(_("This document holds macros, which are programs. Save it without macros and upload it again."))
    if kind is None:
        raise of_another_kind(pgettext("kind of file", "archive"))
    return kind


def beginning_of(archive, name):
    """At most the first megabyte of the member `name`."""
    with archive.open(name) as member:
        return member.read(1_000_000)


def refusal_of_compound(body):
    """The Refused of an old Office file, or of one that a password protects; `body` is an open file."""
    body.seek(0)
    before = b""
    while step := body.read(65536):
        if SECRET in before + step:
            return protected()
        before = step[-len(SECRET) :]
    return Refused(
        _(
            "This is a file of an old Office, or a saved mail. Open it, save it as DOCX, XLSX, PPTX or PDF, and upload "
            "that."
        )
    )


def protected():
    """The refusal of a document that cannot be opened without a password."""
    return Refused(_("This document is protected by a password. Save it without one and upload it again."))
