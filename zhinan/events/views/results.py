"""The results of an event: who came, who answered its surveys, and what they said, each with its base."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhinan.accounts.models import VISITOR
from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow
from zhinan.kit.pages import page_number
from zhinan.kit.templatetags.kit import number
from zhinan.questionnaires import figures as answers
from zhinan.questionnaires import tables
from zhinan.questionnaires.models import MINIMUM, Round

from .. import access
from ..figures import reach
from ..models import Event, Survey

PER_PAGE = 4  # surveys


@allow(access.read, Event)
def event_results(request, event):
    """The numbers of an event with its parts, and the surveys that everybody may read."""
    # The same for everybody: whoever reads two versions of a number must not learn from the difference.
    parts = Event.objects.public().filter(pk__in=[event.pk, *(one.pk for one in event.all_parts(VISITOR))])
    parts = parts if event.is_visible_to(VISITOR) else Event.objects.filter(pk=event.pk)
    surveys = Survey.objects.filter(event__in=parts.order_by().values("pk")).order_by(
        "event__starts_earliest", "days", "pk"
    )
    open_to_all = answers.readable_by_all(Round.objects.filter(pk__in=surveys.order_by().values("round")))
    shown = surveys.filter(round__in=open_to_all.values("pk")).select_related("event", "round__questionnaire")
    page = Paginator(shown, PER_PAGE).get_page(page_number(request))
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "page": page, "minimum": MINIMUM}
    may_edit = access.edit(request.user, event)
    list_of_them = reverse("event-people", args=[event.slug]) if may_edit and event.attendances.exists() else ""
    words |= {
        "surveys": [survey_shown(one, event) for one in page.object_list],
        "facts": facts(event, reach(parts, MINIMUM), list_of_them),
    }
    if may_edit:
        words["waiting"] = surveys.exclude(round__in=open_to_all.values("pk")).select_related("event", "round")
    return render(request, "events/results.html", words | {"head_counts": event.head_counts.all()})


def facts(event, found, address):
    """Who came, with the `address` of their list for who may read it, and the countries; `found` as `reach` gives it.

    Of a part no countries are told: whoever took them from those of the whole would know the small ones of the others.
    Nor are they before all of it was held, while each arrival would tell where somebody comes from.
    """
    if not found["attendances"]:
        return {"rows": [], "countries": []}
    people = number(found["people"])
    if found["unknown"]:
        words = ngettext(
            "{people}, and {n} attendance of which nobody can tell whose it is",
            "{people}, and {n} attendances of which nobody can tell whose they are",
            found["unknown"],
        )
        people = words.format(people=people, n=number(found["unknown"]))
    rows = [(_("Attendances"), number(found["attendances"]), address), (_("Different people"), people, address)]
    if event.whole_id or not found["is_over"]:
        return {"rows": rows, "countries": []}
    return {"rows": rows, "countries": found["countries"], "unseen": found["unseen"]}


def survey_shown(survey, event):
    """What the page shows of one survey: its base, who answered, and how many agree."""
    found = answers.results([survey.round], is_protected=True)
    label, base = tables.base_words(found)[0]
    heading = survey.get_moment_display()
    if survey.event_id != event.pk:
        heading = pgettext("survey of an event", "{survey}: {event}").format(survey=heading, event=survey.event)
    return {
        "survey": survey,
        "heading": capfirst(heading),
        "round": survey.round,
        "label": label,
        "base": base,
        "groups": tables.groups_of(found),
        "statements": tables.agreement_of(found),
        "few": tables.too_few(found),
    }
