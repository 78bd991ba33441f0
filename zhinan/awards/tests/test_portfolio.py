"""The portfolio in numbers: every figure equals its list, and nothing counts in it that the reader may not see."""

import csv
import io
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from zhinan.awards import figures
from zhinan.awards.figures import standing
from zhinan.awards.rules.matched import matched, matched_of
from zhinan.grants.models import Application, Recusal
from zhinan.history.actions import record
from zhinan.kit.glances import MEMORY
from zhinan.programmes.models import Posting

from .portfolio import paid, people, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NARROWINGS = (
    {},
    {"country": "KEN"},
    {"country": "-"},
    {"sector": "Farming"},
    {"state": "active"},
    {"late": "yes"},
    {"country": "KEN", "sector": "Farming", "year": "2023", "programme": "here"},
)


@pytest.fixture
def made():
    """{name: Award}, see `portfolio.world`."""
    return world()


@pytest.fixture
def office(made):
    """Somebody of the secretariat, signed in."""
    return signed_in(people(made)["secretariat"])


def signed_in(one):
    """A browser of the user `one`."""
    client = Client()
    client.force_login(one)
    return client


def rows_at(client, address):
    """The rows of the file behind `address`, as {label: cell}."""
    joined = f"{address}{'&' if '?' in address else '?'}format=csv"
    return list(csv.DictReader(io.StringIO(client.get(joined).content.decode("utf-8-sig"))))


def behind(client, address):
    """(number, sum) of the list that a number leads to: its last column is what was added up."""
    joined = f"{address}&format=csv"
    rows = list(csv.reader(io.StringIO(client.get(joined).content.decode("utf-8-sig"))))[1:]
    return len(rows), sum((Decimal(row[-1]) for row in rows), Decimal(0))


def lines(user):
    """{title: Line} of the portfolio of `user`."""
    awards = figures.in_portfolio(user)
    titles = dict(awards.values_list("pk", "grant__title"))
    return {titles[one.pk]: one for one in figures.lines(awards)}


@pytest.mark.parametrize("narrowed", NARROWINGS, ids=str)
def test_every_number_equals_the_list_that_it_opens(office, narrowed):
    tiles = office.get(reverse("awards"), narrowed).context["tiles"]
    for tile in tiles:
        opened = office.get(tile["url"]).context
        n, dollars = opened["chosen"].n, opened["chosen"].dollars
        assert (n, dollars) == behind(office, tile["url"])
        assert (len(opened["table"].rows), tile["value"]) == (n, dollars.quantize(Decimal(1), ROUND_HALF_UP))
    assert len(tiles) == len(figures.MEASURES)
    parts = office.get(reverse("award-figures"), narrowed).context["parts"]
    for _key, _name, _chart, rows, _rest in parts:
        assert len(rows) > 0
        for group, address, sums in rows:
            assert behind(office, address)[0] == group.n
            shown = [(total.n, amount) for total, (_label, amount, _opened) in zip(group.totals, sums, strict=True)]
            assert [behind(office, opened) for _label, _amount, opened in sums] == shown


FOUND = {
    "programme=here": {"rice", "yuan", "begun", "over", "bound"},
    "year=2023": {"rice", "yuan", "begun", "over", "bound"},
    "country=KEN": {"rice", "yuan"},
    "country=-": {"begun", "over", "bound"},
    "sector=Farming": {"rice", "bound"},
    "sector=-": {"yuan", "begun"},
    "state=begun": {"begun"},
    "late=yes": {"rice", "yuan", "bound"},
    "country=TZA&sector=Farming": {"rice"},
    "sum=approved": {"rice"},
    "sum=left": {"rice", "yuan", "begun"},
    "sum=returned&country=KEN": {"yuan"},
    "sum=nonsense&state=begun": {"begun"},
}


def test_the_list_is_narrowed_by_each_word_of_its_address(office, made):
    titles = {str(one.grant): name for name, one in made.items()}
    for words, expected in FOUND.items():
        found = rows_at(office, f"{reverse('awards')}?{words}")
        assert {titles[row["Grant"]] for row in found} == expected, words
    payer = made["rice"].payer.slug
    assert [titles[row["Grant"]] for row in rows_at(office, f"{reverse('awards')}?payer={payer}")] == ["rice"]
    assert rows_at(office, f"{reverse('awards')}?q={made['yuan'].grant.title}x") == []


def test_a_grant_in_several_countries_stands_whole_at_each_and_once_in_the_sum(office):
    parts = {key: rows for key, _name, _chart, rows, _rest in office.get(reverse("award-figures")).context["parts"]}
    found = {group.word: (group.n, group.totals[0].dollars) for group, _address, _sums in parts["country"]}
    yuan = Decimal("9859.15")  # 70,000 yuan at 7.1
    assert found == {
        "KEN": (2, 30_000 + yuan),
        "TZA": (1, Decimal(30_000)),
        "-": (3, Decimal(21_000)),
    }
    assert "add up to more than the portfolio" in office.get(reverse("award-figures")).content.decode()
    assert office.get(reverse("awards")).context["tiles"][0]["value"] == Decimal(30_000 + 9_859 + 21_000)


def test_sums_say_what_happened(made):
    seen = lines(people(made)["secretariat"])
    names = {name: seen[str(one.grant)] for name, one in made.items() if str(one.grant) in seen}
    assert sorted(names) == ["begun", "bound", "over", "rice", "yuan"]
    rice, yuan, over = names["rice"], names["yuan"], names["over"]
    plain = ("awarded", "approved", "paid", "left", "spent", "returned")
    assert [rice.value(one) for one in plain] == [30_000, 20_000, 10_000, 20_000, Decimal("1234.56"), 0]
    # 100.01 euros of 1.26 dollars, a yuan being 1/7.1 dollars on the day of the award.
    worth = (Decimal("126.0126") * Decimal("7.1")).quantize(Decimal("0.01"))
    assert [yuan.value(one) for one in plain] == [70_000, 0, 33_333, 36_667, worth, Decimal("250.25")]
    assert [over.value(one) for one in plain] == [9_000, 0, 4_000, 0, 0, 0]
    assert [rice.value(one) for one in ("pledged", "secured", "delivered")] == [20_100, Decimal("15100.55"), 100]


def test_the_sums_of_each_award_are_those_of_its_own_page(made):
    for one in lines(people(made)["administrator"]).values():
        award = next(each for each in made.values() if each.pk == one.pk)
        stands = standing(award, award.instalments.prefetch_related("payments"))
        assert (one.paid, one.approved, one.matched) == (stands.paid, stands.approved, matched(award))


def test_match_of_many_is_asked_for_once(made, django_assert_num_queries):
    awards = list(made.values())
    with django_assert_num_queries(1):
        found = matched_of(awards, [one.pk for one in awards])
    assert found == {one.pk: matched(one) for one in awards}


def test_what_no_rate_makes_comparable_is_in_no_sum_and_is_said(made, office):
    Posting.objects.bulk_create(
        [
            Posting(
                project=made["rice"].grant.project, contributor=made["rice"].payer, is_parallel=False, kind="cash",
                stage="spent", on="2023-11-03", amount=5, currency=made["yuan"].currency,
            )
        ]
    )  # fmt: skip
    page = office.get(reverse("awards"))
    assert page.context["unrated"] == [made["rice"]]
    assert reverse("award-ledger", args=[made["rice"].pk]) in page.content.decode()
    ledger = office.get(reverse("award-ledger", args=[made["rice"].pk]))
    assert [one.posting.amount for one in ledger.context["unrated"]] == [5]


SEES = {
    "secretariat": {"rice", "yuan", "begun", "over", "bound"},
    "finance": {"rice", "yuan", "begun", "over", "bound"},
    "evaluator": {"rice", "yuan", "begun", "over", "bound"},
    "bound": {"rice", "yuan", "begun", "over"},
    "author": {"rice"},
    "elsewhere": {"elsewhere"},
    "administrator": {"rice", "yuan", "begun", "over", "bound", "elsewhere"},
}
AWARDED = {
    "rice": 30_000,
    "yuan": Decimal("9859.15"),
    "begun": 5_000,
    "over": 9_000,
    "bound": 7_000,
    "elsewhere": 6_000,
}


@pytest.mark.parametrize("name", SEES)
def test_what_the_reader_may_not_see_counts_in_no_number_and_stands_in_no_list_or_file(made, name):
    client, titles = signed_in(people(made)[name]), {word: str(one.grant) for word, one in made.items()}
    expected = {titles[word] for word in SEES[name]}
    opened = client.get(reverse("awards"), {"sum": "awarded"}).context
    assert opened["chosen"].dollars == sum(AWARDED[word] for word in SEES[name])
    assert {row["Grant"] for row in rows_at(client, reverse("awards"))} == expected
    for address in ("overdue", "cash"):
        told = client.get(reverse(address)).content.decode()
        told += client.get(reverse(address), {"month": "-"}).content.decode()
        assert [title for title in set(titles.values()) - expected if f">{title}<" in told] == []
    assert {row["Grant"] for row in rows_at(client, reverse("overdue"))} <= expected
    answer = client.get(reverse("portfolio-ledger", args=["csv"]))
    if name == "author":
        assert answer.status_code == 403
    else:
        text = b"".join(answer).decode("utf-8-sig")
        told = {row["Grant"] for row in csv.DictReader(io.StringIO(text))}
        assert told == {titles[word] for word in SEES[name] - {"begun"}}  # nothing was posted of that one


def test_a_programme_that_one_does_not_see_is_not_offered_and_narrows_nothing(made):
    client = signed_in(people(made)["secretariat"])
    page = client.get(reverse("awards"), {"programme": "there"})
    assert 'value="there"' not in page.content.decode()
    assert page.context["tiles"][0]["value"] == Decimal(60_859)


def test_an_amount_in_one_currency_stays_in_it_in_list_and_file(office, made):
    row = next(one for one in rows_at(office, reverse("awards")) if one["Grant"] == str(made["yuan"].grant))
    assert (row["Currency"], row["Awarded"], row["Paid"], row["Left to pay"]) == (
        "CNY", "70000.00", "33333.00", "36667.00",
    )  # fmt: skip
    told = office.get(reverse("awards")).content.decode()
    assert "other currencies count by the rate of the day of each award, here of 15 September 2023" in told


@pytest.fixture
def is_long(monkeypatch):
    """Every portfolio is a long one, whose sums are kept."""
    monkeypatch.setattr("zhinan.awards.views.narrowed.MANY", 0)
    MEMORY.kept.clear()
    yield
    MEMORY.kept.clear()


def seen(client, **words):
    """(sum of the list, its titles, what is late) as a portfolio says it."""
    page = client.get(reverse("awards"), {"sum": "paid", **words}).context
    rows = rows_at(client, f"{reverse('awards')}?sum=paid")
    return page["chosen"].dollars, sorted(row["Grant"] for row in rows), page["late"]


@pytest.mark.usefixtures("is_long")
def test_what_is_kept_of_a_long_portfolio_is_what_would_be_read_now_and_for_this_reader(made):
    found = people(made)
    all_of_it, less = signed_in(found["secretariat"]), signed_in(found["bound"])
    for _turn in range(2):
        assert seen(all_of_it)[0] - seen(less)[0] == 7_000
        assert set(seen(all_of_it)[1]) - set(seen(less)[1]) == {str(made["bound"].grant)}
    before = seen(all_of_it)[0]
    paid(made["yuan"], position=2)
    assert seen(all_of_it)[0] > before
    tied = Application.objects.get(grant=made["bound"].grant)
    Recusal.objects.create(application=tied, user=found["secretariat"], tie="family", declared_at=timezone.now())
    record(made["bound"], "recused", by=found["secretariat"])
    assert seen(all_of_it)[1] == seen(less)[1]
