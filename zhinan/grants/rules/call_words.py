"""The rules of a call in words: what an applicant must keep to, and how applications are judged."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhinan.kit.languages import LANGUAGES
from zhinan.kit.punctuation import in_a_line, labelled, listed, sentences
from zhinan.kit.quantities import in_digits, money
from zhinan.kit.zones import hours_in_words, zone_in_words

from ..models import Gate


class Said(NamedTuple):
    """One rule in words: a label, its sentences, the names under which the rules hold it."""

    label: str
    texts: tuple
    names: tuple


def in_sentences(rules, for_applicants=False):
    """[Said] for the CallRules `rules`, without what they leave open; seven queries for their lists."""
    found = [*asked(rules), *funding(rules), *papers(rules)]
    found += [] if for_applicants else judging(rules)
    return [Said(label, tuple(filter(None, texts)), names) for label, texts, names in found if any(texts)]


def asked(rules):
    """What may be applied for, and who may apply."""
    yield _("Deadline"), (deadline(rules),), ("deadline_at", "zone")
    yield _("Priority areas"), tuple(map(str, rules.themes.all())), ("themes",)
    yield _("Goals"), (listed(rules.goals.all()),), ("goals",)
    yield _("Participating countries"), (countries(rules), counting(rules)), COUNTING
    one = _("One proposal per institution and year.") if rules.one_per_institution else ""
    yield pgettext("rule of a call", "Institutions"), (one,), ("one_per_institution",)
    languages = listed(LANGUAGES.get(code, code) for code in rules.languages.split())
    yield pgettext("rule of a call", "Languages"), (languages,), ("languages",)
    if rules.months_most:
        yield _("Duration"), (months(rules.months_most),), ("months_most",)
    words = ngettext("The summary has at most {n} word.", "The summary has at most {n} words.", rules.summary_words)
    yield _("Summary"), (words.format(n=rules.summary_words),), ("summary_words",)


COUNTING = ("minimum_countries", "counts_ldc", "counts_lldc", "counts_sids", "countries")


def deadline(rules):
    """Until when applications are taken, by the clocks of the call."""
    if rules.deadline_at is None:
        return ""
    moment, zone = hours_in_words(rules.deadline_at, None, rules.zone), zone_in_words(rules.zone, rules.deadline_at)
    return _("{moment}, {zone}. What comes later is not considered.").format(moment=moment, zone=zone)


def countries(rules):
    """How many countries must take part."""
    if not rules.minimum_countries:
        return _("No minimum number.")
    words = ngettext("At least {n} country or area.", "At least {n} countries or areas.", rules.minimum_countries)
    return words.format(n=rules.minimum_countries)


def counting(rules):
    """Which countries count, where not every one does."""
    named = [*(str(group.label) for group in rules.groups()), *map(str, rules.countries.all())]
    return _("These count: {countries}.").format(countries=listed(named)) if named else ""


def months(number):
    """How long a project may run."""
    return ngettext("At most {n} month.", "At most {n} months.", number).format(n=number)


def funding(rules):
    """What is given, what others give, and when it is paid."""
    if rules.ceiling is not None:
        text = _("At most {amount} for one grant.").format(amount=money(rules.ceiling, rules.currency))
    else:
        text = _("No ceiling. Amounts are in {currency}.").format(currency=rules.currency)
    yield _("Amount"), (text,), ("ceiling", "currency")
    yield _("Match"), matching(rules), MATCHING
    rows = (instalment(row) for row in rules.instalments.all())
    yield _("Instalments"), tuple(rows), ("instalments",)
    yield _("Reports"), tuple(report(row) for row in rules.reports.all()), ("reports",)


MATCHING = ("match_ratio", "is_match_secured", "match_cash", "match_in_kind", "match_technical")


def matching(rules):
    """What other sources must give."""
    if not rules.match_ratio:
        return (_("No match is asked for."),)
    if rules.match_ratio == 1:
        least = _("Other sources give at least as much as is requested.")
    else:
        least = _("Other sources give at least {ratio} for 1 that is requested.").format(
            ratio=in_digits(rules.match_ratio)
        )
    kinds = _("These count: {kinds}.").format(kinds=listed(kind.label for kind in rules.match_kinds()))
    return (least, kinds, _("It is secured before submission.") if rules.is_match_secured else "")


def instalment(row):
    """One instalment, and what comes before it."""
    before = Gate(row.gate).label
    if row.needs_match:
        before = _("{condition}, and match is verified").format(condition=before)
    return _("{percent}% once {condition}.").format(percent=percent(row.percent), condition=before)


def percent(number):
    """A part of 100 without zeros that say nothing: 7.5, 10."""
    return in_digits(number.normalize())


def report(row):
    """One report, and when it is due."""
    words = ngettext("after {n} month", "after {n} months", row.months).format(n=row.months)
    kind = pgettext("report", "final report") if row.is_final else pgettext("report", "progress report")
    return capfirst(in_a_line(kind, words))


def papers(rules):
    """Which documents come with an application."""
    rows = (
        labelled(row.name, _("one from each participating country")) if row.each_country else row.name
        for row in rules.documents.all()
    )
    yield _("Documents"), tuple(rows), ("documents",)
    rows = (f"{row.name} {percent(row.weight)}%" for row in rules.criteria.all())
    yield _("Criteria"), tuple(rows), ("criteria",)


def judging(rules):
    """How applications are judged: for those who keep the call and those who judge."""
    number = ngettext("{n} for each application.", "{n} for each application.", rules.reviewers)
    blind = _("Reviewers read no name of a person or an institution.") if rules.is_blind else ""
    bars = _("They leave out applications of their own country.") if rules.bars_nationality else ""
    yield _("Reviewers"), (number.format(n=rules.reviewers), blind, bars), ("reviewers", "is_blind", "bars_nationality")
    scale = _("From {least} to {most}.").format(least=rules.scale_least, most=rules.scale_most)
    reasons = _("Marks at either end need a reason.") if rules.asks_reasons else ""
    apart = _("Totals {n} points apart go to moderation.").format(n=rules.spread)
    yield _("Marks"), (scale, reasons, apart), ("scale_most", "asks_reasons", "spread")


def differences(older, newer):
    """[(label, before, after)] of what [Said] `newer` says in other words than `older`."""
    before, after = ({one.names: one for one in said} for said in (older, newer))
    found = []
    for names in dict.fromkeys((*before, *after)):
        texts = [sentences(*said[names].texts) if names in said else "" for said in (before, after)]
        if texts[0] != texts[1]:
            found.append(((after.get(names) or before[names]).label, *texts))
    return found
