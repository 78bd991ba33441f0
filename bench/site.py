"""A site of its own for measuring: made once, served on a free port, ended again."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

WORKERS = 2
PATIENCE = 60


class NotServed(RuntimeError):
    """The site did not answer in time."""


def zhinan(*words):
    """Run the command `zhinan` with `words`; returns the seconds that it took."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "zhinan", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - begin


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def wait_for(port, path="/"):
    """Wait until `path` is answered with 200; returns the seconds waited. Raises NotServed."""
    begin = time.perf_counter()
    while time.perf_counter() - begin < PATIENCE:
        try:
            if ask(port, path)[0] == 200:
                return time.perf_counter() - begin
        except OSError:
            time.sleep(0.02)
    raise NotServed(f"{path} is not answered on port {port}")


def ask(port, path, packed=True):
    """(status, headers, body as it went over the wire) of one request, that takes gzip where `packed`."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        coding = "gzip" if packed else "identity"
        line.request("GET", path, headers={"Accept-Encoding": coding, "Host": f"localhost:{port}"})
        answer = line.getresponse()
        return answer.status, dict((name.lower(), value) for name, value in answer.getheaders()), answer.read()
    finally:
        line.close()


@contextmanager
def running(words, **environment):
    """Run a program in the background while the block runs."""
    child = subprocess.Popen(
        words, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield child
    finally:
        child.terminate()
        child.wait(PATIENCE)


@contextmanager
def served():
    """Serve the site with a bare page beside it, as `zhinan serve` does but without the worker; yields the port."""
    port = free_port()
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    words += ["--workers", str(WORKERS), "--blocking-threads", "2", "--backpressure", "64", "--log-level", "warning"]
    with running([*words, "--no-ws", "zhinan.config.wsgi:application"], DJANGO_SETTINGS_MODULE="bench.settings"):
        wait_for(port, "/bare/")
        yield port
