"""Short makers for the tests of this room, and of those above it."""

from datetime import date
from decimal import Decimal

from zhinan.network.tests.make import titled
from zhinan.programmes.tests.make import programme, project
from zhinan.results import actions
from zhinan.results.models import Framework, Indicator, Measurement, Result, Target

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
DAYS = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "taken_on": "2027-01-15"}


def framework(**facts):
    """A framework of a new programme, unless a programme or a project is named."""
    if not facts.keys() & {"programme", "project"}:
        facts["programme"] = programme()
    return Framework.objects.create(**titled("framework", **facts))


def result(of=None, level="outcome", **facts):
    """A result of a framework, at the end of its order."""
    of = of or framework()
    facts = {"title": f"{level.capitalize()} that comes about", "position": of.results.count() + 1} | facts
    return Result.objects.create(framework=of, level=level, **facts)


def indicator(of=None, **facts):
    """An indicator of a result, a percentage unless facts say otherwise."""
    facts = {"title": "Those who are satisfied", "measure": "percentage"} | facts
    return Indicator.objects.create(result=of or result(), **facts)


def target(indicator, value="80", days=YEAR, **facts):
    """A target for 2026 unless other days are named."""
    value = None if value is None else Decimal(value)
    return Target.objects.create(indicator=indicator, starts_on=days[0], ends_on=days[1], value=value, **facts)


def measured(indicator, value="75", by=None, replaces=None, parts=(), **facts):
    """A measurement of 2026 from 40 answers, unless facts say otherwise; of none it replaces one."""
    made = Measurement(indicator=indicator, measure=indicator.measure, replaces=replaces)
    base = {"n": 40} if "is_base_unstated" not in facts else {}
    parts = [{"id": None, **part} for part in parts]
    said = DAYS | {"value": value, "origin": "Report of the survey, January 2027"} | base | facts | {"parts": parts}
    actions.measure(made, said, by=by)
    return made


def counting(towards, title="", **facts):
    """An indicator of a new project of the programme of `towards`, which counts towards that one."""
    own = project(towards.result.framework.programme, **({"title": title} if title else {}))
    alike = {name: getattr(towards, name) for name in ("measure", "unit", "is_cumulative", "is_ascending")}
    place = result(framework(project=own, audience=facts.pop("audience", "public")))
    made = indicator(place, towards=towards, **alike | facts)
    made.full_clean()
    return made
