"""Findings from what sources say: against the records, against each other, against arithmetic."""

from decimal import Decimal
from itertools import combinations, groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhinan.accounts.models import PUBLIC
from zhinan.events.models import Event
from zhinan.kit.findings import Finding
from zhinan.kit.punctuation import listed, sentences
from zhinan.kit.quantities import Qualifier, bounds, qualified
from zhinan.questionnaires.rules import further_bases, smallest_base

from ..models import Statement
from .verdicts import PERCENT, Verdict, recorded

AGAINST = {
    Verdict.NOT_SUPPORTED: (
        "statement_against_records",
        gettext_lazy("{label}: said to be {said}; the records give {found}."),
    ),
    Verdict.INCOMPLETE: (
        "fewer_records_than_said",
        gettext_lazy("{label}: said to be {said}; recorded: {found}, from lists that the sources give in part."),
    ),
}


def against_records(answers):
    """Statements that the records do not bear out: one finding a figure, part, programme and recorded value."""
    groups = {}
    for checked in answers.statements():
        said = checked.statement
        if checked.verdict in AGAINST:
            topic = (checked.verdict, said.figure, said.part, said.programme_id, checked.found())
            groups.setdefault(topic, []).append(checked)
    return [_against(checks) for checks in groups.values()]


def _against(checks):
    """The Finding that the records differ from statements that speak of the same and have the same verdict."""
    kind, sentence = AGAINST[checks[0].verdict]
    statements, found = [checked.statement for checked in checks], checks[0].found()
    told = distinct(statements)
    return Finding(
        kind=kind,
        message=sentence.format(
            label=checks[0].figure.declaration.label,
            said=joined(said_in_words(each) for each in told),
            found=in_words(plain(found), recorded(statements[0], checks[0].figure)[1]),
        ),
        settle=_("The list that was counted for the printed number, with its sources."),
        figures=(statements[0].figure,),
        values=(*(plain(each.value) for each in told), plain(found)),
        sources=tuple(statements),
    )


def against_each_other(answers):
    """Figures about which sources say numbers that cannot all be true: one finding a figure and part."""

    def topic(statement):
        return statement.figure, statement.part

    findings = []
    said = sorted((checked.statement for checked in answers.statements()), key=topic)
    for (key, _part), group in groupby(said, key=topic):
        statements = list(group)
        pairs = [pair for pair in combinations(statements, 2) if are_of_one_time(*pair)]
        if not any(exclude_each_other(*pair) for pair in pairs):
            continue
        told = distinct(statements)
        findings.append(
            Finding(
                kind="statement_against_statement",
                message=_("{label} is said to be {values}.").format(
                    label=answers.figure(key).declaration.label, values=joined(said_in_words(each) for each in told)
                ),
                settle=_("Which number the office stands by, for which day, and the list behind it."),
                figures=(key,),
                values=tuple(plain(each.value) for each in told),
                sources=tuple(statements),
            )
        )
    return findings


def are_of_one_time(one, other):
    """Whether two statements may speak of the same period and day: one that names none may speak of any."""
    periods = {said.period() for said in (one, other)} - {None}
    days = {said.as_of_latest for said in (one, other)} - {None}
    return len(periods) < 2 and len(days) < 2


def exclude_each_other(one, other):
    """Whether no number fits what both statements say, qualifiers respected."""
    (low, high), (least, most) = bounds(one.value, one.qualifier), bounds(other.value, other.qualifier)
    floor = max((bound for bound in (low, least) if bound is not None), default=None)
    ceiling = min((bound for bound in (high, most) if bound is not None), default=None)
    if floor is None or ceiling is None or floor < ceiling:
        return False
    is_open = any(
        each.value == floor and each.qualifier in (Qualifier.MORE_THAN, Qualifier.FEWER_THAN) for each in (one, other)
    )
    return floor > ceiling or is_open


def facts_against_each_other(answers):
    """Records of which sources say different things: one finding a record and attribute."""

    def topic(statement):
        return statement.noun, statement.noun_id, statement.attribute

    findings = []
    for (_noun, _key, attribute), group in groupby(
        sorted(_about_records(answers).exclude(said=""), key=topic), key=topic
    ):
        statements = list(group)
        words = list(dict.fromkeys(statement.said for statement in statements))
        record = statements[0].record()
        if len(words) < 2 or getattr(record, "audience", None) != PUBLIC:
            continue
        findings.append(
            Finding(
                kind="statement_against_statement",
                message=_("“{record}”, {attribute}: given as {words}.").format(
                    record=record, attribute=attribute, words=joined(f"“{word}”" for word in words)
                ),
                settle=_("The programme's own papers, or a word from those who wrote the sources."),
                values=tuple(words),
                sources=tuple(statements),
            )
        )
    return findings


def impossible_combinations(answers):
    """Sentences that count more regions than countries, though each lies in one region: one finding a pair."""
    countries = {(said.source_id, said.text): said for said in _figure(answers, "countries_reached")}
    pairs = {}
    for regions in _figure(answers, "regions_reached"):
        said = countries.get((regions.source_id, regions.text))
        if said is not None and regions.value > said.value:
            pairs.setdefault((plain(said.value), plain(regions.value)), []).append(said)
    return [
        Finding(
            kind="impossible_combination",
            message=_("{countries} countries cannot lie in {regions} regions: “{text}”.").format(
                countries=pair[0], regions=pair[1], text=shortened(sentences[0].text)
            ),
            settle=_("The names of the countries and of the regions that were counted."),
            figures=("countries_reached", "regions_reached"),
            values=pair,
            sources=tuple(sentences),
        )
        for pair, sentences in pairs.items()
    ]


def percentages_without_base(answers):
    """Percentages that no number of answers is given for: one finding a survey, with the smallest base that fits."""

    def survey(statement):
        return statement.source_id, statement.section, statement.figure, statement.noun, statement.noun_id or 0

    events = Event.objects.public().filter(involvements__programme=answers.programme).values("pk")
    about_events = Statement.objects.public().filter(noun="events.event", noun_id__in=events)
    said = list(about_events.filter(unit=PERCENT, base=None).select_related("source"))
    said += [each.statement for each in answers.statements() if each.verdict == Verdict.NO_BASE]
    findings = []
    for _survey, group in groupby(sorted(said, key=survey), key=survey):
        statements = list(group)
        message = _("{values}: the base is not stated.").format(values=joined(map(said_in_words, statements)))
        exact = [each.value for each in statements if each.qualifier == Qualifier.EXACT]
        if exact:
            message = sentences(message, inferred(exact, len(statements) > 1))
        findings.append(
            Finding(
                kind="percentage_without_base",
                message=message,
                settle=_("The number of people asked and the number who answered."),
                figures=tuple(dict.fromkeys(each.figure for each in statements if each.figure)),
                values=tuple(plain(each.value) for each in statements),
                sources=tuple(statements),
            )
        )
    return findings


def inferred(percentages, are_several):
    """The sentence that names the smallest base of `percentages`, and the next ones that would do as well."""
    base, further = smallest_base(percentages), further_bases(percentages)
    if are_several:
        sentence = _("The smallest base that gives all of them is {base} (inferred; {further} fit too).")
    else:
        sentence = _("The smallest base that gives it is {base} (inferred; {further} fit too).")
    return sentence.format(base=base, further=listed(further))


def _about_records(answers):
    """Statements about single records of the programme or of those that it follows."""
    said = Statement.objects.public().exclude(noun="").exclude(attribute="").filter(programme__in=answers.lineage)
    return said.select_related("source")


def _figure(answers, key):
    """The statements about the figure `key`, without their verdicts."""
    return [checked.statement for checked in answers.said_of(key)]


def distinct(statements):
    """Of `statements` that say the same number with the same qualifier and level, the first."""
    first = {}
    for statement in statements:
        first.setdefault((statement.value, statement.qualifier, statement.level), statement)
    return list(first.values())


def said_in_words(statement):
    """A statement's number as a reader expects it: “more than 95% (satisfied)”."""
    number = in_words(statement.value.normalize(), statement.qualifier, "%" if statement.unit == PERCENT else "")
    return f"{number} ({statement.level or statement.attribute})" if statement.unit == PERCENT else number


def in_words(number, qualifier, sign=""):
    """“more than 1,000”: a number with its qualifier and sign."""
    shown = f"{number:,f}{sign}" if isinstance(number, Decimal) else f"{number:,}{sign}"
    return qualified(shown, qualifier)


def joined(words):
    """Words that stand side by side."""
    return " / ".join(words)


def shortened(text, length=160):
    """`text`, cut after a word where it is longer than `length`."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def plain(number):
    """A Decimal that is whole as an int, another as it is; None stays None."""
    if number is None or isinstance(number, int):
        return number
    return int(number) if number == number.to_integral_value() else number.normalize()
