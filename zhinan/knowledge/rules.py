"""What makes a finding among solutions."""

from django.utils.translation import gettext as _

from zhinan.accounts.models import PUBLIC
from zhinan.kit.findings import Finding
from zhinan.sources.models import Citation


def secondary_repeats_primary(solution):
    """A Finding where a secondary SDG of `solution` is its primary one; else None."""
    if solution.primary_goal is None or not solution.secondary_goals.filter(pk=solution.primary_goal_id).exists():
        return None
    return Finding(
        kind="secondary_repeats_primary",
        message=_("“{solution}” names SDG {goal} both as its primary and as a secondary goal.").format(
            solution=solution, goal=solution.primary_goal.number
        ),
        settle=_("Another secondary goal from those who wrote the solution, or none."),
        values=(solution.primary_goal.number,),
        sources=Citation.objects.of(solution, words=("SDG",)),
    )


def implemented_before_it_began(solution):
    """A Finding where `solution` began before the programme that is named as implementing it; else None."""
    programme = solution.implementing_programme
    if programme is None or programme.audience != PUBLIC or not (solution.starts_latest and programme.starts_earliest):
        return None
    if solution.starts_latest >= programme.starts_earliest:
        return None
    return Finding(
        kind="impossible_combination",
        message=_("“{solution}” began in {start}; {programme}, named as implementing it, began in {begun}.").format(
            solution=solution,
            start=solution.starts_on.in_words(),
            programme=programme,
            begun=programme.starts_on.in_words(),
        ),
        settle=_("Who implemented it before that year, from its secretariat."),
        values=(str(solution.starts_on), str(programme.starts_on)),
        sources=Citation.objects.of(solution, programme, words=("period", "implementing")),
    )
