"""An installation in a folder of its own, on which tests run the real command in real processes."""

import os
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


class Installation:
    """A data folder, on PostgreSQL also a database, with the environment that `zhinan` is run in."""

    def __init__(self, folder, name):
        self.folder, self.port = Path(folder), free_port()
        self.settings = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.settings |= {"ZHINAN_DATA": str(folder), "ZHINAN_PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        self.name = name
        self.empty_database()

    def empty_database(self):
        """On PostgreSQL, an empty database of its own, whatever stood in it."""
        if address := os.environ.get("ZHINAN_DATABASE"):
            self.settings["ZHINAN_DATABASE"] = own_database(address, self.name)

    @property
    def address(self):
        """Where its pages are served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def world(self):
        """The folder of the world that is served."""
        return self.folder / "record"

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

    def wait_for_page(self, within=60):
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


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def own_database(address, name):
    """Make the empty PostgreSQL database `name` on the server of `address`; returns its address."""
    parts = urlsplit(address)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(parts._replace(path=f"/{name}"))
