"""Which country a text means: codes, six languages, old and usual names; what is only near is offered, never taken."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.codelists.models import Country
from zhinan.codelists.rules import country_names
from zhinan.codelists.rules.countries import ALIASES, LANGUAGES, fold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture(scope="module")
def names(codelists, django_db_blocker):
    """The names of this installation."""
    with django_db_blocker.unblock():
        return country_names()


@pytest.fixture(scope="module")
def codes(codelists, django_db_blocker):
    """{key: alpha-3 code}."""
    with django_db_blocker.unblock():
        return dict(Country.objects.values_list("pk", "alpha3"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KEN", "KEN"),
        ("ke", "KEN"),
        ("404", "KEN"),
        ("4", "AFG"),
        ("kenya", "KEN"),
        (" Kenya. ", "KEN"),
        ("肯尼亚", "KEN"),
        ("Кения", "KEN"),
        ("كينيا", "KEN"),
        ("Brésil", "BRA"),
        ("BRESIL", "BRA"),
        ("Alemania", "DEU"),
        ("Swaziland", "SWZ"),
        ("斯威士兰", "SWZ"),
        ("Burma", "MMR"),
        ("Zaire", "COD"),
        ("Cape Verde", "CPV"),
        ("Ivory Coast", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("Macedonia", "MKD"),
        ("Turkey", "TUR"),
        ("TURKIYE", "TUR"),
        ("Czech Republic", "CZE"),
        ("UAE", "ARE"),
        ("U.A.E.", "ARE"),
        ("DRC", "COD"),
        ("D.R. Congo", "COD"),
        ("Congo-Kinshasa", "COD"),
        ("刚果（金）", "COD"),
        ("Congo", "COG"),
        ("Laos", "LAO"),
        ("Vietnam", "VNM"),
        ("Viet Nam", "VNM"),
        ("The Gambia", "GMB"),
        ("Tanzania", "TZA"),
        ("Tanzania, United Republic of", "TZA"),
        ("Bolivia", "BOL"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Iran, Islamic Republic of", "IRN"),
        ("Korea, South", "KOR"),
        ("DPRK", "PRK"),
        ("Trinidad & Tobago", "TTO"),
        ("P.R. China", "CHN"),
        ("People's Republic of China", "CHN"),
        ("Republic of Kenya", "KEN"),
        ("United States", "USA"),
        ("Taiwan, Province of China", "CHN"),
    ],
)
def test_a_text_names_one_country(names, codes, text, code):
    key, near = names.find(text)
    assert (codes.get(key), near) == (code, ())


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Phillipines", {"PHL"}),
        ("Columbia", {"COL"}),
        ("Kenyya", {"KEN"}),
        ("Korea", {"KOR", "PRK"}),
        ("Virgin Islands", {"VGB", "VIR"}),
        ("Czechoslovakia", {"CZE", "SVK"}),
        ("Atlantis", set()),
        ("", set()),
    ],
)
def test_what_is_only_near_or_means_several_is_offered_and_not_taken(names, codes, text, offered):
    key, near = names.find(text)
    assert (key, offered <= {codes[one] for one in near}, bool(near)) == (None, True, bool(offered))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kenya; Uganda", ["KEN", "UGA"]),
        ("Kenya, Uganda and Viet Nam", ["KEN", "UGA", "VNM"]),
        ("Kenya / Uganda", ["KEN", "UGA"]),
        ("Kenya\nUganda", ["KEN", "UGA"]),
        ("肯尼亚、越南和中国", ["KEN", "VNM", "CHN"]),
        ("Trinidad and Tobago, Antigua and Barbuda", ["TTO", "ATG"]),
        ("Korea, South; Iran, Islamic Republic of", ["KOR", "IRN"]),
        ("Kenia, Kenya, kenya", ["KEN"]),
        ("老挝人民民主共和国", ["LAO"]),
        ("Bosnia and Herzegovina", ["BIH"]),
    ],
)
def test_several_countries_in_a_cell_are_told_apart(names, codes, text, found):
    assert [codes[key] for key in names.named(text).countries] == found


@pytest.mark.parametrize("text", ["Global, Regional", "全球", "Africa", "Mundial"])
def test_a_scope_is_no_country(names, text):
    found = names.named(text)
    assert (found.countries, [word for word, _near in found.doubtful]) == ([], [])
    assert ", ".join(found.scope) == text


def test_a_scope_is_found_only_where_it_may_stand(names):
    assert names.find("Global")[0] is None
    assert country_names(with_scopes=True).find("Global") == ("Global", ())


def test_what_is_in_doubt_is_named_beside_what_is_known(names, codes):
    found = names.named("Kenya; Phillipines; Global")
    assert [codes[key] for key in found.countries] == ["KEN"]
    assert (found.scope, [word for word, _near in found.doubtful]) == (["Global"], ["Phillipines"])
    assert names.split("Kenya; Phillipines; Global") == ["Kenya", "Global", "Phillipines"]


def test_every_name_of_every_country_in_six_languages_is_found(names):
    wrong = []
    for country in Country.objects.all():
        for field in ("alpha2", "alpha3", "m49", *LANGUAGES):
            if names.find(getattr(country, field))[0] != country.pk:
                wrong.append((country.alpha3, field, getattr(country, field)))
    assert wrong == []


def test_no_alias_takes_the_name_of_another_country_and_each_names_its_source():
    with ALIASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    own = {fold(getattr(country, name)): country.alpha3 for country in Country.objects.all() for name in LANGUAGES}
    assert [row for row in rows if own.get(fold(row["name"]), row["alpha3"]) != row["alpha3"]] == []
    assert [row for row in rows if row["kind"] not in ("old", "usual", "official") or not row["source"]] == []
    assert {row["alpha3"] for row in rows} <= set(own.values())
    assert len({(fold(row["name"]), row["alpha3"]) for row in rows}) == len(rows) > 600


def test_names_cost_three_queries_and_each_look_none(django_assert_num_queries):
    with django_assert_num_queries(3):
        names = country_names()
    with django_assert_num_queries(0):
        names.named("Kenya; Phillipines")


@given(text=st.text(max_size=40))
def test_any_text_is_read_without_trouble(names, text):
    found = names.named(text)
    assert all(isinstance(key, int) for key in found.countries)
