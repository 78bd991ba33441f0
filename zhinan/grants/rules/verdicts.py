"""What the committee can decide about an application, and what is wrong with a decision before it is one."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from zhinan.kit.quantities import CENT
from zhinan.kit.templatetags.kit import number

from ..models import GRANTED, BudgetLine, BudgetSource, Outcome


@dataclass(frozen=True)
class Verdict:
    """What is to be decided; `amount` in the currency of the rules, `revise_by` a moment."""

    outcome: str
    amount: Decimal | None = None
    conditions: str = ""
    comment: str = ""
    revise_by: datetime | None = None


def requested_each(applications):
    """{key: amount asked of the grant} of the queryset or list of keys `applications`; one query."""
    lines = BudgetLine.objects.filter(application__in=applications, source=BudgetSource.GRANT)
    sums = lines.order_by().values("application").annotate(whole=Sum("amount"))
    return {row["application"]: row["whole"] for row in sums}


def most_of(asked, ceiling):
    """The largest amount that can be granted where `asked` is requested, None where nothing bounds it."""
    bounds = [one for one in (asked, ceiling) if one is not None]
    return min(bounds) if bounds else None


def share_of(most, percent):
    """`percent` of `most`, to the cent below; what is left of the smallest sums is one cent."""
    return max((most * percent / 100).quantize(CENT, rounding="ROUND_DOWN"), CENT)


def troubles(verdict, most, now):
    """{field: sentence} of what must be mended in `verdict` where `most` can be granted; empty for none."""
    found = amount_troubles(verdict, most) if verdict.outcome in GRANTED else {}
    if verdict.amount is not None and verdict.outcome not in GRANTED:
        found["amount"] = _("There is no amount without approval. Leave it out.")
    has_conditions = bool(verdict.conditions.strip())
    if verdict.outcome == Outcome.CONDITIONS and not has_conditions:
        found["conditions"] = _("Write the conditions: the letter tells them.")
    if verdict.outcome != Outcome.CONDITIONS and has_conditions:
        found["conditions"] = _("Choose “approved with conditions”, or leave them out.")
    return found | return_troubles(verdict, now)


def amount_troubles(verdict, most):
    """What is wrong with the amount of an approval."""
    if verdict.amount is None:
        return {"amount": _("Write the amount that is granted.")}
    if verdict.amount <= 0:
        return {"amount": _("Write an amount above zero.")}
    if most is not None and verdict.amount > most:
        return {"amount": _("This is above {most}, the most that was requested and that the call allows.").format(
            most=number(most)
        )}  # fmt: skip
    return {}


def return_troubles(verdict, now):
    """What is wrong with giving an application back to its authors, or with a day where there is none."""
    if verdict.outcome != Outcome.RETURNED:
        return {"revise_by": _("Only what is returned for revision has a day.")} if verdict.revise_by else {}
    found = {}
    if not verdict.comment.strip():
        found["comment"] = _("Write what is to be revised.")
    if verdict.revise_by is None:
        found["revise_by"] = _("Write until when it can be sent again.")
    elif verdict.revise_by <= now:
        found["revise_by"] = _("This has passed already. Write a later moment.")
    return found
