"""`migrate`: Django's, but an empty database gets its tables at once."""

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from zhinan.config.tables import make_tables

ELSEWHERE = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Django's command: it finds the tables of an empty database made already, and tells those who wait for that."""

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        if not any(options.get(name) for name in ELSEWHERE) and not connection.introspection.table_names():
            make_tables(connection, MigrationLoader(None).disk_migrations)
        super().handle(*args, **options)
