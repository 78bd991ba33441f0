"""What indicators of grants come to for one of their programme, as a file."""

from zhinan.kit.guards import allow
from zhinan.kit.sheets import as_sheet

from .. import access
from ..figures import contributions, from_grants, names_of, over_time, periods_of
from ..models import Indicator
from ..tables import sheet_from_grants, told, total_of


@allow(access.read, Indicator, join=("result__framework",))
def from_grants_file(request, indicator, kind):
    """The sums of an indicator of a programme, period by period, each with the grants that it is from."""
    below, periods = contributions(indicator, request.user), periods_of(indicator, request.user)
    totals, targets = from_grants([indicator], periods, request.user), targets_of(indicator)
    each, names = over_time(below, periods), names_of([one.pk for one in below], request.user)
    rows = (
        (
            total_of(indicator, totals[indicator.pk, period], period, targets.get(period)),
            [(names[one.pk], one, told(one, each[one.pk, period])) for one in below],
        )
        for period in periods
    )
    return as_sheet(sheet_from_grants(indicator, rows), f"indicator-{indicator.pk}", kind)


def targets_of(indicator):
    """{Period: Target} of an indicator."""
    return {one.period: one for one in indicator.targets.all()}
