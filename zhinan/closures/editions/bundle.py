"""The archive of a grant as one PDF: every part in order, under a list with pages and hashes."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, time
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.grants.models import Application
from zhinan.history.models import Entry
from zhinan.kit import typesetting
from zhinan.kit.dates import span_in_words
from zhinan.kit.languages import set_in, spoken
from zhinan.kit.punctuation import listed
from zhinan.kit.templatetags.kit import day

from . import deciding, paying, telling
from .filing import files, files_of


@dataclass
class Bundle:
    """What the archive of `award` holds for one reader: its parts in order, and the files that they speak of.

    `seal` is the hash of the hashes of all parts, `at` the moment of the last thing that happened to the award.
    """

    award: object
    application: object
    at: datetime
    parts: list = field(default_factory=list)
    filed: list = field(default_factory=list)

    @property
    def seal(self):
        """The hash (SHA-256) of the hashes of all parts, each in its line."""
        return sha256("".join(f"{one.sealed()}\n" for one in self.parts).encode()).hexdigest()


def last_of(award):
    """The moment of the newest entry about `award`, or the day of the award; one query."""
    last = Entry.objects.timeline(award).values_list("at", flat=True).first()
    return last or datetime.combine(award.awarded_on, time(), UTC)


def application_of(award):
    """The application that led to `award`, or None."""
    rows = Application.objects.filter(grant=award.grant).select_related("call__programme", "rules__currency", "lead")
    return rows.first()


def bundle_of(award, user, application, readings):
    """The Bundle of `award` as `user` may read it; `readings` are [(Submission, Reading)] of its `application`."""
    filed = files_of(award, application, user)
    asked = [*deciding.versions(application, readings), *deciding.decisions(application, user)] if application else []
    paid = [*paying.instalments(award), *paying.match(award), *paying.refunds(award)]
    parts = [
        *asked, *paying.agreements(award), *paid, *telling.reports(award), *telling.visits(award),
        *telling.closure(award), *paying.ledger(award, user), *telling.history(award, user), *files(filed),
    ]  # fmt: skip
    return Bundle(award, application, last_of(award), parts, filed)


def bundle_pdf(bundle):
    """`bundle` as the bytes of a PDF: the same records give the same bytes; may raise CannotSet."""
    return typesetting.compile_pdf("bundle", words_of(bundle), timestamp=bundle.at)


def words_of(bundle):
    """What the template sets."""
    award, seal = bundle.award, bundle.seal
    return {
        "lang": set_in(spoken()),
        "kind": pgettext("of a grant", "Archive"),
        "title": award.grant.said("title").text,
        "payer": str(award.payer),
        "running": bundle.application.number if bundle.application else "",
        "facts": [[str(name), str(said)] for name, said in facts_of(bundle) if said],
        "note": _(
            "It holds what its reader may read, as it stood when the last thing happened to this award. The hash of a "
            "part is that of its words in JSON, which lie in the ZIP; the seal is the hash of these hashes, a line "
            "each. What was frozen when it was submitted, offered or sent keeps its own hash, which stands in it."
        ),
        "seal": seal,
        "seal_label": pgettext("of an archive", "Seal"),
        "contents": {
            "title": pgettext("heading", "Contents"),
            "head": ["", pgettext("column", "Part"), pgettext("column", "Page"), "SHA-256"],
        },
        "parts": [asdict(one) | {"sealed": one.sealed(), "number": n} for n, one in enumerate(bundle.parts, 1)],
        "frozen": {
            "title": _("Hashes of what was frozen"),
            "head": [pgettext("column", "Part"), "SHA-256"],
            "rows": [[one.title, one.digest] for one in bundle.parts if one.digest],
        },
    }


def facts_of(bundle):
    """What stands on the cover."""
    award, grant = bundle.award, bundle.award.grant
    return [
        (pgettext("label", "Programme"), award.programme()),
        (pgettext("label", "Application"), bundle.application.number if bundle.application else ""),
        (_("Who pays the grant"), award.payer),
        (_("Who takes part"), listed(grant.parties.select_related("organisation", "country"))),
        (_("Awarded"), f"{award.in_words(award.amount)} ({day(award.awarded_on)})"),
        (pgettext("label", "Duration"), span_in_words(grant.starts_on, grant.ends_on)),
        (pgettext("label", "State"), award.get_state_display()),
        (_("Closed on"), day(award.closed_on)),
        (_("Parts"), len(bundle.parts)),
        (pgettext("of an archive", "Files"), len(bundle.filed)),
        (pgettext("of an archive", "Last thing that happened"), f"{bundle.at:%Y-%m-%d %H:%M} UTC"),
    ]
