"""The terms on which people register for an event."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from zhinan.kit.values import json_value
from zhinan.kit.zones import wall_of
from zhinan.questionnaires.models import Kind, Purpose, Questionnaire
from zhinan.questionnaires.states import State

from ..models import Admission
from ..models.registrations import LONGEST
from ..states import Place
from .hours import WallField, read_walls

MOMENTS = ("opens_at", "closes_at")


class TermsForm(forms.ModelForm):
    """From when to when, for how many, with which questions; the hours go by the zone of the event."""

    opens_at = WallField(label=pgettext_lazy("of registration", "Opens"))
    closes_at = WallField(label=pgettext_lazy("of registration", "Closes"))
    join_link = forms.URLField(
        label=gettext_lazy("Link to join"), required=False, max_length=500, assume_scheme="https",
        help_text=Admission._meta.get_field("join_link").help_text,
    )  # fmt: skip
    erase_after = forms.IntegerField(
        label=gettext_lazy("Days after the event until names are deleted"), required=False, min_value=1,
        max_value=LONGEST, help_text=Admission._meta.get_field("erase_after").help_text,
    )  # fmt: skip

    class Meta:
        model = Admission
        fields = (
            *MOMENTS, "capacity", "needs_approval", "has_waiting_list", "takes_groups", "questionnaire",
            "join_link", "join_words", "erase_after",
        )  # fmt: skip

    def __init__(self, typed=None, *, instance, user):
        super().__init__(typed, instance=instance)
        self.zone, self.twice = instance.event.zone or "UTC", []
        note = _("By the clocks of {zone}. Empty where there is no limit.").format(zone=self.zone)
        for name in MOMENTS:
            self.initial[name] = wall_of(getattr(instance, name), self.zone)
            self.fields[name].help_text = note
        asked = Questionnaire.objects.visible_to(user).filter(purpose=Purpose.REGISTRATION)
        asked = asked.filter(versions__state=State.PUBLISHED).distinct()
        self.fields["questionnaire"].queryset = (
            asked | Questionnaire.objects.filter(pk=instance.questionnaire_id).distinct()
        )
        self.fields["questionnaire"].label = capfirst(self.fields["questionnaire"].label)

    def clean_capacity(self):
        """The number of places; not fewer than are given."""
        places = self.cleaned_data["capacity"]
        given = self.instance.event.registrations.filter(state=Place.REGISTERED).count()
        if places is not None and places < given:
            sentence = ngettext(
                "{given} person has a place already. Cancel some first.",
                "{given} people have a place already. Cancel some first.",
                given,
            )
            raise ValidationError(sentence.format(given=given))
        return places

    def clean_erase_after(self):
        """The number of days; an empty field leaves it as it was, for there must be a day."""
        days = self.cleaned_data["erase_after"]
        return self.instance.erase_after if days is None else days

    def clean_questionnaire(self):
        """The questionnaire; files are not asked for where somebody only registers."""
        chosen = self.cleaned_data["questionnaire"]
        version = chosen and chosen.published()
        files = [one for one in version.asks.questions if one.kind == Kind.FILE] if version else []
        if files:
            label = version.asks.said(files[0].label)
            raise ValidationError(_("Registration takes no files. Take “{question}” out.").format(question=label))
        return chosen

    def clean(self):
        """The moments in place of the wall times."""
        said = super().clean()
        self.twice = read_walls(self, MOMENTS, self.zone)
        return said

    def values(self):
        """What a valid form says, in the shape of `kit.values.kept`."""
        return {name: json_value(Admission._meta.get_field(name), self.instance) for name in self._meta.fields}
