"""The page of what was found about a grant: visits, findings, action points."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhinan.awards.access import award_of
from zhinan.awards.forms import Question, ReasonForm
from zhinan.awards.models import Award
from zhinan.awards.views.asking import TO_AWARD, TO_PROGRAMME, asking, with_file
from zhinan.awards.views.shown import acting, button
from zhinan.kit.guards import allow

from .. import access, actions, forms
from ..models import ActionPoint, Finding, Visit
from ..states import POINT_LIFE, PointState

TO_FINDING = tuple(f"finding__{one}" for one in TO_AWARD)


def home(thing):
    """The address of what was found about the award of `thing`."""
    return reverse("award-findings", args=[award_of(thing).pk])


@allow(access.look, Award, join=TO_PROGRAMME)
def award_findings(request, award):
    """What was found about a grant, and what is done about it."""
    user, today = acting(award, request.user), timezone.localdate()
    findings = Finding.objects.filter(award=award).select_related("visit", "report")
    may_keep, may_do = access.keep(user, award), access.receive(user, award) or access.keep(user, award)
    words = {
        "award": award,
        "visits": Visit.objects.filter(award=award).select_related("file"),
        "findings": [
            (one, [(point, is_late(point, today), verbs(point, user, may_keep, may_do)) for point in one.points.all()])
            for one in findings.prefetch_related("points__evidence")
        ],
        "may_keep": may_keep,
    }
    return render(request, "monitoring/findings.html", words)


def is_late(point, today):
    """Whether `point` should have been done before `today`."""
    return point.state == PointState.OPEN and point.due_on < today


def verbs(point, user, may_keep, may_do):
    """What `user`, who may keep the award or do what is asked, may do with `point` now."""
    named = (
        ("do", _("It is done"), "do-point", may_do),
        ("close", _("Close it"), "close-point", may_keep and user.pseudonym != point.done_by),
        ("open_again", _("It is not enough"), "open-point", may_keep),
        ("drop", _("Not needed any more"), "drop-point", may_keep),
    )
    return [
        button(label, name, point, main=verb in ("do", "close"))
        for verb, label, name, may in named
        if may and POINT_LIFE.allows(point, verb)
    ]


def visited(award, answers, user):
    """Write a visit down, with its file where there is one."""
    actions.add_visit(award, with_file(award, answers, "file", user), by=user, today=timezone.localdate())


def done(point, answers, user):
    """Say that something is done, with what shows it where there is a file."""
    actions.do_point(point, with_file(point.award, answers, "evidence", user), by=user, today=timezone.localdate())


add_visit = asking(access.keep, Award, forms.VisitForm, gettext_lazy("Write a visit down"), visited, TO_PROGRAMME, home)
add_finding = asking(
    access.keep, Award, forms.FindingForm, gettext_lazy("Write a finding down"),
    lambda award, answers, user: actions.add_finding(award, answers, by=user, today=timezone.localdate()),
    TO_PROGRAMME, home,
)  # fmt: skip
add_point = asking(
    access.keep, Finding, forms.PointForm, gettext_lazy("Agree on what is done"),
    lambda finding, answers, user: actions.add_point(finding, answers, by=user, today=timezone.localdate()),
    TO_AWARD, home,
)  # fmt: skip
do_point = asking(access.do, ActionPoint, forms.DoneForm, gettext_lazy("It is done"), done, TO_FINDING, home)
close_point = asking(
    access.close, ActionPoint, Question, gettext_lazy("Close it"),
    lambda point, _answers, user: actions.close_point(point, by=user), TO_FINDING, home,
)  # fmt: skip
open_point_again = asking(
    access.keep, ActionPoint, ReasonForm, gettext_lazy("It is not enough"),
    lambda point, answers, user: actions.open_point_again(point, by=user, **answers), TO_FINDING, home,
)  # fmt: skip
drop_point = asking(
    access.keep, ActionPoint, ReasonForm, gettext_lazy("Not needed any more"),
    lambda point, answers, user: actions.drop_point(point, by=user, **answers), TO_FINDING, home,
)  # fmt: skip
