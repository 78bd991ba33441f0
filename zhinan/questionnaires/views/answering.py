"""Where people answer: by the open link, by a link of their own, or anonymously, a section at a time."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.accounts.actions import SentBefore, only_once
from zhinan.accounts.models import hash_of
from zhinan.files.rules import Refused
from zhinan.kit.guards import public
from zhinan.kit.languages import SITE, spoken
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import SAVING

from .. import actions
from ..forms import AnswerForm
from ..models import Asked, Kind, Response, Round, Way
from ..rules import asked_now, to_words
from ..states import State

CHECK = "0-check"  # stands in addresses where keys of sections do, and is none


def round_with(token):
    """The round of an open address; raises Http404."""
    found = Round.objects.exclude(audience="archive").filter(token=token)
    round = found.select_related("questionnaire").first()
    if round is None or round.way == Way.INSIDE:
        raise Http404(_("There is no such page."))
    return round


def language_of(request, asks):
    """The language that somebody answers in: the chosen one, else the reader's, else the first."""
    wanted = request.GET.get("language") or spoken()
    return wanted if wanted in asks.languages else asks.languages[0]


def page(request, template, round, version, language, **words):
    """Answer with a page in the language that is answered in, as far as the site speaks it."""
    asks = version.asks
    words |= {"round": round, "questionnaire": round.questionnaire, "version": version, "language": language}
    words |= {"title": round.questionnaire.said("title", language), "robots": "noindex"}
    words |= {"languages": [(one, own_name(one)) for one in asks.languages]}
    words |= {"description": round.questionnaire.said("description", language).text}
    return render(request, template, words)


def own_name(language):
    """What those who speak `language` call it."""
    return get_language_info(SITE.get(language, language))["name_local"]


def closed(request, round):
    """The page of a round that takes no answers."""
    words = {"round": round, "questionnaire": round.questionnaire, "today": timezone.localdate()}
    return render(request, "questionnaires/closed.html", words, status=200)


def version_now(round):
    """The version by which `round` is answered today, or None where it takes no answers."""
    return round.questionnaire.published() if round.takes_answers(timezone.localdate()) else None


@public
@never_cache
def answer(request, token):
    """The open address of a round: what it is about, then the questions."""
    round = round_with(token)
    version = version_now(round)
    if version is None or round.way != Way.OPEN:
        return closed(request, round)
    if round.is_anonymous:
        return at_once(request, round, version, "")
    language = language_of(request, version.asks)
    if request.method != "POST":
        return page(request, "questionnaires/start.html", round, version, language)
    response = actions.begin(round, now=timezone.now(), language=language, user=request.user)
    return redirect("answer-writing", response.token)


@public
@never_cache
def sealed(request, token, word):
    """A link of somebody's own to an anonymous round: it can be used once, and nobody can tell by whom."""
    round = round_with(token)
    version = version_now(round)
    if version is None or not round.is_anonymous or round.way != Way.PERSONAL:
        return closed(request, round)
    return at_once(request, round, version, word)


def at_once(request, round, version, word):
    """All questions on one page; the answers are sent at once, and nothing of them is kept before."""
    typed = request.POST if request.method == "POST" else None
    version = version_typed(version, typed)
    language, asks = language_of(request, version.asks), version.asks
    form = AnswerForm(asks, asks.questions, typed, language=language)
    once = key_typed(typed)
    if typed is not None and form.is_valid():
        words = {"now": timezone.now(), "language": language, "token": word}
        if dropped(form, None if word else once, lambda: actions.drop(round, version, form.values(), **words)):
            return redirect("answer-thanks", round.token)
    sections = [
        (asks.said(one.title, language), asks.said(one.guidance, language), [form[each.key] for each in one.questions])
        for one in asks.sections
    ]
    words = {"form": form, "sections": sections, "once": once}
    return page(request, "questionnaires/anonymous.html", round, version, language, **words)


def key_typed(typed):
    """The key (UUID) of the form that was sent, or of a new one; a link that can be used once needs none."""
    try:
        return UUID(typed["once"])
    except (KeyError, TypeError, ValueError):
        return uuid4()


def dropped(form, key, act):
    """Drop the answers of `form`, once however often the form with this `key` is sent; False where that cannot be.

    What stands beside the key says nothing of the round: of an anonymous answer no more than the day is kept.
    """
    try:
        with only_once(key) as sending:
            act()
            sending.address = "/"
    except SentBefore:
        return True
    except NotNow as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def version_typed(version, typed):
    """The published version whose questions stood on the page that was sent, else `version`, the newest."""
    number = typed.get("version", "") if typed else ""
    published = version.questionnaire.versions.filter(state=State.PUBLISHED)
    return (published.filter(number=number).first() if number.isdecimal() and len(number) < 5 else None) or version


@public
def thanks(request, token):
    """What is said to those who have answered."""
    round = round_with(token)
    return render(request, "questionnaires/thanks.html", {"round": round, "questionnaire": round.questionnaire})


class Door:
    """The way by which somebody writes a response: the response, and the addresses of its pages."""

    def __init__(self, name, word, response):
        self.name, self.word, self.response = name, word, response

    def address(self, section=""):
        """The address of a section, or of where the writing goes on."""
        return reverse(self.name, args=[self.word, section] if section else [self.word])


@public
@never_cache
def writing(request, word, section=""):
    """Goes on with a response that was begun at the open address."""
    found = Response.objects.select_related("round__questionnaire", "version").filter(token_hash=hash_of(word)).first()
    if found is None:
        raise Http404(_("There is no such page."))
    return write(request, Door("answer-writing", word, found), section)


@public
@never_cache
def mine(request, word, section=""):
    """A link of somebody's own: begins the response, and goes on with it."""
    asked = Asked.objects.select_related("round__questionnaire").with_word(word)
    if asked is None:
        raise Http404(_("There is no such page."))
    found = Response.objects.select_related("round__questionnaire", "version").filter(asked=asked).first()
    if found is None:
        version = version_now(asked.round)
        if version is None:
            return closed(request, asked.round)
        language = language_of(request, version.asks)
        if request.method != "POST":
            return page(request, "questionnaires/start.html", asked.round, version, language)
        found = actions.begin(asked.round, now=timezone.now(), language=language, asked=asked)
        return redirect("answer-mine", word)
    return write(request, Door("answer-mine", word, found), section)


def write(request, door, key):
    """One section of a response, or the answers to be checked before they are sent."""
    response = door.response
    if response.is_sent:
        return sent(request, door)
    if version_now(response.round) is None:
        return closed(request, response.round)
    answers = actions.answers_of(response)
    asked = list(asked_now(response.version.asks, answers))
    if not key:
        return redirect(door.address(first_open(asked, answers)))
    if key == CHECK:
        return check(request, door, asked, answers)
    section = next((one for one, _questions in asked if one.key == key), None)
    if section is None:
        return redirect(door.address(first_open(asked, answers)))
    return of_section(request, door, asked, section, answers)


def first_open(asked, answers):
    """The key of the first section where something that must be answered is not, else of the check."""
    for section, questions in asked:
        if not any(one.key in answers for one in questions):
            return section.key
        if any(one.is_required and one.key not in answers for one in questions):
            return section.key
    return CHECK


def of_section(request, door, asked, section, answers):
    """The form of one section; what can be taken is kept, also where something must be mended."""
    response, asks = door.response, door.response.version.asks
    earlier = {one.key: answers.get(one.key) for each, questions in asked for one in questions if each != section}
    questions = [one for one in section.questions if might_be_asked(one, section, earlier)]
    typed, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AnswerForm(asks, questions, typed, files, before=answers, language=response.language)
    if typed is not None:
        is_right = form.is_valid()
        values = lay_files(response, form, questions, answers)
        try:
            actions.save(response, values, now=timezone.now())
        except NotNow as refusal:
            messages.error(request, refusal)
            return redirect(door.address())
        if SAVING in request.headers:
            return HttpResponse(status=204)
        if is_right and not form.errors:
            return redirect(door.address(onward(door, section, request.POST.get("step", ""))))
    keys = [one.key for one, _questions in asked]
    words = {"form": form, "section": section, "number": keys.index(section.key) + 1, "total": len(keys)}
    words |= {"guidance": asks.said(section.guidance, response.language), "door": door}
    words |= {"section_title": asks.said(section.title, response.language), "keep": request.build_absolute_uri()}
    return page(request, "questionnaires/section.html", response.round, response.version, response.language, **words)


def might_be_asked(question, section, earlier):
    """Whether `question` is asked by what earlier sections hold, or hangs on an answer of its own section."""
    own = {one.key for one in section.questions}
    return any(test.question in own for test in question.when.tests) or question.when.holds(earlier)


def lay_files(response, form, questions, answers):
    """The values of `form`, with uploads laid beside the response; one that may not stay is refused at its field."""
    values = form.values()
    for question in questions:
        if question.kind == Kind.FILE:
            upload = values.pop(question.key, None)
            if isinstance(upload, UploadedFile):  # else it is the one that was sent before
                try:
                    values[question.key] = actions.lay_file(response, upload, answers.get(question.key))
                except (Refused, NotNow) as refusal:
                    form.add_error(question.key, str(refusal))
    return values


def onward(door, section, step):
    """The key of the section that comes after, or before where `step` is back."""
    answers = actions.answers_of(door.response)
    keys = [one.key for one, _questions in asked_now(door.response.version.asks, answers)] + [CHECK]
    place = keys.index(section.key) + (-1 if step == "back" else 1)
    return keys[max(place, 0)]


def check(request, door, asked, answers):
    """All answers, to be checked and sent; where something is missing, it leads there."""
    response, asks = door.response, door.response.version.asks
    missing = [
        (asks.said(one.label, response.language), door.address(section.key) + f"#id_q-{one.key}")
        for section, questions in asked
        for one in questions
        if one.is_required and one.key not in answers
    ]
    if request.method == "POST" and not missing:
        try:
            actions.send(response, now=timezone.now())
        except NotNow as refusal:
            messages.error(request, refusal)
        return redirect(door.address())
    said = []
    for section, questions in asked:
        said += [(*pair, door.address(section.key)) for pair in in_words(response, questions, answers)]
    words = {"answers": said, "missing": missing, "door": door, "back": door.address(asked[-1][0].key) if asked else ""}
    return page(request, "questionnaires/check.html", response.round, response.version, response.language, **words)


def in_words(response, questions, answers):
    """[(label, answer)] of `questions` in the language of the response."""
    asks, language = response.version.asks, response.language
    return [(asks.said(one.label, language), to_words(one, answers.get(one.key), language)) for one in questions]


def sent(request, door):
    """What was sent, to be read again and printed."""
    response = door.response
    answers = actions.answers_of(response)
    said = []
    for _section, questions in asked_now(response.version.asks, answers):
        said += in_words(response, questions, answers)
    words = {"said": said, "response": response}
    return page(request, "questionnaires/sent.html", response.round, response.version, response.language, **words)
