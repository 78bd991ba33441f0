"""The steps of the life of an application so far, with their days, and what can be done next."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.views import verbs
from zhinan.kit.guards import way

from ..rules.writing import said
from ..states import APPLICATION_LIFE, IN_REVIEW, SUBMITTED, WRITABLE, Stage
from .screening import SCREEN_VERBS
from .submitting import SENDING_VERBS


class Way(NamedTuple):
    """A page that somebody goes to from that of an application, as long as it is in one of `states`."""

    name: str
    label: str
    states: tuple
    is_main: bool = False


WAYS = (
    Way("application-check", gettext_lazy("Check and submit"), WRITABLE, True),
    Way("application-authors", gettext_lazy("Who writes it"), WRITABLE),
    Way("application-screen", pgettext_lazy("button", "Screen"), (Stage.SUBMITTED,), True),
    Way("application-assign", gettext_lazy("Assign reviewers"), (Stage.ELIGIBLE, Stage.APPRAISAL)),
    Way("application-review", pgettext_lazy("button", "Review"), (Stage.APPRAISAL,), True),
    Way("application-reviews", gettext_lazy("What reviewers say"), IN_REVIEW),
    Way("application-decide", pgettext_lazy("button", "Decide"), (Stage.COMMITTEE,), True),
    Way("application-return", gettext_lazy("Return for revision"), (Stage.SUBMITTED, Stage.ELIGIBLE, Stage.COMMITTEE)),
    Way("application-recuse", gettext_lazy("Declare a conflict of interest"), SUBMITTED),
)


def buttons(user, application):
    """The pages that `user` may go to now, as buttons."""
    found = []
    for one in WAYS:
        address = way(one.name, user, application) if application.state in one.states else ""
        if address:
            found.append({"label": one.label, "url": address, "main": one.is_main})
    return [*found, *verbs.buttons(application, user, (*SCREEN_VERBS, *SENDING_VERBS), APPLICATION_LIFE)]


def steps(application, submissions, decisions):
    """[(words, moment, moment in words, address)] of what became of `application` so far, oldest first."""
    found = [(_("Begun"), application.begun_at, "")]
    for one in submissions:
        words = _("Submitted, version {number}").format(number=one.number)
        found.append((words, one.submitted_at, one.get_absolute_url()))
    found += [(str(one), one.decided_at, one.letter) for one in decisions]
    zone = application.rules.zone
    ordered = sorted(found, key=lambda step: step[1])
    return [(capfirst(words), moment, said(moment, zone), address) for words, moment, address in ordered]
