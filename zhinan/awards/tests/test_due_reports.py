"""Which reports an award owes, when they move, and whom a reminder reaches."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from zhinan.accounts.tests.make import user
from zhinan.awards import actions
from zhinan.awards.models import Clause, DueReport
from zhinan.awards.rules.reports import reminders, schedule
from zhinan.grants.models import Author
from zhinan.grants.tests.make import application, call
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.models import Notice

from .make import award, cast, offered, signed, with_proposal

database = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
START = date(2024, 1, 15)


@given(months=st.lists(st.integers(1, 40), max_size=6), days=st.integers(1, 1500))
def test_reports_follow_each_other_without_a_gap_and_end_with_the_final_one(months, days):
    ends_on = START + timedelta(days=days)
    plan = schedule([(False, one) for one in months], START, ends_on)
    assert [one.is_final for one in plan] == [False] * (len(plan) - 1) + [True]
    assert (plan[0].starts_on, plan[-1].ends_on) == (START, ends_on)
    for one, later in pairwise(plan):
        assert later.starts_on - one.ends_on == timedelta(days=1)
    assert all(one.starts_on <= one.ends_on < one.due_on for one in plan)


def test_six_months_after_the_fifteenth_end_on_the_fourteenth():
    plan = schedule([(False, 6), (True, 12)], START, date(2025, 1, 14))
    assert [(str(one.ends_on), str(one.due_on)) for one in plan] == [
        ("2024-07-14", "2024-08-13"),
        ("2025-01-14", "2025-02-13"),
    ]


@pytest.mark.parametrize(("days", "number"), [(-15, 0), (-14, 1), (0, 1), (1, 2), (14, 3), (30, 4), (300, 4)])
def test_reminders_go_out_before_the_day_and_after_it(days, number):
    assert reminders(START, START + timedelta(days=days)) == number


def planned(made):
    """The days of the reports of `made` that are not dropped."""
    return [(one.is_final, str(one.starts_on), str(one.ends_on)) for one in made.reports.exclude(state="dropped")]


class TestMoved:
    """What a later document does to the reports."""

    pytestmark = database

    @pytest.fixture
    def made(self):
        made = with_proposal()
        made.rules.reports.create(position=7, months=4)
        return signed(made)

    def test_the_agreement_plans_the_reports_of_the_rules_and_a_final_one(self, made):
        assert planned(made) == [(False, "2023-10-02", "2024-02-01"), (True, "2024-02-02", "2024-06-30")]

    def test_an_extension_moves_the_final_report(self, made):
        signed(made, Clause.EXTENSION, ends_on=date(2024, 9, 30))
        assert planned(made) == [(False, "2023-10-02", "2024-02-01"), (True, "2024-02-02", "2024-09-30")]
        assert str(DueReport.objects.get(is_final=True).due_on) == "2024-10-30"

    def test_an_earlier_end_leaves_no_day_untold(self, made):
        signed(made, Clause.AMENDMENT, amount=Decimal(20_000), ends_on=date(2024, 1, 31))
        assert planned(made) == [(True, "2023-10-02", "2024-01-31")]

    def test_the_end_stays_once_the_final_report_was_sent(self, made):
        DueReport.objects.filter(is_final=True).update(state="sent")
        with pytest.raises(ValidationError, match="The final report was sent already"):
            offered(made, Clause.EXTENSION, ends_on=date(2024, 9, 30))

    def test_another_day_is_set_with_a_reason_and_after_the_days_of_the_report_alone(self, made):
        first = DueReport.objects.get(is_final=False)
        found = actions.set_due(first, date(2024, 4, 1), by=user("Office"), because="Floods")
        assert (str(found.due_on), found.reminded) == ("2024-04-01", 0)
        with pytest.raises(ValidationError, match="once its days are over"):
            actions.set_due(first, first.ends_on, by=user("Office"), because="Sooner")
        DueReport.objects.update(state="sent")
        with pytest.raises(NotNow, match="sent already"):
            actions.set_due(first, date(2024, 4, 1), by=user("Office"), because="Later")

    def test_a_reminder_is_sent_once_for_each_day_and_after_it_to_the_office_too(self, made):
        office, first = cast(made)["secretariat"], DueReport.objects.get(is_final=False)
        for day in (first.due_on - timedelta(days=14), first.due_on, first.due_on + timedelta(days=1)):
            for _again in range(2):
                actions.remind_of_reports(on=day)
        author = Author.objects.get().user
        told = {one: Notice.objects.filter(user=one, sentence__contains="{report}").count() for one in (author, office)}
        assert told == {author: 2, office: 1}

    def test_nobody_is_reminded_while_the_award_is_suspended(self, made):
        signed(made, Clause.SUSPENSION)
        assert actions.remind_of_reports(on=date(2025, 1, 1)) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("codelists")
def test_a_report_waits_for_who_wrote_the_application_alone():
    made = signed(award())
    author, other = user("Author"), user("Other")
    application(call(made.programme()), author, state="awarded", grant=made.grant)
    assert [DueReport.objects.waiting_for(one).count() for one in (author, other)] == [1, 0]
