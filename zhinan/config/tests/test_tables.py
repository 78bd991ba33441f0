"""Values that are carried from one kind of database to the other."""

import json
import os
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from hypothesis import given
from hypothesis import strategies as st

from tests.installation import own_database
from zhinan.config.management.commands.migrate import Command
from zhinan.config.tables import BACK, TURNED, plain, pointed_to

from .make import ON_POSTGRESQL

SHAPES = {
    "sqlite": ["SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name <> 'sqlite_sequence'"],
    "postgresql": [
        "SELECT table_name, column_name, column_default, is_nullable, data_type, collation_name,"
        " character_maximum_length, numeric_precision, numeric_scale, is_identity, generation_expression"
        " FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
    ],
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda some: st.lists(some, max_size=4) | st.dictionaries(st.text(), some, max_size=4),
    max_leaves=12,
)


def test_values_are_carried_as_sqlite_keeps_them():
    here = timezone(timedelta(hours=8))
    given_values = [
        True,
        datetime(2026, 11, 22, 6, 10, 43, tzinfo=UTC),
        datetime(2026, 11, 22, 14, 10, 43, 5, tzinfo=here),
        date(2020, 1, 31),
        time(9, 30),
        timedelta(days=1, microseconds=7),
        Decimal("5.00"),
        Decimal("0.10"),
        UUID("12345678123456781234567812345678"),
    ]
    assert [TURNED[type(value)](value) for value in given_values] == [
        1,
        "2026-11-22 06:10:43",
        "2026-11-22 06:10:43.000005",
        "2020-01-31",
        "09:30:00",
        86_400_000_007,
        5,
        0.1,
        "12345678123456781234567812345678",
    ]


def shape(connection):
    """Each table, column, index and condition of a database, and the changes that it has seen."""
    found = []
    with connection.cursor() as cursor:
        for question in [*SHAPES[connection.vendor], "SELECT app, name FROM django_migrations"]:
            cursor.execute(question)
            found += [tuple(in_any_order(str(value)) for value in row) for row in cursor.fetchall()]
    return sorted(found)


def in_any_order(words):
    """What SQLite keeps of a table, whose columns may stand in another order; other words as they are."""
    if not words.startswith("CREATE TABLE"):
        return words
    name, columns = words.removesuffix(")").split(" (", 1)
    return " ".join([name, *sorted(columns.split(", "))])


@given(st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1), timezones=st.timezones()))
def test_a_moment_is_the_same_after_it_was_carried_there_and_back(moment):
    carried = BACK["timestamp with time zone"](TURNED[datetime](moment))
    assert datetime.fromisoformat(carried) == moment.astimezone(UTC)


@given(st.timedeltas())
def test_a_duration_is_the_same_after_it_was_carried_there_and_back(duration):
    assert BACK["interval"](TURNED[timedelta](duration)) == duration


def test_what_is_empty_stays_empty():
    assert [turn(None) for turn in BACK.values()] == [None] * len(BACK)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_json_in_another_order_and_with_other_spaces_is_the_same(values):
    turned = json.dumps(dict(reversed(values.items())), separators=(",", ":"), ensure_ascii=False)
    assert plain(json.dumps(values)) == plain(turned)


@given(st.dictionaries(st.text(), JSON, min_size=1, max_size=3))
def test_json_of_which_something_is_missing_is_another(values):
    less = dict(list(values.items())[1:])
    assert plain(json.dumps(values)) != plain(json.dumps(less))


def test_text_that_only_begins_like_json_is_left_as_it_is():
    assert [plain(text) for text in ("{not", "[see annex]", "plain")] == ["{not", "[see annex]", "plain"]


@pytest.fixture
def two_databases(tmp_path):
    """What to change in the facts of the default database to have one empty one, and another."""
    if ON_POSTGRESQL:
        names = ("zhinan_at_once", "zhinan_step_by_step")
        for name in names:
            own_database(os.environ["ZHINAN_DATABASE"], name)
        return [{"NAME": name} for name in names]
    return [{"NAME": tmp_path / "at_once"}, {"NAME": tmp_path / "step_by_step"}]


@pytest.mark.django_db(transaction=True)
def test_tables_made_at_once_are_those_that_the_changes_of_shape_lead_to(two_databases):
    shapes = []
    for facts, command in zip(two_databases, (Command(), migrate.Command()), strict=True):
        with pointed_to(facts) as connection:
            call_command(command, verbosity=0, interactive=False)
            shapes.append(shape(connection))
    at_once, step_by_step = shapes
    assert at_once == step_by_step
    assert len(at_once) > 300


def test_no_change_of_shape_holds_sql_of_its_own():
    """Tables for a backup are made from where the changes lead to, so whatever SQL did beside them would be missing."""
    changes = MigrationLoader(None).disk_migrations.items()
    operations = [(key, operation) for key, change in changes for operation in change.operations]
    assert (len(operations) > 100, [key for key, operation in operations if isinstance(operation, RunSQL)]) == (
        True,
        [],
    )
