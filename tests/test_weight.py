"""What a page weighs on the wire and what it asks of the database, over the record world."""

import gzip
import re
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhinan.knowledge.models import Solution
from zhinan.portal.tasks import rebuild

MOST = 14 * 1024  # bytes, gzipped
HIGHLIGHTS = "/programmes/global-ssdc/highlights/2020/"


@pytest.fixture
def crawled(record_world, db):
    """{address: content} of every public page that links lead to from the home page; asked for once."""
    return crawl()


@cache
def crawl():
    """Follow the links of pages from the home page on; files and the search are left out."""
    client, pages, waiting = Client(), {}, ["/"]
    while waiting:
        address = waiting.pop()
        if address not in pages:
            answer = client.get(address, follow=True)  # a citation leads to its place in a source
            assert answer.status_code == 200, address
            pages[address] = answer.content
            waiting += links(address, answer.content.decode())
    return pages


def links(address, content):
    """Addresses of pages of ours that a page links to."""
    found = set()
    for tag in re.findall(r"<a [^>]*>", content):
        link = re.search(r'href="([^"]*)"', tag)[1].replace("&amp;", "&")
        parts = urlsplit(urljoin(address, link))
        wanted = parts.path.startswith("/") and not parts.netloc and not parts.query and " download" not in tag
        if wanted and not parts.path.startswith(("/search/", "/account/", "/calls.")):
            found.add(parts.path)
    return found


def test_every_public_page_weighs_at_most_14_kb(crawled):
    assert {address: weight(content) for address, content in crawled.items() if weight(content) > MOST} == {}
    assert len(crawled) > 150


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["", "?q=cooperation", "?kind=organisation&q=china", "?page=2"])
def test_the_search_weighs_at_most_14_kb(record_world, client, words):
    rebuild()
    answer = client.get(f"/search/{words}")
    assert (answer.status_code, weight(answer.content) <= MOST) == (200, True), weight(answer.content)


def weight(content):
    """Bytes on the wire, as the server packs a page."""
    return len(gzip.compress(content, 6))


def test_the_style_sheets_that_a_screen_loads_weigh_at_most_14_kb():
    with open(finders.find("kit/site.css"), "rb") as sheet:
        assert weight(sheet.read()) <= MOST


def test_the_map_weighs_at_most_60_kb():
    with open(finders.find("kit/map.svg"), "rb") as drawing:
        assert weight(drawing.read()) <= 60 * 1024


def test_no_page_loads_anything_from_another_host(crawled):
    foreign = {}
    for address, content in crawled.items():
        text = re.sub(r"<a [^>]*>", "", content.decode())
        found = re.findall(r'(?:href|src|srcset|action|data|poster)="(?:https?:)?//[^"]*"', text)
        found += re.findall(r"url\((?:https?:)?//[^)]*\)", text)
        if found:
            foreign[address] = found
    assert foreign == {}


def test_every_picture_is_sized_lazy_and_described(crawled):
    pictures = {tag for content in crawled.values() for tag in re.findall(r"<img [^>]*>", content.decode())}
    wanted = ('width="', 'height="', 'loading="lazy"', 'alt="')
    assert pictures
    assert [tag for tag in pictures if not all(word in tag for word in wanted)] == []


def test_no_page_needs_a_script(crawled):
    assert [address for address, content in crawled.items() if re.search(rb"<script(?! src)|\son\w+=", content)] == []


def test_no_page_has_a_style_of_its_own(crawled):
    assert [address for address, content in crawled.items() if re.search(rb'<style|\sstyle="', content)] == []


def queries(client, address):
    """How many questions a page asks of the database, once what is cached is cached."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.django_db
def test_a_solution_page_asks_at_most_ten_questions_of_the_database(record_world, client):
    counts = {one.slug: queries(client, one.get_absolute_url()) for one in Solution.objects.public()}
    assert len(counts) >= 2
    assert {slug: count for slug, count in counts.items() if count > 10} == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "number"), [("/", 32), (HIGHLIGHTS, 82), ("/hub/", 20), ("/networks/", 2)])
def test_a_composite_page_asks_as_many_questions_as_is_written_here(record_world, client, address, number):
    assert queries(client, address) == number
