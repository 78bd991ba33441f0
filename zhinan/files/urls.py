"""Addresses of files, which each room makes for its own nouns."""

from django.urls import path

from zhinan.accounts import access
from zhinan.kit.guards import allow

from . import views


def routes(name, model, *, edit, at=None, read=access.read):
    """The addresses of the files of records of `model`, whose page is called `name`; `edit(user, record)` is the rule.

    They stand under the page of the record, whose address `at` is by default `organisations/<slug:slug>/` for the name
    "organisation". The files of a record are edited at `organisation-files`; `organisation-file` is the content of one,
    which whoever sees the record may `read` unless that rule says otherwise.
    """
    at = at or f"{name}s/<slug:slug>/"

    def seen(view, address, word):
        return path(f"{at}files/{address}", allow(read, model)(view), {"edit": edit}, name=f"{name}-{word}")

    def edited(view, address, word, **more):
        return path(f"{at}files/{address}", allow(edit, model)(view), more, name=f"{name}-{word}")

    return [
        edited(views.edit_files, "", "files"),
        seen(views.download, "<int:file>/", "file"),
        seen(views.download, "<int:file>/<int:size>/", "file-size"),
        edited(views.describe_file, "<int:file>/describe/", "file-describe"),
        edited(views.replace_file, "<int:file>/replace/", "file-replace"),
        edited(views.move_file, "<int:file>/up/", "file-up", step=-1),
        edited(views.move_file, "<int:file>/down/", "file-down", step=1),
        edited(views.remove_file, "<int:file>/remove/", "file-remove"),
        edited(views.restore_file, "<int:file>/restore/", "file-restore"),
        edited(views.take_back, "<int:file>/entries/<int:entry>/", "file-entry"),
    ]
