"""Starts several processes and ends them together."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time

PATIENCE = 8  # seconds between asking a process to end and ending it


class PortInUse(ValueError):
    """The port cannot be listened on; the text says why, and what to do."""


def claim(address, port):
    """Make sure that `port` of the IP address `address` is free; raises PortInUse.

    A second server would start and silently share the port, so that each request landed on either.
    """
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((address, port))
        except OSError as trouble:
            raise PortInUse(_refusal(address, port, trouble)) from trouble


def _refusal(address, port, trouble):
    """Why nobody can listen there, and what to do."""
    if trouble.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use by another program. End that one, or choose another port: "
            f"ZHINAN_PORT={port + 1 if port < 65535 else port - 1} make demo."
        )
    return (
        f"Port {port} of {address} cannot be listened on ({trouble.strerror}). "
        "Choose another ZHINAN_PORT or ZHINAN_BIND."
    )


def wait_for(address, port, patience=30):
    """Wait until somebody answers on `port`, for `patience` seconds at most; returns whether somebody does."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as door:
            if door.connect_ex((address, port)) == 0:
                return True
        time.sleep(0.1)
    return False


def run_together(commands, ready=None):
    """Run `commands` (lists of words) until a signal comes or one of them ends; then end them all.

    `ready` is called once they have started. Returns 0 after a signal, else the exit code of the one that ended.
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    children = [subprocess.Popen(words, start_new_session=True) for words in commands]
    try:
        if ready:
            ready()
        while not stop.wait(0.2):
            ended = [child for child in children if child.poll() is not None]
            if ended:
                return _farewell(ended[0])
        return 0
    finally:
        end(children)


def _farewell(child):
    """Say that `child` ended by itself, and with it the others; returns the exit code for that, as a shell counts."""
    code = child.returncode
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    sys.stderr.write(f"“{' '.join(child.args[1:4])} …” ended by itself ({how}); the others are ended with it.\n")
    return 128 - code if code < 0 else code or 1


def end(children):
    """Ask `children` to end, and after PATIENCE seconds end what still runs in their process groups."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(child.poll() is None for child in children):
        time.sleep(0.05)
    for child in children:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    for child in children:
        child.wait()
