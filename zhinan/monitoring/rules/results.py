"""What a report says of the indicators of its grant."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhinan.results.models import Indicator, Measure, Measurement

from ..models import ReportedResult


@dataclass(frozen=True)
class Asked:
    """An indicator that a report is asked about: its targets, what was measured before, and what is said now."""

    indicator: Indicator
    targets: list
    before: list
    said: ReportedResult

    @property
    def place(self):
        """Its place in the report, under which remarks stand."""
        return f"result-{self.indicator.pk}"


def asked_in(report):
    """[Asked] of every indicator of the frameworks of the grant of `report`, in their order; four queries."""
    found = Indicator.objects.filter(result__framework__project=report.award.grant.project_id)
    found = found.exclude(result__framework__audience="archive").select_related("result__framework")
    found = found.prefetch_related("targets").order_by("result__framework", "result__position", "position", "pk")
    held = {one.indicator_id: one for one in ReportedResult.objects.filter(report=report).select_related("evidence")}
    before = {}
    for one in Measurement.objects.current().filter(indicator__in=found, ends_on__lt=report.starts_on):
        before.setdefault(one.indicator_id, []).append(one)
    return [
        Asked(
            one, list(one.targets.all()), before.get(one.pk, []),
            held.get(one.pk) or ReportedResult(report=report, indicator=one),
        )
        for one in found
    ]  # fmt: skip


def wrong_in(asked):
    """{place: sentence} of the Asked of which nothing is said."""
    wrong = {}
    for one in asked:
        if one.indicator.measure == Measure.QUALITATIVE and not one.said.comment.strip():
            wrong[one.place] = _("{indicator}: write in words how it stands.").format(indicator=one.indicator)
        elif not one.said.says_something():
            wrong[one.place] = _("{indicator}: write the number, or why there is none yet.").format(
                indicator=one.indicator
            )
    return wrong
