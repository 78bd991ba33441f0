"""What content really is, told from its first bytes and its text."""

import codecs
import re

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..models import EXTENSIONS, Kind

HEAD = 4096  # bytes that are looked at
STEP = 65536  # bytes that are read at a time
MEGABYTE = 1024 * 1024

# (place, bytes there, what it is): the first bytes of what is accepted.
SIGNS = (
    (0, rb"%PDF-", Kind.PDF),
    (0, rb"\xff\xd8\xff", Kind.JPEG),
    (0, rb"\x89PNG\r\n\x1a\n", Kind.PNG),
    (0, rb"GIF8[79]a", Kind.GIF),
    (0, rb"RIFF[\s\S]{4}WEBP", Kind.WEBP),
    (4, rb"ftyp(?:isom|iso[2-9]|mp4[12]|avc1|M4V |dash|MSNV)", Kind.VIDEO),
    (0, rb"ID3|\xff[\xfb\xfa\xf3\xf2]", Kind.AUDIO),
)
ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files, and of encrypted ones

# What is not accepted, and is told by its name.
STRANGERS = (
    (0, rb"MZ", pgettext_lazy("kind of file", "program for Windows")),
    (0, rb"\x7fELF", pgettext_lazy("kind of file", "program for Linux")),
    (0, rb"\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe", pgettext_lazy("kind of file", "program for macOS")),
    (0, rb"\xca\xfe\xba\xbe", pgettext_lazy("kind of file", "program")),
    (0, rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|PK", pgettext_lazy("kind of file", "archive")),
    (257, rb"ustar", pgettext_lazy("kind of file", "archive")),
    (4, rb"ftyp(?:hei[cfmsx]|hev[cx]|mif1|msf1)", pgettext_lazy("kind of file", "HEIC picture")),
    (4, rb"ftypavi[fs]", pgettext_lazy("kind of file", "AVIF picture")),
    (0, rb"II\*\x00|MM\x00\*", pgettext_lazy("kind of file", "TIFF picture")),
    (0, rb"BM", pgettext_lazy("kind of file", "bitmap picture")),
    (0, rb"8BPS", pgettext_lazy("kind of file", "Photoshop picture")),
    (4, rb"ftyp|moov|mdat", pgettext_lazy("kind of file", "video of another kind")),
    (0, rb"\x1aE\xdf\xa3|RIFF[\s\S]{4}AVI ", pgettext_lazy("kind of file", "video of another kind")),
    (0, rb"OggS|fLaC|RIFF[\s\S]{4}WAVE", pgettext_lazy("kind of file", "sound of another kind")),
)
# Texts that a browser or a computer would act on, told by how they begin.
ACTIVE = (
    (
        r"(?:<\?xml.*?\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype svg.*?>\s*)?<svg\b",
        pgettext_lazy("kind of file", "SVG drawing"),
    ),
    (
        r"(?:<\?xml.*?\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|title|style|table|div"
        r"|meta|link|img|form|h1|p|a|b|br|font)\b",
        pgettext_lazy("kind of file", "HTML page"),
    ),
    (r"<\?xml\b", pgettext_lazy("kind of file", "XML file")),
    (r"#!|<\?php\b|@echo\b", pgettext_lazy("kind of file", "program")),
    (r"\{\\rtf", pgettext_lazy("kind of file", "RTF document")),
    (r"%!PS", pgettext_lazy("kind of file", "PostScript document")),
)
UNKNOWN = pgettext_lazy("kind of file", "file of an unknown kind")
ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f\x7f]")
ACCEPTED = gettext_lazy(
    "PDF, pictures (JPEG, PNG, GIF, WebP), documents of Word, Excel, PowerPoint and OpenDocument, CSV, plain text, "
    "MP4 and MP3"
)


class Refused(ValidationError):
    """An upload that may not stay; its sentence says what it is and what is taken instead."""


def in_bytes(number):
    """A number of bytes as a reader expects it."""
    if number < MEGABYTE:
        return _("{number} kB").format(number=number_format(max(1, round(number / 1024))))
    return _("{number} MB").format(
        number=number_format(number / MEGABYTE, decimal_pos=0 if number % MEGABYTE == 0 else 1)
    )


def accepted(most):
    """The sentence that tells what may be uploaded, in at most `most` bytes."""
    return _("Accepted are {kinds}, up to {size} each.").format(kinds=ACCEPTED, size=in_bytes(most))


def of_another_kind(what):
    """The refusal of content that is `what`, which is not accepted."""
    return Refused(_("This is not accepted; by its content it is: {what}. Accepted are {kinds}.").format(
        what=what, kinds=ACCEPTED
    ))  # fmt: skip


def damaged(what):
    """The refusal of content that begins as `what` and cannot be read to its end."""
    return Refused(
        _("This file is damaged ({what}). Open it where it comes from, save it anew and upload it again.").format(
            what=what
        )
    )


def found_at(table, head):
    """What the first of the rows (place, pattern, what) of `table` that fits the bytes `head` says, else None."""
    return next((what for place, pattern, what in table if re.compile(pattern).match(head, place)), None)


def kind_of_text(body, extension):
    """Kind.CSV or Kind.TEXT for the open `body`, after the `extension` of its name; None where it is no text.

    Raises Refused for a text that a browser or a computer would act on.
    """
    beginning = text_of(body)
    if beginning is None:
        return None
    for pattern, what in ACTIVE:
        if re.compile(pattern, re.I | re.S).match(beginning.lstrip("\ufeff \t\r\n\f")):
            raise of_another_kind(what)
    return Kind.CSV if extension in EXTENSIONS[Kind.CSV] else Kind.TEXT


def text_of(body):
    """The beginning of the open `body` as text, None where some of it cannot be text in any of the usual encodings."""
    body.seek(0)
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encodings = ("utf-16",) if body.read(2) in marks else ENCODINGS
    return next((text for encoding in encodings if (text := read_as(body, encoding)) is not None), None)


def read_as(body, encoding):
    """The beginning of the open `body` in `encoding`, None where it cannot be read in it to its end."""
    body.seek(0)
    decoder, beginning = codecs.getincrementaldecoder(encoding)(), ""
    try:
        while step := body.read(STEP):
            text = decoder.decode(step)
            if CONTROL.search(text):
                return None
            beginning += text[: HEAD - len(beginning)] if len(beginning) < HEAD else ""
        decoder.decode(b"", final=True)
    except UnicodeError:
        return None
    return beginning
