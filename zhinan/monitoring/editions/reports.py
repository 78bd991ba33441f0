"""A report as it was sent, as PDF: section by section, with version, moment and hash."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.kit import typesetting
from zhinan.kit.languages import set_in, spoken
from zhinan.kit.punctuation import labelled
from zhinan.kit.templatetags.kit import day

from ..rules.reading import sections_of


def payload(sent):
    """What the template `proposal` sets of the ReportSubmission `sent`."""
    report = sent.report
    version = _("Version {number}").format(number=sent.number)
    return {
        "lang": set_in(spoken()),
        "title": report.called(),
        "call": sent.content["grant"]["title"],
        "running": pgettext("between number and version", "{number}, {version}").format(
            number=report.called(), version=version
        ),
        "facts": [
            [pgettext("label", "Grant"), sent.content["grant"]["title"]],
            [pgettext("label", "Days"), f"{day(report.starts_on)} – {day(report.ends_on)}"],
            [pgettext("label", "Version"), str(sent.number)],
            [pgettext("label", "Sent"), day(sent.sent_at.date())],
        ],
        "sections": [one._asdict() for one in sections_of(sent.content)],
        "foot": labelled(_("Hash of what was sent (SHA-256)"), sent.digest),
    }


def report_paper(sent):
    """The ReportSubmission `sent` as the bytes of a PDF; may raise CannotSet."""
    return typesetting.compile_pdf("proposal", payload(sent), timestamp=sent.sent_at)
