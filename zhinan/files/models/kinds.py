"""What a file may be."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """The media types that are accepted, each with its name."""

    PDF = "application/pdf", pgettext_lazy("kind of file", "PDF")
    JPEG = "image/jpeg", pgettext_lazy("kind of file", "JPEG picture")
    PNG = "image/png", pgettext_lazy("kind of file", "PNG picture")
    GIF = "image/gif", pgettext_lazy("kind of file", "GIF picture")
    WEBP = "image/webp", pgettext_lazy("kind of file", "WebP picture")
    DOCX = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        pgettext_lazy("kind of file", "Word document"),
    )
    XLSX = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        pgettext_lazy("kind of file", "Excel workbook"),
    )
    PPTX = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        pgettext_lazy("kind of file", "PowerPoint presentation"),
    )
    ODT = "application/vnd.oasis.opendocument.text", pgettext_lazy("kind of file", "OpenDocument text")
    ODS = "application/vnd.oasis.opendocument.spreadsheet", pgettext_lazy("kind of file", "OpenDocument spreadsheet")
    ODP = "application/vnd.oasis.opendocument.presentation", pgettext_lazy("kind of file", "OpenDocument presentation")
    CSV = "text/csv", pgettext_lazy("kind of file", "CSV table")
    TEXT = "text/plain", pgettext_lazy("kind of file", "Text")
    VIDEO = "video/mp4", pgettext_lazy("kind of file", "MP4 video")
    AUDIO = "audio/mpeg", pgettext_lazy("kind of file", "MP3 audio")


# How a name may end; the first is the usual one.
EXTENSIONS = {
    Kind.PDF: ("pdf",),
    Kind.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    Kind.PNG: ("png",),
    Kind.GIF: ("gif",),
    Kind.WEBP: ("webp",),
    Kind.DOCX: ("docx",),
    Kind.XLSX: ("xlsx",),
    Kind.PPTX: ("pptx",),
    Kind.ODT: ("odt",),
    Kind.ODS: ("ods",),
    Kind.ODP: ("odp",),
    Kind.CSV: ("csv",),
    Kind.TEXT: ("txt",),
    Kind.VIDEO: ("mp4", "m4v"),
    Kind.AUDIO: ("mp3",),
}
PICTURES = (Kind.JPEG, Kind.PNG, Kind.GIF, Kind.WEBP)
OPENED = (*PICTURES, Kind.PDF)  # what a browser shows; everything else is saved
