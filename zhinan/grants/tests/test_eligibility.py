"""The rules of a call, each passed or not in words, with what would mend it; and what is still missing."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from zhinan.codelists.models import Currency, ExchangeRate, Goal
from zhinan.files.tests.make import attached
from zhinan.grants.models import ApplicationParty, CallRules, RequiredDocument
from zhinan.grants.rules import checks, content_of, missing, requested, sums
from zhinan.grants.rules.countries import country_verdicts, explained
from zhinan.grants.rules.money_checks import ceiling_check, match_check
from zhinan.grants.tests.make import application, call, rules
from zhinan.grants.tests.whole import given as contributed
from zhinan.grants.tests.whole import whole
from zhinan.network.tests.make import organisation
from zhinan.programmes.models import Kind
from zhinan.programmes.tests.make import country, programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
ON = date(2026, 11, 22)


def judged(made, on=ON):
    """{key: Check} of an application."""
    return {one.key: one for one in checks(made, made.rules, on)}


def broken(made, on=ON):
    """The keys of the rules that an application breaks."""
    return [one.key for one in checks(made, made.rules, on) if not one.passed]


def pgtf(**facts):
    """A call like those of the PGTF: three countries, as much match secured before, one proposal per institution."""
    facts = {"minimum_countries": 3, "match_ratio": 1, "is_match_secured": True, "one_per_institution": True} | facts
    return call(**{"ceiling": Decimal(35_000), "months_most": 24, "languages": "ar en fr es"} | facts)


def test_an_application_that_keeps_to_all_rules_passes_every_one_of_them():
    made = whole(pgtf())
    assert (broken(made), missing(made, made.rules)) == ([], [])
    assert [*judged(made)] == [
        *("language", "words", "months", "plan", "years", "people", "countries", "currency", "ceiling"),
        *("match", "adds_up", "institution"),
    ]


def test_a_national_proposal_is_told_how_many_countries_lack():
    made = whole(pgtf(), codes=["KEN"])
    check = judged(made)["countries"]
    assert (check.passed, check.rule) == (False, "At least 3 participating countries")
    assert (check.found, check.mend) == ("1 counts: Kenya.", "Name 2 more countries that count, or institutions there.")


def test_institutions_count_by_their_country_and_funders_do_not():
    made = whole(pgtf(), codes=["KEN"])
    for role, code in (("implementing", "UGA"), ("donor", "NOR"), ("facilitator", "DEU")):
        body = organisation(country=country(code))
        ApplicationParty.objects.create(application=made, role=role, organisation=body)
    assert judged(made)["countries"].found == "2 count: Kenya, Uganda."


def test_groups_are_those_of_the_day_named_countries_count_too_and_the_provider_never_does():
    found = pgtf(programme=programme(provider=country("CHN")), counts_ldc=True)
    found.rules().countries.add(country("KEN"))
    made = whole(found, codes=["KEN", "UGA", "CHN", "BTN"])
    assert judged(made)["countries"].found == "2 count: Kenya, Uganda. Not counted here: Bhutan, China."
    assert judged(made, date(2023, 1, 1))["countries"].passed  # Bhutan graduated in December 2023


def test_every_country_that_is_named_is_told_whether_it_counts_and_why_not(django_assert_num_queries):
    found = pgtf(programme=programme(provider=country("CHN")), counts_ldc=True)
    made = whole(found, codes=["KEN", "UGA", "CHN", "BTN"])
    made.parties.create(role="donor", organisation=organisation(country=country("NOR")))
    made.parties.create(role="facilitator", country=country("UGA"))
    made.parties.create(role="implementing", organisation=organisation(name="Anonymous Ponds"))
    content = content_of(made)
    with django_assert_num_queries(2):
        told = {one.name: one.why for one in country_verdicts(content, made.rules, ON)}
    other = "It is none of the countries that count under the rules of the call."
    assert told == {
        "Anonymous Ponds": "Its country is not recorded: name the country in a line of its own.",
        "Bhutan": other,
        "China": "It provides the programme.",
        "Kenya": other,
        "Norway": "Whoever is named there only pays, helps or signs, and takes no part in the work.",
        "Uganda": "",
    }
    assert {one.code for one in country_verdicts(content, made.rules, date(2023, 1, 1)) if not one.why} == {
        "BTN",
        "UGA",
    }


def test_the_verdicts_on_countries_agree_with_the_check():
    made = whole(pgtf(programme=programme(provider=country("UGA"))))
    counted = [one.name for one in country_verdicts(content_of(made), made.rules, ON) if not one.why]
    assert (counted, judged(made)["countries"].found) == (
        ["Kenya", "Rwanda"], "2 count: Kenya, Rwanda. Not counted here: Uganda.",
    )  # fmt: skip


def test_which_countries_count_is_explained_with_the_groups_and_the_provider():
    rest = "An institution brings in the country where it is. Who only pays, helps or signs brings in none."
    found = pgtf(programme=programme(provider=country("CHN")), counts_ldc=True).rules()
    found.countries.add(country("KEN"))
    assert explained(found) == [
        "At least 3 countries or areas.",
        "These count: least developed countries, Kenya.",
        "China does not count: it provides the programme, and the minimum is about those that it works with.",
        rest,
    ]
    assert explained(pgtf().rules()) == [
        "At least 3 countries or areas.",
        "Every country that takes part counts.",
        rest,
    ]


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"language": "zh"}, "language"),
        ({"summary": "word " * 251}, "words"),
        ({"months": 25}, "months"),
        ({"months": 5}, "plan"),
        ({"summary": "字" * 251}, "words"),
    ],
)
def test_each_rule_of_the_form_is_told(facts, key):
    assert broken(whole(pgtf(), **facts)) == [key]


def test_priority_area_and_goal_are_those_of_the_rules_by_name_whatever_their_version():
    found = pgtf()
    old, new = (found.rules().themes.create(position=place, name=name) for place, name in ((1, "Trade"), (2, "Fish")))
    newest = rules(found)
    newest.themes.create(position=1, name="Fish")
    newest.goals.add(*Goal.objects.filter(number__in=(2, 14)))
    made = whole(found, theme=old, rules=newest)
    made.goals.add(Goal.objects.get(number=1))
    assert broken(made) == ["theme", "goals"]
    assert judged(made)["goals"].mend == "Name one of these goals, if it serves one: 2, 14."
    made.theme = new
    made.goals.add(Goal.objects.get(number=14))
    assert broken(made) == []


def test_a_request_over_the_ceiling_says_by_how_much():
    made = whole(pgtf())
    made.budget.create(heading="Boats", source="grant", amount=Decimal("15000.01"))
    contributed(made, 16_000)
    check = judged(made)["ceiling"]
    assert (check.passed, check.found) == (False, "USD 35,000.01 is requested.")
    assert "Take USD 0.01 away" in check.mend


def test_what_is_only_pledged_or_of_another_kind_does_not_count_as_match():
    made = whole(pgtf(match_in_kind=False))
    made.sources.all().delete()
    contributed(made, 20_000, stage="pledged")
    contributed(made, 20_000, kind="in_kind")
    contributed(made, 500)
    check = judged(made)["match"]
    assert check.found == "USD 500 counts, USD 20,000 is needed. USD 40,000 does not count."
    assert check.mend == "Find USD 19,500 more that counts, or request less. " + (
        "It must be secured before: what is only pledged does not count."
    )


def test_a_currency_is_reckoned_at_the_rate_of_the_day_or_the_last_before_it():
    made = whole(pgtf())
    made.sources.all().delete()
    contributed(made, 2_600_000, "KES")
    check = judged(made)["rate"]
    assert check.found == "No exchange rate is known here on this day for KES."
    assert broken(made) == ["rate", "match", "adds_up"]
    for day, rate in ((date(2026, 11, 1), 130), (date(2026, 11, 23), 260)):
        currency = Currency.objects.get(code="KES")
        ExchangeRate.objects.create(currency=currency, on=day, per_usd=rate, source="A bank")
    assert broken(made) == []
    assert broken(made, date(2026, 11, 23)) == ["match", "adds_up"]


def test_lines_that_nobody_pays_for_do_not_add_up():
    made = whole(call())
    made.budget.create(heading="Boats", source="match", amount=Decimal(1), year=2)
    assert broken(made) == ["years", "adds_up"]


@pytest.mark.parametrize(("kin", "counts"), [("same", 1), ("parent", 1), ("part", 1), ("other", 0)])
def test_one_proposal_an_institution_and_year_its_parent_and_parts_included(kin, counts):
    found, lead = pgtf(), organisation()
    others = {"same": lead, "parent": organisation(), "part": organisation(parent=lead), "other": organisation()}
    if kin == "parent":
        lead.parent = others["parent"]
        lead.save()
    other = application(pgtf(programme=found.programme), lead=others[kin], state="submitted")
    made = whole(found, lead=lead)
    assert broken(made) == ["institution"] * counts
    other.state = "withdrawn"
    other.save()
    assert broken(made) == []


def test_documents_are_asked_from_each_country_with_who_signed_them():
    found = pgtf()
    facts = {"rules": found.rules(), "position": 1, "name": "Endorsement", "kind": "endorsement", "each_country": True}
    asked = RequiredDocument.objects.create(**facts)
    made = whole(found)
    letter = attached(made)
    signed = {"signatory": "A minister", "position": "Minister", "institution": "Ministry"}
    for code in ("KEN", "UGA"):
        made.endorsements.create(document=asked, file=letter, country=country(code), **signed)
    made.endorsements.create(document=asked, country=country("RWA"), file=letter, signatory="A minister")
    (check,) = [one for key, one in judged(made).items() if key.startswith("document")]
    assert check.mend == "Write who signed it: position, institution."
    made.endorsements.filter(country=country("RWA")).update(file=None, **signed)
    (check,) = [one for key, one in judged(made).items() if key.startswith("document")]
    assert check.mend.startswith("Send one from each of these: Rwanda.")


def test_an_empty_application_lacks_everything_that_a_form_asks():
    made = application(call(match_ratio=1), title="Rice")
    words = [(one.section, one.words) for one in missing(made, made.rules)]
    assert words == [
        ("about", "a summary"), ("about", "the planned start"), ("about", "the duration"),
        ("partners", "who takes part"), ("people", "who benefits"), ("people", "how many people benefit directly"),
        ("budget", "a budget line that the grant pays"), ("match", "who contributes beside the grant"),
        ("results", "the outcome that is meant"), ("results", "an output"), ("plan", "a step of the work plan"),
    ]  # fmt: skip


def test_each_output_needs_an_activity_under_it():
    made = whole(call())
    made.planned_results.create(position=4, level="output", text="Nets are knotted")
    assert [one.words for one in missing(made, made.rules)] == ["an activity for each output"]


@pytest.mark.parametrize("more", [1, 5])
def test_judging_asks_the_same_number_of_questions_for_many_rows(more):
    made = whole(pgtf(counts_ldc=True))
    for number in range(more):
        made.budget.create(heading=f"Line {number}", source="grant", amount=1)
        contributed(made, 10, "KES")
    found = CallRules.objects.select_related("call__programme__provider", "currency").get(pk=made.rules.pk)
    content = content_of(made)
    with CaptureQueriesContext(connection) as asked:
        checks(made, found, timezone.localdate(), content)
        missing(made, found, content)
    assert len(asked) == 10


class Rules:
    """What the checks of money ask of rules."""

    def __init__(self, ratio, ceiling):
        self.match_ratio, self.ceiling, self.is_match_secured = ratio, ceiling, False

    def match_kinds(self):
        """Everything counts."""
        return [*Kind]


CENTS = st.integers(1, 10**12).map(lambda cents: Decimal(cents) / 100)
RATES = st.decimals("0.0001", "100000", places=4)


@given(st.lists(CENTS, max_size=6), st.lists(CENTS, max_size=6), st.decimals("0.01", "5", places=2), CENTS)
def test_money_passes_if_and_only_if_it_adds_up_to_the_cent(grant, match, ratio, ceiling):
    lines = [{"source": "grant", "amount": f"{one:.2f}"} for one in grant]
    rows = [{"kind": "cash", "stage": "secured", "amount": f"{one:.2f}", "currency": "USD"} for one in match]
    content = {"budget": lines, "match": rows, "currency": "USD"}
    asked = sum(grant)
    assert requested(content) == asked
    assert ceiling_check(content, Rules(ratio, ceiling)).passed == (asked <= ceiling)
    wanted = (asked * ratio).quantize(Decimal("0.01")) if grant else 0
    assert match_check(content, Rules(ratio, ceiling), {"USD": Decimal(1)}).passed == (sum(match) >= wanted)


@given(CENTS, RATES, RATES)
def test_converting_there_and_back_loses_no_more_than_the_cent(amount, one, other):
    rates = {"USD": Decimal(1), "AAA": one, "BBB": other}
    there = sums.converted(amount, "AAA", "BBB", rates)
    back = sums.converted(there, "BBB", "AAA", rates)
    assert abs(back - amount) <= Decimal("0.01") + Decimal("0.01") * one / other
    assert sums.converted(amount, "AAA", "XXX", rates) is None
