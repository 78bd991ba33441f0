"""Questions about a call: asked by whoever signed in, answered by its office, read by everybody."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.accounts.views import kind_word
from zhinan.accounts.views.verbs import when_sure
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import QuestionForm, ReplyForm
from ..models import Call, CallQuestion


@allow(access.read, Call, join=("programme",))
def call_questions(request, call):
    """What is asked about a call: what was answered, for its office what waits, and a form for whoever signed in."""
    may_ask = access.apply(request.user, call) and call.takes_applications(timezone.now())
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and may_ask and form.is_valid() and asked(request, call, form):
        messages.success(request, _("Your question is on its way. You are told when it is answered."))
        return redirect("call-questions", call.slug)
    keeps = access.keep_call(request.user, call)
    words = {"call": call, "kind": kind_word(call), "mark": call.mark, "form": form, "may_ask": may_ask, "keeps": keeps}
    words |= {"answered": call.questions.answered(), "is_open": call.takes_applications(timezone.now())}
    words["waiting"] = call.questions.waiting() if keeps else []
    return render(request, "grants/call_questions.html", words, status=200 if may_ask or not form.is_bound else 403)


def asked(request, call, form):
    """Ask what the valid `form` says; False with its error where that cannot be now, or very many were asked."""
    if not consume(request, action="ask_call", user=request.user):
        form.add_error(None, _("You asked very many questions just now. Send this one again in ten minutes."))
        return False
    try:
        actions.ask(call, form.cleaned_data["text"], by=request.user, now=timezone.now())
    except NotNow as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


@allow(access.keep_question, CallQuestion, join=("call__programme",))
def answer_question(request, question):
    """Answers a question, or mends the answer."""
    typed = request.POST if request.method == "POST" else None
    form = ReplyForm(typed, initial={"text": question.answer})
    if typed is not None and form.is_valid():
        actions.answer(question, form.cleaned_data["text"], by=request.user, now=timezone.now())
        messages.success(request, _("The answer is published, with the question and without who asked."))
        return redirect("call-questions", question.call.slug)
    words = {"call": question.call, "question": question, "kind": kind_word(question), "mark": question.call.mark}
    return render(request, "grants/call_answer.html", words | {"form": form})


@allow(access.keep_question, CallQuestion, join=("call__programme",))
def drop_question(request, question):
    """Throws away a question that nobody answered yet, after asking."""
    to = reverse("call-questions", args=[question.call.slug])
    done = _("The question is thrown away.")
    return when_sure(request, question, _("Throw the question away"), actions.drop, done, to, back=to)
