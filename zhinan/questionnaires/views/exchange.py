"""XLSForms in and out."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.actions import SentBefore, only_once
from zhinan.accounts.views import kind_word
from zhinan.codelists.models import Country, Goal
from zhinan.kit.guards import allow
from zhinan.kit.languages import spoken
from zhinan.kit.sheets import XLSX

from .. import access, actions
from ..forms import QuestionnaireForm
from ..models import Choice, Kind, Questionnaire, read
from ..rules import xlsform
from .questionnaires import version_of

SALT = "zhinan.questionnaires.import"
LARGEST = 5_000_000  # bytes of a workbook


class WorkbookForm(forms.Form):
    """The workbook that is read."""

    file = forms.FileField(
        label=pgettext_lazy("label", "File"),
        help_text=gettext_lazy("An XLSForm, as other survey tools write it: a workbook (.xlsx) with a sheet “survey”."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )

    def clean_file(self):
        """The bytes of the workbook."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise ValidationError(_("At most 5 MB. A questionnaire of words alone is much smaller: remove pictures."))
        return upload.read()


@allow(access.keep_records)
def import_form(request):
    """Reads an XLSForm, tells what it could not take over, and makes a questionnaire of it once that is read."""
    if "content" in request.POST:
        return make(request)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return page(request, form=form)
    reading = xlsform.read(form.cleaned_data["file"], spoken())
    if reading.content is None:
        return page(request, form=form, reading=reading)
    content = signing.dumps(reading.content.plain(), salt=SALT, compress=True)
    begun = {"title": reading.title[:200], "language": reading.content.languages[0]}
    made = QuestionnaireForm(user=request.user, initial=begun)
    return page(request, form=made, reading=reading, content=content)


def make(request):
    """Make the questionnaire whose content was read and shown."""
    form = QuestionnaireForm(request.POST, user=request.user)
    try:
        content = read(signing.loads(request.POST["content"], salt=SALT))
    except signing.BadSignature:
        return redirect("import-questionnaire")
    if not form.is_valid():
        return page(request, form=form, content=request.POST["content"])
    try:
        with only_once(form.cleaned_data["once"]) as sending:
            actions.create(form.instance, form.values(), by=request.user, content=content)
            sending.address = reverse("build-questionnaire", args=[form.instance.slug])
    except SentBefore as before:
        return redirect(str(before))
    return redirect(sending.address)


def page(request, **words):
    """The page of the import."""
    words |= {"kind": kind_word(Questionnaire), "mark": Questionnaire.mark}
    return render(request, "questionnaires/import.html", words)


@allow(access.read, Questionnaire)
def export_form(request, questionnaire, number):
    """A version as an XLSForm."""
    version = version_of(questionnaire, number, request.user)
    workbook = xlsform.write(str(questionnaire), version.asks, version.number, offered(version.asks.languages))
    answer = HttpResponse(workbook, content_type=XLSX)
    name = f"{slugify(questionnaire.slug)}-{version.number}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def offered(languages):
    """{Kind: choices} of the codelists that questions offer, in `languages` as far as the lists have them."""
    countries = Country.objects.active().order_by("alpha3")
    goals = Goal.objects.order_by("number")
    return {
        Kind.COUNTRY: tuple(Choice(one.alpha3, named(one, languages)) for one in countries),
        Kind.GOAL: tuple(Choice(str(one.number), named(one, languages)) for one in goals),
    }


def named(record, languages):
    """{language: name} of a record of a codelist, its English name where it has none in a language."""
    return {language: getattr(record, f"name_{language}", "") or record.name for language in languages}
