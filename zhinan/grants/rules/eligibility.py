"""Whether an application may be submitted under the rules of its call: each rule passed or not, in words.

The rules that are known of real funds stand in the domain notes: ceiling, participating countries, match at least as
large as what is requested and secured before, one proposal per institution and year, endorsements with their signatory.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.kit.punctuation import listed, sentences

from .content import content_of
from .countries import counting, participating
from .documents import document_checks
from .duplicates import proposed_already
from .form_checks import form_checks
from .money_checks import money_checks
from .passing import Check
from .sums import rates_on


def checks(application, rules, on, content=None):
    """Every Check of `application` under `rules` on the day `on`, in the order of the form; 8 queries without content.

    `content` is what is judged where it was read before.
    """
    content = content or content_of(application)
    rates = rates_on([one["currency"] for one in content["match"]] + [content["currency"]], on)
    found = [
        *form_checks(content, rules),
        country_check(content, rules, on),
        *money_checks(content, rules, rates),
        *document_checks(content, rules),
        institution_check(application, rules),
    ]
    return [one for one in found if one is not None]


def country_check(content, rules, on):
    """Whether enough of the countries that count take part; None where the call asks for none."""
    least = rules.minimum_countries
    if not least:
        return None
    names = participating(content)
    counted = counting(rules, names, on)
    lacking = least - len(counted)
    sentence = ngettext("{n} counts: {names}.", "{n} count: {names}.", len(counted))
    found = sentence.format(n=len(counted), names=listed(names[one] for one in names if one in counted) or "–")
    others = [name for code, name in names.items() if code not in counted]
    if others:
        found = sentences(found, _("Not counted here: {names}.").format(names=listed(others)))
    mend = ngettext(
        "Name {n} more country that counts, or an institution there.",
        "Name {n} more countries that count, or institutions there.",
        max(lacking, 1),
    ).format(n=lacking)
    rule = ngettext("At least {n} participating country", "At least {n} participating countries", least)
    return Check("countries", rule.format(n=least), lacking <= 0, found, mend, "partners")


def institution_check(application, rules):
    """Whether the institution, its parent and its parts sent no other proposal in the year; None where they may."""
    if not rules.one_per_institution:
        return None
    is_second = proposed_already(application)
    found = (
        _("The institution, or one that it belongs to or is made of, has sent another proposal in this year.")
        if is_second
        else _("No other proposal of the institution was sent in this year.")
    )
    mend = _("Withdraw the other proposal, or let another institution apply.")
    return Check("institution", _("One proposal per institution and year"), not is_second, found, mend, "about")
