"""What happened to a record: everybody reads it, and who may edit it also what was there before and after."""

import re
from html import unescape

import pytest

from zhinan.accounts.access import keep_records
from zhinan.accounts.views import traces
from zhinan.events.tests.make import person
from zhinan.history.actions import write
from zhinan.network.tests.make import organisation

from .make import office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def changes(client, record):
    """[(label, before and after)] of the timeline of `record`, as its page shows it."""
    page = client.get(record.get_absolute_url()).content.decode()
    timeline = page[page.index('class="timeline"') :]
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", timeline)
    return [(label, unescape(re.sub("<[^>]+>", "", words))) for label, words in found]


def test_an_editor_reads_before_and_after_in_words(client):
    keeper, body = office(), organisation(name="Weavers")
    above = organisation(name="Union")
    write(body, {"name": "Weavers of Kano", "parent": above.pk, "audience": "signed-in"}, by=keeper)
    client.force_login(keeper)
    assert sorted(changes(client, body)) == [
        ("Name", "Weavers → Weavers of Kano"),
        ("Part of", "– → Union"),
        ("Who may see it", "everybody → whoever has signed in"),
    ]


def test_nobody_else_does(client):
    keeper, body = office(), organisation(name="Weavers")
    write(body, {"name": "Weavers of Kano"}, by=keeper)
    assert changes(client, body) == []


def test_a_record_that_an_editor_may_not_see_is_not_named(client):
    keeper, body = office(), organisation(name="Weavers")
    write(body, {"parent": organisation(name="Hidden", audience="administrator").pk}, by=keeper)
    client.force_login(keeper)
    assert changes(client, body) == [("Part of", "– → –")]


def test_what_is_sensitive_is_never_told(client):
    keeper, somebody = office(), person(name="Amina")
    write(somebody, {"name": "Amina Diallo", "email": "amina@zhinan.example"}, by=keeper)
    client.force_login(keeper)
    assert changes(client, somebody) == [("Name", "Amina → Amina Diallo")]


@pytest.mark.parametrize("number", [1, 3])
def test_one_change_and_three_take_the_same_queries(number, django_assert_num_queries):
    keeper, body = office(), organisation(name="Weavers")
    for k in range(number):
        write(body, {"name": f"Weavers {k}", "parent": organisation(name=f"Union {k}").pk}, by=keeper)
    assert keep_records(keeper)
    with django_assert_num_queries(3):  # the entries, who did it, and the organisations that they lead to
        assert sum(len(line["changes"]) for line in traces(body, keeper, may_edit=True)["entries"]) == 2 * number
