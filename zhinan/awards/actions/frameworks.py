"""How the results that a proposal plans become a framework, against which its reports are written."""

from django.utils.translation import gettext as _

from zhinan.history.actions import write
from zhinan.results.actions import add_indicator
from zhinan.results.models import Framework, Indicator, Measure

from ..rules.planned import planned


def begin_framework(award, starts_on, ends_on, *, by):
    """The Framework of the grant of `award`, with the planned results of its proposal; None where there are none.

    Each indicator gets the target of the whole grant, from `starts_on` to `ends_on`. One that stands already is kept.
    """
    grant = award.grant
    rows = award.submission.content["results"] if award.submission else []
    if not rows or Framework.objects.filter(project=grant.project).exists():
        return None
    outline = [(row["level"], row["text"][:500]) for row in rows]
    lines = [one for n, one in enumerate(outline) if n == 0 or one != outline[n - 1]]
    results = [
        {"id": None, "position": n, "level": level, "title": title, "description": "", "language": grant.language}
        for n, (level, title) in enumerate(lines, 1)
    ]
    values = {"title": _("Results of “{grant}”").format(grant=grant.title)[:300], "project": grant.project_id}
    made = Framework()
    write(made, values | {"audience": grant.audience, "language": grant.language, "results": results}, by=by)
    found = {(one.level, one.title): one for one in made.results.all()}
    for row, line in zip(rows, outline, strict=True):
        if row["indicator"].strip():
            begin_indicator(found[line], row, (starts_on, ends_on), by=by)
    return made


def begin_indicator(result, row, days, *, by):
    """The Indicator that a planned `row` names, with its target for the `days` of the grant."""
    found = planned(row["baseline"], row["target"])
    words = found.measure == Measure.QUALITATIVE
    target = {"starts_on": days[0].isoformat(), "ends_on": days[1].isoformat(), "id": None}
    target |= {"value": None if words else str(found.target), "comment": row["target"] if words else ""}
    values = {
        "title": row["indicator"],
        "position": result.indicators.count() + 1,
        "measure": found.measure,
        "unit": found.unit,
        "is_cumulative": found.measure == Measure.PERCENTAGE,  # a share is how things stand, not what was added
        "baseline_value": None if found.baseline is None else str(found.baseline),
        "baseline_year": None if found.baseline is None else days[0].year,
        "baseline_comment": row["baseline"] if found.baseline is None else "",
        "language": result.language,
        "targets": [target] if target["value"] or target["comment"] else [],
    }
    add_indicator(Indicator(result=result), values, by=by)
