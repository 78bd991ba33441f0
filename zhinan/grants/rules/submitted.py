"""What was submitted last of applications whose own rows may say more since: those returned, and withdrawn from there.

What their authors write there is theirs until they submit it again: everybody else reads the last version.
"""

from django.db.models import F

from ..models import Submission
from ..states import UNSETTLED


def last_said(applications):
    """{key: content} of the last version of those of `applications`, that are unsettled: 1 query."""
    return dict(last_of(applications).values_list("application", "content"))


def last_about(applications):
    """{key: what its content says in its part "about"} of the same; 1 query."""
    return dict(last_of(applications).values_list("application", "content__about"))


def last_of(applications):
    """The Submissions that stand in the place of the rows of `applications`."""
    rows = Submission.objects.filter(application__in=applications, application__state__in=UNSETTLED)
    return rows.filter(number=F("application__version")).order_by()


def country_of(about):
    """The code of the country of the institution that applies, of what a content says "about" itself; or nothing."""
    country = about["lead"] and about["lead"]["country"]
    return country["key"] if country else ""


def content_sent(application):
    """The content of the last version of an unsettled `application`; None where its rows say it; 1 query at most."""
    return last_said([application.pk]).get(application.pk) if application.state in UNSETTLED else None


def title_of(application):
    """The title of `application` as whoever does not write it reads it; 1 query at most."""
    content = content_sent(application)
    return content["about"]["title"] if content else application.title


def lead_of(application):
    """The name of the institution that applies, as whoever does not write `application` reads it; 2 queries at most."""
    content = content_sent(application)
    return content["about"]["lead"]["name"] if content else str(application.lead)
