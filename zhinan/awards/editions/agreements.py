"""A document of an award as PDF: what was offered, with its signatures and the proposal that it annexes."""

from datetime import UTC, datetime, time

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhinan.grants.rules.parts import label
from zhinan.grants.rules.writing import said
from zhinan.kit import typesetting
from zhinan.kit.languages import set_in, spoken
from zhinan.kit.punctuation import in_a_line, labelled
from zhinan.kit.templatetags.kit import day

from ..actions.agreements import content_of
from ..models import Clause, Side, Signature
from ..states import AgreementState
from .terms import deed, facts, grantee, parts

UNBINDING = {
    AgreementState.DRAFT: gettext_lazy("DRAFT, not offered yet"),
    AgreementState.WITHDRAWN: gettext_lazy("WITHDRAWN, never in force"),
}


def agreement_pdf(agreement, reading):
    """`agreement` as the bytes of a PDF; `reading` reads the proposal that it annexes, and is None without one.

    What was offered is printed as it was frozen, a draft as it stands now. Nothing is kept of it: it may hold names.
    Raises CannotSet, also where the proposal that is kept is not the one whose hash was offered.
    """
    content, digest = agreement.content or content_of(agreement), agreement.digest
    words = {
        "lang": set_in(spoken()),
        "title": f"{capfirst(Clause(content['clause']).label)} {content['number']}",
        "grant": content["grant"],
        "payer": content["payer"],
        "state": str(UNBINDING.get(agreement.state, "")),
        "deed": deed(content),
        "facts": facts(content, agreement.in_force_on),
        "parts": parts(content),
        "signatures": signatures(agreement, content),
        "foot": labelled(_("Hash of what was offered (SHA-256)"), digest) if digest else "",
        "digest": digest,
        "annex": annex(agreement.award.submission, content, reading),
    }
    return typesetting.compile_pdf("agreement", words, timestamp=moment(agreement))


def moment(agreement):
    """The moment that the document bears: that of its offer, or the day of the award."""
    return agreement.offered_at or datetime.combine(agreement.award.awarded_on, time(), UTC)


def signatures(agreement, content):
    """What stands where each side signs: lines to be filled in by hand, and what is known of who has signed."""
    there = {one.side: one for one in agreement.signatures.all()}
    parties = {Side.PAYER: content["payer"], Side.GRANTEE: grantee(content)}
    blocks = [
        {"title": str(capfirst(side.label)), "party": parties[side], "rows": signed(there.get(side))}
        for side in agreement.sides()
    ]
    both = _("This document is in force from the day of its last signature.")
    note = both if len(blocks) > 1 else _("This document is in force from the day of its signature.")
    return {"title": pgettext("heading", "Signatures"), "blocks": blocks, "note": note}


def signed(signature):
    """[[label, text]] of a Signature; empty texts are filled in by hand."""
    name, position = (str(label(Signature, one)) for one in ("name", "position"))
    if signature is None:
        return [[one, ""] for one in (name, position, pgettext("label", "Date"), pgettext("label", "Signature"))]
    return [[name, signature.name], [position, signature.position], [pgettext("label", "Date"), day(signature.on)]]


def annex(sent, content, reading):
    """The proposal that was decided, the Submission `sent`; None where the document annexes none."""
    if content["clause"] != Clause.AGREEMENT or content["annex"] is None:
        return None
    if sent is None or sent.digest != content["annex"]:
        raise typesetting.CannotSet(_("the proposal that is kept is not the one whose hash this document names"))
    number, version = sent.application.number, _("Version {number}").format(number=sent.number)
    title = _("Annex: the proposal as it was decided")
    rows = [
        (pgettext("label", "Application"), number),
        (pgettext("label", "Version"), sent.number),
        (pgettext("label", "Submitted"), said(sent.submitted_at, sent.rules.zone)),
    ]
    return {
        "title": title,
        "running": in_a_line(title, number, version),
        "facts": [[name, str(text)] for name, text in rows],
        "sections": [one._asdict() for one in reading.sections()],
        "foot": labelled(_("Hash of what was submitted (SHA-256)"), sent.digest),
    }
