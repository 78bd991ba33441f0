"""When an indicator of a project may count towards one of its programme."""

from django.utils.translation import gettext as _

from .measures import ADDED


def towards_refused(indicator):
    """{field: sentence} of what speaks against `indicator` counting towards its `towards`; four queries at most."""
    other = indicator.towards
    differs = [
        (
            other.measure != indicator.measure,
            _("It is measured in another way: {measure}.").format(measure=other.get_measure_display()),
        ),
        (not is_same_unit(indicator, other), _("It has another unit: {unit}.").format(unit=other.unit or "–")),
        (other.is_cumulative != indicator.is_cumulative, _("One of the two is a number to date, the other is not.")),
        (
            other.is_ascending != indicator.is_ascending,
            _("Of one of the two more is better, of the other less."),
        ),
    ]
    sentence = next((sentence for is_wrong, sentence in [*place_refused(indicator, other), *differs] if is_wrong), "")
    return {"towards": sentence} if sentence else {}


def place_refused(indicator, other):
    """[(whether it is wrong, the sentence that says so)] of where the two stand and what counts towards them."""
    framework, above = indicator.result.framework, other.result.framework
    programme = framework.project and framework.project.programme
    by_project = {"result__framework__project": framework.project}
    return [
        (framework.project is None, _("Only an indicator of a project counts towards another one.")),
        (indicator.measure not in ADDED, _("Only numbers of something and percentages are added up.")),
        (
            programme is None or above.programme != programme,
            _("Choose an indicator of the project's own programme."),
        ),
        (other.towards_id is not None, _("That one counts towards another one itself.")),
        (
            indicator.pk and indicator.contributions.exists(),
            _("Others count towards this one, so it counts towards nothing."),
        ),
        (
            framework.project is not None
            and other.contributions.exclude(pk=indicator.pk).filter(**by_project).exists(),
            _("Another indicator of this project counts towards it already."),
        ),
    ]


def is_same_unit(indicator, other):
    """Whether both count the same; how it is written in capitals or with spaces around says nothing."""
    return indicator.unit.strip().casefold() == other.unit.strip().casefold()


def change_refused(indicator):
    """{field: sentence} of what others that count towards the stored `indicator` hold fast; one query."""
    below = indicator.contributions.first()
    if below is None:
        return {}
    said = _("Indicators of grants count towards this one and are measured in the way that it was.")
    names = [
        name
        for name in ("measure", "is_cumulative", "is_ascending")
        if getattr(below, name) != getattr(indicator, name)
    ]
    return dict.fromkeys([*names, *([] if is_same_unit(indicator, below) else ["unit"])], said)
