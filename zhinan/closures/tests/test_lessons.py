"""The lessons of a final report become a draft solution once, which cites its proof and goes on from there."""

import pytest

from zhinan.accounts.models import VISITOR
from zhinan.awards.tests.make import cast
from zhinan.closures import actions
from zhinan.closures.models import Documented
from zhinan.grants.models import Grant
from zhinan.grants.tests.make import party
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.knowledge.access import edit
from zhinan.knowledge.models import Solution
from zhinan.knowledge.tests.make import goal
from zhinan.monitoring.models import ReportSubmission
from zhinan.monitoring.tests.make import running
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country
from zhinan.sources.models import Citation, Source

from .make import ended

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def ready():
    """(Award, people): an award with an accepted final report, whose grant has parties and goals."""
    made, people = ended()
    Grant.objects.update(summary="Rice alone feeds too few.", title="Rice and fish")
    party(made.grant, "beneficiary", country=country("KEN"))
    party(made.grant, "implementing", organisation=organisation(name="Institute"))
    made.grant.goals.set([goal(14), goal(2)])
    made.grant.refresh_from_db()
    return made, people


def test_the_draft_says_what_the_grant_and_its_final_report_say(ready):
    made, people = ready
    found = actions.document(made, by=people["secretariat"]).solution
    assert (found.title, found.challenges, found.status, found.audience) == (
        *("Rice and fish", "Rice alone feeds too few.", "completed", "staff"),
    )
    assert found.towards == "Ponds were dug.\n\nLessons\n\nDig before the rain."
    assert (found.primary_goal.number, [one.number for one in found.secondary_goals.all()]) == (2, [14])
    assert [one.alpha3 for one in found.countries.all()] == ["KEN"]
    assert [(one.role, str(one.organisation)) for one in found.parties.all()] == [("implementing", "Institute")]
    assert found.programme == made.programme()


def test_it_cites_the_final_report_by_its_hash_and_names_nobody(ready):
    made, people = ready
    found = actions.document(made, by=people["secretariat"]).solution
    cited, sent = Citation.objects.about(found).get(), ReportSubmission.objects.get()
    assert (cited.source.title, cited.section, cited.note) == (
        *(f"Final report of grant {made.grant_id}", "version 1", f"SHA-256 {sent.digest}"),
    )
    assert (cited.source.text, cited.source.issued) == ("", "2024-07-20")


def test_it_is_a_draft_that_the_secretariat_edits_and_visitors_do_not_find(ready):
    made, people = ready
    found = actions.document(made, by=people["secretariat"]).solution
    assert (edit(people["secretariat"], found), edit(people["finance"], found)) == (True, False)
    assert (list(Solution.objects.visible_to(VISITOR)), found.is_visible_to(people["secretariat"])) == ([], True)


def test_it_is_done_once_and_stands_in_the_history(ready):
    made, people = ready
    actions.document(made, by=people["secretariat"])
    with pytest.raises(NotNow, match="already"):
        actions.document(made, by=people["secretariat"])
    assert (Documented.objects.count(), Solution.objects.count(), Source.objects.count()) == (1, 1, 1)
    assert Entry.objects.timeline(made).first().words() == "Lessons turned into a draft solution"


def test_before_the_final_report_is_accepted_there_is_nothing_to_document():
    made = running()
    with pytest.raises(NotNow, match="not accepted yet"):
        actions.document(made, by=cast(made)["secretariat"])
    assert Solution.objects.count() == 0
