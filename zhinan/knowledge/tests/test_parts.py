"""A long form is typed part by part, without script: what was typed goes along, and what is wrong leads to its part."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.tests.make import sent
from zhinan.knowledge import forms
from zhinan.knowledge.models import Solution
from zhinan.programmes.tests.make import programme

from . import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
PARTS = [
    "What it is",
    "The problem and the solution",
    "Where",
    "When",
    "Sustainable Development Goals",
    "Who",
    "Its page",
    "Who takes part",
    "Similar solutions",
    "In other languages",
]


class Page(HTMLParser):
    """What a browser sees of a form: `values` that it would send, names that are `shown`, and `buttons`."""

    def __init__(self, answer):
        super().__init__()
        self.text = answer.content.decode()
        self.values, self.shown, self.buttons, self.name = {}, [], [], None
        main = self.text[self.text.index("<main") :]
        self.feed(main)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name, kind = said.get("name"), said.get("type", "text")
        if tag == "button":
            self.buttons.append((name, said.get("value")))
        elif tag in ("input", "select", "textarea") and name:
            if kind != "hidden" and name not in self.shown:
                self.shown.append(name)
            if tag == "input" and (kind not in ("checkbox", "radio") or "checked" in said):
                self.values.setdefault(name, []).append(said.get("value") or "")
            self.name = name if tag != "input" else None
        elif tag == "option" and ("selected" in said or self.name not in self.values):
            self.values[self.name] = [said["value"]]  # the first one where none is chosen

    def handle_data(self, data):
        if self.lasttag == "textarea" and self.name:
            self.values[self.name], self.name = [data.strip()], None

    def heading(self):
        """The part that is shown."""
        return re.search(r'<b aria-current="step">(.*?)</b>', self.text)[1]

    def troubles(self):
        """The lines that say what must be mended."""
        found = re.search(r'<div class="errors".*?</div>', self.text, re.S)
        return re.findall("<li>(.*?)</li>", found[0], re.S) if found else []


class Typing:
    """Somebody at the form of a new solution, with a browser that runs no script."""

    def __init__(self, client, way=None):
        client.force_login(user("Secretariat", RoleName.SECRETARIAT, programme(name="Our programme").scope()))
        self.client, self.way = client, way or reverse("add-solution")
        self.answer = client.get(self.way)

    @property
    def page(self):
        return Page(self.answer)

    def press(self, button, **typed):
        """Type, and press a button of the page: everything in the form is sent."""
        name = "more" if ("more", button) in self.page.buttons else "step"
        assert (name, button) in self.page.buttons
        self.answer = self.client.post(self.way, self.page.values | {name: button} | typed)
        return self

    def on(self, **typed):
        return self.press("on", **typed)


def test_a_solution_is_typed_one_part_after_the_other_checked_and_saved(client):
    hands = Typing(client)
    assert (hands.page.heading(), hands.page.shown) == ("What it is", ["title", "title_zh", "subtitle"])
    hands.on(title="Port", title_zh="港").on(challenges="Silt\nand sand").on(countries="Kenya\nTZA").on(
        starts_on="2019"
    )
    goals = [str(make.goal(number).pk) for number in (13, 17)]
    hands.on(primary_goal=str(make.goal(9).pk), secondary_goals=goals).on(programme="Our programme").on()
    assert hands.page.heading() == "Who takes part"
    first = {"parties-0-role": "implementing", "parties-0-country": "Kenya"}
    hands.press("parties", **first)
    hands.on(**{"parties-1-role": "beneficiary", "parties-1-country": "Uganda"}).on()
    assert hands.page.heading() == "In other languages"
    french, spanish = ({"language": "fr", "title": "Le port"}, {"language": "es", "title": "El puerto"})
    hands.press("translations", **{f"translations-0-{name}": value for name, value in french.items()})
    hands.press("check", **{f"translations-1-{name}": value for name, value in spanish.items()})
    assert "<h1>Check your answers</h1>" in hands.page.text
    hands.press("save")
    made = Solution.objects.get()
    assert hands.answer.url == made.get_absolute_url()
    assert (made.title, made.title_zh, made.challenges.split()) == ("Port", "港", ["Silt", "and", "sand"])
    assert [country.alpha3 for country in made.countries.all()] == ["KEN", "TZA"]
    assert [goal.number for goal in made.secondary_goals.all()] == [13, 17]
    assert [(party.role, party.country.alpha3) for party in made.parties.order_by("pk")] == [
        ("implementing", "KEN"),
        ("beneficiary", "UGA"),
    ]
    assert made.translations == {"fr": {"title": "Le port"}, "es": {"title": "El puerto"}}


def test_each_part_comes_once_and_together_they_hold_every_field_that_can_be_typed(client):
    hands, headings, names = Typing(client), [], []
    for _part in PARTS:
        headings.append(hands.page.heading())
        names += hands.page.shown
        if headings[-1] != PARTS[-1]:
            hands.on(**({"title": "Port"} if len(headings) == 1 else {}))
    assert (headings, len(names)) == (PARTS, len(set(names)))
    assert set(forms.SolutionForm._meta.fields) <= set(names)


def test_back_leads_to_the_part_before_with_what_was_typed(client):
    hands = Typing(client).on(title="Port").press("back", challenges="Silt")
    assert (hands.page.heading(), hands.page.values["title"]) == ("What it is", ["Port"])
    assert hands.on().page.values["challenges"] == ["Silt"]


def test_what_is_wrong_in_a_part_keeps_one_there_and_another_part_is_not_spoken_of(client):
    hands = Typing(client).on()
    assert (hands.page.heading(), hands.answer.context["form"].errors) == (
        "What it is",
        {"title": ["This field is required."]},
    )
    hands.press("go-4").on(starts_on="someday")
    assert (hands.page.heading(), list(hands.answer.context["form"].errors)) == ("When", ["starts_on"])
    assert ["#id_starts_on" in trouble for trouble in hands.page.troubles()] == [True]


def test_what_is_wrong_at_the_end_leads_to_each_part_by_a_button(client):
    hands = Typing(client).press("go-8").press("check", **{"parties-0-role": "implementing"})
    assert (hands.page.heading(), hands.answer.context["wrong"]) == ("What it is", {1, 8})
    assert [re.findall(r'value="(go-\d+)"', trouble) for trouble in hands.page.troubles()] == [[], ["go-8"]]
    hands.press("go-8", title="Port")
    assert (hands.page.heading(), len(hands.page.troubles())) == ("Who takes part", 1)
    hands.on(**{"parties-0-country": "Kenya"})
    assert hands.page.heading() == "Similar solutions"


def test_the_rest_may_be_left_empty_and_each_answer_changed_from_the_last_page(client):
    hands = Typing(client).press("check", title="Port")
    assert "<h1>Check your answers</h1>" in hands.page.text
    hands.press("go-1").press("check", title="Harbour").press("save")
    assert Solution.objects.get().title == "Harbour"


def test_a_whole_form_sent_at_once_is_taken_as_well(client):
    hands = Typing(client)
    answer = client.post(hands.way, sent(forms.SolutionForm, title="Port", status="nonsense"))
    assert (list(answer.context["form"].errors), answer.context["part"].heading) == (["status"], "When")
    assert client.post(hands.way, sent(forms.SolutionForm, title="Port")).status_code == 302


def test_a_copy_carries_everything_through_the_parts(client):
    found = make.solution(9, [13], title="Port", starts_on="2019", challenges="Silt")
    found.parties.create(role="implementing", country=make.Solution.countries.rel.model.objects.find("KEN"))
    hands = Typing(client, reverse("copy-solution", args=[found.slug]))
    hands.press("check", title="Second port").press("save")
    made = Solution.objects.get(title="Second port")
    assert (str(made.starts_on), made.challenges, made.primary_goal.number) == ("2019", "Silt", 9)
    assert [goal.number for goal in made.secondary_goals.all()] == [13]
    assert made.parties.get().country.alpha3 == "KEN"


@pytest.mark.parametrize("at", ["0", "99", "x", "²", ""])
def test_a_part_that_there_is_not_is_the_first_or_the_last_one(client, at):
    hands = Typing(client)
    answer = client.post(hands.way, sent(forms.SolutionForm, title="Port", step=f"go-{at}"))
    assert answer.context["part"].heading == (PARTS[-1] if at == "99" else PARTS[0])


def test_a_short_form_stays_one_page_and_editing_a_long_one_has_a_list_of_its_parts(client):
    hands = Typing(client, reverse("add-story"))
    assert ("title" in hands.page.shown, "published_on" in hands.page.shown) == (True, True)
    found = make.solution(programme=programme(name="Other"), title="Port")
    client.force_login(user("Keeper", RoleName.ADMINISTRATOR))
    page = client.get(reverse("edit-solution", args=[found.slug])).content.decode()
    assert re.findall(r'<a href="#(part-\d+)">', page) == re.findall(r'<section id="(part-\d+)">', page)
    assert re.findall(r'<a href="#part-\d+">(.*?)</a>', page) == PARTS
