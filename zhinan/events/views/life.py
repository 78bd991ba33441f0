"""The verbs of the life of an event."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.views.verbs import Verb
from zhinan.kit.templatetags.kit import day

from .. import access, actions
from ..forms import HoldForm
from ..rules.erasing import last_day


def hold(event, *, by, early=False):
    """Say that `event` took place; raises ValidationError where its last day lies ahead, unless that is meant."""
    last = last_day(event)
    if last is not None and last > timezone.localdate() and not early:
        sentence = _("Its last day is {day}, and that lies ahead. Say below that it is over, or mend its days first.")
        raise ValidationError(sentence.format(day=day(last)))
    return actions.hold(event, by=by)


VERBS = (
    Verb("hold", gettext_lazy("It took place"), hold, access.edit, HoldForm),
    Verb("postpone", pgettext_lazy("button", "Postpone"), actions.postpone, access.edit),
    Verb("plan_again", gettext_lazy("Plan it again"), actions.plan_again, access.edit),
    Verb("cancel", gettext_lazy("Cancel the event"), actions.cancel, access.edit),
)
