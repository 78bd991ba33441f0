"""From an empty page to a number with its origin: a framework is written, measured, and read by everybody."""

import re

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.tests.make import sent
from zhinan.programmes.tests.make import programme
from zhinan.programmes.tests.sending import add, rows
from zhinan.questionnaires.tests.answered import answer, asked_round, gender, scale
from zhinan.results.forms import FrameworkForm, IndicatorForm

pytestmark = pytest.mark.django_db


def test_an_answer_comes_from_its_survey_to_the_page_of_the_framework(client):
    here = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, here.scope()))
    lines = rows("results", {"position": "1", "level": "outcome", "title": "Officials use what they learned"})
    page = add(client, FrameworkForm, title="Framework 2026", programme="Our programme", **lines).url
    way = re.search(r'href="(/results/(\d+)/indicators/add/)"', client.get(page).content.decode())
    goal = rows("targets", {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "value": "80"})
    words = {"result": way[2], "position": "1", "title": "Those who apply it", "measure": "percentage"}
    indicator = client.post(way[1], sent(IndicatorForm, is_ascending="on", **words, **goal)).url
    survey = asked_round(scale("apply"), gender("female", "male"), programme=here, closes_on="2026-10-31")
    answer(survey, times=31, apply="agree", gender="female")
    answer(survey, times=7, apply="neutral", gender="male")
    taking = re.search(r'href="(/indicators/\d+/take/)"', client.get(indicator).content.decode())[1]
    assert f"?round={survey.slug}" in client.get(taking).content.decode()
    chosen = client.get(taking, {"round": survey.slug}).content.decode()
    offer = re.search(r'href="(\?round=[^"]*question=[^"]*)"', chosen)[1].replace("&amp;", "&")
    days = client.get(taking + offer).context["form"].initial
    assert [day.isoformat() for day in days.values()] == ["2026-01-01", "2026-12-31"]
    measured = client.post(taking + offer, {name: day.isoformat() for name, day in days.items()}).url
    client.logout()
    told = client.get(page).content.decode()
    for said in ("1 Outcome", "Officials use what they learned", "80%", "81.58%", "31 of 38", "n 38", "reached"):
        assert said in told, said
    origin = re.search(r'href="(/rounds/[^"]*)"', client.get(measured).content.decode())[1]
    assert (origin, client.get(origin).status_code) == (reverse("round-results", args=[survey.slug]), 200)
    assert page in client.get(here.get_absolute_url()).content.decode()
    assert page in client.get(reverse("list", args=["framework"])).content.decode()


def test_nothing_of_a_framework_for_the_secretariat_is_told_to_others(client):
    here = programme(name="Our programme")
    office = user("Secretariat", RoleName.SECRETARIAT, here.scope())
    client.force_login(office)
    page = add(client, FrameworkForm, title="Framework 2026", programme="Our programme", audience="staff").url
    client.logout()
    assert client.get(page).status_code == 404
    for address in (here.get_absolute_url(), reverse("list", args=["framework"])):
        assert "Framework 2026" not in client.get(address).content.decode()
