"""A review as it is written: a mark and a reason for each criterion, advice, and two comments."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from ..models import Advice, Mark, Review
from ..rules.scoring import needs_reason, so_far, total

WORDS = ("advice", "comment", "for_office")


def label(name):
    """How the column of a review under `name` is called."""
    return capfirst(Review._meta.get_field(name).verbose_name)


class ReviewForm(forms.Form):
    """What a reviewer types; it is kept as far as it can be taken, and sent once it `is_whole`."""

    advice = forms.ChoiceField(
        label=pgettext_lazy("of a review", "Advice to the committee"), required=False, widget=forms.RadioSelect,
        choices=[("", pgettext_lazy("nothing chosen", "–")), *Advice.choices],
    )  # fmt: skip
    comment = forms.CharField(
        label=label("comment"), required=False, max_length=8000, widget=forms.Textarea,
        help_text=gettext_lazy("The applicant reads it without your name. Write nothing that tells who you are."),
    )  # fmt: skip
    for_office = forms.CharField(label=label("for_office"), required=False, max_length=8000, widget=forms.Textarea)

    def __init__(self, typed=None, *, review, rules):
        self.rules, self.criteria = rules, list(rules.criteria.all())
        given = {one.criterion_id: one for one in review.marks.all()}
        initial = {name: getattr(review, name) for name in WORDS}
        for one in self.criteria:
            mark = given.get(one.pk) or Mark()
            initial |= {f"mark-{one.pk}": mark.points, f"reason-{one.pk}": mark.reason}
        super().__init__(typed, initial=initial)
        for one in self.criteria:
            self.fields |= self.fields_of(one)
        self.order_fields([*(name for one in self.criteria for name in self.fields_of(one)), *WORDS])

    def fields_of(self, criterion):
        """The two fields of `criterion`."""
        rules = self.rules
        scale = [("", pgettext("nothing chosen", "–"))]
        scale += [(n, str(n)) for n in range(rules.scale_least, rules.scale_most + 1)]
        hooks = {"data-weight": str(criterion.weight), "data-least": rules.scale_least, "data-most": rules.scale_most}
        mark = forms.TypedChoiceField(
            label=_("Mark"), choices=scale, coerce=int, empty_value=None, required=False, widget=forms.Select(hooks)
        )
        longest = Mark._meta.get_field("reason").max_length
        area = forms.Textarea({"rows": 2})
        reason = forms.CharField(label=pgettext("of a mark", "Reason"), required=False, max_length=longest, widget=area)
        return {f"mark-{criterion.pk}": mark, f"reason-{criterion.pk}": reason}

    def rubric(self):
        """[(Criterion, its mark, its reason)] with bound fields, as they are shown: a draft may lack what is needed."""
        for one in self.criteria:
            self.fields[f"mark-{one.pk}"].required = True
        return [(one, self[f"mark-{one.pk}"], self[f"reason-{one.pk}"]) for one in self.criteria]

    def marks(self):
        """{Criterion: (points or None, reason)} of what was typed and can be taken."""
        said = self.cleaned_data
        return {
            one: (said[f"mark-{one.pk}"], said[f"reason-{one.pk}"])
            for one in self.criteria
            if f"mark-{one.pk}" in said and f"reason-{one.pk}" in said
        }

    def words(self):
        """{column: text} of the rest that can be taken."""
        return {name: self.cleaned_data[name] for name in WORDS if name in self.cleaned_data}

    def is_whole(self):
        """Whether every mark is there, with its reason where the rules ask for one; else it is said at the fields."""
        least, most = self.rules.scale_least, self.rules.scale_most
        for one, (points, reason) in self.marks().items():
            if points is None:
                self.add_error(f"mark-{one.pk}", _("Give a mark for “{criterion}”.").format(criterion=one))
            elif self.rules.asks_reasons and needs_reason(points, least, most) and not reason:
                told = _("A mark at either end of the scale needs a reason. Write why it is {points}.")
                self.add_error(f"reason-{one.pk}", told.format(points=points))
        return not self.errors

    def reckoned(self):
        """(what the marks that were kept come to, whether all are there)."""
        kept = [(self.initial[f"mark-{one.pk}"], one.weight) for one in self.criteria]
        least, most = self.rules.scale_least, self.rules.scale_most
        return so_far(kept, least, most), total(kept, least, most) is not None
