"""The call of the practice world: open, with a panel, an answer for everybody and an application begun."""

import pytest
from django.utils import timezone

from zhinan.accounts.models import User
from zhinan.grants.models import Application, Call
from zhinan.grants.rules import missing

from .test_practice import _practice, folder, practice_world

__all__ = ["_practice", "folder", "practice_world"]  # the world of the other tests, made once for these
pytestmark = pytest.mark.django_db


def test_the_call_takes_applications_and_says_where_its_rules_come_from(client):
    call = Call.objects.get(slug="water-and-soil")
    assert call.takes_applications(timezone.now()) and call.rules().preset == "sgp"
    page = client.get(call.get_absolute_url()).content.decode()
    assert "Membership plays no part." in page and "Rain harvesting" not in page


def test_the_applicant_of_the_cast_goes_on_with_a_draft_that_nobody_else_reads(client):
    draft = Application.objects.get(call__slug="water-and-soil")
    assert {one.section for one in missing(draft, draft.rules)} >= {"results", "plan"}
    for word, answer in (("applicant", 200), ("secretariat", 404), ("reviewer", 404), ("committee", 404)):
        client.force_login(User.objects.get(email=f"{word}@zhinan.example"))
        assert client.get(draft.get_absolute_url()).status_code == answer
