"""Several processes are started and end together, however it comes to that."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zhinan.kit.supervisor import PortInUse, claim

SLEEP = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
WITH_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
DYING = "import sys, time; time.sleep(0.5); sys.exit(7)"
SUPERVISE = """
import sys
from zhinan.kit import supervisor
supervisor.PATIENCE = 1
commands = [[sys.executable, "-c", code] for code in sys.argv[1:]]
sys.exit(supervisor.run_together(commands, lambda: print("ready", flush=True)))
"""


@pytest.fixture
def supervised():
    """Starts a supervisor of processes that run some codes, and waits until it says that they have started."""
    begun = []

    def start(*codes):
        words = [sys.executable, "-c", SUPERVISE, *codes]
        begun.append(subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True))
        assert begun[0].stdout.readline() == "ready\n"
        return begun[0]

    yield start
    for one in begun:
        one.stdout.close()
        if one.poll() is None:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def below(pid):
    """The processes that `pid` started, and those that they started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, parent = int(path.parent.name), int(path.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            found += [name, *below(name)]
    return found


def gone(pids, within=3):
    """Whether all `pids` end within so many seconds."""
    until = time.monotonic() + within
    while any(alive(pid) for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def alive(pid):
    """Whether the process runs; one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_process_that_was_started(supervised, number):
    started = supervised(SLEEP, WITH_CHILD)
    time.sleep(0.5)
    children = below(started.pid)
    os.kill(started.pid, number)
    assert (len(children), started.wait(10), gone(children)) == (3, 0, True)


def test_a_process_that_will_not_end_is_killed(supervised):
    started = supervised(STUBBORN, SLEEP)
    time.sleep(0.5)
    children = below(started.pid)
    os.kill(started.pid, signal.SIGTERM)
    begun = time.monotonic()
    assert (started.wait(10), gone(children)) == (0, True)
    assert 1 <= time.monotonic() - begun < 5


def test_one_that_dies_ends_the_others_and_gives_its_exit_code(supervised):
    started = supervised(SLEEP, DYING)
    children = below(started.pid)
    assert (started.wait(10), gone(children)) == (7, True)


def test_a_free_port_can_be_claimed_again_and_again():
    port = free_port()
    assert [claim("127.0.0.1", port) for _turn in range(3)] == [None, None, None]


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_port_in_use_is_refused_in_a_sentence_even_where_it_is_shared(address):
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as the web server does
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        with pytest.raises(PortInUse, match=f"Port {port} is in use .* ZHINAN_PORT={port + 1} make demo"):
            claim(address, port)


def test_an_address_of_another_machine_is_refused_in_a_sentence():
    with pytest.raises(PortInUse, match=r"Port \d+ of 192\.0\.2\.1 cannot be listened on .* ZHINAN_BIND"):
        claim("192.0.2.1", free_port())


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]
