"""What is told when an application is submitted or withdrawn: authors get the PDF, others the number."""

from django.urls import reverse
from django.utils.translation import gettext_noop

from zhinan.accounts.models import RoleName, User
from zhinan.notices.actions import tell

from ..models import Review
from ..rules.conflicts import ties
from ..states import ReviewState
from .decided import authors


def submitted(submission):
    """Tell every author of `submission`, whoever sent it too: its number, and where the PDF is."""
    application = submission.application
    facts = {"title": application.title, "number": application.number, "version": submission.number}
    address = reverse("application-pdf", args=[application.pk, submission.number])
    sentence = gettext_noop("“{title}” was submitted as {number}, version {version}. This is the PDF of it.")
    return tell(authors(application), sentence, application, address=address, **facts)


def withdrawn(application, *, by):
    """Tell the authors, the office and whoever still reviews it that `application` was withdrawn: by number alone."""
    people = {*authors(application), *office_of(application), *still_reviewing(application)}
    ordered = sorted(people, key=lambda one: one.pk)
    sentence = gettext_noop("The application {number} was withdrawn.")
    return tell(ordered, sentence, application, by=by, number=application.number)


def office_of(application):
    """The secretariat of the programme of `application`, without who is recused."""
    office = User.objects.holding(RoleName.SECRETARIAT, scope=application.call.programme.scope())
    bound = (application.recusals.values("user"), application.authors.values("user"))
    return office.exclude(pk__in=bound[0]).exclude(pk__in=bound[1])


def still_reviewing(application):
    """Those who were asked to review `application`, did not send it yet, and are not bound to it."""
    waiting = Review.objects.filter(application=application, state__in=(ReviewState.ASKED, ReviewState.WRITING))
    people = list(User.objects.filter(is_active=True, pk__in=waiting.values("reviewer")))
    return [one for one in people if not ties(application, one)]
