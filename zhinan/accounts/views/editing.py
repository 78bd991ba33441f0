"""Adding, editing, copying, archiving and taking back: the same pages for the records of every room."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhinan.history.actions import alone_with, latest, undo, write
from zhinan.history.models import ARCHIVE, Entry
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.values import in_words, kept, label_of

from .. import actions
from ..models import audience_tokens, sees_everything
from .meeting import meet
from .parts import asks, page_of_part
from .records import kind_word, one_of, traces, verb_address

NOT_BY_LINK = ("audience", "seen")  # what no link may say in the place of whoever fills a form


def routes(address, form_class, *, add, edit, save=write, restore=actions.restore, take_over=None):
    """The addresses under which records are written: a list of paths, to stand before the one of a record's page.

    `form_class` is a kit RecordForm; `add(user)` and `edit(user, record)` say who may. They are named add-<noun>,
    edit-<noun>, copy-<noun>, archive-<noun>, restore-<noun> and undo-<noun>. `save(record, values, by=user)` writes
    a new record, and `restore(record, by=user)` takes one out of the archive, where a room has more to say about that;
    `take_over(source, record, by=user)` adds to the copy of a record what no form shows of its source, and returns
    sentences about what it left out.
    """
    model = form_class._meta.model
    noun, one = model._meta.model_name, one_of(address, model)
    return [
        path(f"{address}/add/", adding(form_class, add, save), name=f"add-{noun}"),
        path(f"{one}/edit/", editing(form_class, edit), name=f"edit-{noun}"),
        path(f"{one}/copy/", copying(form_class, add, save, take_over), name=f"copy-{noun}"),
        path(f"{one}/archive/", archiving(model, edit), name=f"archive-{noun}"),
        path(f"{one}/restore/", restoring(model, edit, restore), name=f"restore-{noun}"),
        path(f"{one}/undo/<int:entry>/", undoing(model, edit), name=f"undo-{noun}"),
    ]


def opened(request, form_class, record=None, **initial):
    """The form of a request: bound to what was typed, with one more row where that was asked for."""
    typed = request.POST if request.method == "POST" else None
    seen = {"seen": latest(record)} if record is not None and record.pk else {}
    words = {"instance": record, "user": request.user, "more": request.POST.get("more")}
    is_new = record is None or record._state.adding
    begun = {name: value for name, value in request.GET.items() if name not in NOT_BY_LINK} if is_new else {}
    words["initial"] = seen | initial.pop("initial", {}) | begun
    return form_class(typed, **words, **initial)


def is_done(request, form):
    """Whether the form was sent to be taken, not to grow by a row or to be changed, and can be."""
    return request.method == "POST" and not asks(request) and form.is_valid()


def page_of_form(request, form, title, **more):
    """The page of a form, with what was typed and what must be mended."""
    kind = kind_word(form._meta.model)
    words = {"form": form, "title": title, "kind": kind, "mark": form._meta.model.mark}
    if more.get("step") == "check" and form.is_long():
        return page_of_part(request, form, words | more)
    if asks(request):
        form.complain_not()
    return render(request, "records/form.html", words | more)


def adding(form_class, rule, save=write):
    """The view that adds a record."""

    @allow(rule)
    def add(request):
        return add_from(request, form_class, opened(request, form_class), request.get_full_path(), save)

    return add


def add_from(request, form_class, form, again=None, save=write):
    """Answer a form for a new record: itself, then its answers to be checked, then the record.

    `again` is where another one is added, by default the empty form of the noun; `save` writes the record.
    """
    model = form_class._meta.model
    title = _("Add: {kind}").format(kind=kind_word(model))
    if not is_done(request, form):
        return page_of_form(request, form, title, step="check")
    if not request.POST.get("step", "").startswith("save"):
        words = {
            "form": form,
            "title": title,
            "kind": kind_word(model),
            "mark": model.mark,
            "warnings": form.warnings(),
        }
        return render(request, "records/check.html", words | {"answers": answers(form), "typed": typed(request)})
    try:
        with actions.only_once(form.cleaned_data["once"]) as sending:
            if taken(form, form.instance, form.values(), request, save):
                sending.address = form.instance.get_absolute_url()
    except actions.SentBefore as before:
        return sent_before(request, before)
    if not sending.address:
        return page_of_form(request, form, title, step="check")
    if request.POST["step"] == "save-add":
        return redirect(again or f"add-{model._meta.model_name}")
    return redirect(form.instance)


def sent_before(request, before):
    """Lead whoever sent a form twice to what came of it the first time."""
    messages.info(request, _("This was sent twice, and saved once."))
    return redirect(str(before))


def answers(form):
    """[(label, value, number)] of everything that a valid form says, with the part of a long form where it stands."""
    said, parts = form.in_words(), form.parts() if form.is_long() else []
    number = {name: part.number for part in parts for name in part.names()}.get
    fields = [(field.label, said.get(field.name, ""), number(field.name)) for field in form.visible_fields()]
    return fields + [(each.heading, said[each.prefix], number(each.prefix)) for each in form.sets]


def typed(request):
    """[(name, value)] of what was sent, to be sent once more."""
    out = ("csrfmiddlewaretoken", "step")
    return [(name, value) for name, values in request.POST.lists() if name not in out for value in values]


def taken(form, record, values, request, save=write):
    """Write the record; False with the form's errors where it refuses."""
    try:
        save(record, values, by=request.user)
    except ValidationError as trouble:
        form.add_error(None, ValidationError(trouble.messages))
        return False
    messages.success(request, _("“{thing}” is saved.").format(thing=record))
    return True


def editing(form_class, rule):
    """The view that edits a record, and shows what another person wrote meanwhile."""

    @allow(rule, form_class._meta.model)
    def edit(request, record):
        title, stored = str(record), str(record)
        form = opened(request, form_class, record)
        more = {
            "step": "save",
            "cancel": record.get_absolute_url(),
            "traces": traces(record, request.user, may_edit=True),
        }
        if not is_done(request, form):
            return page_of_form(request, form, title, **more)
        more["warnings"] = [] if request.POST.get("overrule") else form.warnings()
        with alone_with(record):
            values, more["met"] = meet(form, record, request.POST)
            if not more["met"] and not more["warnings"] and taken(form, record, values, request):
                return redirect(record)
        return page_of_form(request, form, stored, **more)

    return edit


def copying(form_class, rule, save=write, take_over=None):
    """The view that adds a record like another one, with what `take_over` adds to it."""

    def may(user, record):
        return rule(user)

    @allow(may, form_class._meta.model)
    def copy(request, record):
        held = kept(record)
        rows = {name: [{**row, "id": None} for row in held[name]] for name in form_class.rows}
        begun = {} if request.method == "POST" else {"rows_initial": rows}
        form = opened(request, form_class, initial=form_class.copied(held), **begun)

        @transaction.atomic
        def save_copy(made, values, *, by):
            save(made, values, by=by)
            for sentence in take_over(record, made, by=by):
                messages.warning(request, sentence)

        return add_from(request, form_class, form, save=save_copy if take_over else save)

    return copy


def archiving(model, rule):
    """The view that puts a record away, after asking."""

    @allow(rule, model)
    def archive(request, record):
        if request.method != "POST":
            words = {
                "record": record,
                "kind": kind_word(model),
                "mark": model.mark,
                "cancel": record.get_absolute_url(),
            }
            return render(request, "records/archive.html", words)
        actions.archive(record, by=request.user)
        return page_of_archived(request, record)

    return archive


def page_of_archived(request, record):
    """The page of a record that lies in the archive: what it says, and the way back."""
    hidden = ("audience", *getattr(record, "sensitive", ()))
    said = ((name, value) for name, value in kept(record).items() if name not in hidden)
    facts = [
        (label_of(type(record), name), in_words(type(record), name, value, seen_by(request.user)))
        for name, value in said
    ]
    words = {"record": record, "kind": kind_word(record), "mark": record.mark, "facts": facts}
    words |= traces(record, request.user)
    return render(request, "records/archived.html", words | {"restore": verb_address("restore", record)})


def seen_by(user):
    """What narrows a queryset to the records that `user` may see; of those that know no audience, all."""
    return lambda records: records.visible_to(user) if hasattr(records, "visible_to") else records


def knew(user, record):
    """Whether `user` could see the archived `record` before it was put away."""
    put_away = Entry.objects.about(record).filter(changes__audience__1=ARCHIVE).order_by("-pk").first()
    return sees_everything(user) or (put_away is not None and put_away.changes["audience"][0] in audience_tokens(user))


def restoring(model, rule, action):
    """The view that takes a record out of the archive by `action`, after showing what it says."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @allow(rule, model, archived=True)
    def restore(request, record):
        if not knew(request.user, record):
            raise Http404(_("There is no such page."))
        if request.method != "POST":
            return page_of_archived(request, record)
        try:
            action(record, by=request.user)
        except NotNow as refusal:
            messages.error(request, refusal)
            return redirect(refusal.address or "desk")
        messages.success(request, _("“{thing}” is back.").format(thing=record))
        return redirect(record)

    return restore


def undoing(model, rule):
    """The view that takes one change of a record back; a record that was added by mistake is put away, after asking."""

    @require_POST
    @allow(rule, model)
    def take_back(request, record, entry):
        readable = Entry.objects.about(record)
        if not sees_everything(request.user):
            readable = readable.filter(audience__in=audience_tokens(request.user))
        change = get_object_or_404(readable, pk=entry)
        if change.verb == "recorded" and hasattr(record, "audience"):
            return redirect(verb_address("archive", record))
        try:
            undo(change, by=request.user)
        except NotNow as refusal:
            messages.error(request, refusal)
            return redirect(record)
        messages.success(request, _("The change is taken back."))
        return redirect(record if model.objects.visible_to(request.user).filter(pk=record.pk).exists() else "desk")

    return take_back
