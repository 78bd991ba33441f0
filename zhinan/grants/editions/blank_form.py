"""The blank form of a call as DOCX, for those who must work on paper first: all that its application asks."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from zhinan.codelists.models import Goal
from zhinan.kit.languages import ENGLISH, FROM_RIGHT, LANGUAGES, SITE, own_language
from zhinan.kit.punctuation import labelled, listed
from zhinan.programmes.models import Kind

from ..models import (
    PLANNED,
    Application,
    ApplicationParty,
    BudgetLine,
    BudgetSource,
    DocumentKind,
    Endorsement,
    Grade,
    MatchSource,
    PlannedResult,
    Risk,
    WorkStep,
)
from ..rules import in_sentences
from .asked_on_paper import ask_questions
from .paper import Paper

ROWS = 6  # empty rows of a table


def blank_form(call, rules):
    """The form of `call` by its CallRules `rules`, as the bytes of a DOCX in the language of the call."""
    language = own_language(call)
    with override(SITE.get(language, ENGLISH)):
        title = call.said("title", language).text
        paper = Paper(title, rules.call.code, rules.published_at or call.closes_at, language in FROM_RIGHT)
        begin(paper, call, rules, language)
        about(paper, rules)
        tables(paper, rules)
        version = call.questionnaire and call.questionnaire.published()
        if version:
            ask_questions(paper, version.asks, language)
        documents(paper, rules)
        sign(paper)
    return paper.written()


def begin(paper, call, rules, language):
    """What the call says, and by which rules."""
    if summary := call.said("summary", language).text:
        paper.text(summary)
    paper.text(_("This form is for work on paper. The application itself is sent through the website."), is_quiet=True)
    paper.heading(pgettext("of a call", "Rules"))
    for one in in_sentences(rules, for_applicants=True):
        paper.label(str(one.label))
        paper.points(map(str, one.texts))


def about(paper, rules):
    """What is applied for, by whom, in short."""
    paper.heading(_("About the project"))
    fill(paper, Application, "title", "lead")
    if themes := list(rules.themes.all()):
        paper.label(label(Application, "theme"))
        paper.choices(themes)
    paper.label(label(Application, "goals"))
    paper.choices(rules.goals.all() or Goal.objects.all())
    paper.label(label(Application, "language"))
    paper.choices(LANGUAGES.get(code, code) for code in rules.languages.split())
    words = ngettext("At most {n} word.", "At most {n} words.", rules.summary_words).format(n=rules.summary_words)
    paper.label(label(Application, "summary"), words)
    paper.box(12)
    fill(paper, Application, "starts_on", "months")
    paper.label(label(Application, "beneficiaries"))
    paper.box(5)
    fill(paper, Application, "people", "women")


def tables(paper, rules):
    """The structured parts of an application, each as a table."""
    money = _("Amounts are in {currency}.").format(currency=rules.currency)
    draw(paper, ApplicationParty, ("role", "organisation", "country"))
    draw(paper, BudgetLine, ("heading", "year", "source", "amount"), money, choosing(BudgetSource))
    kinds = listed(kind.label for kind in (rules.match_kinds() or Kind))
    draw(paper, MatchSource, ("contributor", "kind", "stage", "amount", "currency", "valuation_method"), kinds)
    draw(paper, PlannedResult, ("level", "text", "indicator", "baseline", "target"), choosing(PLANNED))
    draw(paper, WorkStep, ("what", "first", "last", "who"))
    draw(paper, Risk, ("what", "likelihood", "impact", "answer"), choosing(Grade))


def documents(paper, rules):
    """Documents that come with the application, to be ticked off, and who signs them."""
    asked = list(rules.documents.all())
    if not asked:
        return
    paper.heading(heading(Endorsement))
    each = _("one from each participating country")
    paper.choices(labelled(one.name, each) if one.each_country else one.name for one in asked)
    if any(one.kind == DocumentKind.ENDORSEMENT for one in asked):
        names = ("document", "country", "signatory", "position", "institution")
        paper.table([label(Endorsement, name) for name in names], ROWS)


def sign(paper):
    """Where the institution that applies signs its copy."""
    paper.heading(pgettext("of a paper form", "Signature"))
    headings = (pgettext("of a signatory", "Name"), capfirst(pgettext("of a signatory", "position")))
    paper.table([*headings, pgettext("label", "Date"), pgettext("of a paper form", "Signature")], [("", "", "", "")])


def draw(paper, model, names, *hints):
    """A section with an empty table whose columns are the fields `names` of `model`."""
    paper.heading(heading(model))
    for hint in hints:
        paper.text(hint, is_quiet=True)
    paper.table([label(model, name) for name in names], ROWS)


def fill(paper, model, *names):
    """A box for each of the fields `names` of `model`."""
    for name in names:
        paper.label(label(model, name))
        paper.box()


def label(model, name):
    """What people call the field `name` of `model`."""
    return str(capfirst(model._meta.get_field(name).verbose_name))


def heading(model):
    """What people call rows of `model`."""
    return str(capfirst(model._meta.verbose_name_plural))


def choosing(choices):
    """The words that a column takes."""
    return listed(one.label for one in choices)
