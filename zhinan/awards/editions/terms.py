"""What a document of an award says, in the words of the reader's language, from its frozen content."""

from decimal import Decimal
from functools import partial

from django.utils.dateparse import parse_date
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from zhinan.grants.editions.letters import paragraphs
from zhinan.grants.models import Gate
from zhinan.grants.rules.parts import label
from zhinan.kit.dates import PartialDate
from zhinan.kit.punctuation import in_a_line, listed, sentences
from zhinan.kit.quantities import money
from zhinan.kit.templatetags.kit import day

from ..models import Agreement, Award, Clause, Instalment

DEEDS = {
    Clause.AMENDMENT: gettext_lazy("The agreement is changed as follows. All else that was agreed stays as it is."),
    Clause.EXTENSION: gettext_lazy(
        "The grant ends later, and no money is added. All else that was agreed stays as it is."
    ),
    Clause.SUSPENSION: gettext_lazy("{payer} suspends the grant. Nothing is paid until the suspension ends."),
    Clause.RESUMPTION: gettext_lazy("{payer} ends the suspension of the grant. What was agreed holds again."),
    Clause.TERMINATION: gettext_lazy("{payer} terminates the grant. Nothing is paid any more."),
}


def amount(content, value):
    """An amount in the currency of `content` that no line of a text parts: USD 35,000."""
    return money(Decimal(value), content["currency"]).replace(" ", "\N{NO-BREAK SPACE}")


def grantee(content):
    """Who receives the grant; nothing in what was frozen before that was written down."""
    return listed(content.get("grantee", ()))


def deed(content):
    """What the document does, in a sentence or two."""
    if content["clause"] != Clause.AGREEMENT:
        return DEEDS[content["clause"]].format(payer=content["payer"])
    named = {"payer": content["payer"], "grantee": grantee(content), "amount": amount(content, content["amount"])}
    sentence = _("{payer} grants {amount} to {grantee}, on the terms that follow.")
    return (sentence if named["grantee"] else _("{payer} grants {amount}, on the terms that follow.")).format(**named)


def facts(content, in_force_on):
    """[[label, text]] of parties, amount, days and match; each change beside what holds until then."""
    rows = [
        (pgettext("label", "Grant"), content["grant"]),
        (label(Award, "payer"), content["payer"]),
        (_("Who receives the grant"), grantee(content)),
        (pgettext("of a document", "Changes"), changed(content.get("before"))),
        (label(Agreement, "amount"), new(content, "amount", partial(amount, content))),
        (label(Agreement, "starts_on"), first_day(content)),
        (label(Agreement, "ends_on"), new(content, "ends_on", in_words)),
        (label(Award, "match_ratio"), match(content)),
        (_("In force since"), day(in_force_on)),
    ]
    return [[str(name), str(text)] for name, text in rows if text]


def changed(before):
    """Which agreement a document changes; nothing where it changes none."""
    if not before:
        return ""
    sentence = _("{document} {number}, in force since {day}")
    words = {"document": Clause.AGREEMENT.label, "number": before["number"]}
    return sentence.format(day=day(parse_date(before["in_force_on"])), **words)


def new(content, key, said):
    """What is agreed under `key`, as `said` says it, with what holds until then where that is something else."""
    now, before = content[key], (content.get("before") or {}).get(key)
    if not now or not before or now == before:
        return said(now) if now else ""
    return _("{new} (until now {old})").format(new=said(now), old=said(before))


def first_day(content):
    """From when the grant runs; an agreement that names no day begins with its last signature."""
    if content["clause"] == Clause.AGREEMENT and not content["starts_on"]:
        return _("the day on which the agreement comes into force")
    return new(content, "starts_on", in_words)


def in_words(text):
    """A day as it is frozen, in words."""
    return PartialDate(text).in_words()


def match(content):
    """What others give beside the grant; a change of the agreement leaves it as it is."""
    ratio = Decimal(content["match_ratio"])
    if content["clause"] != Clause.AGREEMENT or not ratio:
        return ""
    return _("for each unit of the grant {ratio} from other sources").format(ratio=number_format(ratio, decimal_pos=2))


def parts(content):
    """[{"title", "paragraphs", "head", "rows"}] of `content` without what is empty."""
    is_first = content["clause"] == Clause.AGREEMENT
    found = [part(label(Agreement, "reason"), content["reason"])]
    if is_first:
        found.append(part(label(Award, "conditions"), content["conditions"]))
    if is_first or content["clause"] == Clause.AMENDMENT:
        found.append(instalments(content))
    if is_first:
        found.append(reports(content))
    found.append(part(label(Agreement, "terms"), content["terms"]))
    if is_first and content["annex"]:
        words = _("The proposal as it was decided is annexed, and part of this agreement. Its hash (SHA-256): {hash}")
        found.append(part(pgettext("of an agreement", "Annex"), words.format(hash=content["annex"])))
    return [one for one in found if one["paragraphs"] or one["rows"]]


def part(title, text, head=(), rows=()):
    """A part under its title: a table, and under it what `text` says."""
    rows = [[str(cell) for cell in row] for row in rows]
    return {"title": str(title), "paragraphs": paragraphs(text), "head": [*map(str, head)], "rows": rows}


def instalments(content):
    """The part about instalments, with what of the amount stands in none of them yet."""
    also = str(Instalment._meta.get_field("needs_match").verbose_name)
    rows = [
        (one["number"], amount(content, one["amount"]), in_a_line(Gate(one["gate"]).label, also * one["needs_match"]))
        for one in content["instalments"]
    ]
    whole = content["amount"] or (content.get("before") or {}).get("amount") or 0
    left = Decimal(whole) - sum(Decimal(one["amount"]) for one in content["instalments"])
    rest = _("{amount} of the grant is in no instalment yet.").format(amount=amount(content, left)) if left > 0 else ""
    head = (capfirst(Instalment._meta.verbose_name), label(Instalment, "amount"), label(Instalment, "gate"))
    return part(pgettext("heading", "Instalments"), rest, head, rows)


def reports(content):
    """The part about reports that are due: those of the rules of the call, and a final one in any case."""
    months = sorted(one["months"] for one in content["reports"] if not one["is_final"])
    rows = [(_("Progress report {number}").format(number=n), after(one)) for n, one in enumerate(months, 1)]
    rows.append((_("Final report"), _("the last day of the grant")))
    due, days = "", content.get("writing_days")
    if days:
        due = ngettext(
            "Each is due {n} day after that, unless another day is agreed.",
            "Each is due {n} days after that, unless another day is agreed.",
            days,
        ).format(n=days)
    percent = content.get("explained_from")
    if percent:
        words = _("They say why a line of the budget differs by {percent}% or more.").format(percent=percent)
        due = sentences(due, words)
    return part(pgettext("heading", "Reports"), due, (pgettext("column", "Report"), _("Is about the time until")), rows)


def after(months):
    """A moment after the start of the grant."""
    return ngettext("{n} month after the first day", "{n} months after the first day", months).format(n=months)
