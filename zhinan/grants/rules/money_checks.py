"""Checks of what is requested and of what others give."""

from django.utils.translation import gettext as _

from zhinan.kit.punctuation import listed, sentences
from zhinan.kit.quantities import in_digits, money

from ..models import BudgetSource
from . import sums
from .passing import Check


def money_checks(content, rules, rates):
    """Yield the checks of money; `rates` as `sums.rates_on` gives them for the day."""
    yield currency_check(content, rules)
    yield ceiling_check(content, rules)
    yield rate_check(content, rates)
    yield match_check(content, rules, rates)
    yield budget_check(content, rates)


def said(content, amount):
    """An amount as a person reads it, after its currency."""
    return money(amount, content["currency"])


def currency_check(content, rules):
    """Whether the budget is in the currency of the call: it may have changed since the application was begun."""
    code = rules.currency.code
    found = _("The budget is in {currency}.").format(currency=content["currency"])
    mend = _("Write the amounts in {currency}.").format(currency=code)
    rule = _("A budget in {currency}").format(currency=code)
    return Check("currency", rule, content["currency"] == code, found, mend, "budget")


def ceiling_check(content, rules):
    """Whether no more is requested than one grant may be; None where the call has no ceiling."""
    if rules.ceiling is None:
        return None
    asked = sums.requested(content)
    rule = _("At most {amount} for one grant").format(amount=said(content, rules.ceiling))
    found = _("{amount} is requested.").format(amount=said(content, asked))
    mend = _("Take {amount} away from the lines that the grant pays, or let others pay them.").format(
        amount=said(content, max(asked - rules.ceiling, sums.NOTHING))
    )
    return Check("ceiling", rule, asked <= rules.ceiling, found, mend, "budget")


def rate_check(content, rates):
    """Whether every contribution can be reckoned in the currency of the call."""
    lacking = sums.without_rate(content, rates)
    if not {one["currency"] for one in content["match"]} - {content["currency"]}:
        return None
    found = (
        _("No exchange rate is known here on this day for {currencies}.").format(currencies=listed(lacking))
        if lacking
        else _("Exchange rates of this day, or the last before it, are known.")
    )
    mend = _("Write the amount in {currency}, or ask the secretariat to enter the rate.").format(
        currency=content["currency"]
    )
    rule = _("Exchange rates for what others give")
    return Check("rate", rule, not lacking, found, mend, "match")


def match_check(content, rules, rates):
    """Whether others give enough of what counts; None where the call asks for no match."""
    if not rules.match_ratio:
        return None
    kinds, secured = rules.match_kinds(), rules.is_match_secured
    given, whole = sums.match(content, rates, kinds, secured), sums.match(content, rates)
    wanted = (sums.requested(content) * rules.match_ratio).quantize(sums.CENT)
    names = listed(one.label for one in kinds)
    rule = _("Others give at least {ratio} for 1 that is requested; what counts: {kinds}").format(
        ratio=in_digits(rules.match_ratio), kinds=names
    )
    found = _("{given} counts, {wanted} is needed.").format(given=said(content, given), wanted=said(content, wanted))
    beside = whole - given and _("{amount} does not count.").format(amount=said(content, whole - given))
    mend = _("Find {amount} more that counts, or request less.").format(amount=said(content, max(wanted - given, 0)))
    secure = secured and _("It must be secured before: what is only pledged does not count.")
    return Check("match", rule, given >= wanted, sentences(found, beside), sentences(mend, secure), "match")


def budget_check(content, rates):
    """Whether what others are to pay is covered by what they give."""
    paid = sums.paid_by(content, BudgetSource.MATCH)
    if not paid:
        return None
    given = sums.match(content, rates)
    found = _("Lines that others pay: {paid}. What others give: {given}.").format(
        paid=said(content, paid), given=said(content, given)
    )
    mend = _("Name who gives {amount} more, or take it away from the budget.").format(
        amount=said(content, max(paid - given, 0))
    )
    return Check("adds_up", _("A budget that adds up"), paid <= given, found, mend, "match")
