"""The archive's parts about the way to the award: versions of the application, decisions, letters, minutes."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.grants.access import read_letter, standing
from zhinan.grants.editions.letters import letter
from zhinan.grants.models import AgendaItem, Decision
from zhinan.grants.rules.writing import said
from zhinan.kit.quantities import money

from .parts import Part, block, of_section, on


def versions(application, readings):
    """A Part of each version of `application` as it was submitted; `readings` are [(Submission, Reading)]."""
    chapter = pgettext("chapter of an archive", "Application")
    found = []
    for sent, reading in readings:
        facts = [
            (pgettext("label", "Application"), application.number),
            (pgettext("label", "Version"), sent.number),
            (pgettext("label", "Submitted"), said(sent.submitted_at, sent.rules.zone)),
            (_("Hash of what was submitted (SHA-256)"), sent.digest),
        ]
        title = _("Application, version {number}").format(number=sent.number)
        blocks = [block(reading.title(), facts), *map(of_section, reading.sections())]
        found.append(Part(chapter, title, blocks, sent.digest))
    return found


def decisions(application, user):
    """A Part of each decision on `application` that `user` may know of, with its letter, and what the minutes say."""
    rows = Decision.objects.filter(application=application).visible_to(user).select_related("meeting")
    found, may_read = [], read_letter(user, application)
    for one in rows.order_by("decided_at", "pk"):
        one.application = application
        found.append(decided(one))
        if may_read and one.letter_sent_at is not None:
            found.append(sent_letter(one))
    if standing(user, application) & {"office", "evaluator"}:
        found += minutes(application)
    return found


def decided(decision):
    """The Part of one decision, with its reason."""
    application = decision.application
    rules, granted = application.rules, decision.amount
    facts = [
        (pgettext("noun", "Decision"), decision.get_outcome_display()),
        (pgettext("label", "Version"), decision.version),
        (pgettext("label", "Decided"), said(decision.decided_at, rules.zone)),
        (_("Meeting"), decision.meeting),
        (_("Amount granted"), money(granted, rules.currency.code) if granted is not None else ""),
        (pgettext("of a decision", "Reasons"), "; ".join(map(str, decision.reasons_in_words()))),
        (pgettext("of a decision", "Conditions"), decision.conditions),
        (_("Comment"), decision.comment),
        (_("Letter sent"), said(decision.letter_sent_at, rules.zone) if decision.letter_sent_at else ""),
    ]
    title = _("Decision: {outcome}").format(outcome=decision.get_outcome_display())
    return Part(pgettext("chapter of an archive", "Decisions and letters"), title, [block(facts=facts)])


def sent_letter(decision):
    """The Part of the letter about `decision`, in the language in which it was written."""
    words = letter(decision)
    facts = [
        (pgettext("of a letter", "From"), words["sender"]),
        (pgettext("of a letter", "To"), words["to"]),
        (pgettext("label", "Day"), words["day"]),
    ]
    first = block(words["title"], [*facts, *words["facts"]], "\n".join(words["paragraphs"]))
    rest = [block(one["title"], text="\n".join([*one["items"], *one["paragraphs"]])) for one in words["parts"]]
    title = _("Letter about the decision: {outcome}").format(outcome=decision.get_outcome_display())
    chapter = pgettext("chapter of an archive", "Decisions and letters")
    return Part(chapter, title, [first, *rest], lang=words["lang"])


def minutes(application):
    """A Part of what the minutes of each meeting say of `application`: no marks, no names of who reviewed it."""
    found = []
    items = AgendaItem.objects.filter(application=application).select_related("meeting__call")
    for item in items.order_by("meeting__on", "pk"):
        meeting = item.meeting
        made = meeting.decisions.filter(application=application).order_by("decided_at", "pk").last()
        facts = [
            (_("Meeting"), meeting),
            (pgettext("label", "Day"), on(meeting.on)),
            (pgettext("label", "Place"), meeting.place),
            (pgettext("label", "Chair"), meeting.chair),
            (_("Item"), meeting.agenda.filter(position__lte=item.position).count()),
            (pgettext("noun", "Decision"), made.get_outcome_display() if made else _("not decided")),
            (pgettext("of a decision", "Conditions"), made.conditions if made else ""),
            (_("Minutes"), meeting.get_state_display()),
        ]
        title = _("From the minutes of {meeting}").format(meeting=meeting)
        found.append(Part(pgettext("chapter of an archive", "Decisions and letters"), title, [block(facts=facts)]))
    return found
