"""What makes a finding among events."""

from django.utils.translation import gettext as _

from zhinan.accounts.models import PUBLIC
from zhinan.kit.findings import Finding
from zhinan.kit.quantities import bounds
from zhinan.sources.models import Citation

from ..models import HeadCount


def parts_larger_than_wholes(events):
    """Findings where an event of the queryset `events` is said to have had more people than the whole it belongs to."""
    findings = []
    counts = HeadCount.objects.filter(event__in=events, counts_attendance=True, event__whole__audience=PUBLIC)
    for count in counts.select_related("event__whole"):
        wholes = HeadCount.objects.filter(event=count.event.whole, counts_attendance=True)
        least, said = bounds(count.value, count.qualifier)[0], sum(whole.value for whole in wholes)
        if wholes and least is not None and least > said:
            findings.append(_larger(count, wholes, said))
    return findings


def _larger(count, wholes, said):
    """The Finding that the part of `count` was larger than the counts `wholes`, which sum to `said`."""
    whole = count.event.whole
    return Finding(
        kind="part_larger_than_whole",
        message=_("“{part}” is printed with {people}; “{whole}”, which it was a part of, with {all} in all.").format(
            part=count.event, people=count, whole=whole, all=said
        ),
        settle=_("The attendance list of the whole event, with the sessions that each person attended."),
        figures=("attendances",),
        values=(count.value, said),
        sources=Citation.objects.of(count.event, whole),
    )
