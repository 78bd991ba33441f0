"""A small client: keeps a few lines open and asks one page over and over."""

import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

LINES = 4


class WrongAnswer(RuntimeError):
    """The server did not answer with 200."""


@dataclass
class Load:
    """What came of a number of requests: how many a second, and the seconds that each took."""

    per_second: float
    seconds: list

    def percentile(self, percent):
        """Milliseconds within which that many of a hundred requests were answered."""
        return round(statistics.quantiles(self.seconds, n=100)[percent - 1] * 1000, 2)


def press(port, path, requests, cookie=""):
    """Ask `path` so many times over LINES lines at once, with `cookie` if any; raises WrongAnswer. Returns a Load."""
    begin = time.perf_counter()
    with ThreadPoolExecutor(LINES) as lines:
        told = list(lines.map(lambda _line: one_line(port, path, requests // LINES, cookie), range(LINES)))
    seconds = [each for line in told for each in line]
    return Load(len(seconds) / (time.perf_counter() - begin), seconds)


def one_line(port, path, requests, cookie):
    """Ask `path` so many times over one line, one after the other; returns the seconds that each took."""
    head = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", "Accept-Encoding: gzip"]
    words = "\r\n".join([*head, *([f"Cookie: {cookie}"] if cookie else []), "", ""]).encode()
    took = []
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(requests):
            begin = time.perf_counter()
            line.sendall(words)
            read_answer(line)
            took.append(time.perf_counter() - begin)
    return took


def read_answer(line):
    """Read one answer to its end by its Content-Length; raises WrongAnswer for another status than 200."""
    text = b""
    while b"\r\n\r\n" not in text:
        piece = line.recv(65536)
        if not piece:
            raise WrongAnswer("The server closed the line.")
        text += piece
    head, _gap, body = text.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise WrongAnswer(head.decode(errors="replace"))
    length = next(int(row.split(b":")[1]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-length"))
    while len(body) < length:
        body += line.recv(65536)
