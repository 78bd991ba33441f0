"""What a report says, section by section, as pages, PDF and bundle show it."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.codelists.models import Country
from zhinan.grants.models import BudgetSource
from zhinan.grants.rules.answers import answered
from zhinan.grants.rules.parts import file_name, label
from zhinan.grants.rules.questions import asked_then
from zhinan.grants.rules.sections import Section
from zhinan.kit.figures import Period
from zhinan.kit.punctuation import in_a_line
from zhinan.kit.quantities import money
from zhinan.programmes.models import Kind
from zhinan.results.models import Dimension, Measure, Sex, share
from zhinan.results.models.measures import value_in_words

from ..models import Narrative
from .content import STORY
from .finances import Line
from .lacking import headings


def sections_of(content):
    """[Section] of what the report `content` says, without what is empty; three queries at most."""
    named = headings()
    found = [Section("story", named["story"], facts=story(content))]
    version = asked_then(content)
    if version is not None:
        found += [Section(*one) for one in answered(version, content["questions"]["answers"])]
    found.append(Section("results", named["results"], head=result_head(), rows=results(content)))
    found.append(Section("finances", named["finances"], head=line_head(), rows=finances(content)))
    found.append(Section("match", named["match"], head=match_head(), rows=match(content)))
    return [texts(one) for one in found if one.facts or one.rows]


def texts(section):
    """`section` with every cell as a text."""
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in section.rows)
    facts = tuple((str(name), str(said)) for name, said in section.facts)
    return section._replace(facts=facts, head=tuple(map(str, section.head)), rows=rows)


def story(content):
    """The texts that say something."""
    said = content["story"]
    return tuple((label(Narrative, name), said[name]) for name in STORY if said[name].strip())


def result_head():
    """What stands above the columns of the results."""
    return (
        pgettext("column", "Indicator"),
        pgettext("column", "Baseline"),
        pgettext("column", "Target"),
        pgettext("column", "This report"),
        pgettext("column", "By group"),
        pgettext("column", "Remarks"),
    )


def results(content):
    """A row an indicator."""
    groups = [group for one in content["results"] for group in one["groups"]]
    codes = {key for dimension, key, _number in groups if dimension == Dimension.COUNTRY}
    countries = {one.alpha3: str(one) for one in Country.objects.filter(alpha3__in=codes)} if codes else {}
    names = {**dict(Sex.choices), **countries}
    return tuple(result(one, names) for one in content["results"])


def result(one, names):
    """The cells of one indicator."""
    groups = in_a_line(*(f"{names.get(key, key)} {number}" for _dimension, key, number in one["groups"]))
    proof = one["evidence"] and _("shown by {file}").format(file=file_name(one["evidence"]))
    words = in_a_line(*filter(None, (one["comment"], proof)))
    targets = in_a_line(*(target(row, one) for row in one["targets"]))
    return one["title"], baseline(one), targets, actual(one), groups, words


def baseline(one):
    """Where an indicator began; of a percentage nobody keeps the base."""
    is_share = one["measure"] == Measure.PERCENTAGE and one["baseline"] is not None
    return in_a_line(in_words(one["baseline"], one), _("base not stated") if is_share else "")


def target(row, one):
    """What an indicator is to come to, and in which days."""
    days = Period(date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))
    said = in_words(row["value"], one) or row["comment"]
    return pgettext("target and its days", "{target} ({days})").format(target=said, days=days.in_words())


def actual(one):
    """What an indicator came to, with its base; a percentage is never said without it."""
    if one["denominator"] is not None:
        whole = Decimal(one["denominator"])
        parts = _("{numerator} of {denominator}").format(numerator=one["numerator"], denominator=one["denominator"])
        percent = in_words(str(share(Decimal(one["numerator"]), whole)), one)
        return in_a_line(percent, parts)
    if one["value"] is None:
        return ""
    if one["measure"] != Measure.PERCENTAGE:
        return in_words(one["value"], one)
    base = _("n {number}").format(number=one["n"]) if one["n"] is not None else _("base not stated")
    return in_a_line(in_words(one["value"], one), base)


def in_words(value, one):
    """A value of an indicator with its unit."""
    return "" if value is None else value_in_words(Decimal(value), one["measure"], one["unit"])


def line_head():
    """What stands above the columns of the finances."""
    return (
        pgettext("of a budget", "line").capitalize(),
        pgettext("of a budget", "paid by").capitalize(),
        pgettext("column", "Budget"),
        pgettext("column", "Spent before"),
        pgettext("column", "Spent in these days"),
        pgettext("column", "Left"),
        pgettext("column", "Why"),
    )


def read_lines(content):
    """[Line] of the finances of `content`."""
    return [
        Line(
            one["heading"], one["source"], *(Decimal(one[name]) for name in ("budget", "before", "spent")),
            one["explanation"],
        )
        for one in content["finances"]
    ]  # fmt: skip


def finances(content):
    """A row a line, and the sums of what the grant and what others pay."""
    lines, sources, code = read_lines(content), dict(BudgetSource.choices), content["currency"]
    rows = [
        (one.heading, sources[one.source], *(money(getattr(one, name), code) for name in AMOUNTS), one.explanation)
        for one in lines
    ]
    for source, name in sources.items():
        own = [one for one in lines if one.source == source]
        if own:
            sums = (sum(getattr(one, column) for one in own) for column in AMOUNTS)
            rows.append((_("Sum"), name, *(money(one, code) for one in sums), ""))
    return tuple(rows)


AMOUNTS = ("budget", "before", "spent", "left")


def match_head():
    """What stands above the columns of the match."""
    return (
        pgettext("column", "Who"),
        pgettext("column", "Kind"),
        pgettext("column", "Pledged"),
        pgettext("column", "Secured"),
        pgettext("column", "Delivered"),
    )


def match(content):
    """A row a source of match."""
    kinds = dict(Kind.choices)
    return tuple(
        (
            one["who"], kinds[one["kind"]],
            *(money(Decimal(one[name]), one["currency"]) for name in ("pledged", "secured", "delivered")),
        )
        for one in content["match"]["sources"]
    )  # fmt: skip
