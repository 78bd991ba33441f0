"""What is typed about meetings of a committee, and their agenda."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from zhinan.accounts.models import RoleName, User
from zhinan.kit.forms import RecordForm

from ..models import Meeting


class MeetingForm(RecordForm):
    """A meeting of the committee of a call."""

    class Meta(RecordForm.Meta):
        model = Meeting
        fields = ("title", "on", "place", "chair", "present", "notes")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        held = self.instance.pk and self.instance.present.values("pk")
        members = User.objects.holding(RoleName.COMMITTEE, scope=self.instance.call.scope()).values("pk")
        people = Q(pk__in=members) | (Q(pk__in=held) if held else Q(pk__in=()))
        self.fields["present"].queryset = User.objects.filter(people).order_by("name", "pk")
        self.fields["notes"].help_text = gettext_lazy(
            "They stand in the minutes. Whoever is recused from an application of the agenda does not read them."
        )


class PlaceForm(forms.Form):
    """The place of one application on an agenda; empty takes it off."""

    place = forms.IntegerField(required=False, min_value=1, max_value=9999)
