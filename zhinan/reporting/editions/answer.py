"""The report as data: the answer of `zhinan report --format json` and of the page's JSON."""

from decimal import Decimal

from django.urls import reverse

from ..rules.statements import plain

MOST_RECORDS = 1000


def as_data(report, *, with_findings):
    """`report` as values that JSON holds; findings are None where whoever asks may not read them."""
    return {
        "programme": report.programme.slug,
        "period": str(report.period),
        "as_of": report.known_on.isoformat(),
        "figures": [_figure(report, figure) for figure in report.figures],
        "findings": [_finding(finding) for finding in report.findings] if with_findings else None,
    }


def records_url(report, figure):
    """Address of the list behind `figure`."""
    return reverse("figure", args=[report.programme.slug, report.year, figure.key])


def _figure(report, figure):
    """One figure with its parts, its records' addresses and the statements about it."""
    declared = figure.declaration
    return {
        "key": declared.key,
        "label": str(declared.label),
        "definition": str(declared.definition),
        "version": declared.version,
        "unit": str(declared.unit),
        "value": amount(figure.value, figure.currency),
        "qualifier": str(figure.qualifier),
        "n": figure.n(),
        "base": figure.base,
        "reason": figure.reason,
        "parts": [
            {
                "label": str(part.label),
                "value": amount(part.value, figure.currency),
                "n": part.records.count(),
                "records": addresses(part.records),
            }
            for part in figure.parts
        ],
        "records": addresses(figure.records),
        "records_url": records_url(report, figure),
        "statements": [_statement(checked) for checked in report.said_of(figure)],
        "agrees": report.agrees(figure),
    }


def _statement(checked):
    """One statement with its verdict."""
    said = checked.statement
    currency = said.unit if len(said.unit) == 3 and said.unit.isupper() else ""
    return {
        "text": said.text,
        "value": amount(said.value, currency),
        "qualifier": str(said.qualifier),
        "source": said.cited(),
        "verdict": str(checked.verdict),
    }


def _finding(finding):
    """One finding, its sources each once."""
    return {
        "kind": finding.kind,
        "figures": list(finding.figures),
        "values": [number(value) for value in finding.values],
        "message": str(finding.message),
        "sources": list(dict.fromkeys(source.cited() for source in finding.sources)),
    }


def addresses(records):
    """Addresses of `records`, the first MOST_RECORDS; none for people, who have no page."""
    if not hasattr(records.model, "get_absolute_url"):
        return []
    return [record.get_absolute_url() for record in records[:MOST_RECORDS]]


def amount(value, currency):
    """Money as {"amount": text, "currency": code}, anything else as a number; None stays None."""
    if value is None or not currency:
        return number(value)
    return {"amount": f"{Decimal(value):.2f}", "currency": currency}


def number(value):
    """A Decimal as the int or float that JSON holds; other values as they are."""
    value = plain(value) if isinstance(value, Decimal) else value
    return float(value) if isinstance(value, Decimal) else value
