"""What makes a finding among programmes."""

from django.utils.translation import gettext as _

from zhinan.accounts.models import PUBLIC
from zhinan.kit.findings import Finding
from zhinan.sources.models import Citation


def overlapping(programme):
    """A Finding where `programme` began for certain before the one that it follows had ended; else None."""
    before = programme.predecessor
    if before is None or before.audience != PUBLIC or not (before.ends_earliest and programme.starts_latest):
        return None
    if before.ends_earliest < programme.starts_latest:
        return None
    return Finding(
        kind="overlapping_programmes",
        message=_("{next} runs from {start}, while {before}, which it follows, runs until {end}.").format(
            next=programme, start=programme.starts_on.in_words(), before=before, end=before.ends_on.in_words()
        ),
        settle=_("The programme documents, with the day on which one handed over to the other."),
        values=(str(before.ends_on), str(programme.starts_on)),
        sources=Citation.objects.of(before, programme, words=("period",)),
    )
