"""What a proposal plans becomes a framework once its agreement is in force."""

from datetime import date
from decimal import Decimal

import pytest

from zhinan.awards.models import Clause
from zhinan.awards.rules.planned import Planned, planned
from zhinan.results.models import Framework, Indicator

from .make import signed, with_proposal


@pytest.mark.parametrize(
    ("baseline", "target", "found"),
    [
        ("0", "120 farmers", Planned("unit", "farmers", Decimal(0), Decimal(120))),
        ("20 %", "75%", Planned("percentage", "", Decimal(20), Decimal(75))),
        ("none", "1 200,50 t", Planned("unit", "t", None, Decimal("1200.50"))),
        ("", "at least some ponds", Planned("qualitative", "", None, None)),
        ("", "1.200 people", Planned("qualitative", "", None, None)),
        ("", "250 %", Planned("unit", "%", None, Decimal(250))),
        ("", "", Planned("qualitative", "", None, None)),
    ],
)
def test_a_target_is_read_as_a_number_where_it_can_mean_one_thing_alone(baseline, target, found):
    assert planned(baseline, target) == found


@pytest.mark.django_db
@pytest.mark.usefixtures("codelists")
def test_the_results_of_the_proposal_become_a_framework_of_the_project_once_the_agreement_is_in_force():
    made = with_proposal()
    assert Framework.objects.count() == 0
    signed(made)
    found = Framework.objects.get()
    asked = made.submission.content["results"]
    assert (found.project, found.audience) == (made.grant.project, made.grant.audience)
    assert [one.title for one in found.results.all()] == list(dict.fromkeys(one["text"] for one in asked))
    named = [one["indicator"] for one in asked if one["indicator"]]
    assert [one.title for one in Indicator.objects.order_by("pk")] == named
    targets = [str(target.ends_on) for one in Indicator.objects.all() for target in one.targets.all()]
    assert set(targets) == {"2024-06-30"}


@pytest.mark.django_db
@pytest.mark.usefixtures("codelists")
def test_targets_follow_the_end_of_the_grant():
    made = signed(signed(with_proposal()), Clause.EXTENSION, ends_on=date(2024, 9, 30))
    targets = [str(target.ends_on) for one in Indicator.objects.all() for target in one.targets.all()]
    assert set(targets) == {"2024-09-30"}
    assert str(made.grant.ends_on) == "2024-09-30"
