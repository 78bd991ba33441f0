"""The facts that are loaded, and how they are asked for."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import path
from hypothesis import given
from hypothesis import strategies as st

from zhinan.codelists.actions import FOLDER, load_all
from zhinan.codelists.models import (
    Area,
    Country,
    CountryStatus,
    Currency,
    ExchangeRate,
    Goal,
    MapOverride,
    OutsideCode,
    PurposeCode,
    Target,
    UnknownCode,
)
from zhinan.codelists.rules import read

urlpatterns = [
    path("countries/<slug:slug>/", lambda request, slug: None, name="country"),
    path("areas/<slug:m49>/", lambda request, m49: None, name="area"),
]

pytestmark = pytest.mark.django_db

COUNTRIES = [row for _line, row in read(FOLDER / "countries.csv", Country, ("alpha3",))]
OUTSIDE = [row for _line, row in read(FOLDER / "outside_codes.csv", OutsideCode, ("code",))]
CODES = [(row[kind], row["alpha3"]) for row in COUNTRIES for kind in ("alpha3", "alpha2", "m49")]
CODES += [(row["code"], row["country"]) for row in OUTSIDE if row["country"]]


@pytest.fixture(scope="module", autouse=True)
def lists(django_db_setup, django_db_blocker):
    """The tables, loaded once for this file and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_all()
        yield
        transaction.set_rollback(True)


def held(group, day):
    return set(CountryStatus.objects.on(day).filter(group=group).values_list("country__alpha3", flat=True))


@pytest.mark.parametrize(
    ("alpha3", "sub_region", "intermediate_region"),
    [
        ("TZA", "Sub-Saharan Africa", "Eastern Africa"),
        ("RWA", "Sub-Saharan Africa", "Eastern Africa"),
        ("UZB", "Central Asia", None),
        ("DZA", "Northern Africa", None),
        ("CHN", "Eastern Asia", None),
        ("JAM", "Latin America and the Caribbean", "Caribbean"),
    ],
)
def test_a_country_lies_where_m49_puts_it(alpha3, sub_region, intermediate_region):
    country = Country.objects.get(alpha3=alpha3)
    intermediate = country.intermediate_region and country.intermediate_region.name
    assert (country.sub_region.name, intermediate) == (sub_region, intermediate_region)


def test_areas_lead_from_eastern_africa_up_to_the_world():
    area, names = Area.objects.get(m49="014"), []
    while area:
        names.append(area.name)
        area = area.parent
    assert names == ["Eastern Africa", "Sub-Saharan Africa", "Africa", "World"]


def test_only_antarctica_lies_in_no_sub_region():
    assert list(Country.objects.filter(sub_region=None).values_list("alpha3", flat=True)) == ["ATA"]


def test_there_are_as_many_codes_as_the_sources_give():
    counts = {kind: kind.objects.count() for kind in (Area, Country, Goal, Target, PurposeCode, Currency)}
    assert counts == {Area: 30, Country: 248, Goal: 17, Target: 169, PurposeCode: 325, Currency: 176}


def test_the_goals_have_their_targets():
    numbers = [goal.targets.count() for goal in Goal.objects.all()]
    assert numbers == [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]


def test_targets_are_in_the_order_of_the_agenda():
    codes = list(Target.objects.filter(goal__number=3).values_list("code", flat=True))
    assert codes == ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.a", "3.b", "3.c", "3.d"]


def test_a_goal_has_the_colour_of_its_chip():
    assert list(Goal.objects.filter(number__in=(1, 13, 17)).values_list("colour", flat=True)) == [
        "#E5243B",
        "#3F7E44",
        "#19486A",
    ]


def test_a_country_has_its_name_in_six_languages():
    tanzania = Country.objects.get(alpha3="TZA")
    names = {name: getattr(tanzania, name) for name in ("name", "name_fr", "name_es", "name_ru", "name_zh", "name_ar")}
    assert names == {
        "name": "United Republic of Tanzania",
        "name_fr": "République-Unie de Tanzanie",
        "name_es": "República Unida de Tanzanía",
        "name_ru": "Объединенная Республика Танзания",
        "name_zh": "坦桑尼亚联合共和国",
        "name_ar": "جمهورية تنزانيا المتحدة",
    }


@pytest.mark.parametrize(
    ("column", "script"),
    [
        ("name", "LATIN"),
        ("name_fr", "LATIN"),
        ("name_es", "LATIN"),
        ("name_ru", "CYRILLIC"),
        ("name_zh", "CJK"),
        ("name_ar", "ARABIC"),
    ],
)
def test_every_country_has_a_name_in_the_script_of_each_language(column, script):
    names = Country.objects.values_list("alpha3", column)
    strange = [
        alpha3
        for alpha3, name in names
        if not name or any(not unicodedata.name(sign).startswith(script) for sign in name if sign.isalpha())
    ]
    assert strange == []


def test_names_carry_no_notes_on_articles():
    names = set(Country.objects.values_list("name_fr", flat=True)) | set(Country.objects.values_list("name", flat=True))
    assert {name for name in names if "*" in name or name.endswith(("(la)", "(le)", "(les)", "(l')", "(the)"))} == set()


def test_a_country_outside_unterm_is_named_as_in_m49():
    assert Country.objects.get(alpha3="CIV").name == "Côte d'Ivoire"


def test_vanuatu_is_least_developed_until_its_graduation():
    days = (date(2020, 11, 30), date(2020, 12, 3), date(2020, 12, 4), date(2021, 1, 31))
    assert ["VUT" in held("LDC", day) for day in days] == [True, True, False, False]


def test_groups_have_as_many_countries_as_on_their_lists():
    numbers = [len(held("LDC", day)) for day in (date(2020, 1, 1), date(2024, 1, 1), date(2025, 1, 1))]
    numbers += [len(held(group, date(2026, 1, 1))) for group in ("LLDC", "SIDS")]
    assert numbers == [47, 45, 44, 32, 53]


def test_a_status_begins_on_its_first_day():
    country = Country.objects.get(alpha3="NRU")
    CountryStatus.objects.create(country=country, group="LDC", starts_on=date(2026, 2, 1))
    assert ["NRU" in held("LDC", day) for day in (date(2026, 1, 31), date(2026, 2, 1))] == [False, True]


def test_a_withdrawn_status_is_held_on_no_day():
    CountryStatus.objects.filter(country__alpha3="TZA").update(is_withdrawn=True)
    assert "TZA" not in held("LDC", date(2020, 1, 1))


def test_a_status_ends_after_it_starts():
    country = Country.objects.get(alpha3="NRU")
    with pytest.raises(IntegrityError, match="codelists_status_ends_after_start"):
        CountryStatus.objects.create(country=country, group="LDC", starts_on=date(2020, 1, 2), ends_on=date(2020, 1, 2))


def test_the_same_undated_status_stands_once():
    with pytest.raises(IntegrityError):
        CountryStatus.objects.create(country=Country.objects.get(alpha3="TZA"), group="LDC")


@given(st.sampled_from(CODES), st.lists(st.booleans(), min_size=3, max_size=3), st.sampled_from(["", " ", "\n"]))
def test_find_resolves_every_code_in_any_case(code, small, space):
    written, alpha3 = code
    mixed = "".join(sign.lower() if low else sign for sign, low in zip(written, small, strict=False))
    assert Country.objects.find(space + mixed + space).alpha3 == alpha3


def test_find_takes_a_number_that_lost_its_leading_zeros():
    assert [Country.objects.find(code).alpha3 for code in (4, "4", "004", "04")] == ["AFG"] * 4


def test_taiwan_is_no_country_of_m49_and_resolves_through_the_outside_codes():
    assert list(Country.objects.filter(alpha3="TWN")) == []
    assert [Country.objects.find(code).alpha3 for code in ("TWN", "tw", "158")] == ["CHN"] * 3


def test_an_installation_decides_what_an_outside_code_is_read_as():
    OutsideCode.objects.create(code="ZZ9", name="A partner's own code", country=Country.objects.get(alpha3="KEN"))
    assert Country.objects.find("zz9").alpha3 == "KEN"


def test_find_stays_inside_the_queryset_that_it_is_asked_of():
    Country.objects.filter(alpha3="CHN").update(is_withdrawn=True)
    assert Country.objects.find("TWN").alpha3 == "CHN"
    with pytest.raises(UnknownCode):
        Country.objects.active().find("TWN")


def test_find_asks_the_database_once_for_a_code_of_m49(django_assert_num_queries):
    with django_assert_num_queries(1):
        Country.objects.find("TZA")


def test_an_unknown_code_names_the_table_what_to_write_and_what_is_near():
    with pytest.raises(UnknownCode) as refusal:
        Country.objects.find("tzz")
    assert str(refusal.value) == (
        "“TZZ” is not in the table “countries and areas”, nor in “codes outside M49”: write an M49 or ISO 3166-1 code "
        "such as 834, TZ or TZA, or enter “TZZ” among the codes outside M49. "
        "Near to it: United Republic of Tanzania (TZA)."
    )


def test_a_name_in_place_of_a_code_is_answered_with_its_code():
    with pytest.raises(UnknownCode) as refusal:
        Country.objects.find("Guinea")
    assert str(refusal.value).partition("Near to it: ")[2] == (
        "Equatorial Guinea (GNQ), Guinea (GIN), Guinea-Bissau (GNB)."
    )


def test_a_code_that_is_near_to_nothing_gets_no_suggestion():
    with pytest.raises(UnknownCode) as refusal:
        Country.objects.find("###########")
    assert "Near to it" not in str(refusal.value)


def test_an_outside_code_without_a_country_says_where_to_name_one():
    with pytest.raises(UnknownCode) as refusal:
        Country.objects.find("XKX")
    assert str(refusal.value) == (
        "“XKX” (Kosovo) stands in the table “codes outside M49” without a country: name one there, "
        "or write an M49 or ISO 3166-1 code."
    )


def test_a_withdrawn_code_stays_readable_and_is_not_offered():
    purpose = PurposeCode.objects.get(code="15140")
    assert (purpose.name, purpose.is_withdrawn) == ("Government administration", True)
    assert PurposeCode.objects.active().count() == 295
    assert list(PurposeCode.objects.active().filter(code="15140")) == []


def test_a_purpose_knows_its_category():
    purpose = PurposeCode.objects.get(code="72010")
    assert (purpose.category, purpose.category_name) == ("720", "Emergency Response")


def test_the_rate_of_a_day_is_the_newest_that_is_not_later():
    yuan, euro = Currency.objects.get(code="CNY"), Currency.objects.get(code="EUR")
    for currency, day, rate in [(yuan, 1, "6.5"), (yuan, 5, "6.6"), (yuan, 9, "6.7"), (euro, 6, "0.9")]:
        ExchangeRate.objects.create(currency=currency, on=date(2020, 9, day), per_usd=Decimal(rate), source="a bank")
    days = (date(2020, 9, 8), date(2020, 9, 9), date(2020, 8, 31))
    found = [ExchangeRate.objects.latest_before(yuan, day) for day in days]
    assert [rate and rate.per_usd for rate in found] == [Decimal("6.6"), Decimal("6.7"), None]


def test_a_rate_is_above_zero():
    with pytest.raises(IntegrityError, match="codelists_rate_positive"):
        ExchangeRate.objects.create(
            currency=Currency.objects.get(code="CNY"), on=date(2020, 9, 1), per_usd=Decimal(0), source="a bank"
        )


def test_the_map_draws_disputed_outlines_as_the_united_nations_do():
    drawn = MapOverride.objects.filter(shape__in=("158", "732")).values_list("shape", "drawn_as__alpha3", "line")
    assert set(drawn) == {("158", "CHN", "none"), ("732", "ESH", "dashed")}


@pytest.mark.urls(__name__)
def test_countries_and_areas_have_addresses():
    country, area = Country.objects.get(alpha3="TZA"), Area.objects.get(m49="202")
    assert (country.get_absolute_url(), area.get_absolute_url()) == ("/countries/tza/", "/areas/202/")
