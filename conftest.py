"""What every test finds: plain static files, hypothesis without a clock, and worlds that are loaded once a module."""

import os
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.installation import Installation
from zhinan.codelists.actions import load_all
from zhinan.demo.loading import Loader
from zhinan.demo.reading import HERE, read_world
from zhinan.demo.worlds import read_text
from zhinan.sources.models import Source

hypothesis_settings.register_profile("zhinan", deadline=None)
hypothesis_settings.load_profile("zhinan")


# What these show is the same on every database; in rooms that is so for what asks none.
FILES_ONCE = {"test_docs.py", "test_guide.py", "test_house.py", "test_languages.py", "test_weight.py"}
ROOMS_ONCE = {"kit", "search"}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL leave out what a database has no part in: it is run on SQLite."""
    once = [item for item in items if is_the_same_everywhere(item)] if os.environ.get("ZHINAN_DATABASE") else []
    if once:
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if item not in set(once)]


def is_the_same_everywhere(item):
    """Whether the test `item` shows the same on every database."""
    asks = item.get_closest_marker("django_db") or {"db", "record_world", "codelists"} & set(item.fixturenames)
    return item.path.name in FILES_ONCE or (not asks and item.path.parts[-3] in ROOMS_ONCE)


@pytest.fixture(autouse=True)
def _installation(settings, tmp_path_factory):
    """An installation in a folder of its own: static files as they lie in the rooms, a cache in memory.

    Visitors' pages are made anew each time: a test that is rolled back takes its history with it.
    """
    folder = tmp_path_factory.getbasetemp() / "installation"
    (folder / "static").mkdir(parents=True, exist_ok=True)
    settings.STATIC_ROOT = folder / "static"
    settings.MEDIA_ROOT = folder / "files"
    settings.SEARCH_FOLDER = tmp_path_factory.mktemp("search")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "zhinan.config.visitors.VisitorPages"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with translation.override("en"):  # the test client leaves the language of its last page behind
        yield


@contextmanager
def _committed(blocker):
    """What is written inside stays in the database until the end, when all tables are emptied.

    It is committed, so that other threads and a live server see it; a test with `django_db` changes it in a
    transaction of its own that is rolled back. A test with `transaction=True` empties the tables: keep those apart.
    """
    with blocker.unblock():
        try:
            with blocker.block():
                yield
        finally:
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def codelists(django_db_setup, django_db_blocker):
    """Countries, goals, currencies and the other codelists, for the tests of one module."""
    with _committed(django_db_blocker):
        with django_db_blocker.unblock():
            load_all()
        yield


@pytest.fixture(scope="module")
def record_world(codelists, django_db_blocker):
    """The records of the five seeds with their texts, for the tests of one module."""
    folder = HERE / "record"
    with django_db_blocker.unblock():
        Loader().load(read_world(folder))
        for source in Source.objects.all():
            read_text(source, folder)


@pytest.fixture(scope="session")
def record_installation(tmp_path_factory):
    """An installation with the record world, made by the command itself: copy it (`like=`), and leave it as it is.

    Each process of the suite has one of its own, on PostgreSQL in a database of its own.
    """
    process = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    made = Installation(tmp_path_factory.mktemp("made"), f"zhinan_made_{process}")
    answer = made.run("demo", "--no-serve")
    assert (answer.returncode, answer.stderr) == (0, "")
    return made
