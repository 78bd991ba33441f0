"""What is called otherwise in another language is found under that name, too."""

import pytest

from zhinan.network.documents import DOCUMENTS
from zhinan.search.tests.make import index_of

from .make import agreement, membership, network, organisation, partnership

pytestmark = pytest.mark.django_db


def found(root, record, words):
    """Titles of what a visitor finds by `words` where `record` is all that there is."""
    documents = DOCUMENTS[type(record)](type(record).objects.all())
    return [hit.title for hit in index_of(root, *documents).search(words, tokens=["public"]).hits]


@pytest.mark.parametrize("make", [organisation, network])
def test_a_name_in_another_language_is_found(tmp_path, make):
    said = {"fr": {"name": "Maison du riz", "description": "Elle cultive."}, "zh": {"name": "水稻之家"}}
    record = make(name="Rice House", acronym="RH", translations=said)
    asked = ("Rice House", "RH", "Maison du riz", "cultive", "水稻之家")
    assert [found(tmp_path, record, words) for words in asked] == [["Rice House"]] * 5


@pytest.mark.parametrize("make", [agreement, partnership])
def test_a_title_in_another_language_is_found(tmp_path, make):
    record = make(title="Accord on rice", translations={"es": {"title": "Acuerdo sobre arroz"}})
    assert [found(tmp_path, record, words) for words in ("arroz", "rice")] == [["Accord on rice"]] * 2


def test_the_document_of_a_network_names_its_members_and_nobody_who_only_applied_or_is_hidden():
    record = network()
    member = membership(record)
    membership(record, state="applied")
    membership(record, organisation=organisation(audience="signed-in"))
    (document,) = DOCUMENTS[type(record)](type(record).objects.all())
    assert document.organisations == (str(member.organisation_id),)
