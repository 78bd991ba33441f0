"""What was submitted, as PDF: with number, moment and hash."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.kit import typesetting
from zhinan.kit.languages import set_in, spoken
from zhinan.kit.punctuation import labelled

from ..rules.writing import said


def proposal(application, sent, reading):
    """The Submission `sent` of `application` as `reading` reads it, as the bytes of a PDF; may raise CannotSet.

    Nothing is kept of it: it may hold names.
    """
    version = _("Version {number}").format(number=sent.number)
    words = {
        "lang": set_in(spoken()),
        "title": reading.title(),
        "call": str(application.call),
        "running": pgettext("between number and version", "{number}, {version}").format(
            number=application.number, version=version
        ),
        "facts": [
            [pgettext("label", "Number"), application.number],
            [pgettext("label", "Version"), str(sent.number)],
            [pgettext("label", "Submitted"), said(sent.submitted_at, sent.rules.zone)],
        ],
        "sections": [one._asdict() for one in reading.sections()],
        "foot": labelled(_("Hash of what was submitted (SHA-256)"), sent.digest),
    }
    return typesetting.compile_pdf("proposal", words, timestamp=sent.submitted_at)
