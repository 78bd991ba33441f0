"""Several processes at once on one database: whatever happens is found by all, what is scheduled is done once."""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from functools import partial

import pytest

from tests.installation import Installation, end

from .make import ON_POSTGRESQL, asked

TASKS = (
    "from django_tasks_db.models import DBTaskResult\nfrom zhinan.config.models import Beat\n"
    "tasks = DBTaskResult.objects.filter(task_path='{path}')\n"
)
WAIT = (
    "import time\nuntil = time.monotonic() + 20\n"
    "while (found := [*tasks.values_list('status', flat=True)]) != ['{status}'] or Beat.objects.count() < {workers}:\n"
    "    assert time.monotonic() < until, (found, Beat.objects.count())\n"
    "    time.sleep(0.05)\n"
)
PRUNE, MAIL = TASKS.format(path="zhinan.config.worker.prune"), TASKS.format(path="zhinan.kit.mail.deliver")
STATUS = "print(*tasks.values_list('status', flat=True))"
ADD = (
    "from django.db import transaction\nfrom zhinan.history.actions import record\n"
    "from zhinan.network.models import Organisation\n"
    "with transaction.atomic():\n"
    "    record(Organisation.objects.create(slug='qx', name='Quixotic Mill'), 'recorded')"
)
SEND = "from django.core.mail import send_mail\n"
SEND += "send_mail('Subject', 'Words', 'from@zhinan.example', ['to@zhinan.example'])\n"
BEGIN_A_TASK = f"{SEND}{MAIL}tasks.update(status='RUNNING', worker_ids=[Beat.objects.get().worker])"
PASS_A_MINUTE = (
    "from datetime import timedelta\nfrom django.db.models import F\nfrom zhinan.config.models import Beat\n"
    "Beat.objects.update(seen_at=F('seen_at') - timedelta(minutes=2))"
)


@pytest.fixture
def machine(record_installation, tmp_path):
    """A machine with an installation."""
    return Installation(tmp_path / "first", "zhinan_machine", like=record_installation)


@pytest.fixture
def machines(machine, tmp_path):
    """Two machines: a folder each, and where there is PostgreSQL, one database."""
    if not ON_POSTGRESQL:
        pytest.skip("Two machines need PostgreSQL: `make test DB=postgres` lets two of them work on one database.")
    second = Installation(tmp_path / "second", "zhinan_unused")
    second.folder.mkdir()
    second.settings |= {"ZHINAN_DATABASE": machine.settings["ZHINAN_DATABASE"], "ZHINAN_WORLD": "record"}
    second.settings["ZHINAN_SECRET"] = (machine.world / "secret").read_text()
    return machine, second


def wait_for(machine, tasks, status, workers=0):
    """Wait until the one of `tasks` has that status, and so many workers have been seen; asked by one process."""
    asked(machine, tasks + WAIT.format(status=status, workers=workers))


def wait_until(answer, within=20):
    """Wait until `answer()` is true."""
    begun = time.monotonic()
    while not answer():
        assert time.monotonic() - begun < within
        time.sleep(0.05)


def finds(machine, started):
    """Whether the search page of the `machine` tells of what was added; says what happened if it is served no more."""
    assert started.poll() is None, machine.log()
    try:
        with urllib.request.urlopen(f"{machine.address}/search/?q=quixotic", timeout=10) as answer:
            return "Mill" in answer.read().decode()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False  # a web process that was ended is started anew


def test_a_change_is_found_on_both_machines_and_scheduled_work_is_done_once(machines):
    started = [machine.start("serve") for machine in machines]
    try:
        for machine in machines:
            machine.wait_for_page()
        asked(machines[0], ADD)
        begun = time.monotonic()
        for machine, process in zip(machines, started, strict=True):
            wait_until(partial(finds, machine, process))
        sys.stdout.write(f"Found on both after {time.monotonic() - begun:.2f} s.\n")  # to be read, not asserted
        wait_for(machines[1], PRUNE, "SUCCESSFUL", workers=2)
    finally:
        codes = [end(one) for one in started]
    assert (codes, asked(machines[0], PRUNE + STATUS)) == ([0, 0], "SUCCESSFUL\n")


def test_two_workers_on_one_machine_do_scheduled_work_once(machine):
    started = [machine.start("worker") for _turn in range(2)]
    try:
        wait_for(machine, PRUNE, "SUCCESSFUL", workers=2)
    finally:
        codes = [end(one) for one in started]
    assert (codes, asked(machine, PRUNE + STATUS)) == ([0, 0], "SUCCESSFUL\n")


def test_what_a_killed_worker_had_begun_is_done_by_the_next(machine):
    killed = machine.start("worker")
    wait_for(machine, PRUNE, "SUCCESSFUL")
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    asked(machine, BEGIN_A_TASK)
    follower = machine.start("worker")
    try:
        wait_for(machine, MAIL, "RUNNING", workers=2)
        asked(machine, PASS_A_MINUTE)
        wait_for(machine, MAIL, "SUCCESSFUL")
    finally:
        end(follower)


def test_a_change_is_found_while_a_task_takes_long(machine):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        silent.settimeout(60)
        server = f"smtp://127.0.0.1:{silent.getsockname()[1]}"  # takes the call, and says nothing for twenty seconds
        started = machine.start("serve", ZHINAN_MAIL=server)
        try:
            machine.wait_for_page()
            asked(machine, SEND)
            caller, _address = silent.accept()
            with caller:
                asked(machine, ADD)
                wait_until(partial(finds, machine, started))
                caller.setblocking(False)
                with pytest.raises(BlockingIOError):  # the task goes on: nothing was said, and nobody has rung off
                    caller.recv(1)
        finally:
            end(started)
