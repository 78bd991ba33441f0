"""The applications of a call as a list, side by side, as charts and as files, and who reads them."""

import csv
import io
import zipfile
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.grants import figures
from zhinan.grants.models import Application, Mark, Recusal
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country, programme

from .make import application, asked, call, rubric, sits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]

PAGES = ("applications", "comparison", "charts")
FILES = ("applications/?format=csv", "comparison/?format=csv", "applications/?format=xlsx", "comparison/?format=xlsx")


class World:
    """A call of a programme with its people, and applications that were submitted."""

    def __init__(self):
        self.programme = programme()
        self.call = call(self.programme, title="Water")
        self.criteria = rubric(self.call.rules())
        self.people = {"visitor": None, "stranger": user("Stranger")}
        for word, role in (("office", "secretariat"), ("evaluator", "evaluator"), ("finance", "finance")):
            self.people[word] = user(word, role, self.programme.scope())
        self.people["member"] = user("member")
        sits(self.call, self.people["member"])
        self.people["author"] = user("author")
        self.people["reviewer"] = user("reviewer")

    def send(self, title="Wells", amount=20_000, state="appraisal", alpha3="KEN", **facts):
        """One application that was submitted."""
        lead = organisation(country=country(alpha3))
        made = application(self.call, self.people["author"], title=title, state=state, lead=lead, **facts)
        made.budget.create(heading="Pumps", source="grant", amount=Decimal(amount))
        made.budget.create(heading="Work", source="match", amount=Decimal(5_000))
        return made

    def judge(self, made, *points, who=None):
        """A review with one mark a criterion that was sent."""
        total = sum(Decimal(point - 1) / 4 * one.weight for point, one in zip(points, self.criteria, strict=True))
        facts = {"state": "sent", "sent_at": timezone.now(), "total": total}
        review = asked(made, who or user(f"reviewer {Application.objects.count()}{points}"), **facts)
        for point, one in zip(points, self.criteria, strict=True):
            Mark.objects.create(review=review, criterion=one, points=point)
        return review


@pytest.fixture
def world():
    return World()


@pytest.fixture
def read(world, client):
    def read(page, who="office"):
        client.logout()
        if world.people[who] is not None:
            client.force_login(world.people[who])
        return client.get(f"/calls/{world.call.slug}/{page}" + ("" if "?" in page else "/"))

    return read


def words_of(answer):
    """What a page or a file says, as text."""
    if answer.content[:2] != b"PK":
        return answer.content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize("page", [*PAGES, *FILES])
@pytest.mark.parametrize(
    ("who", "answer"),
    [
        *[("visitor", 403), ("stranger", 403), ("author", 403), ("reviewer", 403), ("finance", 403)],
        *[("office", 200), ("evaluator", 200), ("member", 200)],
    ],
)
def test_the_lists_are_for_office_evaluator_and_committee(world, read, page, who, answer):
    asked(world.send(), world.people["reviewer"])
    found = read(page, who)
    assert found.status_code == answer


@pytest.mark.parametrize("page", [*PAGES, *FILES])
@pytest.mark.parametrize("who", ["office", "member"])
def test_who_is_recused_finds_neither_title_nor_number_nor_count(world, read, page, who):
    held = world.send("Wells of the delta", number="C-777", alpha3="FJI")
    found = read(page, who)
    Recusal.objects.create(application=held, user=world.people[who], tie="family", declared_at=timezone.now())
    hidden = read(page, who)
    for word in ("Wells of the delta", "C-777", "Fiji"):
        assert word not in words_of(hidden)
    assert words_of(found) != words_of(hidden)


@pytest.mark.parametrize("page", [*PAGES, *FILES])
def test_a_member_who_reviews_without_names_finds_no_name_in_a_list(world, read, page):
    world.call.versions.update(is_blind=True)
    asked(world.send("Wells of the delta", number="C-777", alpha3="FJI"), world.people["member"])
    for word in ("Wells of the delta", "C-777", "Fiji"):
        assert word not in words_of(read(page, "member"))


def test_what_is_being_written_stands_nowhere(world, read):
    application(world.call, world.people["author"], title="Half a thought")
    for page in PAGES:
        assert b"Half a thought" not in read(page).content


def test_the_list_is_sorted_narrowed_and_downloaded_as_it_is_shown(world, read):
    first, second = world.send("Wells", 20_000), world.send("Canals", 30_000, alpha3="FJI")
    world.judge(first, 5, 5), world.judge(first, 1, 5), world.judge(second, 3, 3)
    lines = list(
        csv.DictReader(io.StringIO(read("applications/?format=csv&sort=-requested").content.decode("utf-8-sig")))
    )
    said = [
        (one["Title"], one["Amount requested"], one["Mean of reviews, of 100"], one["Points apart"]) for one in lines
    ]
    assert said == [("Canals", "30000.00", "50.00", ""), ("Wells", "20000.00", "70.00", "60.00")]
    assert [(one["Reviewers asked"], one["Reviews sent"]) for one in lines] == [("1", "1"), ("2", "2")]
    narrowed = read("applications/?country=FJI").content.decode()
    assert "Canals" in narrowed and "Wells" not in narrowed and "1 of 2 applications" in narrowed


def test_the_comparison_has_every_criterion_and_each_number_once(world, read):
    first, second = world.send("Wells"), world.send("Canals")
    world.judge(first, 5, 4), world.judge(first, 4, 2)
    rows = {one.pk: one for one in figures.compared(Application.objects.all())}
    assert rows[first.pk].marks == {one.pk: Decimal(mean) for one, mean in zip(world.criteria, (4.5, 3), strict=True)}
    assert (rows[first.pk].requested, rows[first.pk].beside, rows[second.pk].total) == (20_000, 5_000, None)
    page = read(f"comparison/?numbers={first.number}").content.decode()
    assert "Wells" in page and "Canals" not in page


def test_each_number_of_the_charts_opens_as_many_applications(world, read):
    for title, alpha3, state in (("A", "KEN", "eligible"), ("B", "KEN", "submitted"), ("C", "FJI", "submitted")):
        world.send(title, state=state, alpha3=alpha3)
    found = figures.pipeline(Application.objects.all())
    assert sum(n for _label, n, _words in found["state"]) == sum(n for _label, n, _words in found["country"]) == 3
    for rows in found.values():
        for _label, n, words in rows:
            listed = words_of(read(f"applications/?format=csv&{words}")).splitlines()
            assert len(listed) - 1 == n, words


@pytest.mark.parametrize(("page", "queries"), [("applications", 14), ("comparison", 14), ("charts", 13)])
def test_one_application_and_three_take_the_same_queries(world, client, page, queries):
    client.force_login(world.people["office"])
    address = f"/calls/{world.call.slug}/{page}/"
    client.get(address)  # what is read once and kept
    for _turn in range(2):
        world.judge(world.send(alpha3="KEN"), 3, 3)
        world.judge(world.send(alpha3="FJI"), 2, 4)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        assert len(made) == queries
