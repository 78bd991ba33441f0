"""Where one is in an application that is being written: its sections, and the form of one of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from zhinan.codelists.models import Country
from zhinan.questionnaires.views.answering import might_be_asked

from .. import forms
from ..forms.answers import SectionAnswers
from ..forms.sections import without_gone
from ..models import Application
from ..rules.documents import not_begun
from ..rules.questions import PREFIX, asked_in
from ..rules.writing import rules_now, sections_to_write

FORMS = {
    "about": forms.AboutForm,
    "partners": forms.PartnersForm,
    "people": forms.PeopleForm,
    "budget": forms.BudgetForm,
    "match": forms.MatchForm,
    "results": forms.ResultsForm,
    "plan": forms.PlanForm,
    "risks": forms.RisksForm,
    "documents": forms.DocumentsForm,
}

NAMING = {"about": ("lead",), "partners": ("parties-",)}  # fields in which institutions are named


@dataclass
class Place:
    """A section of `application`: its key among `sections`, {key: heading}, under `rules`; `version` asks questions."""

    application: Application
    key: str
    rules: Any
    version: Any
    sections: dict

    @classmethod
    def of(cls, application, key):
        """The place of the section `key`; raises Http404 where there is none."""
        version = asked_in(application.call)
        sections = sections_to_write(application, version)
        if key not in sections:
            raise Http404(_("There is no such page."))
        return cls(application, key, rules_now(application), version, sections)

    @property
    def section(self):
        """The section of the questionnaire, None for one that every application has."""
        return self.version.asks.section(self.key.removeprefix(PREFIX)) if self.key.startswith(PREFIX) else None

    def address(self, step=0):
        """The address of this section, or of the one so many steps on; behind the last one is the check."""
        keys = [*self.sections]
        place = max(keys.index(self.key) + step, 0)
        if place >= len(keys):
            return reverse("application-check", args=[self.application.pk])
        return reverse("application-section", args=[self.application.pk, keys[place]])

    def form(self, request, typed=None):
        """The form of this section, with what was `typed` where something was."""
        files = request.FILES if typed is not None else None
        if self.section is not None:
            return self.questions(typed, files)
        made = FORMS[self.key]
        if typed is not None:
            typed = without_gone(typed, self.application, made.rows)
        more = typed.get("more") if typed is not None else None
        words = {"instance": self.application, "user": request.user, "more": more, "rules": self.rules}
        return made(typed, files, rows_initial=self.offered() if typed is None else None, **words)

    def offered(self):
        """{name of rows: [values]} of the rows that are shown before somebody begins them: a document that is asked."""
        if self.key != "documents":
            return {}
        prefetch_related_objects([self.rules], "documents")
        asked = not_begun(self.application, self.rules)
        codes = {code for _document, code in asked if code}
        countries = Country.objects.in_bulk(codes, field_name="alpha3") if codes else {}
        rows = [{"document": document.pk, "country": countries.get(code)} for document, code in asked]
        return {"endorsements": rows}

    def questions(self, typed, files):
        """The form of a section of the questionnaire: what is asked there after what stands in the others."""
        asks, answers = self.version.asks, self.application.answers
        earlier = {key: value for key, value in answers.items() if asks.section_of(key) != self.section}
        asked = [one for one in self.section.questions if might_be_asked(one, self.section, earlier)]
        return SectionAnswers(asks, asked, typed, files, before=answers, language=self.language)

    @property
    def language(self):
        """The language in which the questions are put: that of the application, as far as they stand in it."""
        languages, own = self.version.asks.languages, self.application.language
        return own if own in languages else languages[0]
