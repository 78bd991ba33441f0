"""The command `zhinan` in real processes, on the database: what it answers, and what it says when that is amiss."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

from .installation import ROOT, Installation, end, refused

SUPPORTED = {"countries_reached": 4, "grants_approved": 4, "online_events": 3, "members_joined": 5}


@pytest.fixture(scope="module")
def installed(record_installation, tmp_path_factory):
    """An installation with the record world, made by the command itself."""
    return Installation(tmp_path_factory.mktemp("installed"), "zhinan_commands", like=record_installation)


@pytest.fixture
def empty(tmp_path):
    """A folder without an installation."""
    return Installation(tmp_path, "zhinan_empty")


def test_a_second_start_keeps_what_was_written(installed):
    before = json.loads(installed.run("report", "global-ssdc", "2020", "--format", "json").stdout)
    password = (installed.world / "accounts.txt").read_text()
    assert installed.run("demo", "--no-serve").returncode == 0
    after = json.loads(installed.run("report", "global-ssdc", "2020", "--format", "json").stdout)
    assert (before, password) == (after, (installed.world / "accounts.txt").read_text())


@pytest.fixture(scope="module")
def reports(installed):
    """The report of 2020, the one for the public, and the one as of an early day."""
    words = ("report", "global-ssdc", "2020", "--format", "json")
    answers = installed.run_each(words, (*words, "--public"), (*words, "--as-of", "2020-02-01"))
    return [json.loads(answer.stdout) for answer in answers]


def test_the_report_gives_the_figures_that_the_records_warrant(reports):
    told = reports[0]
    assert (told["programme"], told["period"], told["as_of"]) == ("global-ssdc", "2020", "2021-01-31")
    values = {figure["key"]: figure["value"] for figure in told["figures"]}
    assert {key: values[key] for key in SUPPORTED} == SUPPORTED
    assert len(told["findings"]) >= 9


def test_the_public_report_is_without_findings(reports):
    assert reports[1]["findings"] in (None, [])


def test_an_earlier_cut_off_counts_less(reports):
    told = reports[2]
    values = {figure["key"]: figure["value"] for figure in told["figures"]}
    assert (told["as_of"], values["members_joined"]) != ("2021-01-31", 5)


def test_a_database_that_is_not_set_up_is_said(empty):
    empty.world.mkdir()
    (empty.world / "zhinan.sqlite3").touch()
    told = refused(empty.run("report", "global-ssdc", "2020"))
    assert told.startswith("The database does not answer or is not set up (")
    assert "`zhinan demo --no-serve` sets one up." in told


def test_a_database_server_that_does_not_answer_is_said(empty):
    calls = [("report", "global-ssdc", "2020"), ("worker",), ("demo", "--no-serve"), ("serve",)]
    answers = empty.run_each(*calls, ZHINAN_DATABASE="postgresql://me@127.0.0.1:1/none")
    told = [refused(answer) for answer in answers]
    assert [words for words in told if not words.startswith("The database does not answer or is not set up (")] == []


def test_the_doctor_names_what_is_to_be_done_and_its_exit_code_says_so(empty):
    empty.world.mkdir()
    (empty.world / "zhinan.sqlite3").touch()
    answer = empty.run("doctor")
    assert answer.returncode == 1
    assert re.match(
        r"database   TO DO  \d+ changes of its shape wait\. Run `zhinan demo --no-serve`\.\n", answer.stdout
    )


def test_the_doctor_finds_a_new_installation_well(installed):
    answer = installed.run("doctor")
    assert (answer.returncode, [line.split()[:2] for line in answer.stdout.splitlines()]) == (
        0,
        [[name, "ok"] for name in ("database", "index", "queue", "mail", "cache", "disk")],
    )


def test_the_index_can_be_lost_and_made_again(installed):
    before = installed.run("search", "status").stdout
    shutil.rmtree(installed.world / "search")
    lost = installed.run("search", "status")
    assert (lost.returncode, "is_readable    False" in lost.stdout) == (1, True)
    assert (
        "index      TO DO  is missing or cannot be read. Run `zhinan search rebuild`." in installed.run("doctor").stdout
    )
    made = installed.run("search", "rebuild")
    number = re.fullmatch(r"(\d+) documents in the index\.\n", made.stdout)[1]
    after = installed.run("search", "status")
    assert (after.returncode, f"documents      {number}\n" in after.stdout) == (0, True)
    assert before.count("\n") == after.stdout.count("\n")


def test_codelists_tell_their_sources_and_change_nothing_the_second_time(installed):
    told = installed.run("codelists", "load").stdout.splitlines()
    assert len(told) >= 10
    assert [line for line in told if not re.search(r" 0 added +0 changed", line)] == []
    assert re.search(r"^Countries.* +\d+  .*M49", installed.run("codelists", "status").stdout, re.M)


def test_a_malformed_data_file_is_named_and_nothing_of_it_is_written(empty, tmp_path):
    package = tmp_path / "package"
    shutil.copytree(ROOT / "zhinan", package / "zhinan", ignore=shutil.ignore_patterns("__pycache__"))
    file = sorted((package / "zhinan/demo/record").glob("05*.toml"))[0]
    file.write_text(file.read_text() + '\n[[grant]]\nslug = "broken"\ntitle = "Broken"\nproject = "no-such-project"\n')
    words = [sys.executable, "-m", "zhinan", "demo", "--no-serve"]
    call = {"env": empty.settings, "cwd": package, "capture_output": True, "text": True, "timeout": 120}
    told = refused(subprocess.run(words, **call))
    assert (file.name in told, "there is no project “no-such-project”" in told) == (True, True), told
    assert (
        empty.run("report", "global-ssdc", "2020").stderr
        == "There is no programme “global-ssdc”. Programmes: none yet.\n"
    )


def test_ctrl_c_while_the_world_is_made_leaves_nothing_half_written(empty):
    started = empty.start("demo", "--no-serve")
    until = time.monotonic() + 60
    while not (empty.world / "secret").exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.5)  # in the middle of it: making the world takes some seconds more
    assert end(started, signal.SIGINT) in (130, -signal.SIGINT)
    answer = empty.run("demo", "--no-serve")
    assert (answer.returncode, answer.stderr) == (0, "")


def test_what_is_written_while_it_runs_is_found_without_a_new_start(installed):
    """How soon is read from `make bench`; the minute here is patience."""
    started = installed.start("demo")
    try:
        installed.wait_for_page()
        code = (
            "import django; django.setup(); from django.db import transaction; "
            "from zhinan.history.actions import record; from zhinan.network.models import Organisation\n"
            "with transaction.atomic():\n"
            "    record(Organisation.objects.create(slug='qx', name='Quixotic Mill'), 'recorded')"
        )
        settings = installed.settings | {"DJANGO_SETTINGS_MODULE": "zhinan.config.settings"}
        subprocess.run([sys.executable, "-c", code], env=settings, cwd=ROOT, check=True)
        until = time.monotonic() + 60
        while "Quixotic Mill" not in page(f"{installed.address}/search/?q=quixotic"):
            assert time.monotonic() < until
            time.sleep(0.05)
    finally:
        end(started)


def page(address):
    """The page at `address`, without the marks on found words."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return re.sub(r"</?(?:mark|b|em|strong)[^>]*>", "", answer.read().decode())
