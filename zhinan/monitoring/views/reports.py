"""The page of a report, its versions, and what is done with it."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.awards import actions as awards
from zhinan.awards.forms import DueForm, Question, ReasonForm
from zhinan.awards.models import DueReport
from zhinan.awards.states import REPORT_LIFE, ReportState
from zhinan.awards.views.asking import asking
from zhinan.awards.views.shown import acting, button
from zhinan.kit.guards import allow
from zhinan.kit.typesetting import printed

from .. import access, actions
from ..editions import report_paper
from ..forms import AcceptForm, RemarksForm
from ..models import ReportSubmission
from ..rules.content import content_of
from ..rules.lacking import lacking, questions_of, sections_of
from ..rules.places import remarks_in
from ..rules.reading import sections_of as read
from .writing import JOIN, steps_of

TO_REPORT = ("report__award__grant",)
TONES = {ReportState.ACCEPTED: "good", ReportState.RETURNED: "bad", ReportState.DROPPED: ""}


def itself(report):
    """The report whose page follows."""
    return report


@allow(access.look, DueReport, join=(*JOIN, "award__submission"))
def due_report(request, report):
    """A report: what it says, what it lacks, how it came back, and what one may do with it."""
    user, sent = request.user, list(ReportSubmission.objects.filter(report=report).defer("content"))
    may_write = access.write(user, report) and REPORT_LIFE.allows(report, "send")
    content = content_of(report) if may_write else sent and ReportSubmission.objects.last_of(report).content
    named = sections_of(questions_of(report)) if may_write else {}
    wrong = lacking(report) if may_write else {}
    returned = None if report.state == ReportState.ACCEPTED else ReportSubmission.objects.returned_last(report)
    words = {
        "report": report,
        "award": report.award,
        "tone": TONES.get(report.state, "waiting"),
        "sections": read(content) if content else [],
        "steps": steps_of(report, named, wrong),
        "lacking": [(named[key], *one) for key, each in wrong.items() for one in sentences_of(report, key, each)],
        "remarks": remarks_in(returned) if returned else [],
        "sent": sent,
        "evidence": evidence_in(content),
        "verbs": verbs(report, acting(report.award, user), not wrong),
    }
    return render(request, "monitoring/report.html", words)


def evidence_in(content):
    """[(indicator, file)] of the files that show what the report `content` says; nothing where there is none."""
    return [(one["title"], one["evidence"]) for one in content["results"] if one["evidence"]] if content else []


def sentences_of(report, key, wrong):
    """[(address, sentence)] of what is wrong in the section `key`, each sentence once."""
    address = reverse("report-section", args=[report.pk, key])
    return [(address, sentence) for sentence in dict.fromkeys(wrong.values())]


def verbs(report, user, is_whole):
    """What `user` may do with `report` now; one that is not whole cannot be sent."""
    found = []
    if is_whole and access.write(user, report) and REPORT_LIFE.allows(report, "send"):
        found.append(button(pgettext("button", "Send the report"), "send-report", report, main=True))
    if not access.judge(user, report):
        return found
    named = (
        ("accept", pgettext("button", "Accept the report"), "accept-report"),
        ("give_back", _("Return it with remarks"), "return-report"),
        ("open_again", _("Take the acceptance back"), "open-report"),
        ("drop", _("Another day"), "set-due"),
    )
    can = [(verb, label, name) for verb, label, name in named if REPORT_LIFE.allows(report, verb)]
    return [*found, *(button(label, name, report, main=verb == "accept") for verb, label, name in can)]


def version_of(report, number):
    """The version of `report` with this `number`; raises Http404 where there is none."""
    sent = ReportSubmission.objects.filter(report=report, number=number).select_related(*TO_REPORT).first()
    if sent is None:
        raise Http404(_("There is no such page."))
    return sent


@allow(access.look, DueReport, join=JOIN)
def report_pdf(request, report, number):
    """A version of a report as PDF."""
    sent = version_of(report, number)
    name = f"{report.award.grant.slug}-report-{report.position}-{number}"
    return printed(request, partial(report_paper, sent), name, report, is_shown=True, is_listed=False)


@allow(access.look, DueReport, join=JOIN)
def report_version(request, report, number):
    """A version of a report as it was sent."""
    sent = version_of(report, number)
    words = {"report": report, "award": report.award, "version": sent}
    words |= {"sections": read(sent.content), "remarks": remarks_in(sent), "evidence": evidence_in(sent.content)}
    return render(request, "monitoring/version.html", words)


def returned(report, answers, user):
    """Return a report with its remarks."""
    words = {name: answers.pop(name) for name in ("due_on", "version")}
    actions.return_with(report, answers, by=user, today=timezone.localdate(), **words)


return_report = asking(
    access.judge, DueReport, RemarksForm, gettext_lazy("Return it with remarks"), returned, JOIN, itself
)  # fmt: skip
send_report = asking(
    access.write, DueReport, Question, pgettext_lazy("button", "Send the report"),
    lambda report, _answers, user: actions.send(report, by=user, now=timezone.now()),
    (*JOIN, "award__submission"), itself,
)  # fmt: skip
accept_report = asking(
    access.judge, DueReport, AcceptForm, pgettext_lazy("button", "Accept the report"),
    lambda report, answers, user: actions.accept(report, by=user, today=timezone.localdate(), **answers), JOIN, itself,
)  # fmt: skip
open_report_again = asking(
    access.judge, DueReport, ReasonForm, gettext_lazy("Take the acceptance back"),
    lambda report, answers, user: actions.open_again(report, by=user, today=timezone.localdate(), **answers),
    JOIN, itself,
)  # fmt: skip
set_due = asking(
    access.judge, DueReport, DueForm, gettext_lazy("Another day"),
    lambda report, answers, user: awards.set_due(report, by=user, **answers), JOIN, itself,
)  # fmt: skip
