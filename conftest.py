"""What every test finds: plain static files, hypothesis without a clock, worlds that are loaded for many modules."""

import fcntl
import gc
import os
import pickle

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


# What these show is the same on every database; in rooms that is so for what asks none, as pytest-django holds it to.
FILES_ONCE = {
    "test_archive.py",
    "test_docs.py",
    "test_guide.py",
    "test_house.py",
    "test_languages.py",
    "test_terminal.py",
    "test_weight.py",
}
ASKING = {"db", "transactional_db", "django_db_blocker", "live_server", "record_world", "codelists"}


# What stands in the database of this process from one module to the next: worlds take longer to load than most modules.
HELD = pytest.StashKey[list]()
WORLDS = ("codelists", "record_world")


def pytest_collection_modifyitems(config, items):
    """Put the modules of one world beside each other; on PostgreSQL leave out what a database has no part in."""
    once = [item for item in items if is_the_same_everywhere(item)] if os.environ.get("ZHINAN_DATABASE") else []
    if once:
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if item not in set(once)]
    needs, long = {}, set()
    for item in items:
        needs[item.path] = max(needs.get(item.path, 0), sum(name in item.fixturenames for name in WORLDS))
        if item.path.parent == config.rootpath / "tests" or "record_installation" in item.fixturenames:
            long.add(item.path)  # starts programs: begun last, one of these would hold everything up
    items.sort(key=lambda item: (item.path not in long, -needs[item.path]))


def pytest_collection_finish():
    """Let the collector of garbage pass by what stays to the end: programs, and the tests themselves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def is_the_same_everywhere(item):
    """Whether the test `item` shows the same on every database: in a room, where it may not ask one."""
    asks = item.get_closest_marker("django_db") or ASKING & set(item.fixturenames)
    rooms = item.config.rootpath / "zhinan"
    in_a_room = rooms in item.path.parents and rooms / "config" not in item.path.parents  # whose tests start programs
    return item.path.name in FILES_ONCE or (in_a_room and not asks)


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


@pytest.fixture(scope="module", autouse=True)
def _held(request):
    """The names of the worlds that stand in the database; a module that asks for none of them begins with empty tables.

    They are committed, so that other threads and a live server see them; a test with `django_db` changes them in a
    transaction of its own that is rolled back. A test with `transaction=True` empties the tables: keep those apart.
    """
    held = request.config.stash.setdefault(HELD, [])
    asked = {name for item in request.session.items if item.path == request.path for name in item.fixturenames}
    wanted = [name for name in WORLDS if name in asked]
    if held != wanted[: len(held)]:
        request.getfixturevalue("_emptied")
    return held


@pytest.fixture(scope="module")
def _emptied(request, django_db_setup, django_db_blocker):
    """Empty tables, whatever stood in them."""
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)
    request.config.stash[HELD].clear()


@pytest.fixture(scope="module")
def committed(_held):
    """For a module that commits records of its own beside a world: the tables are emptied after it."""
    yield
    _held.append("more")


@pytest.fixture(scope="module")
def codelists(_held, django_db_setup, django_db_blocker):
    """Countries, goals, currencies and the other codelists."""
    if "codelists" not in _held:
        with django_db_blocker.unblock():
            load_all()
        _held.append("codelists")


@pytest.fixture(scope="module")
def record_world(_held, codelists, django_db_blocker):
    """The records of the five seeds with their texts."""
    folder = HERE / "record"
    if "record_world" not in _held:
        with django_db_blocker.unblock():
            Loader().load(read_world(folder))
            for source in Source.objects.all():
                read_text(source, folder)
        _held.append("record_world")


@pytest.fixture(scope="session")
def record_installation(tmp_path_factory):
    """An installation with the record world, made by the command itself: copy it (`like=`), and leave it as it is.

    The processes of the suite share one: the first that asks makes it.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / "made.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = shared / "made.pickle"
        if told.exists():
            return pickle.loads(told.read_bytes())
        made = Installation(shared / "made", "zhinan_made")
        answer = made.run("demo", "--no-serve")
        assert (answer.returncode, answer.stderr) == (0, "")
        told.write_bytes(pickle.dumps(made))
        return made
