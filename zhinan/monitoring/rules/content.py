"""What a report says, whole, as one plain value: it is frozen when it is sent, and read again from there."""

from collections import Counter

from zhinan.awards.models import Match
from zhinan.awards.rules.matched import matched
from zhinan.grants.rules.content import answered, file
from zhinan.programmes.models import Stage

from .finances import lines_of
from .lacking import narrative_of, questions_of
from .results import asked_in

FORMAT = 1  # of the value: a later one is read by its own number
STORY = ("achieved", "problems", "lessons", "next_steps")


def content_of(report):
    """Everything that `report` says, {section: value} of what JSON holds: keys and raw values, no translated word.

    Amounts and numbers are texts of digits, days ISO texts. Some dozen queries.
    """
    narrative = narrative_of(report)
    return {
        "format": FORMAT,
        "grant": {"key": report.award.grant.slug, "title": report.award.grant.title},
        "report": {
            "position": report.position,
            "is_final": report.is_final,
            "starts_on": report.starts_on.isoformat(),
            "ends_on": report.ends_on.isoformat(),
        },
        "story": {name: getattr(narrative, name) for name in STORY},
        "questions": answered(questions_of(report), narrative.answers, report.award),
        "results": [result(one) for one in asked_in(report)],
        "currency": report.award.currency.code,
        "finances": [line(one) for one in lines_of(report)],
        "match": match(report.award),
    }


def result(asked):
    """What is said of one indicator, with what it was to come to."""
    indicator, said = asked.indicator, asked.said
    return {
        "indicator": indicator.pk,
        "title": indicator.title,
        "result": indicator.result.title,
        "measure": indicator.measure,
        "unit": indicator.unit,
        "baseline": text(indicator.baseline_value),
        "targets": [
            {"starts_on": one.starts_on.isoformat(), "ends_on": one.ends_on.isoformat(), "value": text(one.value),
             "comment": one.comment}
            for one in asked.targets
        ],
        **{name: text(getattr(said, name)) for name in ("value", "numerator", "denominator")},
        "n": said.n,
        "comment": said.comment,
        "groups": said.groups,
        "evidence": file(said.evidence),
    }  # fmt: skip


def line(one):
    """What is said of one line of the budget."""
    amounts = {name: f"{getattr(one, name):.2f}" for name in ("budget", "before", "spent")}
    return {"heading": one.heading, "source": one.source, **amounts, "explanation": one.explanation}


def match(award):
    """How far the match of `award` has come: the sums, and each source; steps count once they are verified."""
    found = matched(award)
    sums = {name: f"{getattr(found, name):.2f}" for name in ("needed", "pledged", "secured", "delivered")}
    sources = Match.objects.filter(award=award).select_related("organisation", "currency").prefetch_related("steps")
    return {"sums": sums, "sources": [source(one) for one in sources]}


def source(one):
    """One source of match, with what was verified of it."""
    sums = Counter()
    for step in one.steps.all():
        if step.posting_id and not step.taken_back_id:
            sums[step.stage] += step.amount
    return {
        "who": str(one),
        "kind": one.kind,
        "currency": one.currency.code,
        "pledged": f"{one.amount:.2f}",
        "secured": f"{sums[Stage.SECURED]:.2f}",
        "delivered": f"{sums[Stage.DISBURSED]:.2f}",
    }


def text(number):
    """A number as digits, without zeros that say nothing; None for none."""
    return None if number is None else f"{number.normalize():f}"
