"""Certificates and course sheets as PDF."""

from datetime import UTC, datetime, time

import segno
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override, pgettext, pgettext_lazy

from zhinan.kit import typesetting
from zhinan.kit.dates import PartialDate, span_in_words
from zhinan.kit.languages import ENGLISH, SITE, Said, mark_of, set_in, spoken
from zhinan.kit.punctuation import in_a_line, in_rows, labelled, listed, sentences
from zhinan.kit.templatetags.kit import day

from .models import CertificateKind, SpeakerRole

TITLES = {
    CertificateKind.ATTENDANCE: gettext_lazy("Certificate of attendance"),
    CertificateKind.COMPLETION: gettext_lazy("Certificate of completion"),
    CertificateKind.SPEAKING: gettext_lazy("Certificate of speaking"),
}
DEEDS = {  # between the name and the title of the event
    CertificateKind.ATTENDANCE: pgettext_lazy("on a certificate", "attended"),
    CertificateKind.COMPLETION: pgettext_lazy("on a certificate", "completed"),
    CertificateKind.SPEAKING: pgettext_lazy("on a certificate", "spoke at"),
}
HOUR = 60  # minutes


def certificates(rows, language=""):
    """The Certificates `rows`, at least one, as the bytes of a PDF; `language` is one of SITE, else each its own.

    Nothing is kept of it: it holds names. May raise CannotSet.
    """
    sheets = [sheet(one, language) for one in rows]
    first = sheets[0]
    title = in_a_line(first["title"], rows[0].number) if len(rows) == 1 else str(rows[0].event)
    words = {"title": title, "lang": first["lang"], "sheets": sheets}
    moment = datetime.combine(max(one.issued_on for one in rows), time(), UTC)
    return typesetting.compile_pdf("certificate", words, timestamp=moment)


def settable(rows, language=""):
    """Those of `rows` that can be set, of rows that together cannot: halved until it is known of each."""
    if len(rows) == 1:
        return []
    good = []
    for half in (rows[: len(rows) // 2], rows[len(rows) // 2 :]):
        try:
            certificates(half, language)
        except typesetting.CannotSet:
            good += settable(half, language)
        else:
            good += half
    return good


def language_of(certificate):
    """The language that the holder reads, else that of the event."""
    wanted = (certificate.language, certificate.event.language)
    return next((one for one in (each.partition("-")[0] for each in wanted) if one in SITE), ENGLISH)


def sheet(certificate, language=""):
    """What the template sets of one certificate: words and a drawing, nothing of it is markup."""
    language = language or language_of(certificate)
    address = f"{settings.ADDRESS}{certificate.get_absolute_url()}"
    with override(SITE[language]):
        return {
            "lang": language,
            "title": str(TITLES[certificate.kind]),
            "lead": _("This is to certify that"),
            "name": certificate.name,
            "deed": str(DEEDS[certificate.kind]),
            **told_of(certificate.said, language),
            "issued": labelled(pgettext("label", "Issued on"), day(certificate.issued_on)),
            "signature": listed(certificate.said.get("signatory") or [pgettext("under a line", "Name and signature")]),
            "number": labelled(pgettext("label", "Number"), certificate.number),
            "verify": _("Whether it is valid is said here:"),
            "address": address.partition("://")[2].rstrip("/"),
            "qr": segno.make(address, error="m", micro=False).svg_inline(border=0, dark="#14212e", omitsize=True),
        }


def told_of(said, language):
    """What is certified of the event and the time, in words: {"event", "where", "facts", "organisers"}."""
    title = in_language(said.get("titles"), language)
    days = span_in_words(*(PartialDate(one) if one else None for one in (said["starts_on"], said["ends_on"])))
    where = in_a_line(said.get("place"), in_language(said.get("country"), language).text)
    bodies = [in_language(one, language).text for one in said.get("organisers", ())]
    return {
        "event": title._asdict(),
        "where": [one for one in (days, where) if one],
        "facts": certified(said, language),
        "organisers": labelled(_("Organised by"), in_rows(bodies)) if bodies else "",
    }


def certified(said, language):
    """What is certified beside being there, in words: of what, parts in sessions, and for how long."""
    return [*whole(said, language), *talks(said, language), *hours(said)]


def whole(said, language):
    """What the whole event was about and how long it took, as far as that is said; not its title once more."""
    subject, found = in_language(said.get("subject"), language).text, []
    if subject and subject != in_language(said.get("titles"), language).text:
        found.append(labelled(pgettext("on a certificate", "Subject"), subject))
    if full := said.get("hours"):
        length = ngettext("{n} hour", "{n} hours", full).format(n=full)
        found.append(labelled(pgettext("on a certificate", "Length of the whole"), length))
    return found


def in_language(found, language):
    """Of {language: text} the text in `language`, else in English, else in any, as Said."""
    for one in (language, ENGLISH, *(found or ())):
        if found and one in found:
            return Said(found[one], one)
    return Said("", "")


def hours(said):
    """How long somebody was there, in sentences."""
    found = []
    if said.get("of_sessions"):
        whole = said["of_sessions"]
        told = ngettext("{n} of {whole} session attended", "{n} of {whole} sessions attended", whole)
        found.append(told.format(n=said["sessions"], whole=whole))
    if minutes := said.get("minutes"):
        full, rest = divmod(minutes, HOUR)
        words = [ngettext("{n} hour", "{n} hours", full).format(n=full)] if full else []
        words += [ngettext("{n} minute", "{n} minutes", rest).format(n=rest)] if rest else []
        found.append(sentences(*words))
    return found


def talks(said, language):
    """The parts that somebody had in the sessions, each after the role."""
    roles = dict(SpeakerRole.choices)
    return [
        labelled(str(roles.get(role, role)).capitalize(), in_language(titles, language).text)
        for role, titles in said.get("talks", ())
    ]


def course_sheet(course, facts, on):
    """The sheet of `course` as the bytes of a PDF in the reader's language; may raise CannotSet.

    `facts` are [(label, value)], `on` is the day of its last change.
    """
    language = set_in(spoken())
    address = f"{settings.ADDRESS}{course.event.get_absolute_url()}"
    places = [[str(one), str(one.places or "")] for one in course.invited.select_related("country")]
    words = {
        "lang": language,
        "title": str(course.event),
        "running": _("Course sheet"),
        "lead": course.said("subject").text,
        "facts": [[str(label), str(value)] for label, value in facts if value],
        "sections": [section(course, name) for name in course.translatable if course.said(name).text],
        "countries": {"title": _("Invited countries"), "header": [_("Country or area"), _("Places")], "rows": places},
        "foot": in_a_line(address.partition("://")[2].rstrip("/"), day(on)),
    }
    words["sections"] = [one for one in words["sections"] if one["name"] != "subject"]
    folder, moment = settings.FOLDER / "documents", datetime.combine(on, time(), UTC)
    return typesetting.kept_pdf(folder, "course", words, timestamp=moment)


def section(course, name):
    """What the template sets of one text of the sheet, with a mark where it stands in another language."""
    found = course.said(name)
    paragraphs = [" ".join(one.split()) for one in found.text.replace("\n- ", "\n\n– ").split("\n\n") if one.strip()]
    title = str(capfirst(course._meta.get_field(name).verbose_name))
    return {
        "name": name,
        "title": title,
        "note": str(mark_of(found.language)),
        "lang": found.language or ENGLISH,
        "paragraphs": paragraphs,
    }
