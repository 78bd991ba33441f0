"""When mail goes out."""

from datetime import UTC, datetime, timedelta

import pytest

from zhinan.notices.models import Often
from zhinan.notices.rules import PAUSES, due_at, next_attempt

SUNDAY = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("often", "now", "due"),
    [
        (Often.AT_ONCE, NOON, NOON),
        (Often.PAGE_ONLY, NOON, None),
        (Often.DAILY, SUNDAY, datetime(2026, 11, 22, 6, 0, tzinfo=UTC)),
        (Often.DAILY, NOON, MONDAY),
        (Often.DAILY, MONDAY, MONDAY + timedelta(days=1)),
        (Often.WEEKLY, SUNDAY, MONDAY),
        (Often.WEEKLY, NOON, MONDAY),
        (Often.WEEKLY, MONDAY, MONDAY + timedelta(days=7)),
    ],
)
def test_mail_is_due_in_the_rhythm_that_was_chosen(often, now, due):
    assert due_at(often, now) == due


def test_attempts_are_further_and_further_apart_until_the_mail_is_given_up():
    moments = [next_attempt(attempts, NOON) for attempts in range(1, len(PAUSES) + 2)]
    assert moments == [*(NOON + pause for pause in PAUSES), None]
    assert list(PAUSES) == sorted(PAUSES)
