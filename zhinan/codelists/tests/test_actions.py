"""Loading the tables: once, again, changed, edited and broken."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhinan.codelists.actions import TABLES, load_all, status
from zhinan.codelists.models import Area, Country, Currency, Goal, MapOverride, OutsideCode, Target
from zhinan.codelists.rules import WrongTable

from .make import tables

pytestmark = pytest.mark.django_db


def everything():
    return {table.name: list(table.model.objects.order_by("pk").values()) for table in TABLES}


def test_the_first_load_adds_every_row_and_the_second_changes_nothing():
    first = load_all()
    before = everything()
    second = load_all()
    assert {name: (0, 0, added) for name, (added, _changed, _same) in first.items()} == second
    assert everything() == before


def test_progress_is_told_after_each_table():
    told = []
    counts = load_all(lambda name, numbers: told.append((name, numbers)))
    assert told == list(counts.items())


def test_the_second_load_writes_nothing():
    load_all()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        load_all()
    verbs = {query["sql"].split()[0] for query in asked}
    assert verbs & {"INSERT", "UPDATE", "DELETE"} == set()


def test_a_changed_row_is_updated_in_place(tmp_path):
    load_all()
    key = Currency.objects.get(code="CNY").pk
    counts = load_all(folder=tables(tmp_path, "currencies", "CNY,Yuan Renminbi,0", "CNY,Renminbi,0"))
    assert counts["currencies"] == (0, 1, 175)
    assert Currency.objects.get(pk=key).name == "Renminbi"


def test_a_row_that_left_its_table_is_withdrawn_and_comes_back(tmp_path):
    load_all()
    without = tables(tmp_path, "currencies", "CUC,Peso Convertible,0\n", "")
    assert load_all(folder=without)["currencies"] == (0, 1, 175)
    assert Currency.objects.get(code="CUC").is_withdrawn
    assert load_all(folder=without)["currencies"] == (0, 0, 175)
    assert load_all()["currencies"] == (0, 1, 175)
    assert not Currency.objects.get(code="CUC").is_withdrawn


def test_an_edited_override_is_kept(tmp_path):
    load_all()
    MapOverride.objects.filter(name="Crimea").update(line="dashed")
    changed = tables(tmp_path, "map_overrides", "Crimea,,UKR,none,", "Crimea,643,UKR,none,")
    assert load_all(folder=changed)["map_overrides"] == (0, 0, 12)
    override = MapOverride.objects.get(name="Crimea")
    assert (override.shape, override.line) == ("", "dashed")


def test_an_override_that_nobody_edited_follows_its_table(tmp_path):
    load_all()
    changed = tables(tmp_path, "map_overrides", "Crimea,,UKR,none,", "Crimea,643,UKR,none,")
    assert load_all(folder=changed)["map_overrides"] == (0, 1, 11)
    assert MapOverride.objects.get(name="Crimea").shape == "643"
    assert load_all(folder=changed)["map_overrides"] == (0, 0, 12)


def test_an_outside_code_that_the_installation_mapped_stays_mapped():
    load_all()
    serbia = Country.objects.get(alpha3="SRB")
    OutsideCode.objects.filter(code="XKX").update(country=serbia)
    load_all()
    assert OutsideCode.objects.get(code="XKX").country == serbia


def test_rows_that_the_installation_added_are_not_withdrawn():
    load_all()
    OutsideCode.objects.create(code="ZZ9", name="A partner's own code")
    assert load_all()["outside_codes"] == (0, 0, 23)
    assert not OutsideCode.objects.get(code="ZZ9").is_withdrawn


def test_an_edited_outside_code_that_left_its_table_stays(tmp_path):
    load_all()
    OutsideCode.objects.filter(code="UK").update(name="United Kingdom (EU code)")
    before = "UK,United Kingdom,GBR,Used by the European Union; ISO 3166-1 writes GB.\n"
    load_all(folder=tables(tmp_path, "outside_codes", before, ""))
    assert not OutsideCode.objects.get(code="UK").is_withdrawn


def test_a_malformed_row_names_file_and_line_and_leaves_nothing(tmp_path):
    with pytest.raises(WrongTable) as trouble:
        load_all(folder=tables(tmp_path, "countries", "AFG,AF,004,", "AFG,AFX,004,"))
    assert str(trouble.value) == (
        "countries.csv, line 3: alpha2 “AFX”: Enter a valid value. "
        "Ensure this value has at most 2 characters (it has 3)."
    )
    assert {table.name: table.model.objects.count() for table in TABLES} == {table.name: 0 for table in TABLES}


def test_a_link_to_nothing_names_its_line_and_leaves_its_table_empty(tmp_path):
    with pytest.raises(WrongTable) as trouble:
        load_all(folder=tables(tmp_path, "targets", "\n17.19,17,", "\n17.19,18,"))
    assert str(trouble.value) == "targets.csv, line 170: goal “18” is in no other table"
    assert (Area.objects.count(), Goal.objects.count(), Target.objects.count()) == (30, 17, 0)


def test_a_status_that_ends_before_it_starts_is_refused(tmp_path):
    before, after = "VUT,LDC,,2020-12-04", "VUT,LDC,2021-01-01,2020-12-04"
    with pytest.raises(WrongTable, match=r"country_statuses\.csv, line \d+: the status ends before it starts"):
        load_all(folder=tables(tmp_path, "country_statuses", before, after))


def test_a_broken_table_changes_nothing_that_is_loaded(tmp_path):
    load_all()
    before = everything()
    broken = tables(tmp_path, "areas", "001,World,", "001,The world,")
    with (broken / "map_overrides.csv").open("a", encoding="utf-8") as overrides:
        overrides.write("one cell\n")
    with pytest.raises(WrongTable, match=r"map_overrides\.csv, line 14: 1 cells instead of 5"):
        load_all(folder=broken)
    assert everything() == before


def test_the_status_names_rows_source_and_version_of_each_table():
    load_all()
    rows = status()
    assert rows[1] == (
        "Countries and areas",
        248,
        "United Nations M49 and UNTERM short names, from datasets/country-codes",
        "2026-05",
    )
    assert [number for _label, number, _source, _version in rows] == [30, 248, 137, 17, 169, 325, 16, 176, 23, 12]
