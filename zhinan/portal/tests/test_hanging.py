"""What is seen only with another record is read anew by the indexer when that one changes."""

import pytest

from zhinan.knowledge.tests.make import collection, good_practice, publication, solution
from zhinan.outreach.tests.make import dissemination
from zhinan.portal.tasks import with_hanging
from zhinan.programmes.tests.make import programme

pytestmark = pytest.mark.django_db


def test_a_changed_solution_or_publication_takes_along_what_is_seen_only_with_it():
    item = good_practice(collection(), solution=solution())
    good_practice(item.collection)
    copies = dissemination(programme(), publication=publication())
    touched = {"knowledge.solution": {item.solution_id}, "knowledge.publication": {copies.publication_id}}
    assert with_hanging(touched) == touched | {
        "knowledge.collectionitem": {item.pk},
        "outreach.dissemination": {copies.pk},
    }


def test_a_changed_record_that_nothing_hangs_on_comes_alone():
    assert with_hanging({"grants.grant": {7}}) == {"grants.grant": {7}}
