"""Exchange rates are entered, pasted and uploaded, all of a list or none of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.codelists.models import Currency, ExchangeRate
from zhinan.history.models import Entry
from zhinan.programmes.rules import read_rates

from . import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
TODAY = date(2026, 11, 22)


@pytest.fixture
def office(client):
    """A finance officer, signed in."""
    one = user("Finance", RoleName.FINANCE, make.programme().scope())
    client.force_login(one)
    return one


def paste(client, lines, **more):
    """The answer to lines that were pasted."""
    return client.post(reverse("import-rates"), {"lines": lines, **more}, follow=True)


def kept():
    """Every rate, by currency and day."""
    found = ExchangeRate.objects.order_by("currency__code", "on")
    return [(str(one.currency), one.on.isoformat(), one.per_usd, one.source) for one in found]


def told(answer):
    """The messages that a page shows."""
    return [str(message) for message in answer.context["messages"]]


def test_pasted_lines_are_kept_and_the_same_lines_again_change_nothing(client, office):
    lines = "Currency,Day,Per USD,Source\nCNY,2020-06-15,7.0795,central bank\n\n eur ,2020-06-15, 0.887 ,central bank\n"
    assert told(paste(client, lines)) == ["2 rates were added. 0 rates were put right."]
    whole = [
        ("CNY", "2020-06-15", Decimal("7.0795"), "central bank"),
        ("EUR", "2020-06-15", Decimal("0.887"), "central bank"),
    ]
    assert kept() == whole
    entries = Entry.objects.count()
    assert told(paste(client, lines)) == ["0 rates were added. 0 rates were put right."]
    assert (kept(), Entry.objects.count()) == (whole, entries)


def test_a_rate_that_stands_already_is_put_right_and_the_history_knows_both(client, office):
    paste(client, "CNY,2020-06-15,70.795,central bank")
    assert told(paste(client, "CNY,2020-06-15,7.0795,central bank")) == ["0 rates were added. 1 rate was put right."]
    entry = Entry.objects.about(ExchangeRate.objects.get()).order_by("-pk").first()
    assert (entry.actor, entry.changes) == (office.pseudonym, {"per_usd": ["70.79500000", "7.07950000"]})


def test_one_wrong_line_keeps_all_out_and_each_is_told_with_its_number(client, office):
    lines = [
        "CNY,2020-06-15,7.0795,central bank",
        "XQX,2020-06-15,7,central bank",
        "USD,2020-06-15,1,central bank",
        "CNY,15/6/2020,7,central bank",
        "CNY,2199-06-15,7,central bank",
        "CNY,2020-06-16,seven,central bank",
        "CNY,2020-06-17,0,central bank",
        "CNY,2020-06-18,7,",
        "CNY,2020-06-18",
        "CNY,2020-06-15,7.5,central bank",
    ]
    form = paste(client, "\n".join(lines)).context["form"]
    assert form.errors == {
        "lines": [
            "Line 2: “XQX” is no currency. Write its code, as CNY.",
            "Line 3: the US dollar needs no rate.",
            "Line 4: “15/6/2020” is no day. Write 2026-06-15.",
            "Line 5: 2199-06-15 has not come yet.",
            "Line 6: “seven” is no rate. Write a number as 7.1795.",
            "Line 7: “0” is no rate. Write a number as 7.1795.",
            "Line 8: write four values: currency, day, units for one US dollar, source.",
            "Line 9: write four values: currency, day, units for one US dollar, source.",
            "Line 10: another line gives another rate of that day, from the same source.",
        ]
    }
    assert (kept(), form["lines"].value()) == ([], "\n".join(lines))


def test_many_wrong_lines_are_told_in_part(client, office):
    form = paste(client, "\n".join(f"CNY,2020-06-{day},0,central bank" for day in range(10, 25))).context["form"]
    assert (len(form.errors["lines"]), form.errors["lines"][-1]) == (11, "And 5 more lines.")


def test_a_file_is_read_in_the_encoding_that_it_was_saved_in(client, office):
    body = "货币;日期;汇率;来源\nCNY;2020-06-15;7.0795;中国人民银行\n".encode("gb18030")
    paste(client, "", file=SimpleUploadedFile("rates.csv", body))
    assert kept() == [("CNY", "2020-06-15", Decimal("7.0795"), "中国人民银行")]


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("rates.pdf", b"%PDF-1.7", "“rates.pdf” is no spreadsheet. Upload XLSX, ODS or CSV."),
        (
            "rates.xlsx",
            b"CNY,2020",
            "“rates.xlsx” is not what its ending says: it holds text. Save it as XLSX or CSV again.",
        ),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(client, office, name, body, sentence):
    form = paste(client, "", file=SimpleUploadedFile(name, body)).context["form"]
    assert (form.errors, kept()) == ({"file": [sentence]}, [])


def test_neither_lines_nor_a_file_is_nothing_to_import(client, office):
    assert paste(client, "").context["form"].errors == {"lines": ["Paste lines, or choose a file."]}


def test_one_rate_is_entered_listed_and_taken_away(client, office):
    sent = {"currency": "cny", "on": "2020-06-15", "per_usd": "7.0795", "source": "central bank"}
    page = client.post(reverse("add-rate"), sent, follow=True).content.decode()
    assert ('<td class="num" data-label="Units for one US dollar">7.0795</td>' in page, len(kept())) == (True, 1)
    client.post(reverse("drop-rate", args=[ExchangeRate.objects.get().pk]))
    assert kept() == []


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"currency": "USD"}, "currency", "The US dollar needs no rate: it is always one."),
        ({"on": "2199-01-01"}, "on", "This day has not come yet."),
        ({"per_usd": "0"}, "per_usd", "Write a rate above zero."),
        ({"source": ""}, "source", "This field is required."),
    ],
)
def test_a_rate_that_makes_no_sense_is_refused_at_its_field(client, office, values, field, sentence):
    sent = {"currency": "CNY", "on": "2020-06-15", "per_usd": "7.0795", "source": "central bank", **values}
    assert client.post(reverse("add-rate"), sent).context["form"].errors == {field: [sentence]}
    assert kept() == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_rates_takes_six_queries(client, office, django_assert_num_queries, number):
    for day in range(1, number + 1):
        ExchangeRate.objects.create(
            currency=Currency.objects.get(code="CNY"), on=date(2020, 6, day), per_usd=7, source="central bank"
        )
    with django_assert_num_queries(6):
        page = client.get(reverse("rates")).content.decode()
    assert page.count('data-label="Source"') == number
    assert client.get(reverse("rates"), {"currency": "EUR"}).content.decode().count('data-label="Source"') == 0


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("visitor", [302, 302, 302, 302]),
        ("nobody in particular", [403, 403, 403, 403]),
        ("focal point", [403, 403, 403, 403]),
        ("finance", [200, 200, 200, 302]),
        ("evaluator", [403, 403, 403, 403]),
        ("secretariat", [200, 200, 200, 302]),
        ("secretariat elsewhere", [200, 200, 200, 302]),
        ("administrator", [200, 200, 200, 302]),
    ],
)
def test_who_may_read_and_write_rates(client, person, expected):
    who = cast(make.programme(), make.programme())[person]
    if who.is_authenticated:
        client.force_login(who)
    yuan = Currency.objects.get(code="CNY")
    one = ExchangeRate.objects.create(currency=yuan, on=date(2020, 6, 1), per_usd=7, source="central bank")
    found = [client.get(reverse(name)).status_code for name in ("rates", "add-rate", "import-rates")]
    assert [*found, client.post(reverse("drop-rate", args=[one.pk])).status_code] == expected


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)
RATES = st.tuples(
    st.dates(min_value=date(1990, 1, 1), max_value=TODAY),
    st.decimals(min_value="0.00000001", max_value="9999999999", places=8),
    WORDS,
)


@given(st.lists(RATES, max_size=20, unique_by=lambda one: (one[0], one[2])))
def test_what_is_written_out_is_read_back(rates):
    yuan = Currency(pk=1, code="CNY")
    lines = [
        (number, ["cny", day.isoformat(), f"{per_usd:f}", source])
        for number, (day, per_usd, source) in enumerate(rates, 2)
    ]
    rows, troubles = read_rates([(1, ["currency", "day", "rate", "source"]), *lines], {"CNY": yuan}, TODAY)
    assert troubles == []
    assert [(row["on"], row["per_usd"], row["source"]) for row in rows] == rates


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(), st.floats(), WORDS), max_size=6), max_size=10))
def test_whatever_stands_in_a_line_is_a_rate_or_a_sentence(lines):
    rows, troubles = read_rates(list(enumerate(lines, 1)), {"CNY": Currency(pk=1, code="CNY")}, TODAY)
    assert len(rows) + len(troubles) <= len(lines)
    assert all(trouble.startswith("Line ") for trouble in troubles)
