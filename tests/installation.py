"""An installation in a folder of its own, on which tests run the real command in real processes."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "COVERAGE_PROCESS_START")
PORTS = range(20_000, 32_000)  # below those that the system gives to whoever calls out, so nobody takes one meanwhile
BETWEEN = "-" * 79 + "\n"  # what Django writes behind each mail
EACH = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from zhinan.config.main import main
told = []
for words in json.load(sys.stdin):
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _stream in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code
    told.append([code, *(stream.buffer.getvalue().decode() for stream in (out, err))])
json.dump(told, sys.stdout)
"""


class Installation:
    """A data folder, on PostgreSQL also a database, with the environment that `zhinan` is run in.

    Empty, or with what the installation `like` holds, at which nobody may be.
    """

    def __init__(self, folder, name, like=None):
        self.folder, self.port = Path(folder), free_port()
        self.settings = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.settings |= {"ZHINAN_DATA": str(folder), "ZHINAN_PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        self.name = name
        self.empty_database(*([like.name] if like else []))
        if like:
            shutil.copytree(like.folder, folder, dirs_exist_ok=True)

    def empty_database(self, template="template1"):
        """On PostgreSQL, an empty database of its own, whatever stood in it, or a copy of another one."""
        if address := os.environ.get("ZHINAN_DATABASE"):
            self.settings["ZHINAN_DATABASE"] = own_database(address, self.name, template)

    @property
    def address(self):
        """Where its pages are served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def world(self):
        """The folder of the world that is served."""
        return self.folder / "record"

    def mails(self, world):
        """The texts of the mails that were written in a `world`; of one second two may lie in one file."""
        files = sorted((self.folder / world / "mails").glob("*"))
        return [mail for file in files for mail in file.read_text().split(BETWEEN)]

    def run(self, *words, **settings):
        """Run `zhinan` with these words to its end; stdout and stderr are text."""
        return subprocess.run(
            [sys.executable, "-m", "zhinan", *words],
            cwd=ROOT,
            env=self.settings | settings,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def run_each(self, *calls, **settings):
        """What `run` answers to the words of each call, all in one process: for tests of what is said."""
        code = [sys.executable, "-c", EACH]
        call = {"cwd": ROOT, "env": self.settings | settings, "capture_output": True, "text": True, "timeout": 120}
        told = subprocess.run(code, input=json.dumps(calls), check=True, **call)
        answers = zip(calls, json.loads(told.stdout), strict=True)
        return [subprocess.CompletedProcess(words, *answer) for words, answer in answers]

    def start(self, *words, command=None, **settings):
        """Start `zhinan` with these words, or another `command`, in a session of its own, its output in `log`."""
        with (self.folder / "log").open("a") as log:
            return subprocess.Popen(
                command or [sys.executable, "-m", "zhinan", *words],
                cwd=ROOT,
                env=self.settings | settings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @staticmethod
    def pause():
        """Wait a moment for another process."""
        time.sleep(0.5)

    def log(self):
        """What the processes that were started have said so far."""
        return (self.folder / "log").read_text()

    def wait_for_words(self, words, within=60):
        """Wait until the processes that were started have said `words`; returns all that they have said."""
        begun = time.monotonic()
        while words not in (told := self.log()):
            assert time.monotonic() - begun < within, told
            time.sleep(0.05)
        return told

    def wait_for_page(self, within=120):
        """Wait until the home page answers; returns the seconds that it took."""
        begun = time.monotonic()
        while time.monotonic() - begun < within:
            try:
                with urllib.request.urlopen(f"{self.address}/", timeout=5) as answer:
                    if answer.status == 200:
                        return time.monotonic() - begun
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise AssertionError(f"No page within {within} seconds.\n{self.log()}")


def end(started, number=signal.SIGTERM, within=15):
    """Send the signal to one process, and wait for its exit code."""
    started.send_signal(number)
    return started.wait(within)


def refused(answer, code=1):
    """The sentence on stderr of a command that was refused: no traceback, nothing on stdout."""
    assert (answer.returncode, "Traceback" in answer.stderr, answer.stdout) == (code, False, ""), answer
    assert answer.stderr.strip().endswith((".", "]")), answer.stderr
    return answer.stderr


def children_of(pid):
    """The processes below `pid`."""
    told = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in told.splitlines()]
    found, seen = [], [pid]
    while seen:
        parent = seen.pop()
        below = [int(child) for child, above, state in rows if int(above) == parent and "Z" not in state]
        found, seen = found + below, seen + below
    return found


def running(pids):
    """Those of `pids` that still run."""
    told = subprocess.run(["ps", "-e", "-o", "pid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in told.splitlines()]
    return [int(pid) for pid, state in rows if int(pid) in pids and "Z" not in state]


def free_port():
    """A port that nobody listens on."""
    while True:
        port = random.SystemRandom().choice(PORTS)
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) != 0:
                return port


def own_database(address, name, template="template1"):
    """Make the PostgreSQL database `name` on the server of `address`, like `template`; returns its address."""
    parts = urlsplit(address)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlunsplit(parts._replace(path=f"/{name}"))
