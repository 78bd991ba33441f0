"""What is confidential about a participant, as they or a course officer type it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from zhinan.kit.forms import day_input

from ..models import Confidential

LONGEST = 500  # signs of one of them
LONG = ("health", "emergency", "arrival", "departure")  # what is more than a line
DAYS = ("passport_expires", "birth_date")


class DetailsForm(forms.ModelForm):
    """Passport, health, emergency and travel of a participant; all may stay empty."""

    class Meta:
        model = Confidential
        fields = Confidential.sensitive

    def __init__(self, typed=None, *, instance, today):
        super().__init__(typed, instance=instance)
        self.today = today
        for name, field in list(self.fields.items()):
            if name in DAYS:
                self.fields[name] = forms.DateField(label=field.label, required=False, widget=day_input())
                continue
            field.validators.append(MaxLengthValidator(LONGEST))
            if name in LONG:
                field.widget.attrs["rows"] = 3
            else:
                field.widget = forms.TextInput({"autocomplete": "off"})

    def clean_birth_date(self):
        """The day as text; one that lies ahead is a slip."""
        day = self.cleaned_data["birth_date"]
        if day and day >= self.today:
            raise ValidationError(_("This day lies ahead. Write the day of birth."))
        return day.isoformat() if day else ""

    def clean_passport_expires(self):
        """The day as text; a passport must be valid to the end of the course."""
        day = self.cleaned_data["passport_expires"]
        last = self.instance.participant.course.last_day()
        if day and last and day <= last:
            raise ValidationError(_("The passport ends before the course does. Write the day of a new one."))
        return day.isoformat() if day else ""

    def values(self):
        """{column: text} of what a valid form says."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}
