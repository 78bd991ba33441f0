"""Where a questionnaire is built: its sections and questions, one after the other."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhinan.accounts.views import kind_word, traces
from zhinan.history.actions import latest
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import LanguagesForm, QuestionForm, SectionForm
from ..models import Questionnaire
from ..rules import editing, troubles


def draft_of(questionnaire):
    """The draft that is built; raises Http404 where everything is published."""
    draft = questionnaire.draft()
    if draft is None:
        raise Http404(_("There is no draft. Start the next version on the page of the questionnaire."))
    return draft


def words_of(questionnaire, draft):
    """What every page of the builder says."""
    words = {"questionnaire": questionnaire, "draft": draft, "kind": kind_word(questionnaire)}
    return words | {"mark": questionnaire.mark, "asks": draft.asks}


@allow(access.build, Questionnaire)
def build(request, questionnaire):
    """The draft with all its sections and questions, what must still be mended, and what was changed."""
    draft = draft_of(questionnaire)
    found = troubles(draft.asks)
    sections = [
        {"key": section.key, "title": draft.asks.said(section.title), "section": section, "rows": rows(draft, section)}
        for section in draft.asks.sections
    ]
    words = words_of(questionnaire, draft) | {"sections": sections, "troubles": named(draft.asks, found)}
    words |= {"languages": LanguagesForm(initial={"languages": draft.asks.languages})}
    return render(request, "questionnaires/build.html", words | traces(draft, request.user, may_edit=True))


def rows(draft, section):
    """[{key, label, kind, ...}] of the questions of a section."""
    return [
        {"key": one.key, "label": draft.asks.said(one.label) or one.key, "question": one, "kind": one.get_kind()}
        for one in section.questions
    ]


def named(asks, found):
    """[(label, key, sentence)] of what must be mended."""
    places = {one.key: one.label for one in asks.questions} | {one.key: one.title for one in asks.sections}
    return [(asks.said(places.get(one.place, {})), one.place, one.sentence) for one in found]


@allow(access.build, Questionnaire)
def add_section(request, questionnaire):
    """Adds a section at the end."""
    return of_section(request, questionnaire, draft_of(questionnaire), None)


@allow(access.build, Questionnaire)
def edit_section(request, questionnaire, key):
    """Changes the title, the guidance and the condition of a section."""
    draft = draft_of(questionnaire)
    section = draft.asks.section(key)
    if section is None:
        return gone(request, questionnaire)
    return of_section(request, questionnaire, draft, section)


def of_section(request, questionnaire, draft, section):
    """Answer the form of a section, new where it is None."""
    form = SectionForm(draft.asks, request.POST or None, section=section)
    if request.method == "POST" and form.is_valid() and not met(request, draft, form):
        made = form.section()
        return taken(request, questionnaire, draft, partial(put_section, section=made), made.key)
    title = draft.asks.said(section.title) if section else _("Add a section")
    return page_of(request, questionnaire, draft, form, title)


def put_section(content, section):
    """`content` with what was typed about `section`, and the questions that it holds now."""
    held = content.section(section.key)
    return content.with_section(replace(section, questions=held.questions) if held else section)


@allow(access.build, Questionnaire)
def add_question(request, questionnaire, key):
    """Adds a question at the end of the section `key`."""
    draft = draft_of(questionnaire)
    section = draft.asks.section(key)
    if section is None:
        return gone(request, questionnaire)
    return of_question(request, questionnaire, draft, section, None)


@allow(access.build, Questionnaire)
def edit_question(request, questionnaire, key):
    """Changes a question."""
    draft = draft_of(questionnaire)
    question = draft.asks.question(key)
    if question is None:
        return gone(request, questionnaire)
    return of_question(request, questionnaire, draft, draft.asks.section_of(key), question)


def of_question(request, questionnaire, draft, section, question):
    """Answer the form of a question, new where it is None."""
    form = QuestionForm(draft.asks, request.POST or None, question=question, section=section)
    if request.method == "POST" and form.is_valid() and not met(request, draft, form):
        made, instead = form.question(), question.key if question else None
        change = partial(editing.with_question, section_key=section.key, question=made, instead=instead)
        return taken(request, questionnaire, draft, change, made.key)
    title = draft.asks.said(question.label) if question else _("Add a question")
    return page_of(request, questionnaire, draft, form, title)


def met(request, draft, form):
    """Whether somebody changed the draft since the form was opened; the form then says so, once."""
    if request.POST.get("seen") in (str(latest(draft)), None):
        return False
    form.add_error(
        None,
        _(
            "Somebody changed this questionnaire while you wrote. Look at the list in another window; "
            "what you typed is still here, and is taken when you save again."
        ),
    )
    return True


def taken(request, questionnaire, draft, change, key):
    """Write the change, and lead back to where it stands; or on to another question."""
    try:
        actions.change(draft, change, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
        return redirect("build-questionnaire", questionnaire.slug)
    if request.POST.get("step") == "another":
        section = draft_of(questionnaire).asks.section_of(key)
        return redirect("add-question", questionnaire.slug, section.key)
    return redirect(f"{address(questionnaire)}#{key}")


def address(questionnaire):
    """The address of the builder."""
    return redirect("build-questionnaire", questionnaire.slug).url


def page_of(request, questionnaire, draft, form, title):
    """The page of a form of the builder."""
    words = {"form": form, "title": title, "seen": latest(draft), "cancel": address(questionnaire)}
    return render(request, "questionnaires/part.html", words_of(questionnaire, draft) | words)


def gone(request, questionnaire):
    """Back to the builder, where what was asked for is gone."""
    messages.error(request, _("This was removed meanwhile."))
    return redirect("build-questionnaire", questionnaire.slug)


@require_POST
@allow(access.build, Questionnaire)
def arrange(request, questionnaire):
    """Moves a section or question up or down, before another one, or removes it."""
    draft, key = draft_of(questionnaire), request.POST.get("key", "")
    verb = request.POST.get("verb", "")
    changes = {
        "up": lambda content: editing.moved(content, key, -1),
        "down": lambda content: editing.moved(content, key, 1),
        "remove": lambda content: editing.without(content, key),
        "before": lambda content: editing.put_before(content, key, request.POST.get("other", "")),
    }
    if verb in changes:
        actions.change(draft, changes[verb], by=request.user)
    if verb == "remove":
        messages.success(request, _("It is removed. The timeline below takes it back."))
    return redirect(f"{address(questionnaire)}#{'' if verb == 'remove' else key}")


@require_POST
@allow(access.build, Questionnaire)
def languages(request, questionnaire):
    """Sets the languages that the draft is asked in; texts of a language that is left out are kept."""
    draft, form = draft_of(questionnaire), LanguagesForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["languages"]
        first = [one for one in draft.asks.languages if one in chosen]
        order = (*first, *(one for one in chosen if one not in first))
        actions.change(draft, lambda content: replace(content, languages=order), by=request.user)
    else:
        messages.error(request, _("Choose at least one language."))
    return redirect("build-questionnaire", questionnaire.slug)
