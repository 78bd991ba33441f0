"""What makes a finding among programmes, and how lines of exchange rates are read."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from zhinan.accounts.models import PUBLIC
from zhinan.codelists.models import ExchangeRate
from zhinan.kit.findings import Finding
from zhinan.sources.models import Citation

DOLLAR = "USD"
RATE = (18, 8)  # digits in all and after the point, as codelists.ExchangeRate keeps them
PLACES = Decimal("1e-12")  # as models.Posting keeps the rate of a posting
LONGEST_SOURCE = 200


def dollars_for(currency, day):
    """(US dollars for one unit of `currency`, day of that rate), the newest kept until `day`; None without one."""
    if currency.code == DOLLAR:
        return Decimal(1), day
    rate = ExchangeRate.objects.latest_before(currency, day)
    return rate and ((1 / rate.per_usd).quantize(PLACES), rate.on)


class WrongLine(ValueError):
    """A line that is no rate; the text says what to write instead."""


def overlapping(programme):
    """A Finding where `programme` began for certain before the one that it follows had ended; else None."""
    before = programme.predecessor
    if before is None or before.audience != PUBLIC or not (before.ends_earliest and programme.starts_latest):
        return None
    if before.ends_earliest < programme.starts_latest:
        return None
    return Finding(
        kind="overlapping_programmes",
        message=_("{next} runs from {start}, while {before}, which it follows, runs until {end}.").format(
            next=programme, start=programme.starts_on.in_words(), before=before, end=before.ends_on.in_words()
        ),
        settle=_("The programme documents, with the day on which one handed over to the other."),
        values=(str(before.ends_on), str(programme.starts_on)),
        sources=Citation.objects.of(before, programme, words=("period",)),
    )


def read_rates(lines, currencies, today):
    """Read `lines`, (number, cells), as rates of `currencies`, {code: currency}, that are no later than `today`.

    Returns (rows, troubles): each row {"currency", "on", "per_usd", "source"}, each trouble a sentence with the number
    of its line. A first line without any digit is a heading; the same rate twice is taken once.
    """
    rows, troubles = {}, []
    for place, (number, cells) in enumerate(lines):
        cells = ["" if cell is None else str(cell).strip() for cell in cells]
        if place == 0 and not any(sign.isdigit() for cell in cells for sign in cell):
            continue
        try:
            row = read_rate(cells, currencies, today)
            key = (row["currency"].pk, row["on"], row["source"])
            if rows.setdefault(key, row) != row:
                raise WrongLine(_("another line gives another rate of that day, from the same source."))
        except WrongLine as trouble:
            troubles.append(_("Line {number}: {trouble}").format(number=number, trouble=trouble))
    return list(rows.values()), troubles


def read_rate(cells, currencies, today):
    """The rate in one line of `cells`; raises WrongLine."""
    if len(cells) != 4:
        raise WrongLine(_("write four values: currency, day, units for one US dollar, source."))
    code, day, per_usd, source = cells
    currency = currencies.get(code.upper())
    if currency is None:
        raise WrongLine(_("“{code}” is no currency. Write its code, as CNY.").format(code=code))
    if currency.code == DOLLAR:
        raise WrongLine(_("the US dollar needs no rate."))
    if not 0 < len(source) <= LONGEST_SOURCE:
        raise WrongLine(_("say who gives the rate, in at most {n} letters.").format(n=LONGEST_SOURCE))
    return {"currency": currency, "on": read_day(day, today), "per_usd": read_number(per_usd), "source": source}


def read_day(text, today):
    """The day that `text` says, no later than `today`; raises WrongLine."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise WrongLine(_("“{text}” is no day. Write 2026-06-15.").format(text=text))
    if day > today:
        raise WrongLine(_("{text} has not come yet.").format(text=text))
    return day


def read_number(text):
    """The rate that `text` says, to eight places; raises WrongLine."""
    digits, places = RATE
    try:
        value = Decimal(text).quantize(Decimal(1).scaleb(-places))
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or not 0 < value < 10 ** (digits - places):
        raise WrongLine(_("“{text}” is no rate. Write a number as 7.1795.").format(text=text))
    return value
