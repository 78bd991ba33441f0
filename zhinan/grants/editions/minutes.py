"""Minutes of a meeting of a committee as PDF, as far as their reader may hear of each item."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.kit import typesetting
from zhinan.kit.languages import set_in, spoken
from zhinan.kit.punctuation import in_a_line, listed
from zhinan.kit.templatetags.kit import day, number

from ..states import MeetingState
from .letters import paragraphs, unparted


def minutes_pdf(meeting, items, *, now):
    """The minutes of `meeting` with the `items` of `figures.agenda.agenda_of` as the bytes of a PDF.

    It is written in the reader's language where the fonts are at hand; may raise CannotSet.
    """
    return typesetting.compile_pdf("minutes", minutes(meeting, items), timestamp=now)


def minutes(meeting, items):
    """What the template sets: words by their place."""
    is_whole = all(one.row for one in items)
    head = [_("Item"), pgettext("label", "Application"), _("Requested"), pgettext("noun", "Decision"), _("Granted")]
    return {
        "lang": set_in(spoken()),
        "title": str(meeting),
        "running": _("Minutes"),
        "call": str(meeting.call),
        "state": "" if meeting.state == MeetingState.HELD else _("Draft: the minutes are not closed yet."),
        "facts": facts(meeting),
        "summary": {"title": _("Decisions"), "header": head, "rows": [summed(one) for one in items]},
        "items": [told(one) for one in items if one.row],
        "notes": {"title": pgettext("of a meeting", "Notes"), "paragraphs": paragraphs(meeting.notes)},
    } | ({} if is_whole else {"notes": {"title": "", "paragraphs": []}})


def facts(meeting):
    """When, where, and who was there."""
    present = listed(one.name for one in meeting.present.order_by("name", "pk"))
    rows = [
        (pgettext("label", "Call"), meeting.call),
        (pgettext("label", "Day"), day(meeting.on)),
        (pgettext("label", "Place"), meeting.place),
        (pgettext("label", "Chair"), meeting.chair),
        (pgettext("of a meeting", "Present"), present or _("nobody is named")),
    ]
    return [[str(label), str(value)] for label, value in rows if value]


def summed(item):
    """One line of the table of decisions."""
    if item.row is None:
        return [str(item.position), _("an application from which you are recused"), "", "", ""]
    application, decision = item.application, item.decision
    granted = unparted(decision.amount, application.rules) if decision and decision.amount is not None else "–"
    asked = "–" if item.row.requested is None else unparted(item.row.requested, application.rules)
    return [str(item.position), named(item), asked, outcome(decision), granted]


def named(item):
    """The number and the title of an item; the number alone for who reads no names."""
    return in_a_line(item.application.number, item.row.title if item.has_title else "")


def outcome(decision):
    """What was decided, in words."""
    return _("not decided") if decision is None else decision.get_outcome_display()


def told(item):
    """What the minutes say of one item below the table."""
    row, decision = item.row, item.decision
    average = "–" if row.total is None else _("{total} of 100 in {n}").format(total=number(row.total), n=row.sent)
    rows = [
        (_("Countries"), listed(row.countries)),
        (_("Average of the reviews"), average),
        (_("Spread of the reviews, in points"), "" if row.spread is None else number(row.spread)),
        (_("Reviews about an earlier version"), number(row.earlier) if row.earlier else ""),
        (_("Advice"), listed(f"{words} ({n})" for words, n in item.advice)),
        (_("Recused, did not take part"), listed(item.recused)),
        (pgettext("noun", "Decision"), outcome(decision)),
    ]
    if decision and decision.amount is not None:
        rows.append((_("Amount granted"), unparted(decision.amount, item.application.rules)))
    texts = [(_("The conditions"), decision.conditions), (_("Comment"), decision.comment)] if decision else []
    return {
        "title": named(item),
        "facts": [[str(label), str(value)] for label, value in rows if value],
        "texts": [{"title": title, "paragraphs": paragraphs(text)} for title, text in texts if text.strip()],
    }
