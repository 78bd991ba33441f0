"""What is typed about a course: its sheet, and who may read what is confidential."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.accounts.models import User
from zhinan.kit.forms import RecordForm, kept_forms

from ..models import Course


class CourseForm(RecordForm):
    """The sheet of a course with the countries that are invited to it."""

    sections = {
        pgettext_lazy("part of a form", "What is taught"): (
            *("subject", "field", "other_field", "objectives", "content", "method", "taught_in"),
        ),
        gettext_lazy("Who can come"): ("age_from", "age_to", "position", "health", "language_needed"),
        gettext_lazy("Before the journey"): ("prepare", "visa", "contact"),
        gettext_lazy("Places and days"): ("capacity", "closes_on", "erase_on"),
        gettext_lazy("Its page"): ("language",),
    }
    rows = {"invited": ("country", "places")}

    class Meta(RecordForm.Meta):
        model = Course
        fields = (
            *("subject", "field", "other_field", "objectives", "content", "method", "taught_in", "age_from", "age_to"),
            *("position", "health", "language_needed", "prepare", "visa", "contact", "capacity", "closes_on"),
            *("erase_on", "language"),
        )

    def clean_erase_on(self):
        """The day of deletion; not before the course is over, where it is changed."""
        chosen, last = self.cleaned_data["erase_on"], self.instance.last_day()
        if chosen and last and "erase_on" in self.changed_data and chosen < last:
            raise ValidationError(_("The details are needed until the course is over. Write a later day."))
        return chosen

    def clean_closes_on(self):
        """The last day of nominations; not after the course began."""
        chosen, first = self.cleaned_data["closes_on"], self.instance.event.starts_latest
        if chosen and first and chosen > first:
            raise ValidationError(_("The course has begun by then. Write an earlier day."))
        return chosen

    def warnings(self):
        """More places by country than there are in all."""
        given = [form.cleaned_data.get("places") for form in kept_forms(self.sets[0])]
        capacity, promised = self.cleaned_data.get("capacity"), sum(one or 0 for one in given)
        if capacity is None or promised <= capacity:
            return []
        sentence = _("The countries have {promised} places together, and the course has {capacity}.")
        return [(sentence.format(promised=promised, capacity=capacity), "")]


class OfficerForm(forms.Form):
    """Who is to read and write confidential details."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=pgettext_lazy("label", "Account"),
        help_text=gettext_lazy("Somebody of those whom you may give roles to. They read passports and health details."),
    )

    def __init__(self, typed=None, *, user):
        super().__init__(typed)
        people = User.objects.visible_to(user).filter(is_active=True)
        self.fields["user"].empty_label = pgettext("nothing chosen", "–")
        self.fields["user"].queryset = (people | User.objects.filter(pk=user.pk)).distinct().order_by("name")
