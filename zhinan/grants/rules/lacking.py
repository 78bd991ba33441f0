"""What an application still lacks, whatever the rules of its call."""

from itertools import pairwise

from django.utils.translation import gettext as _

from zhinan.questionnaires.rules import asked_now
from zhinan.results.models import Level

from ..models import BudgetSource
from .content import content_of
from .passing import Missing
from .questions import PREFIX, asked_then


def missing(application, rules, content=None):
    """Every Missing of `application` in the order of the form; `content` where it was read before."""
    content = content or content_of(application)
    return [Missing(*one) for one in (*lacking(content, rules), *unanswered(content))]


def lacking(content, rules):
    """Yield (section, words) of the structured parts."""
    about, people = content["about"], content["people"]
    levels = {one["level"] for one in content["results"]}
    grant = any(one["source"] == BudgetSource.GRANT for one in content["budget"])
    tests = (
        ("about", about["title"].strip(), _("a title")),
        ("about", about["summary"].strip(), _("a summary")),
        ("about", about["starts_on"], _("the planned start")),
        ("about", about["months"], _("the duration")),
        ("about", about["theme"] or not rules.themes.exists(), _("the priority area")),
        ("about", about["goals"] or not rules.goals.exists(), _("a Sustainable Development Goal")),
        ("partners", content["partners"], _("who takes part")),
        ("people", people["beneficiaries"].strip(), _("who benefits")),
        ("people", people["people"] is not None, _("how many people benefit directly")),
        ("budget", grant, _("a budget line that the grant pays")),
        ("match", content["match"] or not rules.match_ratio, _("who contributes beside the grant")),
        ("results", Level.OUTCOME in levels, _("the outcome that is meant")),
        ("results", Level.OUTPUT in levels, _("an output")),
        ("results", every_output_is_worked_for(content["results"]), _("an activity for each output")),
        ("plan", content["plan"], _("a step of the work plan")),
        ("risks", all(one["answer"].strip() for one in content["risks"]), _("what is done against each risk")),
    )
    return ((section, words) for section, is_there, words in tests if not is_there)


def every_output_is_worked_for(results):
    """Whether at least one activity stands under each output, as the model format of the PGTF has it."""
    levels = [one["level"] for one in results if one["level"] != Level.OUTCOME]
    return all(later == Level.ACTIVITY for one, later in pairwise([*levels, None]) if one == Level.OUTPUT)


def unanswered(content):
    """Yield (section, words) of the questions that must be answered and are not."""
    version = asked_then(content)
    if version is None:
        return
    asks, answers = version.asks, content["questions"]["answers"]
    for section, questions in asked_now(asks, answers):
        for question in questions:
            if question.is_required and answers.get(question.key) in (None, "", [], {}, False):
                yield f"{PREFIX}{section.key}", asks.said(question.label)
