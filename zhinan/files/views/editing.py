"""The files of a record for those who may edit it: adding, ordering, removing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from zhinan.kit.lifecycle import NotNow

from .. import actions, tasks
from ..access import readable, restorable
from ..forms import UploadForm, audiences
from ..rules import Refused
from .shown import address_of, row_of


def edit_files(request, record):
    """The files of `record` for those who may edit it: adding one, and what can be done with each."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = {"caption": form.cleaned_data["caption"]}
        file = taken(form, lambda upload: actions.attach(record, upload, by=request.user, **facts))
        if file is not None:
            messages.success(request, _("“{file}” was added.").format(file=file))
            return redirect(address_of(record, file.pk, "describe") if file.is_picture else address_of(record))
    more = {"form": form, "rows": rows_of(record, request.user), "removed": removed_from(record, request.user)}
    return render(request, "files/edit.html", {"record": record, "crumbs": way_to(record), **more})


def rows_of(record, user):
    """The files of `record` as rows, each with the words of its audience and with what can be done with it."""
    files = list(readable(record, user))
    words = dict(audiences(user, *{file.audience for file in files}))
    return [
        row_of(record, file)
        | {"audience": words.get(file.audience, file.audience), "verbs": verbs(record, file, files)}
        for file in files
    ]


def removed_from(record, user):
    """(file, buttons) of the files of `record` that can be put back."""
    label = pgettext("button", "Put back")
    return [(file, [button(label, record, file, "restore")]) for file in restorable(record, user)]


def taken(form, take):
    """The File that `take` makes of the upload in the valid `form`; None where it is refused, as `form` then tells."""
    try:
        file = take(form.cleaned_data["file"])
    except Refused as refusal:
        form.add_error("file", refusal)
        return None
    if file.widths():
        tasks.make_sizes.enqueue(file.pk)
    return file


def way_to(record, *more):
    """The crumbs from the page of `record` down to its files."""
    return [(str(record), record.get_absolute_url()), *more]


def verbs(record, file, files):
    """What can be done with `file`, which stands among `files`."""
    place = files.index(file)
    links = [
        {"label": pgettext("button", "Describe"), "url": address_of(record, file.pk, "describe")},
        {"label": pgettext("button", "Replace"), "url": address_of(record, file.pk, "replace")},
    ]
    if place > 0:
        links.append(button(pgettext("button", "Up"), record, file, "up"))
    if place < len(files) - 1:
        links.append(button(pgettext("button", "Down"), record, file, "down"))
    return [*links, button(pgettext("button", "Remove"), record, file, "remove")]


def button(label, record, file, *words):
    """A button that does something with `file`."""
    return {"label": label, "url": address_of(record, file.pk, *words), "post": True}


def own(request, record, file):
    """The current file of `record` with the key `file`, as somebody who may edit sees it; else 404."""
    return get_object_or_404(readable(record, request.user), pk=file)


@require_POST
def move_file(request, record, file, step):
    """Move a file by `step` places among those that the person sees."""
    found = own(request, record, file)
    order = list(readable(record, request.user).values_list("pk", flat=True))
    place = order.index(found.pk)
    order.insert(max(0, place + step), order.pop(place))
    actions.reorder(record, order, by=request.user)
    return redirect(address_of(record))


@require_POST
def remove_file(request, record, file):
    """Put a file away."""
    found = own(request, record, file)
    actions.remove(found, by=request.user)
    messages.success(request, _("“{file}” was removed. It can be put back below.").format(file=found))
    return redirect(address_of(record))


@require_POST
def restore_file(request, record, file):
    """Put back a file that was put away."""
    found = next((one for one in restorable(record, request.user) if one.pk == file), None)
    if found is None:
        raise Http404(_("This file is not among those that were removed."))
    try:
        actions.restore(found, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
    return redirect(address_of(record))
