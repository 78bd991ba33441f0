"""Verbs of a life cycle as pages: a button where the state and the person allow it, a short form, the action."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .records import kind_word, one_of, verb_address


@dataclass(frozen=True)
class Verb:
    """One verb of a life cycle: its key in the table, the button's words, what is done, who may, and what is asked.

    `note` tells before it is done what comes of it.
    `action(record, by=user, **answers)` raises NotNow at the wrong moment; `form` is a Django form or None.
    """

    key: str
    label: str
    action: Callable
    rule: Callable
    form: type[Form] | None = None
    note: str = ""


def routes(address, model, verbs):
    """The addresses of `verbs` for records of `model`, named <verb>-<noun>."""
    noun, one = model._meta.model_name, one_of(address, model)
    return [path(f"{one}/{verb.key}/", doing(verb, model), name=f"{verb.key}-{noun}") for verb in verbs]


def buttons(record, user, verbs, life):
    """Buttons for those of `verbs` that the state of `record` permits and that `user` may."""
    return [
        {"label": verb.label, "url": verb_address(verb.key, record)}
        for verb in verbs
        if life.allows(record, verb.key) and verb.rule(user, record)
    ]


def doing(verb, model):
    """The view of one verb: asks what it needs to know, or only whether it is meant, and does it."""

    @allow(verb.rule, model)
    def do(request, record):
        typed = request.POST if request.method == "POST" else None
        form = (verb.form or Form)(typed)
        if typed is not None and form.is_valid():
            try:
                verb.action(record, by=request.user, **form.cleaned_data)
            except NotNow as refusal:
                messages.error(request, refusal)
                return redirect(record)
            except ValidationError as trouble:
                form.add_error(None, ValidationError(trouble.messages))
            else:
                messages.success(request, _("“{thing}” is saved.").format(thing=record))
                return redirect(record)
        return asked(request, record, verb, form, record.get_absolute_url())

    return do


def when_sure(request, record, label, action, done, to, back=""):
    """Asks under `label` whether it is meant, then does `action(record, by=user)`, says `done` and leads `to`.

    Who cancels, or is refused by NotNow, is led `back`: to the page of `record` where no other is named.
    """
    back = back or record.get_absolute_url()
    if request.method != "POST":
        return asked(request, record, {"label": label}, Form(), back)
    try:
        action(record, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
        return redirect(back)
    messages.success(request, done)
    return redirect(to)


def asked(request, record, verb, form, back):
    """The page that asks for what `verb` needs to know of `record`, or whether it is meant; who cancels goes `back`."""
    words = {"record": record, "kind": kind_word(record), "mark": record.mark, "verb": verb, "form": form}
    return render(request, "records/verb.html", words | {"cancel": back})
