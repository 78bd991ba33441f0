"""Where people register for an event: alone, or several colleagues at once."""

from allauth.core.ratelimit import consume
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.accounts.actions import SentBefore, only_once
from zhinan.kit.guards import allow
from zhinan.kit.languages import spoken
from zhinan.kit.lifecycle import NotNow
from zhinan.questionnaires.forms import AnswerForm

from .. import access, actions
from ..forms import GroupForm, RegisterForm
from ..models import Event

WITH_TERMS = ("admission__round__questionnaire",)


def shown_registration(event):
    """What the page of `event` says of registration: {"terms", "is_open"}."""
    terms = getattr(event, "admission", None)
    return {"terms": terms, "is_open": terms is not None and terms.is_open(timezone.now())}


def answer_form(terms, typed, before=None, language=None):
    """The AnswerForm of the questions that the Admission `terms` asks, and its sections; (None, ()) for none."""
    version = terms.round.questionnaire.published() if terms.round else None
    if version is None:
        return None, ()
    asks, language = version.asks, language or spoken()
    form = AnswerForm(asks, asks.questions, typed, before=before, language=language)
    sections = [
        (asks.said(one.title, language), asks.said(one.guidance, language), [form[each.key] for each in one.questions])
        for one in asks.sections
    ]
    return form, sections


def closed(request, event):
    """The page of an event for which nobody can register now."""
    terms = getattr(event, "admission", None)
    is_full = terms is not None and terms.is_open(timezone.now())
    return render(request, "events/closed.html", {"event": event, "terms": terms, "is_full": is_full})


def takes(event):
    """Whether anybody can register for `event` now."""
    terms = getattr(event, "admission", None)
    return terms is not None and terms.is_open(timezone.now()) and actions.next_state(terms) is not None


def is_in_time(request, event, form, action):
    """Whether not too many forms came from this place just now; `form` says so where they did, and keeps its words.

    How many of an `action` those are stands in the settings, beside those of sign-in. Who keeps the list, perhaps at
    the door, is not counted.
    """
    if request.user.is_authenticated and access.edit(request.user, event):
        return True
    if not consume(request, action=action):
        sentence = _("Very many forms came from your network in the last minutes. Send this one again in ten minutes.")
        form.add_error(None, sentence)
    return not form.errors


def took(form, address, act):
    """Do what `form` asks for, once however often it is sent; False with its error where that cannot be now."""
    try:
        with only_once(form.cleaned_data["once"]) as sending:
            try:
                act()
                sending.address = address
            except NotNow as refusal:
                form.add_error(None, str(refusal))
    except SentBefore:
        return True
    return not form.errors


@allow(access.read, Event, join=WITH_TERMS)
@never_cache
def register(request, event):
    """Registers one person, with the answers to the event's own questions."""
    if not takes(event):
        return closed(request, event)
    typed = request.POST if request.method == "POST" else None
    form = RegisterForm(typed)
    asked, sections = answer_form(event.admission, typed)
    if typed is not None and all([form.is_valid(), asked is None or asked.is_valid()]):
        done = reverse("registered", args=[event.slug])
        values = asked.values() if asked else None
        guest, now = form.guest(), timezone.now()
        if is_in_time(request, event, form, "register") and took(
            form, done, lambda: actions.register(event, guest, now=now, values=values)
        ):
            return redirect(done)
    words = {"event": event, "terms": event.admission, "form": form, "asked": asked, "sections": sections}
    return render(request, "events/register.html", words | {"left": actions.places_left(event.admission)})


@allow(access.read, Event, join=WITH_TERMS)
@never_cache
def register_group(request, event):
    """Registers several colleagues of one institution, one a line."""
    if not takes(event) or not event.admission.takes_groups:
        return closed(request, event)
    typed = request.POST if request.method == "POST" else None
    form = GroupForm(typed)
    if typed is not None and form.is_valid():
        done, now = reverse("registered", args=[event.slug]), timezone.now()
        if is_in_time(request, event, form, "register_group") and took(
            form, done, lambda: actions.register_group(event, form.group(), form.guests(), now=now)
        ):
            return redirect(done)
    words = {"event": event, "terms": event.admission, "form": form, "is_group": True}
    return render(request, "events/register.html", words | {"left": actions.places_left(event.admission)})


@allow(access.read, Event)
@never_cache
def registered(request, event):
    """What everybody is told who sent the form: the rest stands in the mail, for only its owner to read."""
    return render(request, "events/registered.html", {"event": event})
