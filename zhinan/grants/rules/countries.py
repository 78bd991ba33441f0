"""Which countries take part in what is applied for, and which of them count."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from zhinan.codelists.models import CountryStatus
from zhinan.programmes.models import PartyName

from . import call_words

BESIDE = {  # who pays, helps or signs takes no part in the work: their country is none of the participating ones
    *(PartyName.FUNDING, PartyName.DONOR, PartyName.SUPPORTER, PartyName.FACILITATOR, PartyName.ENDORSING),
    *(PartyName.PUBLISHER, PartyName.AUTHOR, PartyName.NOMINATING),
}


class Verdict(NamedTuple):
    """A country by its code and name, or an institution without one and without `code`; `why` it does not count."""

    code: str
    name: str
    why: str


def participating(content):
    """{code: name} of the countries that take part: those named, and those of the institutions that work in it."""
    lead, working = content["about"]["lead"], [one for one in content["partners"] if one["role"] not in BESIDE]
    named = [one["country"] for one in working]
    institutions = [lead, *(one["organisation"] for one in working)]
    named += [one and one["country"] for one in institutions]
    found = {one["key"]: one["name"] for one in named if one}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def counting(rules, codes, on):
    """Those of the countries `codes` that count under `rules` on the day `on`; at most 3 queries.

    A country counts that is named or holds one of the groups' statuses on that day; without both every country does.
    The country that provides the programme never does: it is its partners that the minimum speaks of.
    """
    provider = rules.call.programme.provider
    codes = set(codes) - {provider and provider.alpha3}
    groups, named = rules.groups(), set(rules.countries.values_list("alpha3", flat=True))
    if not groups and not named:
        return codes
    held = CountryStatus.objects.on(on).filter(group__in=groups).values_list("country__alpha3", flat=True)
    return codes & (named | set(held))


def country_verdicts(content, rules, on):
    """[Verdict] of every country that a `content` names, and of institutions whose country nobody knows, by name.

    Whether each counts under `rules` on the day `on`; at most 3 queries.
    """
    taking, provider = participating(content), rules.call.programme.provider
    counted = counting(rules, taking, on)
    reasons = dict.fromkeys(counted, "") | {provider and provider.alpha3: _("It provides the programme.")}
    other = _("It is none of the countries that count under the rules of the call.")
    beside = _("Whoever is named there only pays, helps or signs, and takes no part in the work.")
    named = {code: (name, reasons.get(code, other)) for code, name in taking.items()}
    named |= {code: (name, beside) for code, name in named_beside(content).items() if code not in taking}
    found = [Verdict(code, name, why) for code, (name, why) in named.items()]
    nowhere = _("Its country is not recorded: name the country in a line of its own.")
    found += [Verdict("", name, nowhere) for name in without_country(content)]
    return sorted(found, key=lambda one: one.name)


def named_beside(content):
    """{code: name} of the countries of those who pay, help or sign."""
    rows = [one for one in content["partners"] if one["role"] in BESIDE]
    found = [one["country"] or (one["organisation"] or {}).get("country") for one in rows]
    return {one["key"]: one["name"] for one in found if one}


def without_country(content):
    """The names of the institutions that work in it and whose country is not recorded."""
    working = [one["organisation"] for one in content["partners"] if one["role"] not in BESIDE]
    found = [one for one in (content["about"]["lead"], *working) if one and not one["country"]]
    return list(dict.fromkeys(one["name"] for one in found))


def explained(rules):
    """Sentences on which countries count towards the minimum of `rules`, and why others do not; at most 2 queries."""
    provider = rules.call.programme.provider
    ours = _("{country} does not count: it provides the programme, and the minimum is about those that it works with.")
    return [
        call_words.countries(rules),
        call_words.counting(rules) or _("Every country that takes part counts."),
        *([ours.format(country=provider)] if provider else []),
        _("An institution brings in the country where it is. Who only pays, helps or signs brings in none."),
    ]
