"""What the answers of a round come to: for those who read answers all of it, for everybody what tells of nobody."""

from datetime import UTC, datetime, time

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from zhinan.accounts.views import kind_word
from zhinan.history.models import ARCHIVE
from zhinan.kit.guards import allow, public
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number
from zhinan.kit.sheets import SHEETS, as_sheet
from zhinan.kit.typesetting import kept_pdf, printed

from .. import access, figures, tables
from ..actions.tags import add_tag, remove_tag
from ..models import TEXTS, Answer, Group, Round, Tag, in_language

PER_PAGE = 50  # texts
MOST = 6  # rounds that are compared at once


def readable(user, slug):
    """(round, whether `user` may read its single answers); raises Http404 where its results are none of theirs."""
    rounds = Round.objects.exclude(audience=ARCHIVE).select_related("questionnaire__programme")
    round = get_object_or_404(rounds, slug=slug)
    may_read = access.read_answers(user, round)
    if not may_read and not figures.is_public(round):
        raise Http404(_("There is no such page."))
    return round, may_read


def compared(user, round, may_read, slugs):
    """`round` and those others of its questionnaire that have one of `slugs` and that `user` may read as well."""
    others = others_of(round, may_read).filter(slug__in=slugs)[: MOST - 1] if slugs else []
    return [round, *others]


def others_of(round, may_read):
    """The other rounds of the questionnaire of `round`, the oldest first: all, or those everybody may read."""
    found = Round.objects.filter(questionnaire=round.questionnaire_id).exclude(pk=round.pk).exclude(audience=ARCHIVE)
    return (found if may_read else figures.readable_by_all(found)).order_by("opens_on", "title")


@public
def results(request, slug):
    """The results of a round, crossed and compared as the address asks, or as the file that it asks for."""
    round, may_read = readable(request.user, slug)
    by = request.GET.get("by", "")
    if by not in Group.values:
        raise Http404(_("There is no such group."))
    rounds = compared(request.user, round, may_read, request.GET.getlist("with"))
    found = figures.results(rounds, by, is_protected=not may_read)
    if kind := request.GET.get("format"):
        return as_file(request, round, found, kind)
    words = {"round": round, "results": found, "parts": tables.parts_of(found), "may_read": may_read}
    words |= {"kind": kind_word(round), "mark": round.mark, "bases": tables.base_words(found)}
    words |= {"crossings": crossings(request, found), "others": comparisons(request, round, rounds, may_read)}
    words |= {"few": tables.too_few(found) if found.minimum else "", "is_enough": found.bases[0].sent is not None}
    words["note"] = tables.protection_words(found.minimum) if found.minimum else ""
    words["downloads"] = [(kind.upper(), with_words(request, format=kind)) for kind in (*SHEETS, "pdf")]
    return render(request, "questionnaires/results.html", words)


def as_file(request, round, found, kind):
    """`found` as a file: csv, xlsx or pdf; raises Http404 for another."""
    if kind != "pdf":
        return as_sheet(tables.sheet_of(found), round.slug, kind)
    today, folder = timezone.localdate(), settings.FOLDER / "documents"
    words, moment = tables.document_of(found, round, today), datetime.combine(today, time(), UTC)
    back = with_words(request)
    return printed(request, lambda: kept_pdf(folder, "results", words, timestamp=moment), round.slug, back)


def with_words(request, **more):
    """The address of this page with its words and with `more`, without a word where `more` says None."""
    words = {name: request.GET.getlist(name) for name in ("by", "with") if name in request.GET} | more
    said = urlencode({name: value for name, value in words.items() if value is not None}, doseq=True)
    return f"{request.path}?{said}" if said else request.path


def crossings(request, found):
    """[(label, address, whether it is the one shown)] of the ways to cross."""
    ways = [(pgettext("crossed by", "nothing"), with_words(request, by=None), not found.by)]
    labels = dict(Group.choices)
    return ways + [(labels[one], with_words(request, by=str(one)), found.by == one) for one in found.crossings]


def comparisons(request, round, rounds, may_read):
    """[(label, address, whether it is shown)] of the other rounds: the address puts one beside, or takes it away."""
    shown = {one.slug for one in rounds}
    listed = []
    for other in others_of(round, may_read):
        beside = (shown - {round.slug}) ^ {other.slug}
        listed.append((str(other), with_words(request, **{"with": sorted(beside) or None}), other.slug in shown))
    return listed


@allow(access.read_answers, Round, join=("questionnaire__programme",))
def texts(request, round, question):
    """What people wrote in answer to one question, searched and by tags, a page at a time."""
    asked = text_question(round, question)
    wanted, tag = request.GET.get("q", "").strip(), request.GET.get("tag", "")
    # In the order of their keys, which are random: nobody reads from it who answered before whom.
    found = texts_of(round, question).prefetch_related("tags").order_by("pk")
    if wanted:
        found = found.filter(text__icontains=wanted)
    if tag:
        found = found.filter(tags__word=tag)
    used = Tag.objects.filter(answer__in=texts_of(round, question)).order_by("word").values_list("word")
    words = {"round": round, "question": question, "title": asked, "q": wanted, "tag": tag}
    words |= {"kind": kind_word(round), "mark": round.mark, "tags": used.annotate(number=Count("pk"))}
    words["page"] = Paginator(found, PER_PAGE).get_page(page_number(request))
    return render(request, "questionnaires/results_texts.html", words)


def texts_of(round, question):
    """The texts that were sent in answer to one question of `round`."""
    return Answer.objects.filter(round=round, question=question).exclude(text="")


def text_question(round, key):
    """The words of the question `key`; raises Http404 where none of its versions asks for a text under it."""
    for version in round.questionnaire.versions.order_by("-number"):
        asked = version.asks.question(key)
        if asked is not None and asked.kind in TEXTS:
            return in_language(asked.label, None, version.asks.languages[0])
    raise Http404(_("There is no such question."))


@require_POST
@allow(access.read_answers, Round, join=("questionnaire__programme",))
def tag_text(request, round, question):
    """Sets a tag to a text, or takes it off, and leads back to where it stands."""
    key = request.POST.get("answer", "")
    answer = get_object_or_404(texts_of(round, question), pk=key if key.isdecimal() else None)
    do = remove_tag if "remove" in request.POST else add_tag
    try:
        do(answer, request.POST.get("remove") or request.POST.get("word", ""), by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
    back = urlencode({name: request.POST[name] for name in ("q", "tag", "page") if request.POST.get(name)})
    address = reverse("round-texts", args=[round.slug, question])
    return redirect(f"{address}?{back}#text-{answer.pk}" if back else f"{address}#text-{answer.pk}")
