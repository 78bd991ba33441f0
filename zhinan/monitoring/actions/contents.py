"""How the sections of a report are written."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhinan.awards.actions.locking import refuse_file
from zhinan.awards.states import OWED, AwardState
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..models import ReportedLine, ReportedResult
from ..rules.content import STORY
from ..rules.lacking import narrative_of


@contextmanager
def writing(report, seen, by):
    """Inside nobody else writes `report`; gives its Narrative, saved at the end as one version more than `seen`.

    Raises NotNow where it cannot be written now, ValidationError where somebody saved it after `seen` was read.
    """
    with alone_with(report) as stored:
        if stored.state not in OWED:
            raise NotNow(_("This report was sent. It can be written again once it is returned."))
        if stored.award.state != AwardState.ACTIVE:
            raise NotNow(_("The award is suspended or over. Its reports stay as they are."))
        narrative = narrative_of(stored)
        if narrative.version != seen:
            sentence = _("Somebody else saved this report meanwhile. Look at what stands there now, then save again.")
            raise ValidationError(sentence, code="met")
        narrative.version += 1
        yield narrative
        narrative.full_clean()
        narrative.save()
        record(stored, "report_written", by=by)


def write_story(report, values, *, seen, by):
    """Set the texts of `report` that `values` hold; returns and raises as `writing` does."""
    with writing(report, seen, by) as narrative:
        for name in STORY:
            setattr(narrative, name, values.get(name, getattr(narrative, name)))


def write_questions(report, values, *, seen, by):
    """Set those answers to the questions of the call that `values` hold; None takes one back. Raises as `writing`."""
    with writing(report, seen, by) as narrative:
        narrative.answers = {key: said for key, said in (narrative.answers | values).items() if said is not None}


def write_results(report, rows, *, seen, by):
    """Set what `report` says of indicators: `rows` are {Indicator: {column of ReportedResult: value}}.

    Raises as `writing`, and ValidationError for evidence that is not a file of the award.
    """
    with writing(report, seen, by):
        held = {one.indicator_id: one for one in ReportedResult.objects.filter(report=report)}
        for indicator, values in rows.items():
            found = held.get(indicator.pk) or ReportedResult(report=report, indicator=indicator)
            for name, value in values.items():
                setattr(found, name, value)
            refuse_result(found, report)
            found.save()


def refuse_result(result, report):
    """Raises ValidationError for a `result` that cannot be one of `report`."""
    if result.indicator.result.framework.project_id != report.award.grant.project_id:
        raise ValidationError(_("This indicator belongs to another grant."))
    refuse_file(result.evidence, report.award, "evidence")
    result.full_clean()


def write_finances(report, rows, *, seen, by):
    """Set what was spent in the days of `report`: `rows` are {(heading, source): {"spent", "explanation"}}.

    A line that says nothing is left out. Raises as `writing`.
    """
    with writing(report, seen, by):
        held = {(one.heading, one.source): one for one in ReportedLine.objects.filter(report=report)}
        for (heading, source), values in rows.items():
            found = held.get((heading, source)) or ReportedLine(report=report, heading=heading, source=source)
            for name, value in values.items():
                setattr(found, name, value)
            if found.spent or found.explanation.strip():
                found.full_clean()
                found.save()
            elif found.pk:
                found.delete()
