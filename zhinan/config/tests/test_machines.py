"""Several processes at once on one database: whatever happens is found by all, what is scheduled is done once."""

import os
import signal
import socket
import sys
import time
import urllib.request

import pytest

from tests.installation import Installation, end

from .make import ON_POSTGRESQL, asked

PRUNED = (
    "from django_tasks_db.models import DBTaskResult\n"
    "print(*DBTaskResult.objects.filter(task_path='zhinan.config.worker.prune').values_list('status', flat=True))"
)
ADD = (
    "from django.db import transaction\nfrom zhinan.history.actions import record\n"
    "from zhinan.network.models import Organisation\n"
    "with transaction.atomic():\n"
    "    record(Organisation.objects.create(slug='qx', name='Quixotic Mill'), 'recorded')"
)
SEND = "from django.core.mail import send_mail\n"
SEND += "send_mail('Subject', 'Words', 'from@zhinan.example', ['to@zhinan.example'])\n"
MAILS_OF = "from django_tasks_db.models import DBTaskResult\n"
MAILS_OF += "mails = DBTaskResult.objects.filter(task_path='zhinan.kit.mail.deliver')\n"
BEGIN_A_TASK = (
    f"{SEND}{MAILS_OF}from zhinan.config.models import Beat\n"
    "mails.update(status='RUNNING', worker_ids=[Beat.objects.get().worker])"
)
MAILS = f"{MAILS_OF}print(*mails.values_list('status', flat=True))"
PASS_A_MINUTE = (
    "from datetime import timedelta\nfrom django.db.models import F\nfrom zhinan.config.models import Beat\n"
    "Beat.objects.update(seen_at=F('seen_at') - timedelta(minutes=2))"
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A backup of the record world, from which an installation is made in a moment."""
    made = Installation(tmp_path_factory.mktemp("first"), "zhinan_first")
    assert made.run("demo", "--no-serve").returncode == 0
    assert made.run("backup", str(made.folder / "one.backup")).returncode == 0
    return made.folder / "one.backup"


@pytest.fixture
def machine(kept, tmp_path):
    """A machine with an installation."""
    made = Installation(tmp_path / "first", "zhinan_machine")
    assert made.run("restore", str(kept)).returncode == 0
    return made


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


def wait_until(answer, expected, within=20):
    """Wait until `answer()` is `expected`; returns the seconds that it took."""
    begun = time.monotonic()
    while (found := answer()) != expected:
        assert time.monotonic() - begun < within, found
        time.sleep(0.05)
    return time.monotonic() - begun


def page(address):
    """The page at `address`."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def test_a_change_is_found_on_both_machines_and_scheduled_work_is_done_once(machines):
    started = [machine.start("serve") for machine in machines]
    try:
        for machine in machines:
            machine.wait_for_page()
        asked(machines[0], ADD)
        begun = time.monotonic()
        for machine in machines:
            wait_until(lambda machine=machine: "Mill" in page(f"{machine.address}/search/?q=quixotic"), True)
        sys.stdout.write(f"Found on both after {time.monotonic() - begun:.2f} s.\n")  # to be read, not asserted
        wait_until(lambda: asked(machines[1], PRUNED), "SUCCESSFUL\n")
    finally:
        codes = [end(one) for one in started]
    assert (codes, asked(machines[0], PRUNED)) == ([0, 0], "SUCCESSFUL\n")


def test_two_workers_on_one_machine_do_scheduled_work_once(machine):
    started = [machine.start("worker") for _turn in range(2)]
    try:
        wait_until(lambda: asked(machine, PRUNED), "SUCCESSFUL\n")
        time.sleep(1)
    finally:
        codes = [end(one) for one in started]
    assert (codes, asked(machine, PRUNED)) == ([0, 0], "SUCCESSFUL\n")


def test_what_a_killed_worker_had_begun_is_done_by_the_next(machine):
    killed = machine.start("worker")
    wait_until(lambda: asked(machine, PRUNED), "SUCCESSFUL\n")
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    asked(machine, BEGIN_A_TASK)
    follower = machine.start("worker")
    try:
        time.sleep(2)
        assert asked(machine, MAILS) == "RUNNING\n"
        asked(machine, PASS_A_MINUTE)
        wait_until(lambda: asked(machine, MAILS), "SUCCESSFUL\n")
    finally:
        end(follower)


def test_a_change_is_found_while_a_task_takes_long(machine):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        server = f"smtp://127.0.0.1:{silent.getsockname()[1]}"  # takes the call, and says nothing for twenty seconds
        started = machine.start("serve", ZHINAN_MAIL=server)
        try:
            machine.wait_for_page()
            asked(machine, SEND)
            wait_until(lambda: asked(machine, MAILS), "RUNNING\n")
            asked(machine, ADD)
            wait_until(lambda: "Mill" in page(f"{machine.address}/search/?q=quixotic"), True)
            assert asked(machine, MAILS) == "RUNNING\n"
        finally:
            end(started)
