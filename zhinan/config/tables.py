"""Rows of a whole database: read as they stand, carried from one kind of database to the other, counted and summed.

Values are carried as SQLite keeps them (a moment as text in UTC, a decimal as a number, JSON as text, a UUID as 32
signs): SQLite gives them so, and PostgreSQL's are turned into that and back.
"""

import json
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .archive import NotKept

PASSING = ("django_session", "zhinan_cache", "config_beat")  # what is made anew and belongs into no backup
STATE = "django_migrations"  # which changes of shape a database has seen: written by whoever makes its tables
SEEN = f"SELECT app, name FROM {STATE}"
BATCH, STEP = 5000, 1000  # rows
ROUND = 1 << 64


@contextmanager
def pointed_to(description):
    """Let the default database be the one of `description` for a while, so that migrations can write to no other."""
    before, facts = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**facts, **description}
    connections["default"] = connections.create_connection("default")
    try:
        yield connections["default"]
    finally:
        connections["default"].close()
        connections.settings["default"], connections["default"] = facts, before


def refuse_newer(seen):
    """Raise NotKept where this version does not know one of the changes of shape `seen` ([app, name])."""
    loader = MigrationLoader(None)
    unknown = sorted(set(map(tuple, seen)) - loader.disk_migrations.keys())
    if unknown:
        raise NotKept(
            f"The backup was made by a newer version: this one does not know {len(unknown)} of its changes of shape "
            f"({'.'.join(unknown[0])}). Bring this version up first."
        )


def make_tables(connection, seen):
    """Make the tables of an empty database as they are after the changes of shape `seen` ((app, name)), and note those.

    In one go from where they lead to, and all of it or nothing, since going through each takes ten times as long. None
    of them holds SQL of its own, whose work would be missing; tests see to that, and that both ways lead to the same.
    """
    graph, wanted = MigrationLoader(None).graph, {tuple(each) for each in seen}
    known = wanted & graph.nodes.keys()
    last = [
        node for node in sorted(known) if not known.intersection(child.key for child in graph.node_map[node].children)
    ]
    models = graph.make_state(last, real_apps=None).apps.get_models()
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        for model in [*models, recorder.Migration]:
            if model._meta.can_migrate(connection) and not model._meta.proxy:
                editor.create_model(model)
        for app, name in sorted(wanted):
            recorder.record_applied(app, name)


def lite(path):
    """The SQLite database in the file `path`, for reading alone, also where other bytes stand behind it."""
    found = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    return closing(found)


class Lite:
    """Rows of an open connection of `sqlite3`, in which no transaction begins by itself."""

    vendor = "sqlite"

    def __init__(self, connection):
        self.connection = connection

    def shape(self):
        """The changes of shape that the database has seen, as sorted [app, name]."""
        return sorted(map(list, self.connection.execute(SEEN)))

    def tables(self):
        """{table: names of its columns} of what belongs into a backup."""
        names = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        kept = [name for (name,) in names if name not in (*PASSING, STATE) and not name.startswith("sqlite_")]
        return {name: [row[1] for row in self.connection.execute(f'PRAGMA table_info("{name}")')] for name in kept}

    def rows(self, table, columns):
        """The rows of `table`."""
        return self.connection.execute(f'SELECT {quoted(columns)} FROM "{table}"')

    def counts(self):
        """{table: number of rows}."""
        one = self.connection.execute
        return {name: one(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in self.tables()}

    def last_keys(self):
        """{table: the highest key it ever gave}."""
        return dict(self.connection.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0"))

    def fill(self, source, progress=None):
        """Put the rows of `source` (Lite or Postgres) into the tables, which are there and lose what they hold."""
        run = self.connection.execute
        run("PRAGMA foreign_keys = OFF")
        run("PRAGMA synchronous = OFF")
        run("BEGIN")
        for table, columns in same_tables(source, self).items():
            run(f'DELETE FROM "{table}"')
            into = f'INSERT INTO "{table}" ({quoted(columns)}) VALUES ({", ".join("?" * len(columns))})'
            self.connection.executemany(into, counted(source.rows(table, columns), progress))
        run("DELETE FROM sqlite_sequence")
        self.connection.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", source.last_keys().items())
        run("COMMIT")
        if broken := run("PRAGMA foreign_key_check").fetchone():
            raise NotKept(f"{broken[0]} holds a row that points at nothing in {broken[2]}.")


class Postgres:
    """Rows of Django's connection to PostgreSQL, of the schema that it looks into."""

    vendor = "postgresql"

    def __init__(self, connection):
        self.connection = connection

    def shape(self):
        """The changes of shape that the database has seen, as sorted [app, name]."""
        with self.connection.cursor() as cursor:
            cursor.execute(SEEN)
            return sorted(map(list, cursor.fetchall()))

    def tables(self):
        """{table: names of its columns} of what belongs into a backup."""
        return {name: list(columns) for name, columns in self.kinds().items()}

    def kinds(self):
        """{table: {column: PostgreSQL's kind of value}} of what belongs into a backup."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT table_name, column_name, data_type FROM information_schema.columns"
                " JOIN information_schema.tables USING (table_schema, table_name)"
                " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'"
                " ORDER BY table_name, ordinal_position"
            )
            found = {}
            for table, column, kind in cursor.fetchall():
                if table not in (*PASSING, STATE):
                    found.setdefault(table, {})[column] = kind
        return found

    def rows(self, table, columns):
        """The rows of `table`, as SQLite would keep them."""
        with self.connection.chunked_cursor() as cursor:
            cursor.itersize = BATCH
            cursor.execute(f'SELECT {quoted(columns)} FROM "{table}"')
            for row in cursor:
                yield tuple(TURNED[type(value)](value) if type(value) in TURNED else value for value in row)

    def counts(self):
        """{table: number of rows}."""
        with self.connection.cursor() as cursor:
            found = {}
            for name in self.tables():
                cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
                found[name] = cursor.fetchone()[0]
        return found

    def sequences(self):
        """{table: the sequence that numbers its rows}."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), column_name)"
                " FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'"
            )
            return dict(cursor.fetchall())

    def last_keys(self):
        """{table: the highest key it ever gave}."""
        found = {}
        with self.connection.cursor() as cursor:
            for table, sequence in self.sequences().items():
                cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")
                if given := cursor.fetchone():
                    found[table] = given[0]
        return found

    def fill(self, source, progress=None):
        """Put the rows of `source` (Lite) into the tables, which are there and lose what they hold.

        Inside a transaction of the caller's, at whose end PostgreSQL looks at the foreign keys.
        """
        kinds, tables, last = self.kinds(), same_tables(source, self), source.last_keys()
        with self.connection.cursor() as cursor, self.connection.wrap_database_errors:
            cursor.execute(f"TRUNCATE {quoted(tables)}")
            for table, columns in tables.items():
                turns = [BACK.get(kinds[table][column], same) for column in columns]
                with cursor.copy(f'COPY "{table}" ({quoted(columns)}) FROM STDIN') as copy:
                    for row in counted(source.rows(table, columns), progress):
                        copy.write_row([turn(value) for turn, value in zip(turns, row, strict=True)])
            for table, sequence in self.sequences().items():
                if table in last:
                    cursor.execute("SELECT setval(%s, %s)", [sequence, last[table]])


def quoted(names):
    """Names as SQL writes them."""
    return ", ".join(f'"{name}"' for name in names)


def counted(rows, progress):
    """`rows`; `progress`, where there is one, is told of each thousand."""
    return passing(rows, progress) if progress else rows


def passing(rows, progress):
    """`rows` one by one, and `progress` called with a thousand after each thousand."""
    left = 0
    for row in rows:
        left += 1
        if left == STEP:
            progress(left)
            left = 0
        yield row
    progress(left)


def same_tables(source, target):
    """{table: columns} of both; raises NotKept where they differ."""
    here, there = source.tables(), target.tables()
    for table in here.keys() | there.keys():
        if set(here.get(table, ())) != set(there.get(table, ())):
            raise NotKept(f"The table {table} is another one in the backup than in this version's database.")
    return here


def sums(database, progress=None):
    """{table: (number of rows, sum over them)}, alike for the same rows in any order and in either kind of database.

    A sum holds within one process alone.
    """
    found = {}
    for table, columns in database.tables().items():
        number = total = 0
        for row in counted(database.rows(table, sorted(columns)), progress):
            number, total = number + 1, total + hash(tuple(map(plain, row)))
        found[table] = (number, total % ROUND)
    return found


def plain(value):
    """What is the same for a value that was carried: JSON without its order and spaces, other values as they are."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return repr(ordered(json.loads(value, parse_int=Decimal, parse_float=Decimal)))
        except ValueError:
            return value
    return value


def ordered(found):
    """What was read from JSON, in an order of its own."""
    if isinstance(found, dict):
        return sorted((name, ordered(value)) for name, value in found.items())
    if isinstance(found, list):
        return [ordered(value) for value in found]
    return found.normalize() if isinstance(found, Decimal) else found


def as_moment(value):
    """A moment as SQLite keeps it."""
    return str(value.astimezone(UTC).replace(tzinfo=None)) if value.tzinfo else str(value)


def as_number(value):
    """A decimal as SQLite keeps it."""
    return int(value) if value == value.to_integral_value() else float(value)


def as_microseconds(value):
    """A duration as SQLite keeps it."""
    return value // timedelta(microseconds=1)


TURNED = {
    bool: int,
    datetime: as_moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: as_microseconds,
    Decimal: as_number,
    UUID: lambda value: value.hex,
    dict: json.dumps,
    list: json.dumps,
}


def same(value):
    """The value itself."""
    return value


def unless_empty(turn):
    """What turns a value as `turn` does, and leaves None alone."""
    return lambda value: None if value is None else turn(value)


# PostgreSQL's kinds of value that are written otherwise than SQLite keeps them.
BACK = {
    "boolean": unless_empty(bool),
    "timestamp with time zone": unless_empty(lambda value: f"{value}+00"),
    "interval": unless_empty(lambda value: timedelta(microseconds=value)),
}
