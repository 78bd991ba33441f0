"""The ledger by hand: contributions are posted, checked, taken back, and added up in currencies and in dollars."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.codelists.models import Currency, ExchangeRate
from zhinan.files.tests.make import attached
from zhinan.history.models import Entry
from zhinan.network.models import Organisation
from zhinan.network.tests.make import organisation
from zhinan.programmes import actions
from zhinan.programmes.figures import totals
from zhinan.programmes.models import Posting, ProgrammeParty

from . import make
from .sending import warned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def work():
    """A project of a programme, and somebody to contribute to it."""
    organisation(name="Weavers", slug="weavers")
    return make.project(make.programme())


@pytest.fixture
def office(client, work):
    """The finance officer of its programme, signed in."""
    one = user("Finance", RoleName.FINANCE, work.programme.scope())
    client.force_login(one)
    return one


def rate(per_usd="7", on=date(2020, 6, 1), code="CNY"):
    """A rate that is kept."""
    currency = Currency.objects.get(code=code)
    return ExchangeRate.objects.create(currency=currency, on=on, per_usd=Decimal(per_usd), source="central bank")


def send(client, work, step="save", **values):
    """The answer to a contribution of 700 yuan in cash, secured on 15 June 2020, unless values say otherwise."""
    cash = {"contributor": "Weavers", "is_parallel": "on", "kind": "cash", "stage": "secured", "on": "2020-06-15"}
    sent = {**cash, "amount": "700", "currency": "CNY", "step": step, **values}
    return client.post(reverse("post", args=[work.slug]), sent)


@pytest.fixture
def _files(settings, tmp_path):
    """Files lie in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path


def test_a_contribution_is_checked_with_the_newest_rate_of_its_day_and_then_posted_and_told(client, office, work):
    rate("8", on=date(2020, 1, 1))
    rate("7")
    rate("6", on=date(2020, 7, 1))
    shown = {label: value for label, value, _part in send(client, work, step="check").context["answers"] if value}
    assert (shown["US dollars for one unit"], shown["Day of that rate"]) == ("0.142857142857", "1 June 2020")
    assert Posting.objects.count() == 0
    answer = send(client, work)
    made = Posting.objects.get()
    assert answer.url == f"{work.get_absolute_url()}#ledger"
    assert (made.amount, made.usd_rate, made.rate_on) == (700, Decimal("0.142857142857"), date(2020, 6, 1))
    assert [(entry.verb, entry.actor) for entry in Entry.objects.about(work)] == [("posted", office.pseudonym)]


def test_a_rate_that_is_written_stays_and_a_dollar_is_a_dollar(client, office, work):
    rate("7")
    send(client, work, usd_rate="0.15", rate_on="2020-06-14")
    send(client, work, currency="USD")
    assert [(one.usd_rate, one.rate_on.isoformat()) for one in Posting.objects.order_by("pk")] == [
        (Decimal("0.15"), "2020-06-14"),
        (Decimal("1"), "2020-06-15"),
    ]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"amount": ""}, {"amount": ["Cash has an amount."]}),
        ({"amount": "-5"}, {"amount": ["Write an amount above zero."]}),
        ({"currency": ""}, {"currency": ["Say which currency the amount is in."]}),
        (
            {"kind": "technical", "amount": "", "currency": ""},
            {"amount": ["Write an amount, or a quantity with its unit."]},
        ),
        (
            {"kind": "technical", "quantity": "-3", "unit": "days", "amount": "", "currency": ""},
            {"quantity": ["Write a quantity above zero."]},
        ),
        ({"quantity": "3"}, {"unit": ["Say what is counted."]}),
        ({"kind": "in_kind"}, {"valuation_method": ["Say how the value of what is not cash was found."]}),
        ({"usd_rate": "0.15"}, {"rate_on": ["Say of which day this rate is."]}),
        ({"rate_on": "2020-06-15"}, {"usd_rate": ["Write the rate of this day."]}),
        ({"usd_rate": "0", "rate_on": "2020-06-15"}, {"usd_rate": ["Write a rate above zero."]}),
        ({"contributor": ""}, {"contributor": ["This field is required."]}),
    ],
    ids=str,
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_posted(client, office, work, values, errors):
    answer = send(client, work, **values)
    assert (answer.context["form"].errors, Posting.objects.count()) == (errors, 0)


def test_what_is_worth_a_second_look_can_be_overruled(client, office, work):
    answer = send(client, work, step="check", on="2199-01-01")
    assert warned(answer) == [
        "This day has not come yet.",
        "No rate of CNY is kept until that day: the amount will count in no total in dollars.",
    ]
    rate("7")
    send(client, work)
    assert warned(send(client, work, step="check")) == ["The same contribution stands in this ledger already."]
    send(client, work)
    assert Posting.objects.count() == 2


def test_the_next_of_several_begins_where_the_last_one_ended(client, office, work):
    rate("7")
    answer = send(client, work, step="save-add", stage="pledged")
    form = client.get(answer.url).context["form"]
    assert (form["contributor"].value(), form["stage"].value(), form["on"].value(), form["amount"].value()) == (
        "Weavers [weavers]",
        "pledged",
        "2020-06-15",
        None,
    )
    assert form["is_parallel"].value() is True


def test_numbers_are_told_as_a_person_writes_them(client, office, work):
    answers = send(client, work, step="check", currency="USD").context["answers"]
    shown = {label: value for label, value, _part in answers}
    assert (shown["Amount"], shown["US dollars for one unit"]) == ("700", "1")
    assert str(make.posting(work, contributor=organisation(name="Spinners"), amount=Decimal("5000.5"))) == (
        "Spinners: USD 5,000.50"
    )
    with override("de"):
        assert str(Posting.objects.get()) == "Spinners: USD 5.000,50"


@pytest.mark.parametrize(
    ("runs", "ticked", "sentence"),
    [
        (True, "on", "“Weavers” runs the programme, and this is called a partner's money, beside the grant."),
        (True, "", None),
        (False, "on", None),
        (False, "", "“Weavers” does not run the programme, and this is called the grant's own money."),
    ],
)
def test_money_is_a_partners_only_where_somebody_says_so_and_is_worth_a_second_look(
    client, office, work, runs, ticked, sentence
):
    rate("7")
    role = "accountable" if runs else "implementing"
    weavers = Organisation.objects.get(slug="weavers")
    ProgrammeParty.objects.create(programme=work.programme, organisation=weavers, role=role)
    assert client.get(reverse("post", args=[work.slug])).context["form"]["is_parallel"].value() is False
    assert warned(send(client, work, step="check", is_parallel=ticked)) == ([sentence] if sentence else [])


def test_a_posting_is_taken_back_from_its_line_and_once_only(client, office, work):
    made = make.posting(work)
    address = reverse("reverse-posting", args=[made.pk])
    assert f'<a href="{address}">Reverse</a>' in client.get(work.get_absolute_url()).content.decode()
    answer = client.post(address, {"on": "2020-06-14", "evidence": "Paid twice"})
    assert answer.context["form"].non_field_errors() == ["A posting cannot be taken back before its own day."]
    assert client.post(address, {"on": "2020-07-01", "evidence": "Paid twice"}).url == made.get_absolute_url()
    assert Posting.objects.get(reverses=made).evidence == "Paid twice"
    client.post(address, {"on": "2020-07-02", "evidence": "Again"})
    page = client.get(work.get_absolute_url())
    assert (Posting.objects.count(), address in page.content.decode(), page.context["totals"]) == (2, False, [])


def test_the_ledger_adds_up_by_whose_money_it_is_by_stage_and_kind(work):
    def post(amount, **facts):
        return make.posting(work, amount=amount and Decimal(amount), **facts)

    post("100")
    post("50", currency="CNY", rate="0.2", on=date(2020, 8, 1))
    post("30", currency="CNY", rate="0.1")
    post("7", currency="EUR", rate="")
    post("40", stage="pledged")
    post("500", is_parallel=False)
    post(None, rate="", kind="technical", quantity=Decimal("3"), unit="days")
    assert [{name: value for name, value in one.items() if value} for one in totals(Posting.objects.all())] == [
        {
            "is_parallel": True,
            "stage": "pledged",
            "kind": "cash",
            "amounts": [("USD", 40)],
            "dollars": Decimal("40.00"),
        },
        {
            "is_parallel": True,
            "stage": "secured",
            "kind": "cash",
            "amounts": [("CNY", 80), ("EUR", 7), ("USD", 100)],
            "dollars": Decimal("113.00"),
            "unrated": ["EUR"],
            "rates": (date(2020, 6, 15), date(2020, 8, 1)),
        },
        {"is_parallel": True, "stage": "secured", "kind": "technical", "quantities": [("days", 3)]},
        {"stage": "secured", "kind": "cash", "amounts": [("USD", 500)], "dollars": Decimal("500.00")},
    ]


def test_the_rate_of_what_was_reversed_is_none_of_a_total(work):
    make.posting(work)
    wrong = make.posting(work, currency="CNY", rate="0.2")
    actions.reverse(wrong, by=None, on=date(2020, 7, 1), evidence="A slip")
    one = totals(Posting.objects.all())[0]
    assert (one["amounts"], one["dollars"], one["rates"]) == ([("USD", 1000)], Decimal("1000.00"), None)


@pytest.mark.parametrize("number", [1, 3])
def test_who_may_post_reads_a_ledger_in_nine_queries(client, office, work, django_assert_num_queries, number):
    for _ in range(number):
        make.posting(work)
    with django_assert_num_queries(9):
        page = client.get(work.get_absolute_url()).content.decode()
    assert page.count(">Reverse</a>") == number


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("visitor", [403, 403, False]),
        ("nobody in particular", [403, 403, False]),
        ("focal point", [403, 403, False]),
        ("finance", [200, 200, True]),
        ("evaluator", [403, 403, False]),
        ("secretariat", [200, 200, True]),
        ("secretariat elsewhere", [403, 403, False]),
        ("administrator", [200, 200, True]),
    ],
)
def test_who_may_post_and_take_back(client, work, person, expected):
    who, made = cast(work.programme, make.programme())[person], make.posting(work)
    if who.is_authenticated:
        client.force_login(who)
    addresses = (reverse("post", args=[work.slug]), reverse("reverse-posting", args=[made.pk]))
    found = [client.get(address).status_code for address in addresses]
    assert [*found, client.get(work.get_absolute_url()).context["may_post"]] == expected


def test_a_hidden_posting_cannot_be_taken_back_by_guessing(client, office, work):
    made = make.posting(work, contributor=organisation(audience="administrator"))
    assert client.get(reverse("reverse-posting", args=[made.pk])).status_code == 404


# what shows a contribution, and the ledger as a file


@pytest.mark.usefixtures("_files")
def test_a_file_of_the_project_is_chosen_as_evidence_and_found_in_the_ledger_by_who_may_read_it(client, office, work):
    letter = attached(work, "letter.pdf", caption="Letter of the bank")
    hidden = attached(
        work, "advice.pdf", caption="Advice of the bank", audience=f"secretariat@{work.programme.scope()}"
    )
    other = attached(make.project(), "other.pdf", caption="Of another project")
    page = client.get(reverse("post", args=[work.slug])).content.decode()
    assert [str(one) in page for one in (letter, other)] == [True, False]
    send(client, work, evidence_file=other.pk)
    assert Posting.objects.count() == 0
    send(client, work, evidence_file=letter.pk)
    make.posting(work, evidence_file=hidden)
    client.logout()
    page = client.get(work.get_absolute_url()).content.decode().partition('id="ledger"')[2]
    assert (f'href="{work.get_absolute_url()}files/{letter.pk}/">Letter of the bank' in page) is True
    assert "Advice of the bank" not in page


@pytest.mark.usefixtures("_files")
def test_nothing_of_another_project_shows_a_contribution(work):
    other = attached(make.project(), "other.pdf")
    with pytest.raises(ValidationError, match="Choose one of the files of the project"):
        make.posting(work, evidence_file=other)


def test_the_ledger_is_given_out_as_a_file_with_every_posting(client, office, work):
    send(client, work, evidence="letter", usd_rate="0.15", rate_on="2020-06-14")
    actions.reverse(Posting.objects.get(), by=office, on=date(2020, 7, 1), evidence="wrong")
    client.logout()
    page = client.get(work.get_absolute_url()).content.decode()
    address = reverse("ledger", args=[work.slug, "csv"])
    assert f'href="{address}" download' in page
    lines = client.get(address).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("On,From,Whose money,")
    assert [line.split(",")[0] for line in lines[1:]] == ["2020-06-15", "2020-07-01"]
    assert lines[1].endswith(",letter,")
    assert lines[2].endswith(",wrong,yes")
    assert client.get(reverse("ledger", args=[work.slug, "xlsx"])).status_code == 200
    assert client.get(reverse("ledger", args=[work.slug, "pdf"])).status_code == 404
