"""The structured parts of an application in words: facts, head and rows of each."""

from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.codelists.models import Goal
from zhinan.kit.languages import LANGUAGES
from zhinan.kit.punctuation import in_a_line, listed
from zhinan.kit.quantities import money
from zhinan.kit.templatetags.kit import day
from zhinan.programmes.models import Kind, PartyName, Stage
from zhinan.results.models import Level

from ..models import (
    Application,
    BudgetLine,
    BudgetSource,
    Endorsement,
    Grade,
    MatchSource,
    PlannedResult,
    Risk,
    WorkStep,
)
from . import sums


def label(model, name):
    """The label of a field, as a heading says it."""
    return capfirst(model._meta.get_field(name).verbose_name)


def labels(model, *names):
    """The labels of fields, as the head of a table says them."""
    return tuple(label(model, name) for name in names)


def filled(facts):
    """Those of `facts` that say something."""
    return tuple(fact for fact in facts if fact[1] not in (None, ""))


def about(content, reading):
    """What is applied for; 1 query."""
    said = content["about"]
    lead, starts = said["lead"], said["starts_on"] and day(parse_date(said["starts_on"]))
    goals = Goal.objects.filter(number__in=said["goals"]) if said["goals"] else ()
    language = LANGUAGES.get(said["language"], said["language"])
    facts = (
        (label(Application, "title"), said["title"]),
        (label(Application, "lead"), lead["name"] if lead and reading.names else ""),
        (_("Country or area"), reading.country(lead["country"]) if lead else ""),
        (label(Application, "theme"), said["theme"]),
        (label(Application, "goals"), listed(goals)),
        (label(Application, "language"), language),
        (label(Application, "summary"), said["summary"]),
        (label(Application, "starts_on"), starts),
        (label(Application, "months"), said["months"]),
    )
    return filled(facts), (), ()


def partners(content, reading):
    """Who takes part; without names, institutions stand by their country alone."""
    rows = []
    for one in content["partners"]:
        body = one["organisation"]
        who = pgettext("in place of its name", "an institution") if body else ""
        name = body["name"] if body and reading.names else who
        rows.append((PartyName(one["role"]).label, name, reading.country(body["country"] if body else one["country"])))
    return (), (_("Takes part as"), pgettext("column", "Institution"), _("Country or area")), rows


def people(content, _reading):
    """Who benefits."""
    return filled((label(Application, name), value) for name, value in content["people"].items()), (), ()


def budget(content, _reading):
    """The lines of the budget, with what is requested and what others pay."""
    code, source = content["currency"], BudgetSource
    others = sums.paid_by(content, source.MATCH)
    facts = ((_("Requested"), money(sums.requested(content), code)), (_("Paid by others"), money(others, code)))
    rows = [
        (one["heading"], one["year"], source(one["source"]).label, money(one["amount"], code))
        for one in content["budget"]
    ]
    return facts if rows else (), labels(BudgetLine, "heading", "year", "source", "amount"), rows


def match(content, reading):
    """What others contribute; without names, nobody stands beside it."""
    names = ("contributor", "kind", "stage", "amount", "valuation_method", "evidence")
    rows = [
        (
            *(one["contributor"], Kind(one["kind"]).label, Stage(one["stage"]).label),
            *(money(one["amount"], one["currency"]), one["valuation_method"], file_name(one["evidence"])),
        )
        for one in content["match"]
    ]
    head = labels(MatchSource, *names)
    return (), *((head, rows) if reading.names else (head[1:5], [row[1:5] for row in rows]))


def results(content, _reading):
    """The results framework."""
    rows = [(Level(one["level"]).label, *list(one.values())[1:]) for one in in_order(content["results"], RESULT)]
    return (), labels(PlannedResult, *RESULT), rows


RESULT = ("level", "text", "indicator", "baseline", "target")
STEP = ("what", "first", "last", "who")


def in_order(rows, names):
    """Rows whose values stand in the order of `names`: JSON of a database may hold them in another."""
    return [{name: one[name] for name in names} for one in rows]


def plan(content, reading):
    """The work plan; without names, nobody is responsible."""
    names = STEP if reading.names else STEP[:-1]
    return (), labels(WorkStep, *names), [tuple(one.values()) for one in in_order(content["plan"], names)]


def risks(content, _reading):
    """What may go wrong."""
    rows = [
        (one["what"], Grade(one["likelihood"]).label, Grade(one["impact"]).label, one["answer"])
        for one in content["risks"]
    ]
    return (), labels(Risk, "what", "likelihood", "impact", "answer"), rows


def documents(content, reading):
    """What comes with it; without names, which document it is and from where."""
    rows = []
    for one in content["documents"]:
        asked = one["document"]["name"] if one["document"] else ""
        signed = in_a_line(one["signatory"], one["position"], one["institution"])
        rows.append((asked, reading.country(one["country"]), signed, file_name(one["file"])))
    head = (label(Endorsement, "document"), _("Country or area"), _("Signed by"), label(Endorsement, "file"))
    return (), *((head, rows) if reading.names else (head[:2], [row[:2] for row in rows]))


class FileName(str):
    """What a file with this `key` is called; a page gives it the `address` and the `size` that stand beside it."""

    key, address, size = None, "", ""


def file_name(file):
    """What a file is called, with the beginning of its hash, which tells one from another of the same name."""
    if not file:
        return ""
    found = FileName(f"{file['name']} ({file['sha256'][:8]})")
    found.key = file["key"]
    return found


PARTS = {
    "about": about,
    "partners": partners,
    "people": people,
    "budget": budget,
    "match": match,
    "results": results,
    "plan": plan,
    "risks": risks,
    "documents": documents,
}
