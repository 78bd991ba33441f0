"""The page of a questionnaire, its versions, and how they look to those who answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from zhinan.accounts.views import kind_word
from zhinan.accounts.views.records import record_page
from zhinan.kit.guards import allow
from zhinan.kit.languages import LANGUAGES
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import AnswerForm
from ..models import Questionnaire, Round
from ..rules import troubles
from ..states import State


@allow(access.read, Questionnaire, join=("programme",))
def questionnaire(request, questionnaire):
    """A questionnaire: what it is for, its versions, and the rounds in which people were asked."""
    may_build = access.build(request.user, questionnaire)
    draft = questionnaire.draft()
    facts = [
        (pgettext("label", "Purpose"), questionnaire.get_purpose_display()),
        (pgettext("label", "Programme"), questionnaire.programme),
    ]
    more = {
        "versions": questionnaire.versions.order_by("-number").defer("content"),
        "rounds": Round.objects.visible_to(request.user).filter(questionnaire=questionnaire),
        "draft": draft,
        "open_points": len(troubles(draft.asks)) if draft is not None and may_build else 0,
        "may_build": may_build,
    }
    page = "questionnaires/questionnaire.html"
    return record_page(request, page, questionnaire, facts, edit=access.build, **more)


def version_of(questionnaire, number, user):
    """The version of this number, a draft for those who build alone; raises Http404 where `user` finds none."""
    version = questionnaire.versions.filter(number=number).first()
    if version is None or (version.state == State.DRAFT and not access.build(user, questionnaire)):
        raise Http404(_("There is no such page."))
    return version


@allow(access.read, Questionnaire)
def version(request, questionnaire, number):
    """A version as it looks to those who answer, whole, in the language that is asked for; nothing is kept here."""
    version = version_of(questionnaire, number, request.user)
    asks = version.asks
    language = request.GET.get("language", "")
    language = language if language in asks.languages else asks.languages[0]
    sections = [
        {
            "title": asks.said(section.title, language),
            "guidance": asks.said(section.guidance, language),
            "form": AnswerForm(asks, section.questions, language=language),
        }
        for section in asks.sections
    ]
    languages = [(code, LANGUAGES.get(code, code)) for code in asks.languages]
    words = {"questionnaire": questionnaire, "version": version, "sections": sections, "languages": languages}
    words |= {"language": language, "kind": kind_word(questionnaire), "mark": questionnaire.mark}
    return render(request, "questionnaires/version.html", words | {"is_narrow": "phone" in request.GET})


@require_POST
@allow(access.build, Questionnaire)
def publish(request, questionnaire):
    """Publishes the draft: from now on it is asked, and never changes."""
    draft = questionnaire.draft()
    try:
        if draft is None:
            raise NotNow(_("There is no draft. Start the next version first."))
        actions.publish(draft, by=request.user, now=timezone.now())
    except NotNow as refusal:
        messages.error(request, refusal)
        return redirect("build-questionnaire" if draft else "questionnaire", questionnaire.slug)
    messages.success(request, _("Version {number} is published.").format(number=draft.number))
    return redirect(questionnaire)


@require_POST
@allow(access.build, Questionnaire)
def next_version(request, questionnaire):
    """Starts the next version from the newest published one."""
    actions.next_version(questionnaire, by=request.user)
    return redirect("build-questionnaire", questionnaire.slug)


@require_POST
@allow(access.build, Questionnaire)
def discard(request, questionnaire):
    """Throws the draft away, where an earlier version is published."""
    draft = questionnaire.draft()
    try:
        if draft is not None:
            actions.discard(draft, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
    return redirect(questionnaire)
