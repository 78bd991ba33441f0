"""What is announced of a decided call: how many applied, and who is awarded."""

from django.db.models import Count, Q

from ..models import GRANTED, Application, ApplicationParty, Decision
from ..states import Stage

ELIGIBLE = (Stage.ELIGIBLE, Stage.APPRAISAL, Stage.COMMITTEE, Stage.AWARDED, Stage.DECLINED)


def outcome_of(call):
    """{"received", "eligible", "awarded"}: numbers of applications; who withdrew was received and is not eligible."""
    return call.applications.aggregate(
        received=Count("pk", filter=Q(submitted_at__isnull=False)),
        eligible=Count("pk", filter=Q(state__in=ELIGIBLE)),
        awarded=Count("pk", filter=Q(state=Stage.AWARDED)),
    )


def awarded_in(call):
    """The applications of `call` that are awarded, by number."""
    rows = Application.objects.filter(call=call, state=Stage.AWARDED).order_by("number")
    return rows.select_related("lead__country", "rules__currency", "grant")


def announced(applications, user):
    """[{"application", "partners", "countries", "amount"}] of the awarded `applications`; 2 queries.

    `partners` are the other institutions as far as `user` may see them, `countries` theirs and those that are named.
    """
    rows = {one.pk: {"application": one, "partners": {}, "countries": {}} for one in applications}
    amounts = Decision.objects.standing().filter(application__in=list(rows), outcome__in=GRANTED)
    granted = dict(amounts.values_list("application", "amount"))
    parties = ApplicationParty.objects.visible_to(user).filter(application__in=list(rows)).order_by("pk")
    for key, row in rows.items():
        row["amount"], lead = granted.get(key), row["application"].lead
        row["countries"][lead.country] = True
    for one in parties.select_related("organisation__country", "country"):
        row = rows[one.application_id]
        row["countries"][one.country or one.organisation.country] = True
        if one.organisation_id not in (None, row["application"].lead_id):
            row["partners"][one.organisation] = True
    return [row | {"countries": [one for one in row["countries"] if one]} for row in rows.values()]
