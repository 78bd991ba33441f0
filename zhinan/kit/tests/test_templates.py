"""Every part renders as it should, and nothing in a template is inline."""

import gzip
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import django_tables2
import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation

from zhinan.kit import charts
from zhinan.kit.dates import PartialDate
from zhinan.kit.figures import Declaration, Figure
from zhinan.kit.templatetags.kit import actions, day, in_words, number, qualified, triples

KIT = Path(__file__).resolve().parents[1]
PARTS = KIT / "templates" / "parts"
ACCOUNTS = KIT.parent / "accounts" / "templates"
TEMPLATES = sorted([*KIT.glob("templates/**/*.html"), *ACCOUNTS.glob("**/*.html")])
NOW = datetime(2021, 1, 29, 10, 30, tzinfo=UTC)


def page(request):
    """A page of the tests' own addresses."""
    return HttpResponse()


urlpatterns = [
    path("", page, name="home"),
    path("search/", page, name="search"),
    path("desk/", page, name="desk"),
    path("language/", page, name="language"),
    path("notices/", page, name="notices"),
    path("passkey/", page, name="passkey"),
    path("network/", page, name="network"),
    path("accounts/", include("allauth.account.urls")),
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def plain_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


class Reading(HTMLParser):
    """The words of a piece of HTML, its attributes, and whether its elements close as they open."""

    VOID = {"meta", "link", "input", "br", "img", "path", "rect", "hr"}

    def __init__(self, html):
        super().__init__()
        self.open, self.words, self.attributes = [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, words):
        self.words += words.split()

    @property
    def text(self):
        return " ".join(self.words)

    def values(self, name):
        return [value for attribute, value in self.attributes if attribute == name]


class Report(forms.Form):
    title = forms.CharField(help_text="At most twelve words.")
    match = forms.ChoiceField(widget=forms.RadioSelect, choices=[("c", "Cash"), ("k", "In kind")])
    ready = forms.BooleanField()
    note = forms.CharField(required=False)


SOURCE = SimpleNamespace(title="Highlights 2020", get_absolute_url="/sources/2/")
CITATION = SimpleNamespace(source=SOURCE, section="p. 14", quote="four small grants", note="Whole.")
HIT = {"mark": "S", "kind": "Solution", "title": "Bamboo", "url": "/s/1/", "facts": ["Ethiopia"], "snippet": "Weaving"}
FACETS = [{"label": "Kind", "options": [{"label": "Event", "count": 1204, "url": "?k=e", "is_on": True}]}]

RENDERED = {
    "actions": ({"items": [{"label": "Edit", "url": "/e/"}]}, "Edit"),
    "answers": ({"answers": [("Title", "", "/t/")]}, "Title – Change Title"),
    "chart": (
        {"chart": charts.bars([("Women", 25)], title="Gender", n=55), "source": "survey", "as_of": date(2021, 1, 29)},
        "Gender (n = 55) Women 25 The numbers as a table Name Number Women 25 Source: survey, as of 29 January 2021",
    ),
    "chip": ({"label": "Fiji", "role": "beneficiary"}, "Fiji beneficiary"),
    "chips": ({"chips": [{"label": "Fiji"}, {"number": 1, "name": "No poverty"}]}, "Fiji 1 No poverty"),
    "citation": ({"citation": CITATION}, "Highlights 2020 , p. 14 four small grants Whole."),
    "crumbs": ({"crumbs": [("Programmes", "/p/"), ("Grants", "/g/")]}, "Programmes Grants"),
    "downloads": ({"downloads": [("CSV", "?f=csv"), ("XLSX", "?f=xlsx")]}, "Download: CSV · XLSX"),
    "empty": ({"what": "Reports stand here.", "url": "/r/", "label": "Write one"}, "Reports stand here. Write one"),
    "error": ({"field": Report({})["title"]}, "This field is required."),
    "errors": ({"form": Report({"title": "a", "match": "c"})}, "Please mend this Ready: This field is required."),
    "facets": ({"facets": FACETS, "clear": "?"}, "Narrow down Clear all Kind Event 1,204"),
    "facts": ({"facts": [("Sector", "Energy"), ("State", ""), ("By", "CAU", "/o/")]}, "Sector Energy By CAU"),
    "field": ({"field": Report()["title"]}, "Title At most twelve words."),
    "fields": ({"form": Report()}, "Title At most twelve words. Match Cash In kind Ready Note optional"),
    "footer": (
        {"source_url": "https://example.org"},
        "Zhinan 指南 carries South-South and triangular cooperation from need to proven result. Every number opens to "
        "the records behind it. Free software: AGPL-3.0-or-later · Source code English 简体中文",
    ),
    "form": (
        {"form": Report({"title": "a", "match": "c", "ready": "1"}), "submit": "Save", "cancel": "/", "saved_at": NOW},
        "Title At most twelve words. Match Cash In kind Ready Note optional Save Cancel "
        "Saved at 10:30, 29 January 2021",
    ),
    "goal": ({"number": 17, "name": "Partnerships", "url": "/sdg/17/"}, "17 Partnerships"),
    "head": (
        {"mark": "G", "kind": "Small grant", "title": "Juncao", "other": "菌草", "other_lang": "zh", "state": "active"},
        "G Small grant active Juncao 菌草",
    ),
    "help": ({"field": Report()["title"]}, "At most twelve words."),
    "hit": ({"hit": {**HIT, "chips": [{"label": "Fiji"}]}}, "S Solution · Ethiopia Bamboo Weaving Fiji"),
    "kind": ({"mark": "E", "kind": "Event"}, "E Event"),
    "label": ({"field": Report()["note"]}, "Note optional"),
    "languages": ({}, "English 简体中文"),
    "listing": (
        {"heading": "Members", "rows": [("CAU", "/o/1/", "since 1995"), ("Fiji", ""), ("NJTC", "/o/2/")]},
        "Members CAU since 1995 Fiji NJTC",
    ),
    "masthead": ({"menu": [("network", "Network")]}, "Zhinan 指南 Search everything Search Menu Network Sign in"),
    "messages": ({"messages": [SimpleNamespace(tags="success")]}, "namespace(tags='success')"),
    "narrowing": ({"form": Report(), "sorted": ["-title"]}, "Narrow down Title Match Cash In kind Ready Note Show"),
    "opener": ({"number": 1, "title": "Think-tank", "lead": "What is known."}, "1 Think-tank What is known."),
    "pager": ({"page": Paginator(range(9), 9).page(1)}, ""),
    "pillar": (
        {"word": "Hub", "title": "Who meets whom", "text": "Members.", "links": [("Network", "/n/", 41)]},
        "Hub Who meets whom Members. Network 41",
    ),
    "quote": (
        {"words": "Somebody to call.", "speaker": "Ministry", "role": "Fiji"},
        "Somebody to call. Ministry, Fiji",
    ),
    "refusal": ({"code": 404, "title": "Gone", "words": "Look."}, "404 Gone Look. Search everything · Home"),
    "sources": (
        {"citations": [CITATION]},
        "Where this comes from Highlights 2020 , p. 14 four small grants Whole.",
    ),
    "state": ({"word": "active", "tone": "good"}, "active"),
    "steps": ({"steps": [("Who", "/w/"), ("What", "")], "step": 2}, "Who What"),
    "tile": (
        {
            "value": 1234,
            "label": "People",
            "url": "/p/",
            "n": 3,
            "unit": "%",
            "as_of": NOW,
            "verdict_key": "incomplete",
        },
        "1,234% People n 3, as of 29 January 2021 incomplete",
    ),
    "timeline": (
        {"entries": [{"words": "Awarded", "who": "Committee", "at": NOW, "note": "Two to one."}]},
        "What happened Awarded Committee 29 January 2021 Two to one.",
    ),
    "verdict": ({"key": "unsupported", "word": "not supported"}, "not supported"),
}


def rendered(template, address="/", **context):
    """The HTML of a template's text for a request to `address`."""
    request = RequestFactory().get(address)
    request.user = context.get("user", AnonymousUser())
    return engines["django"].from_string(template).render(context, request)


def test_every_part_is_rendered_by_this_file():
    assert sorted(RENDERED) == sorted(part.stem for part in PARTS.glob("*.html"))


@pytest.mark.parametrize("part", RENDERED)
def test_a_part_says_its_words_in_elements_that_close(part):
    context, words = RENDERED[part]
    html = rendered(f'{{% include "parts/{part}.html" %}}', **context)
    assert Reading(html).text == words


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.relative_to(KIT.parent).as_posix())
def test_a_template_is_short_and_has_nothing_inline(template):
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text) == []
    assert len(text.splitlines()) <= 120


def test_an_empty_page_weighs_under_two_and_a_half_kilobytes():
    html = rendered('{% extends "base.html" %}', menu=[("network", f"Section {place}") for place in range(9)])
    assert len(gzip.compress(html.encode())) < 2500
    assert Reading(html).values("href")[-1] == "https://www.gnu.org/licenses/agpl-3.0.html"


def test_only_the_practice_world_says_that_it_is_invented():
    banner = "Practice world: everything here is invented"
    worlds = {
        world: rendered('{% extends "base.html" %}', world=world).count(banner) for world in ("record", "practice")
    }
    assert worlds == {"record": 0, "practice": 1}


@pytest.mark.django_db
def test_the_menu_marks_where_one_is_and_offers_ones_own_desk():
    person = SimpleNamespace(is_authenticated=True, pk=0)
    html = rendered(
        '{% extends "base.html" %}', "/network/7/", menu=[("home", "Home"), ("network", "Net")], user=person
    )
    reading = Reading(html)
    assert reading.values("aria-current") == ["true"]
    assert [address for address in reading.values("href") if "accounts" in address] == ["/accounts/logout/"]
    assert reading.text.count("My desk") == 1


def test_arabic_turns_the_page_around():
    with translation.override("ar"):
        assert Reading(rendered('{% extends "base.html" %}')).values("dir") == ["rtl"]
    assert Reading(rendered('{% extends "base.html" %}')).values("dir") == []


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500", "503"])
def test_an_error_page_stands_without_any_context(code):
    reading = Reading(get_template(f"{code}.html").render())
    assert reading.text.count(f"{code[:3]} ") == 1


class Grants(django_tables2.Table):
    title = django_tables2.Column()
    amount = django_tables2.Column(attrs={"cell": {"class": "num"}})
    sentence = "2 grants"
    downloads = [("CSV", "?f=csv")]


def test_a_list_has_its_sentence_labels_order_pages_and_downloads():
    request = RequestFactory().get("/grants/?sort=-title&state=open")
    table = Grants([{"title": "Bamboo", "amount": 5}, {"title": "Juncao", "amount": 6}])
    django_tables2.config.RequestConfig(request, paginate={"per_page": 1}).configure(table)
    reading = Reading(get_template("kit/table.html").render({"table": table}, request))
    assert reading.text == "2 grants Title Amount Juncao 6 Page 1 of 2 1 2 Next Download: CSV"
    assert reading.values("data-label") == ["Title", "Amount"]
    assert reading.values("aria-sort") == ["descending"]
    assert [address for address in reading.values("href") if "page=2" in address] == [
        "?sort=-title&state=open&page=2",
        "?sort=-title&state=open&page=2",
    ]


def test_a_wrong_form_tells_what_to_mend_and_leads_there():
    reading = Reading(rendered('{% include "parts/form.html" with submit="Save" %}', form=Report({})))
    places = set(reading.values("id"))
    assert [address for address in reading.values("href")] == ["#id_title", "#id_match", "#id_ready"]
    assert {address[1:] for address in reading.values("href")} - places == set()
    assert {place for words in reading.values("aria-describedby") for place in words.split()} - places == set()
    assert set(reading.values("for")) - places == set()


def test_words_of_a_record_are_escaped():
    html = rendered('{% include "parts/head.html" %}', mark="G", kind="Grant", title="<b>x</b>", other="a & b")
    assert (html.count("&lt;b&gt;x&lt;/b&gt;"), html.count("a &amp; b")) == (1, 1)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(7, Paginator([1] * 6, 9)), "7 Countries n 6"),
        (Figure(200, Paginator([1], 9), qualifier="more_than"), "more than 200 Countries n 1"),
        (Figure(8, Paginator([1] * 7, 9), is_whole=False), "8 Countries n 7 incomplete"),
        (Figure(None, Paginator([], 9), reason="No list."), "– Countries No list. open"),
        (Figure(Decimal("258800"), Paginator([1], 9), currency="USD"), "USD 258,800 Countries n 1"),
    ],
)
def test_a_tile_tells_how_far_its_number_holds(figure, words):
    figure.records.count = lambda: len(figure.records.object_list)
    figure.declaration = Declaration("countries", "Countries", "country", "Countries reached.", 1)
    reading = Reading(rendered('{% tile figure "/list/" %}', figure=figure))
    assert (reading.text, reading.values("href")) == (words, ["/list/"])


def test_at_most_one_button_is_filled():
    verbs = [{"label": name, "url": "/", "post": True, "main": name != "Edit"} for name in ("Edit", "Accept", "Return")]
    assert [item["main"] for item in actions(verbs)["items"]] == [False, True, False]
    assert actions(None) == {"items": []}


def test_numbers_and_days_are_written_for_readers():
    assert [number(value) for value in (1234567, Decimal("258800.00"), Decimal("45.45"), None, "8 to 9")] == [
        "1,234,567",
        "258,800",
        "45.45",
        "–",
        "8 to 9",
    ]
    assert (day(date(2020, 9, 25)), day(None)) == ("25 September 2020", "")
    assert (in_words(PartialDate("2020-09")), in_words(None)) == ("September 2020", "")
    assert [qualified(1234, key) for key in ("nearly", "exact", "")] == ["nearly 1,234", "1,234", "1,234"]
    assert qualified(8, "about", currency="USD", small=True) == "<small>about</small> <small>USD</small> 8"
    assert qualified(8, "about", unit="<masks>") == "about 8 &lt;masks&gt;"
    assert triples([("a", 0), ("b", None), ("c", 1, "/c/")]) == [("a", 0, ""), ("b", None, ""), ("c", 1, "/c/")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/login/", "Sign in"),
        ("/accounts/password/reset/", "New password"),
        ("/accounts/password/reset/done/", "Look into your mail"),
        ("/accounts/password/reset/key/1-x/", "This link no longer works"),
        ("/accounts/password/reset/key/done/", "Your password is changed"),
        ("/accounts/inactive/", "This account is closed"),
        ("/accounts/signup/", "Accounts are made for you"),
    ],
)
def test_a_page_of_sign_in_stands_in_our_frame_and_offers_no_sign_up(client, settings, address, heading):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [ACCOUNTS]}]
    html = client.get(address).content.decode()
    assert re.findall(r"<h1>(.*?)</h1>", html) == [heading]
    assert [link for link in Reading(html).values("href") if "signup" in link] == []


@pytest.mark.django_db
def test_who_is_signed_in_can_change_the_password_and_leave(client, django_user_model, settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [ACCOUNTS]}]
    client.force_login(django_user_model.objects.create_user("lin@example.org", "a long password", name="Lin"))
    change = Reading(client.get("/accounts/password/change/").content.decode())
    assert sorted(name for name in change.values("name") if "password" in name) == [
        "oldpassword",
        "password1",
        "password2",
    ]
    assert client.get("/accounts/logout/").content.decode().count("You are signed in as Lin.") == 1
