"""Short makers for the tests of this room, and of those above it."""

from datetime import UTC, date, datetime

from zhinan.awards.models import DueReport
from zhinan.awards.tests import make
from zhinan.monitoring import actions
from zhinan.monitoring.rules.lacking import narrative_of
from zhinan.results.tests.make import framework, indicator, result, target

ENDS, AFTER = date(2024, 6, 30), date(2024, 7, 20)


def running(amount=30_000, *cuts, **facts):
    """An award that was signed, with its final report about the days until the end of June 2024."""
    return make.signed(make.award(amount, *cuts, **facts), ends_on=ENDS)


def final(award):
    """The final report of `award`."""
    return DueReport.objects.get(award=award, is_final=True)


def counted(award, **facts):
    """An indicator of the grant of `award` that counts people, with a target of 100."""
    made = indicator(
        result(framework(project=award.grant.project), level="output"),
        **{"title": "Farmers trained", "measure": "unit", "unit": "people"} | facts,
    )
    if made.measure != "qualitative":
        target(made, "100" if made.measure == "unit" else "80", days=(make.SIGNED, ENDS))
    return made


def told(report, **texts):
    """The `report` with its texts."""
    texts = {"achieved": "Ponds were dug.", "lessons": "Dig before the rain."} | texts
    actions.write_story(report, texts, seen=seen(report), by=None)
    return report


def seen(report):
    """The version of `report` that stands now."""
    return narrative_of(report).version


def spent(report, amount, heading="Travel", source="grant", explanation="As planned"):
    """The `report` with what was spent on one line."""
    rows = {(heading, source): {"spent": amount, "explanation": explanation}}
    actions.write_finances(report, rows, seen=seen(report), by=None)
    return report


def reported(report, indicator, **values):
    """The `report` with what it says of `indicator`."""
    actions.write_results(report, {indicator: values}, seen=seen(report), by=None)
    return report


def accepted(report, writer, office, today=AFTER):
    """The `report` sent by `writer` and accepted by somebody of the office."""
    actions.send(report, by=writer, now=moment(today))
    return actions.accept(report, by=office, today=today)


def moment(day):
    """A moment of `day`."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
