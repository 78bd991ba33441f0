"""The ledger of awards, posting by posting: what each stands for, who wrote it, its worth, and the balance."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.models import User
from zhinan.history.models import Entry
from zhinan.network.models import Organisation
from zhinan.programmes.models import Posting, Project

from ..models import MatchStep, Payment, Refund
from ..rules.postings import sign, worth
from ..rules.worth import to_the_cent

OURS = (Posting, Payment, Refund, MatchStep)  # what stands on postings in this room, and reversals themselves
NEAR = timedelta(seconds=5)  # between a posting and the entry of the history that its writing left, at most


@dataclass
class Origin:
    """What a posting stands for: `words`, where that is read, and what the ledger itself keeps to itself."""

    words: str
    address: str
    counted: Decimal | None = None
    reference: str = ""
    reason: str = ""
    sha256: str = ""
    approved_by: object = None


@dataclass
class Row:
    """A posting of the ledger of `award`.

    `counted` is its worth in the currency of the award, unrounded, and None where no rate says it; `balance` the
    award's own cash after it: paid, less spent and returned. `contributor` is empty where the reader may not see it.
    `taken_back_by` is the posting that reverses it. `by_hand` is whether no record stands on it: it was written on the
    project's page.
    """

    award: object
    title: str
    posting: Posting
    origin: Origin
    by_hand: bool
    counted: Decimal | None
    balance: Decimal
    contributor: str
    recorded_by: str
    approved_by: str
    taken_back_by: Posting | None = None
    dollars: Decimal | None = field(init=False)

    def __post_init__(self):
        one = self.posting
        rated = one.amount is not None and one.usd_rate is not None
        self.dollars = to_the_cent(one.amount * one.usd_rate) if rated else None

    @property
    def worth(self):
        """`counted` to the cent."""
        return None if self.counted is None else to_the_cent(self.counted)


def rows_of(awards, user):
    """[Row] of every posting of the list `awards`, award by award, as `user` reads them.

    `awards` have their grant and currency. Seven queries whatever their number, and one for each noun of rooms above
    that stands on postings.
    """
    projects = {one.grant.project_id: one for one in awards}
    postings = Posting.objects.filter(project__in=projects).order_by("on", "pk")
    postings = list(postings.select_related("currency", "evidence_file"))
    origins, writers, held = origins_of(awards), writers_of(postings, projects), held_above(projects)
    held_by = Organisation.objects.visible_to(user).filter(pk__in={one.contributor_id for one in postings})
    seen = {one.pk: str(one) for one in held_by}
    names = User.objects.names({*writers.values(), *(one.approved_by for one in origins.values())} - {None})
    back, grouped = {one.reverses_id: one for one in postings if one.reverses_id}, defaultdict(list)
    for one in postings:
        grouped[one.project_id].append(one)
    found = []
    for project, award in projects.items():
        balance, title = Decimal(0), str(award)
        for one in grouped[project]:
            origin = origins.get(one.pk)
            counted = counted_of(one, origin, award)
            balance += sign(one) * (counted or 0)
            found.append(
                Row(
                    award=award, title=title, posting=one, origin=origin or of_itself(one),
                    by_hand=origin is None and not {one.pk, one.reverses_id} & held,
                    counted=counted, balance=to_the_cent(balance),
                    contributor=seen.get(one.contributor_id, ""),
                    recorded_by=names.get(writers.get(one.pk), ""),
                    approved_by=names.get(origin.approved_by, "") if origin else "",
                    taken_back_by=back.get(one.pk),
                )
            )  # fmt: skip
    return found


def counted_of(posting, origin, award):
    """What `posting` is worth in the currency of `award`, unrounded: as it was counted at the time, else by rates."""
    if origin is not None and origin.counted is not None:
        return origin.counted
    return worth(posting.amount, posting.currency_id, posting.usd_rate, award)


def of_itself(posting):
    """The Origin of a posting that no record of this room stands on: what it says of itself."""
    file, words = posting.evidence_file, posting.evidence or pgettext("of a posting", "By hand")
    return Origin(words, "", sha256=file.sha256 if file else "")


def held_above(projects):
    """Keys of those postings of `projects` that records of rooms above stand on."""
    found = set()
    for relation in Posting._meta.get_fields(include_hidden=True):
        model = relation.related_model if relation.auto_created and not relation.concrete else None
        if model not in (None, *OURS):
            name = relation.field.name
            rows = model._base_manager.filter(**{f"{name}__project__in": list(projects)})
            found.update(rows.values_list(name, flat=True))
    return found


def origins_of(awards):
    """{key of a posting: Origin} of what payments, refunds and match of `awards` posted and took back; 3 queries."""
    found, keys, pages = {}, [one.pk for one in awards], {one.pk: one.get_absolute_url() for one in awards}
    paid = Payment.objects.filter(instalment__award__in=keys).select_related("instalment", "advice")
    for one in paid:
        words = _("Instalment {number}").format(number=one.instalment.position)
        add_transfer(found, one, words, f"{pages[one.instalment.award_id]}#instalments", one.instalment.approved_by)
    for one in Refund.objects.filter(award__in=keys).select_related("advice"):
        add_transfer(found, one, pgettext("of a posting", "Refund"), f"{pages[one.award_id]}#closure")
    verified = MatchStep.objects.filter(match__award__in=keys, posting__isnull=False)
    for one in verified.select_related("match__organisation", "evidence"):
        told = {"words": _("Match of {who}").format(who=one.match), "sha256": one.evidence.sha256}
        told["address"] = f"{pages[one.match.award_id]}#match"
        add_both(found, one, told)
    return found


def add_transfer(found, transfer, words, address, approved_by=None):
    """The two postings of a payment or refund."""
    told = {"words": words, "address": address, "reference": transfer.reference, "approved_by": approved_by}
    told["sha256"] = transfer.advice.sha256 if transfer.advice else ""
    add_both(found, transfer, told, transfer.counted)


def add_both(found, thing, told, counted=None):
    """What `thing` posted, and its opposite once it was taken back, with the reason."""
    found[thing.posting_id] = Origin(**told, counted=counted)
    if thing.taken_back_id:
        back = -counted if counted is not None else None
        found[thing.taken_back_id] = Origin(**told, counted=back, reason=thing.taken_back_because)


def writers_of(postings, projects):
    """{key of a posting: pseudonym of who wrote it} as the history of the `projects` tells it: one query.

    Each posting leaves an entry about its project right after it.
    """
    asked = {"noun": Project._meta.label_lower, "noun_id__in": list(projects), "verb__in": ("posted", "reversed")}
    told = defaultdict(list)
    for project, actor, at in Entry.objects.filter(**asked).order_by("-pk").values_list("noun_id", "actor", "at"):
        told[project].append((at, actor))  # the oldest stands last
    found = {}
    for one in sorted(postings, key=lambda each: each.pk):
        entries = told[one.project_id]
        while entries and entries[-1][0] < one.posted_at:
            entries.pop()
        if entries and entries[-1][0] - one.posted_at < NEAR:
            found[one.pk] = entries.pop()[1]
    return found
