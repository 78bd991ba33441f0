"""What is typed about an indicator and its targets."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import RecordForm

from ..models import Indicator, Result


class IndicatorForm(RecordForm):
    """An indicator of a result, which may be moved to another result of the same framework."""

    sections = {
        pgettext_lazy("part of a form", "What it is"): ("result", "position", "title", "description"),
        gettext_lazy("How it is measured"): ("measure", "unit", "is_ascending", "is_cumulative", "source"),
        gettext_lazy("Where it begins"): ("baseline_value", "baseline_year", "baseline_comment"),
        gettext_lazy("Its page"): ("language",),
    }
    rows = {"targets": ("starts_on", "ends_on", "value", "comment")}

    class Meta(RecordForm.Meta):
        model = Indicator
        fields = (
            *("result", "position", "title", "description", "measure", "unit", "is_ascending", "is_cumulative"),
            *("source", "baseline_value", "baseline_year", "baseline_comment", "language"),
        )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        framework = self.instance.result.framework
        self.fields["result"].queryset = Result.objects.filter(framework=framework).order_by("position")
