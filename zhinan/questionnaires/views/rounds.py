"""The page of a round: who is asked, how many answered, and the verbs of its life."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_POST

from zhinan.accounts.views import kind_word, record_page
from zhinan.accounts.views.editing import add_from, opened
from zhinan.accounts.views.verbs import Verb, buttons
from zhinan.files import views as files
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number

from .. import access, actions
from ..forms import AskForm, RoundForm
from ..models import Asked, Questionnaire, Response, Round, Way
from ..rules import asked_now, to_words
from ..states import LIFE, RoundState

PER_PAGE = 50
TONES = {RoundState.PLANNED: "waiting", RoundState.OPEN: "good", RoundState.CLOSED: ""}
VERBS = (
    Verb("open", gettext_lazy("Open it for answers"), actions.open_round, access.run),
    Verb("close", gettext_lazy("Take no more answers"), actions.close_round, access.run),
    Verb("reopen", gettext_lazy("Take answers again"), actions.reopen_round, access.run),
)


@allow(access.build, Questionnaire)
def add_round(request, questionnaire):
    """Adds a round of a questionnaire."""
    new = Round(questionnaire=questionnaire, language=questionnaire.language)
    return add_from(request, RoundForm, opened(request, RoundForm, new), again=request.get_full_path())


@allow(access.run, Round, join=("questionnaire",))
def copy_round(request, round):
    """Adds a round like another one, without its days."""
    new = Round(questionnaire=round.questionnaire)
    kept_words = {name: getattr(round, name) for name in ("way", "is_anonymous", "thanks", "language", "audience")}
    form = opened(request, RoundForm, new, initial={"title": round.title, **kept_words})
    return add_from(request, RoundForm, form, again=request.get_full_path())


@allow(access.read_answers, Round, join=("questionnaire__programme",))
def round(request, round):
    """A round: its days, its address, who was asked, how many answered."""
    may_run = access.run(request.user, round)
    facts = [
        (pgettext("label", "Questionnaire"), round.questionnaire, round.questionnaire.get_absolute_url()),
        (_("Who answers"), round.get_way_display()),
        (pgettext("label", "Anonymous"), pgettext("answer", "yes") if round.is_anonymous else pgettext("answer", "no")),
        (pgettext("label", "Open"), days(round)),
        (_("Who may see the results"), dict(Round.audiences)[round.audience]),
    ]
    more = counts(round) | {
        "state": round.get_state_display(),
        "tone": TONES[round.state],
        "verbs": buttons(round, request.user, VERBS, LIFE),
        "may_run": may_run,
        "address": settings.ADDRESS + reverse("answer", args=[round.token]),
        "is_open_link": round.way == Way.OPEN,
        "is_taking": round.takes_answers(timezone.localdate()),
    }
    return record_page(request, "questionnaires/round.html", round, facts, edit=access.run, **more)


def days(round):
    """From when to when the round is open, as far as that is said."""
    said = [formats.date_format(day, pgettext("date format", "j F Y")) if day else "…" for day in ends(round)]
    return pgettext("from one day to another", " – ").join(said) if any(ends(round)) else ""


def ends(round):
    """The first and the last day of a round."""
    return round.opens_on, round.closes_on


def counts(round):
    """How many were asked, answered, and have not; the last is None where nobody can tell."""
    asked, answered = round.asked.count(), round.responses.sent().count()
    is_told = round.way == Way.PERSONAL and not round.is_anonymous
    begun = round.responses.filter(is_sent=False).count()
    silent = round.asked.silent().count() if is_told else None
    return {"asked": asked, "answered": answered, "begun": begun, "silent": silent}


@allow(access.run, Round)
def people(request, round):
    """Who was asked, whether their mail went out, and who has answered, where that is told."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        asked = [{**one, "language": language} for one in form.cleaned_data["people"]]
        try:
            added = actions.ask(round, asked, by=request.user)
        except NotNow as refusal:
            messages.error(request, refusal)
        else:
            messages.success(request, ngettext("{n} person is added.", "{n} people are added.", added).format(n=added))
        return redirect("round-people", round.slug)
    page = Paginator(round.asked.order_by("name", "pk"), PER_PAGE).get_page(page_number(request))
    words = {"round": round, "page": page, "form": form, "kind": kind_word(round), "mark": round.mark}
    return render(request, "questionnaires/people.html", words | counts(round))


@require_POST
@allow(access.run, Round)
def remind(request, round):
    """Sends a reminder to those who are not known to have answered."""
    try:
        due = actions.remind(round, by=request.user, on=timezone.localdate())
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        told = ngettext("{n} reminder goes out.", "{n} reminders go out.", due).format(n=due)
        messages.success(request, told if due else _("Nobody is due for a reminder today."))
    return redirect("round-people", round.slug)


@require_POST
@allow(access.run_asked, Asked)
def ask_no_more(request, asked):
    """Takes somebody off the list before their mail went out."""
    try:
        actions.set_aside(asked, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
    return redirect("round-people", asked.round.slug)


@allow(access.read_response, Response, join=("round__questionnaire", "version"), by=("pk",))
def response(request, response):
    """What one person or institution answered, with the files that they sent."""
    asks, answers = response.version.asks, actions.answers_of(response)
    said = []
    for section, questions in asked_now(asks, answers):
        words = [(asks.said(one.label), to_words(one, answers.get(one.key))) for one in questions]
        said.append((asks.said(section.title), words))
    day = formats.date_format(response.sent_on, pgettext("date format", "j F Y")) if response.sent_on else _("not yet")
    facts = [
        (pgettext("label", "Round"), str(response.round), response.round.get_absolute_url()),
        (pgettext("label", "Sent"), day),
    ]
    return files.record_page(request, "questionnaires/response.html", response, facts, said=said)
