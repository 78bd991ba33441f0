"""A line for the name of an institution, which may be one that is not recorded yet."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhinan.kit.choosers import Chooser, RecordChoice
from zhinan.network.models import Organisation

from ..actions import named_by

NEW = re.compile(r"^(.*\S)\s*\[new\]$")
HELP = gettext_lazy("Its name. Where it is not recorded yet, save once: then you can have it taken as you wrote it.")


class InstitutionChooser(Chooser):
    """As a Chooser; under the line it also offers to take what was typed as the name of a new institution."""

    unknown = ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if self.unknown:
            words = _("a new institution: “{name}”").format(name=self.unknown)
            context["offered"] = [*context["offered"], (f"{self.unknown} [new]", words)]
        return context


class InstitutionChoice(RecordChoice):
    """An institution by its name, in place of the RecordChoice `like`; `records` are those that may be chosen."""

    def __init__(self, records, like, **options):
        words = {"label": like.label, "help_text": HELP, "required": like.required, **options}
        super().__init__(records, **words)
        self.widget = InstitutionChooser(records.model)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            self.widget.unknown = str(value).strip() if len(str(value)) <= 300 else ""
            raise


def choosable(user, application=None):
    """The institutions that `user` may name: those they see, those they named, those of `application`."""
    seen = Organisation.objects.visible_to(user).values("pk")
    found = Q(pk__in=seen) | Q(pk__in=named_by(user))
    if application is not None and application.pk:
        found |= Q(pk=application.lead_id) | Q(pk__in=application.parties.values("organisation"))
        found |= Q(pk__in=application.authors.values("organisation"))
    return Organisation.objects.filter(found).exclude(audience="archive")


def new_names(typed):
    """Yield (name of the field, name of the institution) of each line of `typed` that asks for a new institution."""
    for choice, texts in typed.lists():
        found = NEW.match(texts[-1]) if choice.endswith("-choice") else None
        if found:
            yield choice.removesuffix("-choice"), found[1]
