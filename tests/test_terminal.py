"""The command `zhinan` at a terminal: wrong words and settings, files, signals. No database has a part in it."""

import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from zhinan.config import environment
from zhinan.config.main import main

from .installation import ROOT, Installation, children_of, end, refused, running


@pytest.fixture(scope="module")
def installed(record_installation, tmp_path_factory):
    """An installation with the record world, made by the command itself."""
    return Installation(tmp_path_factory.mktemp("installed"), "zhinan_terminal", like=record_installation)


@pytest.fixture
def empty(tmp_path):
    """A folder without an installation."""
    return Installation(tmp_path, "zhinan_empty")


@pytest.fixture
def said(monkeypatch, capsys, tmp_path):
    """What `zhinan` says before it opens an installation: `run` in this process."""

    def run(*words, **settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        try:
            code = main(list(words))
        except SystemExit as end:
            code = end.code
        told = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, told.out, told.err)

    for setting in environment.ALL:
        monkeypatch.setenv(setting.name, "")
    monkeypatch.setenv("ZHINAN_DATA", str(tmp_path))
    mask = os.umask(0o077)
    yield run
    os.umask(mask)


def test_each_format_is_written_to_a_file(installed, tmp_path):
    openings = {"json": b"{", "md": b"# ", "html": b"<!doctype html>", "pdf": b"%PDF-"}
    paths = {form: tmp_path / f"report.{form}" for form in openings}
    words = ("report", "global-ssdc", "2020", "--format")
    answers = installed.run_each(*((*words, form, "--output", str(path)) for form, path in paths.items()))
    for (form, path), answer in zip(paths.items(), answers, strict=True):
        assert (answer.returncode, answer.stdout) == (0, "")
        assert re.fullmatch(rf"Written to {re.escape(str(path))} \([\d,]+ bytes\)\.\n", answer.stderr)
        assert path.read_bytes().startswith(openings[form])
    assert sorted(tmp_path.iterdir()) == sorted(paths.values())


def test_a_programme_or_a_year_that_does_not_exist_is_named_with_those_that_do(installed):
    calls = [("report", "no-such", "2020"), ("report", "global-ssdc", "1999"), ("report", "global-ssdc", "2999")]
    programme, early, late = map(refused, installed.run_each(*calls))
    assert programme.startswith("There is no programme “no-such”. Programmes: ")
    assert "global-ssdc" in programme
    assert ("has no year 1999: it runs from" in early, "has no year 2999: it runs from" in late) == (True, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["report", "global-ssdc", "20"], "“20” is not a year. Write it as 2020."),
        (
            ["report", "global-ssdc", "2020", "--as-of", "2020-02-30"],
            "“2020-02-30” is not a day. Write it as 2021-01-31.",
        ),
        (["report", "global-ssdc", "2020", "--format", "doc"], "invalid choice: 'doc'"),
        (["report"], "the following arguments are required: PROGRAMME, YEAR"),
        (["search", "find"], "invalid choice: 'find'"),
        (["demo", "--world", "dream"], "invalid choice: 'dream'"),
        (["dance"], "invalid choice: 'dance'"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_wrong_words_are_refused_with_what_to_write(said, words, told):
    answer = said(*words)
    assert (answer.returncode, told in answer.stderr, "Traceback" in answer.stderr) == (2, True, False), answer.stderr


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"ZHINAN_PORT": "http"}, "ZHINAN_PORT is “http”. Write a number between 1 and 65535."),
        ({"ZHINAN_BIND": "localhost"}, "ZHINAN_BIND is “localhost”. Write an IP address"),
        ({"ZHINAN_WEB_WORKERS": "many"}, "ZHINAN_WEB_WORKERS is “many”. Write a number"),
        ({"ZHINAN_WORLD": "dream"}, "ZHINAN_WORLD is “dream”. Write record or practice."),
        ({"ZHINAN_DATABASE": "oracle://x"}, "ZHINAN_DATABASE cannot be read. Write postgresql://"),
        ({"ZHINAN_MAIL": "pigeon"}, "ZHINAN_MAIL cannot be read. Write smtp://"),
        (
            {"ZHINAN_DATA": "/dev/null/x"},
            "cannot be made there (Not a directory). Name a folder that you may write to.",
        ),
        ({"ZHINAN_DATA": "/proc/x"}, "cannot be made there (No such file or directory). Name a folder"),
    ],
)
@pytest.mark.parametrize("command", ["doctor", "demo"])
def test_a_wrong_setting_is_refused_with_what_to_write(said, command, wrong, told):
    assert told in refused(said(command, **wrong), code=2)


def test_a_file_that_cannot_be_written_is_refused_and_nothing_is_left(installed, tmp_path):
    words = ("report", "global-ssdc", "2020", "--output")
    places = [str(tmp_path / place) for place in ("no/such/folder/report.md", ".")]
    told = [refused(answer) for answer in installed.run_each(*((*words, place) for place in places))]
    assert [words for words in told if "cannot be written (" not in words] == []
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said(installed):
    with open("/dev/full", "wb") as full:
        words = [sys.executable, "-m", "zhinan", "report", "global-ssdc", "2020"]
        call = {"env": installed.settings, "cwd": ROOT, "stderr": subprocess.PIPE, "text": True}
        answer = subprocess.run(words, stdout=full, **call)
    assert (answer.returncode, answer.stderr) == (1, "Writing: No space left on device.\n")


def test_a_folder_without_an_installation_is_said_and_stays_without(empty):
    calls = [("report", "global-ssdc", "2020"), ("doctor",), ("search", "rebuild"), ("worker",)]
    told = [refused(answer) for answer in empty.run_each(*calls, ZHINAN_DATABASE="")]
    assert told == [
        f"There is no installation in {empty.world}. Name its folder with ZHINAN_DATA, "
        "or make one with `zhinan demo --no-serve`.\n"
    ] * len(calls)
    assert [path.name for path in empty.world.iterdir()] == ["secret"]


def test_help_names_each_command_and_each_setting(empty):
    answer = empty.run("--help")
    commands = ("demo", "serve", "worker", "report", "search", "codelists", "doctor")
    assert (answer.returncode, [word for word in commands if f"    {word}" not in answer.stdout]) == (0, [])
    assert "ZHINAN_DATA " in answer.stdout


def test_a_port_in_use_is_said_before_anything_is_made(empty):
    with socket.socket() as door:
        door.bind(("127.0.0.1", empty.port))
        door.listen()
        told = refused(empty.run("demo"))
    assert told == (
        f"Port {empty.port} is in use by another program. End that one, or choose another port: "
        f"ZHINAN_PORT={empty.port + 1} make demo.\n"
    )
    assert [path.name for path in empty.world.iterdir()] == ["secret"]


def test_starting_over_in_a_folder_of_somebody_else_is_refused(empty):
    empty.world.mkdir()
    (empty.world / "thesis.odt").write_text("years")
    assert "holds other files" in refused(empty.run("demo", "--fresh", "--no-serve"), code=2)
    assert (empty.world / "thesis.odt").read_text() == "years"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_web_server_and_worker(installed, number):
    started = installed.start("demo")
    seconds = installed.wait_for_page()
    told = installed.wait_for_words("Ctrl-C ends it.")
    below = children_of(started.pid)
    assert (end(started, number), len(below) >= 3) == (0, True)
    time.sleep(0.3)
    assert running(below) == []
    sys.stdout.write(f"A second start answers after {seconds:.1f} s.\n")  # to be read, not asserted
    assert f"http://localhost:{installed.port}/" in told
    password = (installed.world / "accounts.txt").read_text()
    assert re.search(rf"secretariat@zhinan\.example +{re.escape(password)} +", told)


def test_term_to_make_ends_everything_that_it_started(installed):
    started = installed.start(command=["make", "--no-print-directory", "demo"], MAKEFLAGS="", MFLAGS="")
    installed.wait_for_page()
    below = children_of(started.pid)
    end(started)
    time.sleep(0.5)
    assert (len(below) >= 3, running(below)) == (True, [])


def test_ctrl_c_at_a_terminal_ends_everything_and_progress_is_shown_there(empty):
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", "zhinan", "demo"], empty.settings)
    empty.wait_for_page()
    below = children_of(child)
    os.write(terminal, b"\x03")
    told = read_all(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (len(below) >= 3, running(below)) == (True, [])
    assert re.search(r"Records +█{30} [\d,]+ of [\d,]+", told)
    assert "Ctrl-C ends it." in told


def read_all(terminal):
    """What was written to a terminal until its last program has gone."""
    told = b""
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            return told.decode()
        if not more:
            return told.decode()
        told += more


def test_a_web_server_that_dies_ends_the_worker_too(installed):
    started = installed.start("demo")
    installed.wait_for_page()
    below = children_of(started.pid)
    server = next(pid for pid in below if b"granian" in command_of(pid))
    os.kill(server, signal.SIGKILL)
    assert started.wait(20) != 0
    time.sleep(0.3)
    assert running(below) == []


def command_of(pid):
    """The words that a process was started with."""
    with open(f"/proc/{pid}/cmdline", "rb") as file:
        return file.read()
