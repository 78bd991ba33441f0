"""The archive's parts about what came of it: reports, visits, findings, the closure, and what happened when."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.models import User, audience_tokens, sees_everything
from zhinan.awards.access import receive
from zhinan.awards.models import DueReport
from zhinan.history.models import Entry
from zhinan.kit.figures import Period
from zhinan.kit.punctuation import in_a_line, labelled, listed
from zhinan.monitoring.models import Finding, ReportSubmission, Visit
from zhinan.monitoring.rules.places import remarks_in
from zhinan.monitoring.rules.reading import sections_of

from ..models import Documented
from ..rules import gates
from .parts import Part, block, hash_of, moment, of_section, on


def reports(award):
    """The Part of the reports that were due, and one of each version that was sent, with the remarks to it."""
    chapter, due = pgettext("of a grant", "Reports"), list(DueReport.objects.filter(award=award))
    if not due:
        return []
    head = (_("Report"), _("First day"), _("Last day"), _("Due"), _("State"), _("Accepted"), _("Accepted by"))
    names = User.objects.names({one.accepted_by for one in due} - {None})
    rows = [
        (
            *(one.called(), on(one.starts_on), on(one.ends_on), on(one.due_on), one.get_state_display()),
            *(on(one.accepted_on), names.get(one.accepted_by, "")),
        )
        for one in due
    ]
    found = [Part(chapter, _("Reports that were due"), [block(head=head, rows=rows)], is_wide=True)]
    sent = ReportSubmission.objects.filter(report__in=due).prefetch_related("remarks")
    for report in due:
        report.award = award
        found += [version(chapter, report, one) for one in sent if one.report_id == report.pk]
    return found


def version(chapter, report, sent):
    """The Part of one version of `report`, with the remarks that were made to it."""
    facts = [
        (pgettext("label", "Version"), sent.number),
        (_("Sent"), moment(sent.sent_at)),
        (_("About the days"), Period(report.starts_on, report.ends_on).in_words()),
        (_("Hash of what was sent (SHA-256)"), sent.digest),
    ]
    remarks = [(label, text) for _section, label, text in remarks_in(sent)]
    blocks = [block(facts=facts), *map(of_section, sections_of(sent.content))]
    if remarks:
        blocks.append(block(pgettext("heading", "Remarks"), remarks))
    title = _("{report}, version {number}").format(report=report.called(), number=sent.number)
    return Part(chapter, title, blocks, sent.digest)


def visits(award):
    """A Part of each visit, and one of all that was found with what was done about it."""
    chapter, found = _("Visits and findings"), []
    for one in Visit.objects.filter(award=award).select_related("file").order_by("on", "pk"):
        facts = [
            (pgettext("label", "Day"), on(one.on)),
            (pgettext("label", "Place"), in_a_line(one.place, one.is_remote and _("from afar, by call or video"))),
            (_("Who took part"), one.who),
            (_("Report or photograph"), hash_of(one.file)),
        ]
        title = _("Visit: {place}").format(place=one.place)
        found.append(Part(chapter, title, [block(facts=facts, text=one.summary)]))
    rows = Finding.objects.filter(award=award).select_related("visit", "report").prefetch_related("points__evidence")
    blocks = [finding(one) for one in rows.order_by("on", "pk")]
    return found + ([Part(chapter, _("Findings and action points"), blocks)] if blocks else [])


def finding(one):
    """The block of one finding, with its action points."""
    where = one.visit or (one.report and one.report.called()) or ""
    facts = [(pgettext("label", "Day"), on(one.on)), (_("Gravity"), one.get_gravity_display())]
    facts.append((_("Found in"), where))
    head = (_("What is to be done"), _("By whom"), _("Due"), _("State"), _("What was done"), _("File that shows it"))
    rows = [
        (
            *(each.what, each.get_side_display(), on(each.due_on), each.get_state_display()),
            *(each.told, hash_of(each.evidence)),
        )
        for each in one.points.all()
    ]
    return block(one.text[:120], facts, one.text if len(one.text) > 120 else "", head if rows else (), rows)


def closure(award):
    """The Part of the closure: how its gates stand, and why some were passed."""
    stands = [(one.words, stood(one, award)) for one in gates(award)]
    documented = Documented.objects.filter(award=award).select_related("solution").first()
    facts = [
        (pgettext("label", "State"), award.get_state_display()),
        (_("Closed on"), on(award.closed_on)),
        (_("Why it was closed although something was open"), award.closed_because),
        (_("Lessons documented as"), documented.solution if documented else ""),
    ]
    head = (_("Before a grant is closed"), _("State"))
    chapter = pgettext("of a grant", "Closure")
    return [Part(chapter, chapter, [block(facts=facts), block(head=head, rows=stands)])]


def stood(gate, award):
    """How a `gate` of the closure of `award` stands, or that it was passed."""
    if gate.is_open:
        return pgettext("a gate of the closure", "open")
    if award.closed_on:
        return pgettext("a gate of the closure", "passed, for the reason above")
    return in_a_line(pgettext("a gate of the closure", "shut"), gate.mend)


def history(award, user):
    """The Part of what happened to the award and to its grant, oldest first, as far as `user` may read it."""
    entries = list(Entry.objects.timeline(award))
    about_grant = Entry.objects.timeline(award.grant)
    if not sees_everything(user):
        about_grant = about_grant.filter(audience__in=audience_tokens(user))
    entries = sorted([*entries, *about_grant], key=lambda one: (one.at, one.pk))
    names = User.objects.names({one.actor for one in entries} - {None})
    hidden = ("state", "reason") if receive(user, award) else ("state",)  # why the office did something is its own
    rows = [(moment(one.at), names.get(one.actor, ""), one.words(), about(one, hidden)) for one in entries]
    head = (_("When"), _("Who"), _("What"), _("About"))
    title = _("What happened, and who did it")
    return [Part(pgettext("chapter of an archive", "History"), title, [block(head=head, rows=rows)], is_wide=True)]


def about(entry, hidden=()):
    """What `entry` changed but for the names `hidden`: values of after, or of before where nothing stands there now."""
    if entry.verb == "recorded":
        return ""
    told = [pair for name, pair in entry.changes.items() if name not in hidden]
    pairs = [now if now not in (None, "", [], {}) else before for before, now in told]
    return listed(cut(one) for one in pairs if one not in (None, "", [], {}))


def cut(value):
    """A value as a short text: what is longer is read where it stands."""
    text = " ".join(str(value).split())
    return text if len(text) <= 200 else labelled(text[:200], "…")
