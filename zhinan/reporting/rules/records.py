"""Findings from records that contradict each other, or what is said of them."""

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from zhinan.deliveries.models import Delivery, Item
from zhinan.events import rules as events
from zhinan.events.models import Event
from zhinan.kit.findings import Finding
from zhinan.kit.quantities import holds
from zhinan.knowledge import rules as knowledge
from zhinan.knowledge.models import Solution
from zhinan.programmes import rules as programmes

from ..models import Statement
from .statements import plain, said_in_words


def parts_larger_than_wholes(answers):
    """Events that are said to have had more people than the whole that they were a part of."""
    ours = Event.objects.public().filter(involvements__programme=answers.programme).held_in(answers.period)
    return events.parts_larger_than_wholes(ours)


def sums_against_totals(answers):
    """Campaigns whose consignments do not add up to the total that is said of them."""
    findings = []
    campaigns = Delivery.objects.public().filter(programme__in=answers.lineage)
    said = Statement.objects.public().filter(noun="deliveries.delivery", noun_id__in=campaigns, attribute="quantity")
    for statement in said.exclude(value=None).select_related("source"):
        consignments = Delivery.objects.public().filter(whole=statement.noun_id)
        items = Item.objects.filter(delivery__in=consignments, unit=statement.unit)
        total = items.aggregate(total=Sum("quantity"))["total"]
        if total is None or holds(statement.value, statement.qualifier, total):
            continue
        unknown = items.filter(quantity=None).count()
        hint = _(" (for {count} more no quantity is given)").format(count=unknown) if unknown else ""
        findings.append(
            Finding(
                kind="sum_against_total",
                message=_("“{record}”: {total} {unit} in all, but its consignments add up to {sum}{hint}.").format(
                    record=statement.record(),
                    total=said_in_words(statement),
                    unit=statement.unit,
                    sum=f"{plain(total):,}",
                    hint=hint,
                ),
                settle=_("The waybills or gift certificates of every consignment."),
                values=(plain(statement.value), plain(total)),
                sources=(statement,),
            )
        )
    return findings


def completed_yet_going_on(answers):
    """Solutions marked completed of which it is said that they go on."""
    findings = []
    for solution in _solutions(answers).filter(status="completed"):
        said = Statement.objects.public().about(solution).filter(attribute="status", said="ongoing")
        said = tuple(said.select_related("source"))
        if said:
            findings.append(
                Finding(
                    kind="completed_yet_going_on",
                    message=_("“{solution}” is marked completed, while its text says: “{text}”").format(
                        solution=solution, text=said[0].text
                    ),
                    settle=_("The status from those who keep the solution, with the day it was set."),
                    values=("completed", "ongoing"),
                    sources=said,
                )
            )
    return findings


def solutions_in_themselves(answers):
    """Solutions that repeat their primary goal, or that began before those who implement them."""
    rules = (knowledge.secondary_repeats_primary, knowledge.implemented_before_it_began)
    found = [rule(solution) for solution in _solutions(answers) for rule in rules]
    return [finding for finding in found if finding]


def overlapping_programmes(answers):
    """The programme that began before the one it follows had ended."""
    finding = programmes.overlapping(answers.programme)
    return [finding] if finding else []


def _solutions(answers):
    """Solutions about the programme, those that it follows, or its networks."""
    mine = Q(programme__in=answers.lineage) | Q(network__in=answers.programme.networks.all())
    return Solution.objects.public().filter(mine).select_related("primary_goal", "implementing_programme")
