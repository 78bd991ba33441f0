"""Short makers for the tests of this room, and what they ask of a report."""

from zhinan.programmes.models import Programme
from zhinan.reporting.editions import Report
from zhinan.reporting.models import Statement
from zhinan.sources.tests.make import source

FINDINGS = "/programmes/global-ssdc/highlights/2020/findings/"
HIGHLIGHTS = "/programmes/global-ssdc/highlights/2020/"


def statement(programme=None, figure="", value=None, qualifier="exact", **facts):
    """A statement about a figure of `programme`, in a document of its own unless one is named."""
    facts = {"text": f"{figure} {qualifier} {value}", "source": facts.pop("source", None) or source()} | facts
    made = Statement(programme=programme, figure=figure, value=value, qualifier=qualifier, **facts)
    made.full_clean()
    made.save()
    return Statement.objects.get(pk=made.pk)


def report(slug="global-ssdc", year=2020):
    """The report of a programme and year as the database has it now."""
    return Report.of(slug, year, programmes=Programme.objects.all())


def said(found, key):
    """[(value, qualifier, verdict)] of the statements about the figure `key` of the report `found`."""
    checks = found.answers.said_of(key)
    return [(int(each.statement.value), each.statement.qualifier, str(each.verdict)) for each in checks]


def findings(kind, *figures, of=None):
    """[values] of the findings of a `kind` about `figures` in the report of 2020."""
    found = (of or report()).findings
    return [finding.values for finding in found if finding.kind == kind and finding.figures == figures]


def change(row, **values):
    """Change one value of the world: of `row`, or of each row of a queryset, where a source prints it several times."""
    for one in [row] if hasattr(row, "pk") else list(row):
        for name, value in values.items():
            setattr(one, name, value)
        one.save()
