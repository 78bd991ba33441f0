"""The only list of rules that make findings."""

from . import records, statements

RULES = (
    statements.impossible_combinations,
    statements.against_records,
    statements.against_each_other,
    statements.percentages_without_base,
    records.parts_larger_than_wholes,
    records.sums_against_totals,
    statements.facts_against_each_other,
    records.completed_yet_going_on,
    records.solutions_in_themselves,
    records.overlapping_programmes,
)


def findings(answers):
    """All findings about the report of `answers`, in the order of the rules; each difference once."""
    found = {finding.key: finding for rule in RULES for finding in rule(answers)}
    return list(found.values())
