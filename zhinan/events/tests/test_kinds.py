"""Every kind of event is offered, read from spreadsheets in two languages, and counted where it belongs."""

from datetime import date

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.events.figures import offline_events, online_events, satisfaction
from zhinan.events.forms import EventForm
from zhinan.events.models import Kind, Survey
from zhinan.events.resources import Events
from zhinan.kit.figures import Period
from zhinan.kit.reading import Style
from zhinan.kit.resources import Run
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.tests.answered import answer, asked_round, scale

from .make import event

pytestmark = pytest.mark.django_db
YEAR, CUT_OFF = Period(date(2020, 1, 1), date(2020, 12, 31)), date(2021, 1, 31)
NEW = [Kind.TRAINING_COURSE, Kind.STUDY_VISIT, Kind.EXCHANGE_VISIT]


def test_the_kinds_that_were_keep_their_keys_and_three_are_new():
    assert set(Kind.values) - set(NEW) == {
        "series", "webinar", "forum", "annual_meeting", "workshop", "seminar", "exhibition", "training", "conference",
        "fair", "visit",
    }  # fmt: skip
    assert [kind.value for kind in NEW] == ["training_course", "study_visit", "exchange_visit"]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("training", "training"),
        ("培训班", "training"),
        ("course", "training"),
        ("Training course", "training_course"),
        ("研修班", "training_course"),
        ("visit", "visit"),
        ("考察", "visit"),
        ("study visit", "study_visit"),
        ("Study tour", "study_visit"),
        ("学习考察", "study_visit"),
        ("exchange_visit", "exchange_visit"),
        ("Exchange visit", "exchange_visit"),
        ("交流访问", "exchange_visit"),
    ],
)
def test_a_kind_is_read_as_it_is_said_in_a_spreadsheet(codelists, cell, kind):
    run = Run(Events(), user("Administrator", RoleName.ADMINISTRATOR), {"starts_on": Style("dmy")})
    found = run.judge([(2, {"title": "Rice", "kind": cell}, {})])[0]
    assert (found.state, found.changes["kind"][1]) == ("add", kind)


@pytest.mark.parametrize("kind", NEW)
def test_a_new_kind_is_offered_counted_by_how_people_met_and_found_in_the_list(client, kind):
    lead = programme()
    event(lead, kind=kind, mode="in_person", title="Wells")
    event(lead, kind=kind, title="Wires")
    event(lead, title="Rice")
    assert kind.value in dict(EventForm.base_fields["kind"].choices)
    assert [asked(lead, YEAR, CUT_OFF).n() for asked in (online_events, offline_events)] == [2, 1]
    page = client.get(reverse("list", args=["event"]), {"kind": kind.value}).content.decode()
    assert [title in page for title in ("Wells", "Wires", "Rice")] == [True, True, False]


@pytest.mark.parametrize(("kind", "base"), [(Kind.WEBINAR, 6), *((kind, None) for kind in NEW)])
def test_satisfaction_with_webinars_is_that_with_webinars_alone(kind, base):
    lead = programme()
    asked = asked_round(scale(), closes_on=date(2020, 8, 1))
    answer(asked, times=6, satisfied="agree")
    Survey.objects.create(event=event(lead, kind=kind), moment="satisfaction", days=1, round=asked)
    assert satisfaction(lead, YEAR, CUT_OFF).base == base
