"""The page of an award, and how one begins."""

from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.models import User
from zhinan.accounts.views.records import line_of
from zhinan.files.views import record_page
from zhinan.grants.models import Grant
from zhinan.history.models import Entry
from zhinan.kit.dates import span_in_words
from zhinan.kit.guards import allow

from .. import access, actions, forms
from ..figures import standing
from ..models import Award
from ..rules.matched import matched
from ..states import AwardState
from . import shown
from .asking import TO_PROGRAMME, ask

TONES = {AwardState.ACTIVE: "good", AwardState.SUSPENDED: "bad", AwardState.TERMINATED: "bad"}
PARTS = (
    "reports",
    "instalments__payments__currency",
    "agreements__signatures__copy",
    "match__organisation",
    "match__currency",
)


@allow(access.begin, Grant, join=("project__programme",))
def begin_award(request, grant):
    """Begins the award of a grant: who pays it, and what no committee decided."""
    award = Award(grant=grant)
    award.told = actions.decided(grant)
    return ask(request, award, forms.AwardForm, _("Prepare the agreement"), partial(begun, award))


def begun(award, answers, user):
    """Begin `award`, which is not written yet."""
    award.pk = actions.begin(award.grant, answers, by=user, today=timezone.localdate()).pk


READ = allow(access.look, Award, join=(*TO_PROGRAMME, "payer", "submission__application"))


def award_page(request, award, ways=()):
    """An award: its agreement, its instalments with what holds them back, its payments, match and reports.

    `ways` are buttons to what rooms above this one know of it; they serve the page, since it leads there.
    """
    found = Award.objects.prefetch_related(*PARTS, "match__steps__evidence", "instalments__payments__advice")
    award = found.select_related(*TO_PROGRAMME, "payer", "submission__application").get(pk=award.pk)
    user = shown.acting(award, request.user)
    stands = standing(award, award.instalments.all())
    facts = [
        (pgettext("label", "Grant"), award.grant),
        (_("Who pays the grant"), award.payer),
        (_("Awarded"), award.in_words(award.amount)),
        (pgettext("label", "Duration"), span_in_words(award.grant.starts_on, award.grant.ends_on)),
        (_("Paid"), award.in_words(stands.paid), "#instalments"),
        (_("Left to pay"), award.in_words(0 if award.is_over() else stands.left), "#instalments"),
        (_("Gained or lost by rates"), award.in_words(stands.difference) if stands.difference else "", "#instalments"),
        *shown.match_facts(award, matched(award)),
        (pgettext("label", "Proposal"), award.submission),
        (pgettext("of a decision", "Conditions"), award.conditions),
    ]
    more = {"state": award.get_state_display(), "tone": TONES.get(award.state, "waiting")}
    more |= {name: getattr(shown, name)(award, user) for name in ("documents", "instalments", "sources", "reports")}
    more |= {"verbs": shown.award_verbs(award, user), "may_keep": access.keep(user, award)}
    ledger = {"label": pgettext("heading", "Ledger"), "url": reverse("award-ledger", args=[award.pk])}
    more["ways"] = [ledger, *ways]
    more["refunds"] = award.refunds.select_related("currency")
    return record_page(request, "awards/award.html", award, facts, **more, entries=told(award))


def told(award):
    """What happened to `award`, line by line, newest first, for everybody who reads it; 2 queries."""
    entries = list(Entry.objects.timeline(award))
    names = User.objects.names(entry.actor for entry in entries if entry.actor)
    return [line_of(entry, names.get(entry.actor, "")) for entry in entries]
