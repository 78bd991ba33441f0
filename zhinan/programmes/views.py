"""Pages of funds and projects."""

from django.utils.translation import pgettext

from zhinan.accounts.views import record_page
from zhinan.kit.guards import allow

from . import access
from .models import Fund, Posting, Project


@allow(access.read, Fund)
def fund(request, fund):
    """A fund with its projects."""
    facts = [
        (pgettext("label", "Established"), fund.established_on and fund.established_on.in_words()),
        (pgettext("label", "Manager"), fund.manager),
    ]
    projects = Project.objects.visible_to(request.user).filter(fund=fund)
    return record_page(request, "programmes/fund.html", fund, facts, projects=projects)


@allow(access.read, Project)
def project(request, project):
    """A project with who takes part in it and its ledger."""
    facts = [
        (pgettext("label", "Programme"), project.programme),
        (pgettext("label", "Fund"), project.fund),
        (pgettext("label", "From"), project.starts_on and project.starts_on.in_words()),
        (pgettext("label", "Until"), project.ends_on and project.ends_on.in_words()),
    ]
    postings = (
        Posting.objects.visible_to(request.user).filter(project=project).select_related("contributor", "currency")
    )
    parties = project.parties.visible_to(request.user).select_related("organisation", "country")
    return record_page(request, "programmes/project.html", project, facts, postings=postings, parties=parties)
