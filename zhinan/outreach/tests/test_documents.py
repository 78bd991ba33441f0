"""Disseminations are found by the search, by those who see all that they name."""

import pytest

from zhinan.knowledge.tests.make import publication
from zhinan.outreach.documents import disseminations
from zhinan.outreach.models import Dissemination
from zhinan.programmes.tests.make import programme

from . import make

pytestmark = pytest.mark.django_db


def test_a_dissemination_is_called_as_its_publication_is():
    found = make.dissemination(programme(), publication=publication(title="Report"), copies=300, medium="print")
    (document,) = disseminations(Dissemination.objects.all())
    assert (document.title, document.summary, document.address) == ("Report: 300", "print", found.get_absolute_url())


@pytest.mark.parametrize(
    ("own", "of_publication", "expected"),
    [
        ("public", "public", "public"),
        ("signed-in", "public", "signed-in"),
        ("public", "staff", "staff"),
        ("programme:7", "secretariat@programme:7", "secretariat@programme:7"),
        ("programme:7", "programme:8", "administrator"),
        ("public", "archive", "archive"),
    ],
)
def test_its_document_is_for_those_who_see_the_publication_too(own, of_publication, expected):
    make.dissemination(programme(), publication=publication(audience=of_publication), audience=own)
    (document,) = disseminations(Dissemination.objects.all())
    assert document.audience == (expected,)
