"""Pages on which an indicator is measured by hand, and a measurement is corrected or withdrawn."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from zhinan.accounts.views.editing import add_from, opened
from zhinan.accounts.views.verbs import Verb
from zhinan.kit.guards import allow
from zhinan.kit.values import kept

from .. import access, actions, forms
from ..models import Indicator, Measurement


def withdraw_today(measurement, *, by, because):
    """Say today that `measurement` should not stand here."""
    return actions.withdraw(measurement, by=by, on=timezone.localdate(), because=because)


VERBS = (
    Verb(
        "withdraw", pgettext_lazy("button", "Withdraw"), withdraw_today, access.keep_measurement, forms.WithdrawalForm
    ),
)


@allow(access.keep_indicator, Indicator, join=("result__framework",))
def add_measurement(request, indicator):
    """Writes down by hand what an indicator came to."""
    made = Measurement(indicator=indicator, measure=indicator.measure)
    form = opened(request, forms.MeasurementForm, made)
    return add_from(request, forms.MeasurementForm, form, again=request.get_full_path(), save=actions.measure)


@allow(access.keep_measurement, Measurement, join=("indicator__result__framework",))
def correct_measurement(request, measurement):
    """Writes down what holds in the place of a measurement, which stays readable."""
    if not measurement.is_current:
        messages.error(request, _("This measurement was corrected or withdrawn already."))
        return redirect(measurement)
    held, indicator = kept(measurement), measurement.indicator
    begun = {"rows_initial": {name: [{**row, "id": None} for row in held[name]] for name in forms.MeasurementForm.rows}}
    words = {} if request.method == "POST" else begun
    made = Measurement(indicator=indicator, measure=indicator.measure, replaces=measurement)
    form = opened(request, forms.MeasurementForm, made, initial=forms.MeasurementForm.copied(held), **words)
    return add_from(request, forms.MeasurementForm, form, again=indicator.get_absolute_url(), save=actions.measure)
