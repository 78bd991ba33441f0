"""Contacts with the outside are typed, read and found in several languages."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.tests.make import sent
from zhinan.knowledge.tests.make import publication
from zhinan.outreach.forms import EngagementForm
from zhinan.outreach.models import Engagement
from zhinan.programmes.tests.make import programme

from .make import dissemination, engagement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def test_the_subject_of_an_engagement_is_typed_and_read_in_several_languages(client):
    here = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, here.scope()))
    found = engagement(here, subject="Looms")
    values = sent(EngagementForm, programme="Our programme", organisation=found.organisation.name, stage="engaged")
    values |= {"subject": "Looms", "happened_on": "2020", "seen": "0"}
    values |= {"translations-TOTAL_FORMS": "1", "translations-0-language": "zh", "translations-0-subject": "织机"}
    assert client.post(reverse("edit-engagement", args=[found.pk]), values).status_code == 302
    assert Engagement.objects.get().translations == {"zh": {"subject": "织机"}}
    page = client.get(found.get_absolute_url(), headers={"Accept-Language": "zh-hans"}).content.decode()
    assert ("织机" in page, f"<h1>{found.organisation}" in page) == (True, True)


def test_disseminations_are_narrowed_by_a_title_of_their_publication_in_another_language(client):
    dissemination(programme(), publication=publication(title="Harbour", translations={"fr": {"title": "Le port"}}))
    dissemination(programme(), publication=publication(title="Wells"))
    page = client.get(reverse("list", args=["dissemination"]), {"q": "le port"}).content.decode()
    body = page[page.index("<tbody") :]
    assert ("Harbour" in body, "Wells" in body) == (True, False)
