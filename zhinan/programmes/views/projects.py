"""Pages of funds and projects."""

from django.urls import reverse
from django.utils.translation import pgettext

from zhinan.files.access import readable
from zhinan.files.views import address_of, record_page
from zhinan.kit.choosers import with_key
from zhinan.kit.guards import allow
from zhinan.kit.sheets import SHEETS, as_sheet

from .. import access, figures
from ..models import Fund, Project
from ..tables import Ledger


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
    postings = list(figures.ledger(project, request.user))
    more = {
        "postings": with_files(postings, project, request.user),
        "downloads": [(kind.upper(), reverse("ledger", args=[project.slug, kind])) for kind in SHEETS],
        "totals": figures.totals(postings),
        "reversed": {one.reverses_id for one in postings},
        "may_post": access.post(request.user, project),
        "parties": project.parties.visible_to(request.user).select_related("organisation", "country"),
    }
    return record_page(request, "programmes/project.html", project, facts, edit=access.edit_project, **more)


def with_files(postings, project, user):
    """(posting, {"file", "address"} of what shows it or None) for each of `postings`, as far as `user` may read it."""
    wanted = {one.evidence_file_id for one in postings} - {None}
    files = readable(project, user, access.edit_project(user, project)).in_bulk(wanted) if wanted else {}
    links = {key: {"file": file, "address": address_of(project, key)} for key, file in files.items()}
    return [(one, links.get(one.evidence_file_id)) for one in postings]


@allow(access.read, Project, join=("programme",))
def ledger(request, project, kind):
    """The ledger of a project as a file, with the postings that the reader finds on its page."""
    table = Ledger(figures.ledger(project, request.user))
    return as_sheet(table.as_values(), f"{project.slug}-ledger", kind)
