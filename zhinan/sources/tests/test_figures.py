"""What may be concluded from a list depends on how much of it the source gives."""

import pytest

from zhinan.kit.tests.make import organisation
from zhinan.sources.figures import counted
from zhinan.sources.models import Listing

from .make import listing

ONLY_TOTAL = "The sources give a total only: there is no record that it could be counted from."
NOTHING = "Nothing is recorded that it could be counted from."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("extents", "records", "value", "is_whole", "reason"),
    [
        ([], 0, None, False, NOTHING),
        ([], 2, 2, False, ""),
        (["whole"], 0, 0, True, ""),
        (["whole"], 2, 2, True, ""),
        (["part"], 0, None, False, NOTHING),
        (["part"], 2, 2, False, ""),
        (["total"], 0, None, False, ONLY_TOTAL),
        (["whole", "part"], 2, 2, False, ""),
        (["whole", "total"], 0, None, False, ONLY_TOTAL),
    ],
)
def test_nothing_recorded_is_zero_only_where_a_source_gives_the_whole_list(extents, records, value, is_whole, reason):
    subject = organisation()
    for _ in range(records):
        organisation(name="Member")
    for extent in extents:
        listing(subject, "members", extent)
    found = counted(type(subject).objects.filter(name="Member"), Listing.objects.of(subject, "members"), currency="USD")
    assert (found.value, found.is_whole, found.reason, found.currency) == (value, is_whole, reason, "USD")
    assert found.n() == records
