"""A backup is made while an installation lives, and puts it back as it was: all of it, or nothing."""

import json
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing

import psycopg
import pytest

from tests.installation import ROOT, Installation, end
from zhinan.config import archive
from zhinan.config.tables import Lite, lite

from .make import ON_POSTGRESQL, asked, contents

UPLOADED = {"ab/abcdef": b"a picture", "ab/指南": bytes(range(256)), "empty": b""}
REPORT = ("report", "global-ssdc", "2020", "--format", "json")
MAIL = (
    "from django.core.mail import send_mail\n"
    "send_mail('Subject', 'Words', 'from@zhinan.example', ['to@zhinan.example'])"
)


@pytest.fixture(scope="module")
def living(record_installation, tmp_path_factory):
    """An installation with the record world, uploaded files, kept settings and a mail that waits."""
    made = Installation(tmp_path_factory.mktemp("living"), "zhinan_living", like=record_installation)
    for name, content in UPLOADED.items():
        path = made.world / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (made.world / "settings").write_text("ZHINAN_MAIL_FROM=office@zhinan.example\n")
    asked(made, MAIL)
    return made


@pytest.fixture(scope="module")
def kept(living, tmp_path_factory):
    """A backup of it."""
    path = tmp_path_factory.mktemp("kept") / "one.backup"
    answer = living.run("backup", str(path), "--verify")
    assert (answer.returncode, answer.stderr) == (0, "")
    return path


@pytest.fixture(scope="module")
def warranted(living):
    """The figures of the living installation."""
    return figures(living)


@pytest.fixture
def elsewhere(tmp_path):
    """A folder without an installation, on PostgreSQL with an empty database."""
    return Installation(tmp_path / "elsewhere", "zhinan_elsewhere")


def refused(answer):
    """The sentence of a command that was refused."""
    assert (answer.returncode, "Traceback" in answer.stderr, answer.stdout) == (1, False, ""), answer
    return answer.stderr


def state(installation):
    """All that an installation is: its records where they are elsewhere, and the bytes of its files."""
    if ON_POSTGRESQL:
        with psycopg.connect(installation.settings["ZHINAN_DATABASE"]) as database:
            tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
            rows = "SELECT md5(string_agg(each::text, ' ' ORDER BY each::text)) FROM {} AS each"
            names = [name for (name,) in database.execute(tables).fetchall()]
            sums = [database.execute(rows.format(name)).fetchone() for name in names]
        return names, sums, contents(installation.world)
    with closing(sqlite3.connect(installation.world / "zhinan.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # it is the journal's turn whenever the last one leaves
    return contents(installation.world)


def figures(installation):
    """The report's figures, which rest upon most of the records."""
    told = json.loads(installation.run(*REPORT).stdout)
    return {figure["key"]: (figure["value"], figure.get("n")) for figure in told["figures"]}


def test_a_backup_says_what_it_holds_and_that_it_is_secret(living, tmp_path):
    answer = living.run("backup", str(tmp_path), "--verify")
    (path,) = tmp_path.iterdir()
    manifest = archive.manifest(path)
    assert re.fullmatch(r"zhinan-record-\d{4}-\d\d-\d\dT\d{6}\.backup", path.name)
    assert answer.stdout.splitlines() == [
        f"{path} holds {sum(manifest['tables'].values()):,} rows of {len(manifest['tables'])} tables and 3 files, "
        f"as of {manifest['made_at']}.",
        "It was restored into a database of its own, and each row of each table is the same.",
        "It is as secret as the installation itself: whoever has it can read everything and sign in as anybody.",
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert manifest["vendor"] == ("postgresql" if ON_POSTGRESQL else "sqlite")


def test_a_backup_holds_no_sessions_and_its_pages_keep_no_trace_of_them(living, tmp_path):
    code = (
        "from django.contrib.sessions.models import Session\nfrom django.utils import timezone\n"
        "Session.objects.create(session_key='k' * 32, session_data='the trace of somebody', "
        "expire_date=timezone.now())"
    )
    asked(living, code)
    living.run("backup", str(tmp_path / "one.backup"))
    assert b"the trace of somebody" not in (tmp_path / "one.backup").read_bytes()


def test_what_was_destroyed_is_as_it_was_after_a_restore(living, kept, warranted, elsewhere):
    answer = elsewhere.run("restore", str(kept))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "1 pieces of work waited in it, mails perhaps among them" in answer.stdout
    files = {str(path.relative_to(elsewhere.world / "files")): path for path in (elsewhere.world / "files").rglob("*")}
    assert {name: path.read_bytes() for name, path in files.items() if path.is_file()} == UPLOADED
    for name in ("secret", "settings", "accounts.txt"):
        path = elsewhere.world / name
        assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ((living.world / name).read_text(), 0o600)
    assert figures(elsewhere) == warranted
    assert [line.split()[:2] for line in elsewhere.run("doctor").stdout.splitlines()][:2] == [
        ["database", "ok"],
        ["index", "ok"],
    ]
    assert not [path for path in elsewhere.folder.iterdir() if path.name != "record"]


def test_keys_that_were_given_once_are_not_given_again_after_a_restore(living, elsewhere, tmp_path):
    add = (
        "from zhinan.network.models import Organisation\n"
        "made = Organisation.objects.create(slug='short-lived', name='Short-lived')\nprint(made.pk)\nmade.delete()"
    )
    first = int(asked(living, add))
    living.run("backup", str(tmp_path / "one.backup"))
    assert elsewhere.run("restore", str(tmp_path / "one.backup")).returncode == 0
    assert int(asked(elsewhere, add)) == first + 1


def test_a_backup_of_another_kind_of_database_is_put_back_too(kept, warranted, tmp_path):
    if not ON_POSTGRESQL:
        pytest.skip("PostgreSQL is not what this run is about: `make test DB=postgres` carries records there and back.")
    small = Installation(tmp_path / "small", "zhinan_small")
    assert small.run("restore", str(kept), ZHINAN_DATABASE="").returncode == 0
    again = small.run("backup", str(tmp_path / "small.backup"), "--verify", ZHINAN_DATABASE="")
    assert (again.returncode, archive.manifest(tmp_path / "small.backup")["vendor"]) == (0, "sqlite")
    assert small.run("restore", str(tmp_path / "small.backup")).returncode == 0
    assert figures(small) == warranted
    assert small.run("backup", str(tmp_path / "large.backup")).returncode == 0
    with lite(kept) as first, lite(tmp_path / "large.backup") as last:
        assert sorted(Lite(first).counts().items()) == sorted(Lite(last).counts().items())


def test_a_backup_is_of_one_moment_however_much_is_written_meanwhile(living, tmp_path):
    """Somebody writes two rows at a time, so whoever sees an odd number sees half of a change."""
    code = (
        "import time, django; django.setup()\n"
        "from django.db import transaction\nfrom zhinan.history.actions import record\n"
        "from zhinan.network.models import Organisation\n"
        "for number in range(100_000):\n"
        "    with transaction.atomic():\n"
        "        one = Organisation.objects.create(slug=f'pair-{number}', name='Pair')\n"
        "        record(one, 'recorded')\n"
        "    print(number, flush=True)\n    time.sleep(0.002)"
    )
    settings = living.settings | {"DJANGO_SETTINGS_MODULE": "zhinan.config.settings"}
    writer = subprocess.Popen([sys.executable, "-c", code], env=settings, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    reader = threading.Thread(target=lambda: [None for _line in writer.stdout], daemon=True)
    try:
        assert writer.stdout.readline() == "0\n"
        reader.start()
        pairs = []
        for number in range(2):
            assert living.run("backup", str(tmp_path / str(number)), "--verify").returncode == 0
            with lite(tmp_path / str(number)) as database:
                question = "SELECT COUNT(*) FROM network_organisation WHERE slug LIKE 'pair-%'"
                (organisations,) = database.execute(question).fetchone()
                question = "SELECT COUNT(*) FROM history_entry WHERE noun_id IN (SELECT id FROM network_organisation "
                question += "WHERE slug LIKE 'pair-%') AND noun = 'network.organisation'"
                pairs.append((organisations, *database.execute(question).fetchone()))
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
        reader.join()
        writer.stdout.close()
    assert [organisations for organisations, entries in pairs if organisations != entries] == []
    assert 0 < pairs[0][0] < pairs[1][0]


def test_nothing_of_a_backup_that_cannot_be_written_is_left(living, tmp_path):
    (tmp_path / "one.backup").write_text("of yesterday")
    places = [str(tmp_path / "no" / "one.backup"), str(tmp_path / "one.backup")]
    missing, taken = (refused(answer) for answer in living.run_each(*(("backup", place) for place in places)))
    assert missing.endswith("cannot be written (No such file or directory). Name another file.\n")
    assert taken.endswith("is there already. Name another file, or move that one away.\n")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"one.backup": "of yesterday"}


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("flip", "is damaged: it does not hold the bytes that were written. Take another backup."),
        ("cut", "is no backup of Zhinan, or its end is missing."),
        ("newer", "was made by a newer version: this one does not know 1 of its changes of shape (network.9999_later)"),
        ("moved", "The table codelists_country is another one in the backup than in this version's database."),
        ("torn", "Nothing was changed."),
    ],
)
def test_a_backup_that_cannot_be_used_is_refused_and_nothing_changes(living, kept, tmp_path, spoil, told):
    if spoil == "moved" and not ON_POSTGRESQL:
        pytest.skip("SQLite's own file is put back as it is, with whatever tables it has.")
    path = tmp_path / "spoilt.backup"
    spoilt(kept, path, spoil)
    before = state(living)
    assert told in refused(living.run("restore", str(path), "--replace"))
    assert state(living) == before
    assert [each.name for each in living.folder.iterdir() if each.name.startswith(".")] == []


def spoilt(kept, path, how):
    """Write a copy of the backup `kept` to `path` that is spoilt in one way."""
    whole = bytearray(kept.read_bytes())
    if how in ("flip", "cut"):
        whole[len(whole) // 2] ^= 1
        path.write_bytes(whole if how == "flip" else whole[:-9])
        return
    manifest = archive.manifest(kept)
    texts = {name: text for name, text in archive.texts(kept).items() if name != "manifest.json"}
    with archive.whole(path) as part:
        part.write_bytes(whole[: manifest.pop("database_bytes")])
        with closing(sqlite3.connect(part)) as database, database:
            if how == "newer":
                manifest["migrations"].append(["network", "9999_later"])
            elif how == "moved":
                database.execute('ALTER TABLE "codelists_country" RENAME COLUMN "alpha2" TO "alpha"')
            else:
                database.execute("UPDATE network_membership SET organisation_id = 999999 WHERE rowid = 1")
        archive.append(part, manifest, texts, "no files")


def test_an_installation_that_is_there_is_not_replaced_unasked(living, kept):
    before = state(living)
    told = refused(living.run("restore", str(kept)))
    assert told == (f"{living.world} holds an installation already. To put the backup in its place, add --replace.\n")
    assert state(living) == before


def test_an_installation_that_is_served_is_not_replaced(living, kept):
    started = living.start("serve")
    try:
        living.wait_for_page()
        told, upgrade = map(refused, living.run_each(("restore", str(kept), "--replace"), ("upgrade",)))
    finally:
        end(started)
    assert told == upgrade == f"The installation in {living.world} is being served. End that first.\n"


def test_a_database_at_which_a_worker_is_elsewhere_is_not_replaced(living, kept):
    asked(living, "from zhinan.config import worker\nworker.show_life('another machine')")
    told = refused(living.run("restore", str(kept), "--replace"))
    asked(living, "from zhinan.config.models import Beat\nBeat.objects.all().delete()")
    assert told == "A worker is at this database, or was a minute ago (another machine). End it first.\n"


def test_what_is_replaced_is_gone_and_the_backup_stands_in_its_place(record_installation, kept, warranted, tmp_path):
    other = Installation(tmp_path / "other", "zhinan_other", like=record_installation)
    asked(other, "from zhinan.network.models import Membership\nMembership.objects.all().delete()")
    assert figures(other) != warranted
    assert other.run("restore", str(kept), "--replace").returncode == 0
    assert figures(other) == warranted
    assert sorted(path.name for path in other.folder.iterdir()) == ["record"]


def test_a_backup_in_the_folder_that_is_replaced_is_not_lost_with_it(living, kept):
    inside = living.world / "one.backup"
    shutil.copyfile(kept, inside)
    told = refused(living.run("restore", str(inside), "--replace"))
    inside.unlink()
    assert told == f"{inside} stands in the folder that is replaced. Move it elsewhere first.\n"


def test_a_backup_of_another_world_or_key_is_refused(kept, elsewhere):
    told = refused(elsewhere.run("restore", str(kept), ZHINAN_WORLD="own"))
    assert told == f"{kept} is a backup of “record”. Restore it with ZHINAN_WORLD=record.\n"
    told = refused(elsewhere.run("restore", str(kept), ZHINAN_SECRET="another key than that of the backup"))
    assert told == "ZHINAN_SECRET is another key than the backup's, so its secrets could not be read. Unset it.\n"


def test_files_go_where_the_settings_say(kept, elsewhere, tmp_path):
    media = tmp_path / "media"
    assert elsewhere.run("restore", str(kept), ZHINAN_MEDIA=str(media)).returncode == 0
    assert contents(media) == UPLOADED
    assert not (elsewhere.world / "files").exists()


@pytest.fixture
def older(record_installation, tmp_path):
    """An installation of an older version."""
    made = Installation(tmp_path / "older", "zhinan_older", like=record_installation)
    bring_down(made)
    return made


def test_an_older_backup_is_brought_up_to_this_version(older, warranted, elsewhere, tmp_path):
    answer = older.run("backup", str(tmp_path / "older.backup"))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert ["config", "0001_initial"] not in archive.manifest(tmp_path / "older.backup")["migrations"]
    assert elsewhere.run("restore", str(tmp_path / "older.backup")).returncode == 0
    assert asked(elsewhere, "from zhinan.config.models import Alarm\nprint(Alarm.objects.count())") == "0\n"
    assert figures(elsewhere) == warranted


def bring_down(installation):
    """Take back the newest change of an installation's shape."""
    settings = installation.settings | {"DJANGO_SETTINGS_MODULE": "zhinan.config.settings"}
    words = [sys.executable, "manage.py", "migrate", "config", "zero", "--verbosity", "0"]
    subprocess.run(words, env=settings, cwd=ROOT, check=True)


def test_an_upgrade_keeps_a_backup_says_what_it_did_and_may_be_run_twice(older):
    first, second = older.run("upgrade"), older.run("upgrade")
    (path,) = (older.folder / "backups").iterdir()
    assert first.stdout.splitlines()[:4] == [
        f"Before: everything as it was is in {path}.",
        "Database: 1 changes of its shape made.",
        "Codelists: up to date already.",
        "Search index and style sheets: up to date.",
    ]
    assert second.stdout.splitlines()[:2] == ["Database: up to date already.", "Codelists: up to date already."]
    doctor = [line.split()[:2] for line in second.stdout.splitlines()[3:]]
    assert [name for name, _state in doctor] == ["database", "index", "queue", "mail", "cache", "disk"]
    assert (doctor[:2], archive.read(path)["world"]) == ([["database", "ok"], ["index", "ok"]], "record")
