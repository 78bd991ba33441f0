"""A record names its places in the sources, each once."""

from datetime import date

import pytest

from zhinan.kit.figures import Period
from zhinan.kit.tests.make import organisation
from zhinan.sources.actions import cite
from zhinan.sources.models import Citation, Listing

from .make import listing, source

pytestmark = pytest.mark.django_db
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))


def test_the_same_place_twice_is_one_citation_with_the_first_words():
    found, paper = organisation(), source()
    first = cite(found, paper, section="About", quote="Weavers of 1983")
    assert cite(found, paper, section="About", quote="Other words") == first
    assert Citation.objects.about(found).get().quote == "Weavers of 1983"


def test_another_section_is_another_citation():
    found, paper = organisation(), source(file="seeds/002.txt")
    for section in ("About", "Partnerships", ""):
        cite(found, paper, section=section)
    assert [one.cited() for one in Citation.objects.about(found)] == [
        "seeds/002.txt, About",
        "seeds/002.txt, Partnerships",
        "seeds/002.txt",
    ]


def test_the_citations_of_several_records_come_one_record_after_the_other(django_assert_num_queries):
    one, other = organisation(), organisation()
    late, early = source(key="zz"), source(key="aa")
    cited = [cite(one, late), cite(other, early), cite(other, late)]
    with django_assert_num_queries(2):
        found = Citation.objects.of(one, other)
        assert [citation.cited() for citation in found] == [late.file, early.file, late.file]
    assert list(found) == cited


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_found"),
    [
        (None, None, True),
        (date(2020, 1, 1), date(2020, 12, 31), True),
        (date(2019, 1, 1), date(2020, 1, 1), True),
        (None, date(2019, 12, 31), False),
        (date(2021, 1, 1), None, False),
    ],
)
def test_a_list_counts_for_the_time_that_it_speaks_of(starts_on, ends_on, is_found):
    found = organisation()
    listing(found, "members", "part", starts_on=starts_on, ends_on=ends_on)
    assert Listing.objects.of(found, "members", YEAR).exists() is is_found
    assert Listing.objects.of(found, "members").exists() is True
    assert Listing.objects.of(found, "grants").exists() is False
