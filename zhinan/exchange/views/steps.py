"""The way to a preview: the file, its sheet, its columns."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import pgettext

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number
from zhinan.kit.reading import WrongSheet

from .. import access, actions, tasks
from ..forms import ColumnsForm, SheetForm, UploadForm
from ..models import Import, ImportRow
from ..resources import BY_KEY, RESOURCES
from ..writing import LANGUAGES

IMPORTS_A_PAGE = 25


def steps(one=None):
    """(label, address) of each step of the way; addresses once there is an import."""
    made = one is not None and one.file
    return [
        (pgettext("step", "File"), ""),
        (pgettext("step", "Sheet"), reverse("import-sheet", args=[one.pk]) if made else ""),
        (pgettext("step", "Columns"), reverse("import-columns", args=[one.pk]) if made else ""),
        (pgettext("step", "Preview"), one.get_absolute_url() if one is not None and one.state != "uploaded" else ""),
    ]


@allow(access.keep_records)
def imports(request):
    """One's own imports and those of one's colleagues."""
    seen = Import.objects.visible_to(request.user).select_related("made_by").defer("sheets", "answers")
    page = Paginator(seen, IMPORTS_A_PAGE).get_page(page_number(request))
    waiting = ImportRow.objects.waiting_in(page)
    known = [one for one in page if one.resource in BY_KEY]
    rows = [(one, capfirst(BY_KEY[one.resource].label), waiting.get(one.pk, 0)) for one in known]
    return render(request, "exchange/imports.html", {"page": page, "rows": rows})


@allow(access.keep_records)
def add_import(request):
    """Say what a file holds, and upload it."""
    form = UploadForm(request.POST or None, request.FILES or None, initial={"resource": request.GET.get("resource")})
    if request.method == "POST" and form.is_valid():
        file, resource = form.cleaned_data["file"], BY_KEY[form.cleaned_data["resource"]]
        try:
            one = actions.upload(file, file.name, resource, by=request.user)
        except WrongSheet as trouble:
            form.add_error("file", str(trouble))
        else:
            return redirect("import-columns" if len(one.sheets) == 1 else "import-sheet", one.pk)
    templates = [
        (
            capfirst(resource.label),
            [(name, reverse("import-template", args=[resource.key, code])) for code, name in LANGUAGES.items()],
        )
        for resource in RESOURCES
    ]
    words = {"form": form, "steps": steps(), "templates": templates}
    return render(request, "exchange/add_import.html", words, status=422 if form.errors else 200)


@allow(access.open_import, Import)
def sheet(request, one):
    """Say which sheet holds the records, and which row names the columns."""
    if not one.file:
        return redirect(one)
    form = SheetForm(request.POST or None, one=one)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(one, **form.cleaned_data, by=request.user)
        except NotNow as refusal:
            messages.error(request, str(refusal))
            return redirect(one)
        return redirect("import-columns", one.pk)
    words = {"one": one, "form": form, "steps": steps(one)}
    return render(request, "exchange/sheet.html", words, status=422 if form.errors else 200)


@allow(access.open_import, Import)
def columns(request, one):
    """Say what each column holds, side by side with its first values."""
    if not one.file:
        return redirect(one)
    form = ColumnsForm(request.POST or None, one=one)
    if request.method == "POST" and form.is_valid():
        try:
            named = actions.name_columns(one, form.columns, form.named_styles, by=request.user)
            tasks.hand_over(actions.preview(named, by=request.user), request.user)
        except NotNow as refusal:
            messages.error(request, str(refusal))
        return redirect(one)
    resource = BY_KEY[one.resource]
    words = {"one": one, "form": form, "steps": steps(one), "kind": capfirst(resource.label), "note": resource.note}
    return render(request, "exchange/columns.html", words, status=422 if form.errors else 200)
