"""Letters to applicants about decisions: their words, which a page shows, and the PDF."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext, override, pgettext

from zhinan.kit import typesetting
from zhinan.kit.languages import SITE, plain, set_in
from zhinan.kit.punctuation import in_a_line
from zhinan.kit.quantities import money
from zhinan.kit.templatetags.kit import day
from zhinan.kit.zones import hours_in_words, wall_of, zone_in_words

from ..models import Outcome
from ..rules.submitted import lead_of, title_of
from ..rules.verdicts import requested_each

TITLES = {
    Outcome.ELIGIBLE: gettext_lazy("Your application is eligible"),
    Outcome.INELIGIBLE: gettext_lazy("Your application is not eligible"),
    Outcome.RETURNED: gettext_lazy("Your application is returned for revision"),
    Outcome.APPROVED: gettext_lazy("Your application is approved"),
    Outcome.CONDITIONS: gettext_lazy("Your application is approved with conditions"),
    Outcome.DECLINED: gettext_lazy("Your application is declined"),
}


def letter(decision):
    """The letter of `decision` in the language of its application: words by their place; nothing of it is markup.

    Returns {"lang", "title", "sender", "to", "day", "facts": [[label, text]], "paragraphs", "parts": [{"title",
    "items", "paragraphs"}]}. It is addressed to the institution and names no reviewer.
    """
    application, call = decision.application, decision.application.call
    language = set_in(plain(application.language))
    with override(SITE[language]):
        return {
            "lang": language,
            "title": str(TITLES[decision.outcome]),
            "sender": in_a_line(call.programme, call),
            "to": lead_of(application),
            "day": day(wall_of(decision.decided_at, application.rules.zone)),
            "facts": facts(decision),
            "paragraphs": [str(SAYING[decision.outcome](decision))],
            "parts": parts(decision),
        }


def facts(decision):
    """What the letter is about."""
    application = decision.application
    rows = [(pgettext("label", "Application"), application.number), (pgettext("label", "Title"), title_of(application))]
    if decision.amount is not None:
        rows.append((_("Amount granted"), unparted(decision.amount, application.rules)))
    return [[str(label), str(text)] for label, text in rows]


def unparted(amount, rules):
    """An amount in the currency of `rules` that no line of a text parts: USD 35,000."""
    return money(amount, rules.currency.code).replace(" ", "\N{NO-BREAK SPACE}")


def parts(decision):
    """Reasons, conditions and the comment, each under its heading, as far as there are any."""
    several = len(decision.reasons)
    found = [
        (npgettext("of a letter", "The reason", "The reasons", several), [*map(str, decision.reasons_in_words())], ""),
        (_("The conditions"), [], decision.conditions),
        (_("What is to be revised") if decision.outcome == Outcome.RETURNED else _("Comment"), [], decision.comment),
    ]
    return [
        {"title": title, "items": items, "paragraphs": paragraphs(text)}
        for title, items, text in found
        if items or text.strip()
    ]


def paragraphs(text):
    """The paragraphs of what somebody typed, each in one line."""
    lines = (" ".join(one.split()) for one in text.replace("\r", "").split("\n"))
    return [one for one in lines if one]


def eligible(decision):
    return _("We checked your application against the rules of the call. It is eligible and will be reviewed.")


def ineligible(decision):
    return _("We checked your application against the rules of the call. It is not eligible and will not be reviewed.")


def returned(decision):
    application = decision.application
    until = application.revise_by
    if until is None or application.version != decision.version:
        return _("Your application is returned to you, so that you can improve it and send it again.")
    words = _("Your application is returned to you. You can improve it and send it again until {until}, {zone}.")
    zone = application.rules.zone
    return words.format(until=hours_in_words(until, None, zone), zone=zone_in_words(zone, until))


def approved(decision):
    application = decision.application
    asked = requested_each([application.pk]).get(application.pk)
    granted = unparted(decision.amount, application.rules)
    if asked is not None and decision.amount < asked:
        words = _("The committee grants {amount} to your application, of the {asked} that you requested.")
        return words.format(amount=granted, asked=unparted(asked, application.rules))
    return _("The committee grants {amount} to your application.").format(amount=granted)


def declined(decision):
    return _("The committee considered your application and does not grant the amount that you requested.")


SAYING = {
    Outcome.ELIGIBLE: eligible,
    Outcome.INELIGIBLE: ineligible,
    Outcome.RETURNED: returned,
    Outcome.APPROVED: approved,
    Outcome.CONDITIONS: approved,
    Outcome.DECLINED: declined,
}


def letter_pdf(decision):
    """The letter of `decision` as the bytes of a PDF; may raise CannotSet."""
    return typesetting.compile_pdf("letter", letter(decision), timestamp=decision.decided_at)
