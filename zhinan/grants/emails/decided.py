"""What authors hear about their application: each notice leads to the letter, or to their application."""

from django.urls import reverse
from django.utils.translation import gettext_noop

from zhinan.accounts.models import User
from zhinan.notices.actions import tell

from ..models import Author, Outcome
from ..states import SUBMITTED

TOLD = {
    Outcome.ELIGIBLE: gettext_noop("“{title}” was found eligible."),
    Outcome.INELIGIBLE: gettext_noop("“{title}” was found not eligible. The letter says why."),
    Outcome.RETURNED: gettext_noop("“{title}” is returned to you for revision. The letter says what is asked."),
    Outcome.APPROVED: gettext_noop("It is decided about “{title}”: the letter is here."),
    Outcome.CONDITIONS: gettext_noop("It is decided about “{title}”: the letter is here."),
    Outcome.DECLINED: gettext_noop("It is decided about “{title}”: the letter is here."),
}


def authors(application):
    """Those who write `application`."""
    return list(User.objects.filter(is_active=True, pk__in=application.authors.values("user")))


def letter(decision, *, by):
    """Tell the authors that the letter of `decision` is there."""
    application = decision.application
    address = reverse("application-letter", args=[application.pk, decision.pk])
    title, people = application.title, authors(application)
    return tell(people, TOLD[decision.outcome], application, by=by, address=address, title=title)


def screened_again(application, *, by):
    """Tell the authors that what they were told of the screening no longer holds."""
    sentence = gettext_noop("“{title}” is screened once more. What was told about it before does not hold any more.")
    return tell(authors(application), sentence, application, by=by, title=application.title)


def announced(call, *, by):
    """Tell all who applied that it is public what became of `call`."""
    sent = Author.objects.filter(application__call=call, application__state__in=SUBMITTED)
    people = list(User.objects.filter(is_active=True, pk__in=sent.values("user")))
    address = reverse("call-announcement", args=[call.slug])
    return tell(
        people, gettext_noop("The results of “{call}” are public."), call, by=by, address=address, call=str(call)
    )
