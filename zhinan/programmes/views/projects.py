"""Pages of funds and projects."""

from django.utils.translation import pgettext

from zhinan.files.views import record_page
from zhinan.kit.choosers import with_key
from zhinan.kit.guards import allow

from .. import access, figures
from ..models import Fund, Posting, Project


@allow(access.read, Fund, join=("manager",))
def fund(request, fund):
    """A fund with its projects."""
    facts = [
        (pgettext("label", "Established"), fund.established_on and fund.established_on.in_words()),
        (pgettext("label", "Manager"), fund.manager),
    ]
    more = {"projects": Project.objects.visible_to(request.user).filter(fund=fund), "key": with_key(fund)}
    return record_page(request, "programmes/fund.html", fund, facts, edit=access.edit_fund, **more)


@allow(access.read, Project, join=("programme", "fund", "partnership"))
def project(request, project):
    """A project with who takes part in it and its ledger."""
    facts = [
        (pgettext("label", "Programme"), project.programme),
        (pgettext("label", "Fund"), project.fund),
        (pgettext("label", "Followed from"), project.partnership),
        (pgettext("label", "From"), project.starts_on and project.starts_on.in_words()),
        (pgettext("label", "Until"), project.ends_on and project.ends_on.in_words()),
    ]
    seen = Posting.objects.visible_to(request.user).filter(project=project).select_related("contributor", "currency")
    postings = list(seen)
    more = {
        "postings": postings,
        "totals": figures.totals(postings),
        "reversed": {one.reverses_id for one in postings},
        "may_post": access.post(request.user, project),
        "parties": project.parties.visible_to(request.user).select_related("organisation", "country"),
    }
    return record_page(request, "programmes/project.html", project, facts, edit=access.edit_project, **more)
