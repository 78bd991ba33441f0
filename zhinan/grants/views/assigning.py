"""Whom the office asks to review one application, by hand."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import listed

from .. import access
from ..actions import assigning as actions
from ..forms.assigning import AskForm
from ..models import Application
from ..rules.conflicts import ties_among
from ..rules.planning import CURRENT, loads_of, readers, reviewers_of
from ..rules.submitted import title_of


@allow(access.office, Application, join=("call__programme", "rules", "lead"))
def application_assign(request, application):
    """The panel with what each knows, has and is bound by; asks those who are chosen."""
    asked = set(application.reviews.filter(CURRENT).values_list("reviewer", flat=True))
    people = reviewers_of(application.call)
    found = ties_among(Application.objects.filter(pk=application.pk), people)
    ties = {key: each.get(application.pk, set()) for key, each in found.items()}
    typed = request.POST if request.method == "POST" else None
    form = AskForm(typed, people=[one for one in people if one.pk not in asked], ties=ties)
    if typed is not None and form.is_valid():
        ask(request, application, [form.people[key] for key in form.cleaned_data["reviewers"]], form)
        return redirect("application-assign", application.pk)
    words = {"application": application, "form": form, "wanted": application.rules.reviewers, "have": len(asked)}
    words["chosen"] = set(typed.getlist("reviewers")) if typed is not None else ()
    words["takes"] = application.state in actions.TAKES
    words["title"] = title_of(application)
    words["rows"] = rows_of(application, people, ties, asked)
    return render(request, "grants/assign.html", words)


def ask(request, application, chosen, form):
    """Ask each of `chosen`, and say who was asked, and who could not be."""
    done = 0
    for one in chosen:
        try:
            due = form.cleaned_data["due_on"]
            actions.ask(application, one, by=request.user, now=timezone.now(), due_on=due)
            done += 1
        except NotNow as refusal:
            messages.error(request, refusal)
    if done:
        told = ngettext("{n} reviewer is asked.", "{n} reviewers are asked.", done)
        messages.success(request, told.format(n=done))


def rows_of(application, people, ties, asked):
    """What a row of the table shows of each of `people`: who can be asked first, then by load."""
    loads, goals = loads_of(application.call), list(application.goals.all())
    rows = []
    for one, reader in zip(people, readers(people, loads), strict=True):
        common = [goal for goal in goals if goal.pk in reader.goals]
        rows.append(
            {
                "user": one,
                "key": str(one.pk),
                "load": reader.load,
                "capacity": reader.capacity,
                "is_full": reader.capacity is not None and reader.load >= reader.capacity,
                "goals": common if reader.goals else None,
                "reads": not reader.languages or application.language in reader.languages,
                "ties": listed(tie.label for tie in sorted(ties[one.pk])),
                "is_asked": one.pk in asked,
            }
        )
    return sorted(rows, key=lambda row: (row["is_asked"], bool(row["ties"]), row["load"]))
