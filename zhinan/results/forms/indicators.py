"""What is typed about an indicator and its targets."""

from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import RecordForm

from ..models import ADDED, Framework, Indicator, Result


class IndicatorForm(RecordForm):
    """An indicator of a result, which may be moved to another result of the same framework."""

    sections = {
        pgettext_lazy("part of a form", "What it is"): ("result", "position", "title", "description"),
        gettext_lazy("How it is measured"): ("measure", "unit", "is_ascending", "is_cumulative", "source"),
        gettext_lazy("What it adds to"): ("towards",),
        gettext_lazy("Where it begins"): ("baseline_value", "baseline_year", "baseline_comment"),
        gettext_lazy("Its page"): ("language",),
    }
    rows = {"targets": ("starts_on", "ends_on", "value", "comment")}

    class Meta(RecordForm.Meta):
        model = Indicator
        fields = (
            *("result", "position", "title", "description", "measure", "unit", "is_ascending", "is_cumulative"),
            *("source", "towards", "baseline_value", "baseline_year", "baseline_comment", "language"),
        )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        framework = self.instance.result.framework
        self.fields["result"].queryset = Result.objects.filter(framework=framework).order_by("position")
        offered = self.offered(framework.project and framework.project.programme)
        if offered.exists():
            self.fields["towards"].queryset = offered
        else:
            del self.fields["towards"]

    def offered(self, programme):
        """The indicators of a `programme` (or None) that this one may count towards, and the one that it does."""
        held = Q(pk=self.instance.towards_id)
        measures = {self.instance.measure} & ADDED if self.instance.pk else ADDED
        fitting = Q(measure__in=measures, result__framework__programme=programme) if programme else Q(pk=None)
        seen = Q(result__framework__in=Framework.objects.visible_to(self.user))
        return Indicator.objects.filter(held | fitting & seen).select_related("result__framework")

    @classmethod
    def copied(cls, held):
        """A copy counts towards nothing: of one project one indicator counts."""
        return {name: value for name, value in super().copied(held).items() if name != "towards"}
