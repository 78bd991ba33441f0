"""The site in Chinese: nothing is left in English, and whoever reads chooses the language."""

import html
import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.conf import settings as live
from django.contrib.auth import get_user_model
from django.core import mail
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from tools import messages
from zhinan.config.outage import server_error
from zhinan.config.visitors import VisitorPages
from zhinan.kit.dates import PartialDate, span_in_words
from zhinan.kit.templatetags.kit import day, number

CHINESE = {"accept-language": "zh-CN,zh;q=0.9,en;q=0.5"}
NAMES = {"Zhinan", "AGPL", "or", "later", "English", "cookie", "M", "SDG", "South", "Galaxy"}  # said alike everywhere


def english(page):
    """The English words that a reader of `page` sees or hears, but for names."""
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", page, flags=re.S)
    heard = re.findall(r'\b(?:alt|title|placeholder|aria-label)="([^"]*)"', text)
    text = html.unescape(re.sub(r"<[^>]*>", " ", text) + " ".join(heard))
    text = re.sub("“zhinan [a-z ]+”", " ", text)  # a command is typed as it is
    return sorted(set(re.findall(r"[A-Za-z]{2,}", text)) - NAMES)


# the catalogue


def test_every_sentence_has_its_chinese_and_the_files_are_fresh():
    assert messages.troubles() == []


@pytest.mark.parametrize(
    ("english", "chinese", "trouble"),
    [
        ("{n} members", "{n}个成员", []),
        ("{n} members", "", ["no Chinese"]),
        ("{n} members", "{m}个成员", ["other placeholders"]),
        ("{n} members", "个成员", ["other placeholders"]),
        ("<b>{n}</b> members", "{n}个成员", ["other placeholders"]),
        ("Members", "Members", ["left in English"]),
        ("PDF", "PDF", []),
        ("{n} MB", "{n} MB", []),
        ("Save.", "保存。", []),
        ("Save.", "保存.", ["half-width punctuation beside Chinese"]),
        ("Save, go on", "保存,继续", ["half-width punctuation beside Chinese"]),
        ("Save (all)", "保存(全部)", ["half-width punctuation beside Chinese"]),
        ("{n} members", "{n} 个成员", ["a space beside Chinese"]),
        ("See PDF files", "查看 PDF 文件", ["a space beside Chinese"]),
        ("Save · go on", "保存 · 继续", []),
        ("Say “yes”", "说「是」", ["a sign of another writing"]),
    ],
)
def test_what_is_wrong_with_a_translation_is_named(english, chinese, trouble):
    assert list(messages.wrong_with(english, chinese)) == trouble


def test_a_sentence_is_found_wherever_it_is_said(tmp_path):
    code, page = tmp_path / "rooms.py", tmp_path / "page.html"
    code.write_text(
        '_("One")\npgettext_lazy("noun", "two")\nngettext("%d day", "%d days", n)\nother("three")\ngettext_noop("Six")'
    )
    page.write_text(
        """<p>{% translate "One" %}</p>
          {% translate "two" context "button" %}
        {% blocktranslate count n=n trimmed %}
            {{ n }} day
            {% plural %}{{ n }} days{% endblocktranslate %}{{ x|default:_("four") }}"""
    )
    assert list(messages.said_in(code)) == [
        ("One", None),
        ("two", "noun"),
        (("%d day", "%d days"), None),
        ("Six", None),
    ]
    assert list(messages.said_in(page)) == [
        ("One", None),
        ("two", "button"),
        (("%(n)s day", "%(n)s days"), None),
        ("four", None),
    ]


def test_a_sentence_inside_an_f_string_is_refused_since_nobody_would_find_it():
    source = """one = f"{_('One')}: {part}"\ntwo = f"{plain}" + _("Two")\nthree = f"{text.format(n=gettext('x'))}"\n"""
    assert messages.unfound(source) == [1, 3]
    assert messages.unfound("four = f'{translation.pgettext_lazy(1, 2)!s:>{width}}'") == [1]


KEYS = st.tuples(
    st.one_of(st.text(min_size=1), st.tuples(st.text(min_size=1), st.text(min_size=1))).filter(
        lambda key: not {"\0", "\4"} & {*messages.words_of(key)}
    ),
    st.one_of(st.none(), st.text("abc", min_size=1)),
)


def test_what_is_written_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "PO", tmp_path / "django.po")
    held = {
        ("Save", None): "保存",
        ("Save", "button"): "存",
        (("%d day", "%d days"), None): "%d天",
        ("A\n“b”", "c"): "甲\n“乙”",
    }
    messages.PO.write_text(messages.po_text({key: {"zhinan/kit/pages.py"} for key in held}, held), encoding="utf-8")
    assert messages.known() == held


@given(st.dictionaries(KEYS, st.text(), max_size=5))
def test_the_compiled_file_does_not_depend_on_the_order(held):
    backwards = dict(reversed(held.items()))
    assert messages.mo_bytes(held) == messages.mo_bytes(backwards)


# pages


@pytest.fixture(autouse=True)
def _quiet():
    """The language that a page was answered in ends with its test."""
    with translation.override("en"):
        yield


@pytest.fixture
def chinese():
    """Somebody whose browser asks for Chinese."""
    return Client(headers=CHINESE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["home", "search", "sources", "networks", "think-tank", "account_login", "account_reset_password"]
)
def test_a_page_in_chinese_holds_no_english_sentence(chinese, name):
    page = chinese.get(reverse(name)).content.decode()
    assert (re.search('<html lang="([^"]+)"', page)[1], english(page)) == ("zh-hans", [])


@pytest.mark.django_db
def test_the_pages_of_trouble_are_chinese_too(chinese, rf):
    missing = chinese.get("/no-such-page/")
    broken = Client(headers=CHINESE, enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x"})
    with translation.override("zh-hans"):
        fault = server_error(rf.get("/"))
    assert [english(answer.content.decode()) for answer in (missing, broken, fault)] == [[], [], []]


@pytest.mark.django_db
def test_a_form_that_is_wrong_says_so_in_chinese(chinese):
    page = chinese.post(reverse("account_login"), {"login": "", "password": ""}).content.decode()
    assert english(page) == []


@pytest.mark.django_db
def test_a_mail_is_written_in_chinese(chinese, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    get_user_model().objects.create_user("zh@zhinan.example", "only for this test 1", name="某人")
    chinese.post(reverse("account_reset_password"), {"email": "zh@zhinan.example"})
    said = re.sub(r"https?://\S+", "", mail.outbox[0].subject + mail.outbox[0].body)
    assert sorted(set(re.findall("[A-Za-z]{2,}", said)) - NAMES) == []


def test_dates_and_numbers_are_written_as_the_language_has_them():
    with translation.override("zh-hans"):
        assert [PartialDate(text).in_words() for text in ("2026", "2026-11", "2026-11-22")] == [
            "2026年",
            "2026年11月",
            "2026年11月22日",
        ]
        assert PartialDate("[2010-09-10,2010-10-09]").in_words() == "2010年9月10日或2010年10月9日"
        assert span_in_words(PartialDate("2020-08"), PartialDate("2021")) == "2020年8月至2021年"
        assert [day(date(2026, 11, 22)), day(datetime(2026, 1, 2, tzinfo=timezone.get_default_timezone()))] == [
            "2026年11月22日",
            "2026年1月2日",
        ]
        assert [number(12345), number(Decimal("1234567.5"))] == ["12,345", "1,234,567.50"]


# choosing


@pytest.mark.django_db
def test_a_visitor_chooses_a_language_and_comes_back_to_the_page(client):
    answer = client.post(
        reverse("language"), {"language": "zh-hans"}, headers={"referer": "http://testserver/networks/?page=1"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "http://testserver/networks/?page=1")
    assert client.get("/").wsgi_request.LANGUAGE_CODE == "zh-hans"
    client.post(reverse("language"), {"language": "en"})
    assert client.get("/", headers=CHINESE).wsgi_request.LANGUAGE_CODE == "en"


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "", "javascript:alert(1)"])
def test_choosing_a_language_never_leads_elsewhere(client, back):
    assert client.post(reverse("language"), {"language": "en"}, headers={"referer": back}).headers["Location"] == "/"


@pytest.mark.django_db
def test_a_language_that_is_not_spoken_is_not_remembered(client):
    answer = client.post(reverse("language"), {"language": "tlh"})
    assert (answer.status_code, dict(answer.cookies)) == (302, {})
    assert client.get(reverse("language")).status_code == 405


@pytest.mark.django_db
def test_the_foot_of_a_page_offers_each_language_in_its_own_words_without_a_cookie(client):
    answer = client.get("/")
    form = re.search(r'<form class="languages".*?</form>', answer.content.decode(), re.S)[0]
    offered = r'<(button|b)\b[^>]* lang="([^"]+)">([^<]+)<'
    assert re.findall(offered, form) == [("b", "en", "English"), ("button", "zh-hans", "简体中文")]
    assert dict(answer.cookies) == {}


@pytest.mark.django_db
def test_who_has_signed_in_is_spoken_to_as_their_account_says(client):
    user = get_user_model().objects.create_user("zh@zhinan.example", name="某人")
    client.force_login(user)
    client.post(reverse("language"), {"language": "zh-hans"})
    user.refresh_from_db()
    client.cookies.pop(live.LANGUAGE_COOKIE_NAME)
    answer = client.get("/", headers={"accept-language": "en"})
    assert (user.language, answer.headers["Content-Language"]) == ("zh-hans", "zh-hans")


def answered_in_turn(*requests):
    """Which of `requests` had their page made anew, and the languages of the pages, by the visitors' memory."""
    made = []

    def view(request):
        made.append(request)
        return HttpResponse(f"<p>{translation.get_language_from_request(request)}</p>")

    pages = VisitorPages(view)
    said = [pages(request).content.decode()[3:-4] for request in requests]
    return [request in made for request in requests], said


def visit(language, cookie=None, **cookies):
    """A visitor's request with the language of a browser, and perhaps one that was chosen."""
    request = RequestFactory().get("/", headers={"accept-language": language})
    request.COOKIES = {**({live.LANGUAGE_COOKIE_NAME: cookie} if cookie else {}), **cookies}
    return request


@pytest.mark.django_db
def test_visitors_share_a_page_with_those_of_their_language_alone():
    asked = [
        visit("en"),
        visit("zh-CN"),
        visit("en"),
        visit("en", "zh-hans"),
        visit("zh-CN", "en"),
        visit("en", other="1"),
    ]
    assert answered_in_turn(*asked) == (
        [True, True, False, False, False, True],
        ["en", "zh-hans", "en", "zh-hans", "en", "en"],
    )
