"""An agreement that comes to its end is told of, once, to those who keep records."""

from datetime import date

import pytest

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.history.models import ARCHIVE, Entry
from zhinan.kit.dates import PartialDate
from zhinan.network.actions.agreements import remind
from zhinan.notices.models import Notice

from .make import agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """Somebody who keeps records."""
    return user("Secretariat", RoleName.SECRETARIAT, "programme:1")


def ending(**facts):
    """An agreement that expires at the end of June 2026."""
    return agreement(title="Accord", expires_on="2026-06-30", remind_days=30, **facts)


def told_on(*days):
    """How many agreements are told of on each of `days` of 2026, (month, day)."""
    return [remind(on=date(2026, *day)) for day in days]


def test_it_is_told_of_once_when_its_days_of_warning_begin(office):
    found = ending()
    assert told_on((5, 30), (5, 31), (6, 1), (6, 30)) == [0, 1, 0, 0]
    notice = Notice.objects.get(user=office)
    assert (notice.words({}), notice.address) == ("“Accord” expires on 30 June 2026.", found.get_absolute_url())
    assert Entry.objects.about(found).get(verb="reminded").audience == "staff"


def test_one_that_is_over_already_or_never_ends_is_not_told_of(office):
    ending()
    agreement()
    assert told_on((7, 1)) == [0]


def test_it_is_told_of_again_when_it_goes_on_longer(office):
    found = ending()
    told_on((6, 1))
    found.expires_on = PartialDate("2026-07-15")
    found.save()
    assert told_on((6, 10), (6, 20), (6, 21)) == [0, 1, 0]


def test_it_is_told_as_soon_as_there_is_somebody_who_may_see_it():
    ending()
    before = told_on((6, 1))
    user("Secretariat", RoleName.SECRETARIAT, "programme:1")
    assert (before, told_on((6, 2))) == ([0], [1])


def test_what_lies_in_the_archive_or_is_hidden_is_not_told(office):
    ending(audience=ARCHIVE)
    ending(audience="secretariat@programme:8")
    assert (told_on((6, 1)), Notice.objects.count()) == ([0], 0)
