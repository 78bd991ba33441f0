"""Which countries take part in what is applied for, and which of them count."""

from zhinan.codelists.models import CountryStatus
from zhinan.programmes.models import PartyName

BESIDE = {  # who pays, helps or signs takes no part in the work: their country is none of the participating ones
    *(PartyName.FUNDING, PartyName.DONOR, PartyName.SUPPORTER, PartyName.FACILITATOR, PartyName.ENDORSING),
    *(PartyName.PUBLISHER, PartyName.AUTHOR, PartyName.NOMINATING),
}


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
