"""Pages on which indicators are added, copied and taken away."""

from django.utils.translation import gettext as _

from zhinan.accounts.views.editing import add_from, opened
from zhinan.accounts.views.verbs import when_sure
from zhinan.kit.guards import allow
from zhinan.kit.values import kept

from .. import access, actions
from ..forms import IndicatorForm
from ..models import Indicator, Result


@allow(access.keep_result, Result, join=("framework",))
def add_indicator(request, result):
    """Adds an indicator to a result."""
    form = opened(request, IndicatorForm, Indicator(result=result))
    return add_from(request, IndicatorForm, form, again=request.get_full_path(), save=actions.add_indicator)


@allow(access.keep_indicator, Indicator, join=("result__framework",))
def copy_indicator(request, indicator):
    """Adds an indicator like another one."""
    held = kept(indicator)
    begun = {"rows_initial": {name: [{**row, "id": None} for row in held[name]] for name in IndicatorForm.rows}}
    words = {} if request.method == "POST" else begun
    made = Indicator(result=indicator.result)
    form = opened(request, IndicatorForm, made, initial=IndicatorForm.copied(held), **words)
    return add_from(request, IndicatorForm, form, save=actions.add_indicator)


@allow(access.keep_indicator, Indicator, join=("result__framework",))
def strike_indicator(request, indicator):
    """Takes an indicator out of its framework, after asking."""
    done, label = _("“{thing}” is taken out of the framework.").format(thing=indicator), _("Take out of the framework")
    return when_sure(request, indicator, label, actions.strike_indicator, done, indicator.result.framework)
